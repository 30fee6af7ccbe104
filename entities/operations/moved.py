"""Where items went that were moved to another key, and where they came from: told by the log.

An entry of a move belongs to an act whose first entry is of the new key, and whose second one is
of the old.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.operations.acts import together
from entities.operations.audit.chain import HEAD, item_key
from entities.operations.audit.shown import Entry, entry_of
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.schema.viewer import Viewer

MOVE = "move"


@dataclass(frozen=True)
class Other:
    """The other key of a move; `went` is True where the item went there from here."""

    entity: Entity
    key: Key
    went: bool


def moved_to(
    store, catalogue: Catalogue, entity: Entity, key: Key, *, viewer: Viewer, sealer
) -> Key | None:
    """The key that an item went to, where moving it was the last that was done to it.

    At most four reads by key; one where nothing was ever recorded of such an item.
    """
    audit = catalogue.entity("audit")
    name = item_key(entity, key, sealer)
    last = (store.find(audit, (name, HEAD), consistent=True) or {}).get("last")
    held = store.find(audit, (name, last), consistent=True) if isinstance(last, str) else None
    if held is None:
        return None
    found = others(store, catalogue, [entry_of(catalogue, held, sealer)], viewer, sealer)
    return next((other.key for other in found.values() if other.went), None)


def others(
    store, catalogue: Catalogue, entries: Iterable[Entry], viewer: Viewer, sealer
) -> dict[str, Other]:
    """The other keys of those entries that are of moves, by entry id; two reads for each of them.

    What the viewer may not see is left out.
    """
    audit = catalogue.entity("audit")
    found = {}
    for entry in entries:
        act = together(store, catalogue, entry.request_id) if entry.action == MOVE else []
        if len(act) < 2:
            continue
        went = act[1].entry_id == entry.entry_id
        place = act[0] if went else act[1]
        held = store.find(audit, (place.item_key, place.entry_id), consistent=True)
        other = entry_of(catalogue, held, sealer) if held else None
        if other and other.entity and other.key and viewer.sees_company(other.company):
            found[entry.entry_id] = Other(other.entity, other.key, went)
    return found
