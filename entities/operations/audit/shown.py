"""Entries as people read them: what an item of the audit table says, however damaged it is.

Whether the log is whole is not the reader's work: verification.py finds that out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import EntityNotFound
from entities.operations.audit.chain import opened_key
from entities.operations.flags import moment
from entities.operations.headings import key_text
from entities.schema.entity import Entity
from entities.schema.masking import DOTS
from entities.schema.values import Item, Key


@dataclass(frozen=True)
class Side:
    """A value before or after: its DynamoDB type and its text, which may be cut."""

    type: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One attribute that changed. Without either side it “changed”, and no more is told."""

    name: str
    title: str
    before: Side | None = None
    after: Side | None = None

    @property
    def told(self) -> bool:
        return self.before is not None or self.after is not None


@dataclass(frozen=True)
class Entry:
    """One entry as everybody who sees the item may see it. `key` None: the item has no page."""

    item_key: str
    entry_id: str
    at: datetime | None
    actor: str
    action: str
    entity_name: str
    entity: Entity | None
    key: Key | None
    company: str | None
    reason: str
    request_id: str
    run_id: str
    undoes: str
    number: int
    changed: tuple[str, ...]
    revealed: str
    differences: tuple[Difference, ...]
    unlisted: int

    @property
    def key_text(self) -> str:
        """What the item is called by its key; a secret never."""
        if self.entity is None or self.key is None:
            return self.item_key.partition("#")[2] or DOTS
        return key_text(self.entity, self.key)


def entry_of(catalogue: Catalogue, item: Item, sealer) -> Entry:
    """The entry in an item; what cannot be read is empty."""
    entity = _entity(catalogue, _text(item, "entity"))
    changes = [held for held in _list(item, "changes") if isinstance(held, dict)]
    return Entry(
        item_key=item["itemKey"],
        entry_id=item["entryId"],
        at=moment(_text(item, "at")),
        actor=_text(item, "actor"),
        action=_text(item, "action"),
        entity_name=_text(item, "entity"),
        entity=entity,
        key=opened_key(entity, item.get("key"), sealer) if entity else None,
        company=_text(item, "companyId") or None,
        reason=_text(item, "reason"),
        request_id=_text(item, "requestId"),
        run_id=_text(item, "runId"),
        undoes=_text(item, "undoes"),
        number=_whole(item, "number"),
        changed=tuple(map(str, _list(item, "changed"))),
        revealed=_text(item, "revealed"),
        differences=tuple(_difference(entity, held) for held in changes),
        unlisted=_whole(item, "unlisted"),
    )


def _entity(catalogue: Catalogue, name: str) -> Entity | None:
    try:
        return catalogue.entity(name)
    except EntityNotFound:
        return None


def differences_of(entity: Entity | None, listed: Iterable[Item]) -> list[Difference]:
    """What `changes_of` listed, as it is shown."""
    return [_difference(entity, held) for held in listed]


def _difference(entity: Entity | None, held: Item) -> Difference:
    name = _text(held, "name")
    declared = entity.fields_by_any_name.get(name) if entity else None
    title = declared.title if declared else name
    return Difference(name, title, _side(held, "from"), _side(held, "to"))


def _side(held: Item, word: str) -> Side | None:
    side = held.get(word)
    if not isinstance(side, dict):
        return None
    return Side(_text(side, "type"), _text(side, "text"))


def _text(item: Item, name: str) -> str:
    held = item.get(name)
    return held if isinstance(held, str) else ""


def _list(item: Item, name: str) -> list:
    held = item.get(name)
    return held if isinstance(held, list) else []


def _whole(item: Item, name: str) -> int:
    held = item.get(name)
    return int(held) if isinstance(held, Decimal) else 0
