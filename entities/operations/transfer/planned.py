"""A planned line as it is put aside: what is to be written, and what it was compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.operations.etags import etags_of
from entities.operations.runs.staged import key_from, plain_key
from entities.operations.transfer.planning import ADD, APPLIED, Planned
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


@dataclass(frozen=True)
class Unit:
    """`set` is the whole item of a line that adds one; `said` why a line is left alone."""

    line: int
    verdict: str
    key: Key | None = None
    set: Item = field(default_factory=dict)
    etags: Mapping[str, str] = field(default_factory=dict)
    said: str = ""

    @classmethod
    def of(cls, one: Planned, entity: Entity, sealer) -> "Unit":
        if one.verdict not in APPLIED:
            said = " ".join(one.problems.values())
            return cls(one.line, one.verdict, one.key, said=said)
        if one.verdict == ADD:
            return cls(one.line, one.verdict, one.key, one.after)
        etags = etags_of(entity, one.before, sealer)
        return cls(one.line, one.verdict, one.key, one.set, etags)

    @property
    def plain(self) -> list:
        key = plain_key(self.key) if self.key else None
        held = [to_typed_item(self.set), dict(self.etags)]
        return [self.line, self.verdict, key, *held, self.said]

    @classmethod
    def opened(cls, plain: list[Any]) -> "Unit":
        line, verdict, key, held, etags, said = plain
        known = key_from(key) if key else None
        return cls(line, verdict, known, from_typed_item(held), etags, said)
