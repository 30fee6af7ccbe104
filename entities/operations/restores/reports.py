"""What a restore or drill came to, table by table, from its segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from entities.operations.backups.parts import hex_sum
from entities.operations.restores.sources import source_of
from entities.operations.runs.segments import DONE, Segment
from entities.schema.values import Item


@dataclass(frozen=True)
class TableReport:
    """`wrong` counts what is damaged, missing or set wrongly. `content_hash` is that of all items
    that are there. `changed`, `removed` and `added` are differences from the table of today."""

    table: str
    name: str
    how: str
    items: int
    content_hash: str
    proven: bool
    wrong: int
    changed: int
    removed: int
    added: int
    set_again: tuple[str, ...]
    notes: tuple[str, ...]
    left: tuple[str, ...]
    done: bool

    @property
    def stored(self) -> Item:
        known = {
            "table": self.table,
            "as": self.name,
            "how": self.how,
            "items": Decimal(self.items),
            "contentHash": self.content_hash,
            "proven": self.proven,
            "wrong": Decimal(self.wrong),
            "changed": Decimal(self.changed),
            "removed": Decimal(self.removed),
            "added": Decimal(self.added),
            "setAgain": list(self.set_again),
            "notes": list(self.notes),
            "left": list(self.left),
        }
        return {name: value for name, value in known.items() if value not in ("", [])}


def report_of(segments: Sequence[Segment]) -> list[TableReport]:
    """One for each new table, in order."""
    by_name: dict[str, list[Segment]] = {}
    for segment in segments:
        if "as" in segment.options:
            by_name.setdefault(segment.options["as"], []).append(segment)
    return [_report(held) for held in by_name.values()]


def _report(segments: Sequence[Segment]) -> TableReport:
    source = source_of(segments[0].options)
    steps = {step: [s for s in segments if s.options["step"] == step] for step in _steps(segments)}
    settings = next((dict(s.cursor) for s in steps.get("settings", ())), {})
    counted = [s.cursor for s in steps.get("count", ())]
    return TableReport(
        table=source.table,
        name=source.name,
        how=source.how,
        items=sum(int(cursor.get("items", 0)) for cursor in counted),
        content_hash=hex_sum(cursor.get("sum", "0") for cursor in counted),
        proven=any(s.cursor.get("proven") for s in steps.get("prove", ())),
        wrong=sum(s.count("failed") for s in segments),
        changed=_sum(segments, "changed"),
        removed=_sum(segments, "removed"),
        added=_sum(segments, "added"),
        set_again=tuple(settings.get("set", ())),
        notes=tuple(settings.get("notes", ())),
        left=tuple(settings.get("left", ())),
        done=all(s.status == DONE for s in segments),
    )


def _steps(segments: Sequence[Segment]) -> list[str]:
    return list(dict.fromkeys(segment.options["step"] for segment in segments))


def _sum(segments: Sequence[Segment], counter: str) -> int:
    return sum(segment.counters.get(counter, 0) for segment in segments)
