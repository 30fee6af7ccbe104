"""What the audit log tells an undo: whether an entry is undone already, and what was deleted since.

An undo that was undone itself no longer counts.
"""

from collections.abc import Iterable, Iterator, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Place, place_of
from entities.operations.acts import together
from entities.operations.audit.chain import HEAD, item_key
from entities.operations.audit.shown import Entry
from entities.operations.deeds import Deed
from entities.operations.references import pointer
from entities.schema.access import AccessPath
from entities.schema.conditions import Between, Equals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

TOLD = ("entryId", "actor", "at", "requestId", "undoes")


def undone_by(store, catalogue: Catalogue, entries: Sequence[Entry]) -> Item | None:
    """The entry that undid an act and is still in effect; every chain of the act tells it."""
    first = entries[0]
    later = list(_since(store, catalogue, first.item_key, first.entry_id))

    def undoing(names: set[str]) -> Item | None:
        """An act is known by any of its entries."""
        for item in later:
            if item.get("undoes") in names:
                others = together(store, catalogue, item.get("requestId", ""))
                if undoing({item["entryId"], *(other.entry_id for other in others)}) is None:
                    return item
        return None

    return undoing({entry.entry_id for entry in entries})


def forgiven(
    store, catalogue: Catalogue, deeds: Iterable[Deed], entries: Sequence[Entry], sealer
) -> frozenset[Place]:
    """What the restored items refer to and what was missing all along, so that it may again.

    What was deleted since the act is not among it.
    """
    found = set()
    for deed in deeds:
        for target, key in _targets(catalogue, deed):
            if store.find(target, key, consistent=True, attributes=target.keys) is None:
                chain = item_key(target, key, sealer)
                if not any(_since(store, catalogue, chain, entries[0].entry_id)):
                    found.add(place_of(target, key))
    return frozenset(found)


def _targets(catalogue: Catalogue, deed: Deed) -> Iterator[tuple[Entity, Key]]:
    for reference in deed.entity.references if deed.after is not None else ():
        if reference.name in deed.changed or deed.before is None:
            to = pointer(catalogue, deed.entity, reference, deed.after)
            if to is not None and to.key is not None:
                yield to.entity, to.key


def _since(store, catalogue: Catalogue, chain: str, entry_id: str) -> Iterator[Item]:
    """The entries of a chain after one, oldest first."""
    audit = catalogue.entity("audit")
    place = Equals(audit.partition, chain)
    path = AccessPath("query", None, place, Between("entryId", entry_id, HEAD), keys=audit.keys)
    for page in store.pages(audit, path=path, attributes=TOLD, consistent=True):
        yield from (item for item in page.items if item["entryId"] not in (entry_id, HEAD))
