"""Recording: what a transaction carries so that its deeds stand in the audit log."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.limits import check_item
from entities.dynamodb.steps import Put, Step
from entities.dynamodb.transactions import Proof
from entities.errors import ChainMoved
from entities.operations.audit.chain import HEAD, Head, entry_id, item_key, sealed_key
from entities.operations.audit.changes import changes_of
from entities.operations.audit.images import sealed_images, with_images
from entities.operations.deeds import Act, Deed
from entities.schema.conditions import Missing
from entities.schema.entity import Entity
from entities.schema.masking import mask_text
from entities.schema.values import Item

TOKEN_LENGTH = 36


@dataclass(frozen=True)
class Recorded:
    """Where an entry stands: enough to open it, and to offer its undo."""

    item_key: str
    entry_id: str


@dataclass(frozen=True)
class Records:
    """The steps that write the entries of an act, and what proves that they were written."""

    audit: Entity
    steps: list[Step]
    entries: list[Recorded]
    seed: str = ""

    @property
    def proof(self) -> Proof:
        """The first entry: nothing but this transaction writes it."""
        first = self.entries[0]
        return Proof(self.audit, (first.item_key, first.entry_id))

    def token(self, attempt: int) -> str:
        """For the service: the same for the same click; another one once the chain has moved."""
        if not self.seed:
            return uuid.uuid4().hex
        return hashlib.sha256(f"{self.seed} {attempt}".encode()).hexdigest()[:TOKEN_LENGTH]


def record(store, catalogue: Catalogue, deeds: Sequence[Deed], act: Act, *, sealer) -> Records:
    """One entry per deed, chained to the item's head; reads the heads in one call.

    Every step is refused with ChainMoved: record again then. Raises ValueError for no deed and for
    two deeds on one item, ValueInvalid for an item that DynamoDB could not hold.
    """
    audit = catalogue.entity("audit")
    named = _named(deeds, sealer)
    heads = store.batch_get({audit: [(name, HEAD) for name in named]}, consistent=True)
    steps, entries = [], []
    for name, deed in named.items():
        head = Head(name, heads.get((audit.name, (name, HEAD))))
        entry, parts = _entry(audit, head, deed, act, sealer)
        steps += _steps(audit, head, entry, parts)
        entries.append(Recorded(*audit.key_of(entry)))
    return Records(audit, steps, entries, act.token)


def _named(deeds: Sequence[Deed], sealer) -> dict[str, Deed]:
    """The deeds by the name of their item's chain."""
    named = {item_key(deed.entity, deed.key, sealer): deed for deed in deeds}
    if not deeds or len(named) != len(deeds):
        raise ValueError("an act has one deed or more, each on another item")
    return named


def _entry(audit: Entity, head: Head, deed: Deed, act: Act, sealer) -> tuple[Item, list[Item]]:
    before, after = (None, None) if deed.revealed else (deed.before, deed.after)
    if after is not None:
        check_item(deed.entity, after)
    key = (head.item_key, entry_id(act.now, head.last))
    entry = audit.key_item(key) | _facts(deed, act, key[1], sealer)
    sealed = sealed_images(before, after, key, sealer)
    entry, parts = with_images(audit, entry, sealed)
    return head.chained(entry), parts


def _facts(deed: Deed, act: Act, stamp: str, sealer) -> Item:
    """Who, when, what, why; what is not known is left out."""
    changes = changes_of(deed)
    facts: Item = {
        "at": _milliseconds(act.now),
        "day": stamp[:10],
        "actor": act.actor,
        "action": deed.action,
        "entity": deed.entity.name,
        "key": sealed_key(deed.entity, deed.key, sealer),
        "changed": changes.names,
        "changes": changes.listed,
    }
    known = {
        "companyId": deed.company,
        "revealed": deed.revealed,
        "reason": mask_text(act.reason),
        "requestId": act.request_id,
        "runId": act.run_id,
        "undoes": act.undoes,
        "unlisted": Decimal(changes.unlisted),
    }
    return facts | {name: value for name, value in known.items() if value}


def _milliseconds(now: datetime) -> str:
    moment = now.astimezone(UTC).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def _steps(audit: Entity, head: Head, entry: Item, parts: list[Item]) -> Iterator[Step]:
    free = (Missing(audit.partition),)
    for item in (entry, *parts):
        yield Put(audit, audit.key_of(item), free, ChainMoved(), item=item)
    yield head.step(audit, entry)
