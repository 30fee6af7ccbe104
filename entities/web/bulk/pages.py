"""What the templates of bulk changes and imports receive."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from entities.operations.bulk.preview import CHANGE, Change, Plan, Previewed
from entities.operations.bulk.said import Said, changes
from entities.operations.headings import heading_of
from entities.operations.transfer.columns import Column
from entities.operations.transfer.planning import APPLIED, Planned
from entities.schema.entity import Entity
from entities.schema.fields import Field
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.bulk.choosing import ACTIONS, Asking, Chosen

TONES = {
    "add": "ok",
    "change": "info",
    "type change": "warn",
    "delete": "bad",
    "same": "draft",
    "conflict": "warn",
    "error": "bad",
    "refused": "bad",
}
CONFIRMED_FROM = 26  # so many items are confirmed by typing


@dataclass(frozen=True)
class Row:
    """One item of a preview or a plan. `at` is the line of a file, 0 for none."""

    at: int
    verdict: str
    name: str
    url: str = ""
    changes: list[Said] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        return TONES.get(self.verdict, "")


def counts_of(rows: Iterable[Row]) -> list[tuple[str, int, str]]:
    """(verdict, how many, tone), the most first."""
    counted = Counter(row.verdict for row in rows)
    return [(verdict, count, TONES.get(verdict, "")) for verdict, count in counted.most_common()]


@dataclass(frozen=True)
class BulkPage:
    """A bulk change on its way: what was chosen, the change, and the preview once there is one."""

    entity: Entity
    chosen: Chosen
    asking: Asking
    fields: list[Field]
    rows: list[Row] = field(default_factory=list)
    plan: Plan | None = None
    sealed: str = ""
    reason: str = ""
    reason_required: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def actions(self) -> list[tuple[str, str]]:
        return list(ACTIONS.items())

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        return counts_of(self.rows)

    @property
    def count(self) -> int:
        return len(self.chosen.selection.items)

    @property
    def how_many(self) -> str:
        least = "" if self.chosen.selection.exact else "at least "
        return f"{least}{self.count:,} {self.entity.titles.lower()}"

    @property
    def confirmation(self) -> str:
        """What has to be typed, or nothing."""
        return confirmation_of(self.plan) if self.plan else ""


def confirmation_of(plan: Plan) -> str:
    """Deletions, and changes of more than 25 items, are confirmed by typing."""
    deletes = plan.change.action == "delete"
    if not deletes and len(plan.items) < CONFIRMED_FROM:
        return ""
    return f"{'delete' if deletes else 'change'} {len(plan.items)}"


def previewed_row(entity: Entity, one: Previewed, change: Change, viewer: Viewer) -> Row:
    name = heading_of(entity, one.before, viewer)
    said = changes(entity, one.before, one.after) if one.after is not None else []
    sentences = [one.why] if one.why else []
    goes = change.action == "delete" and one.verdict == CHANGE
    verdict = "delete" if goes else one.verdict
    return Row(0, verdict, name, item_url(entity, one.key), said, sentences)


@dataclass(frozen=True)
class ImportPage:
    """The dry run of a file."""

    entity: Entity
    name: str
    columns: list[Column]
    rows: list[Row]
    sealed: str
    digest: str
    reason: str = ""
    reason_required: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        return counts_of(self.rows)

    @property
    def applicable(self) -> int:
        return sum(1 for row in self.rows if row.verdict in APPLIED)

    @property
    def confirmation(self) -> str:
        count = self.applicable
        return f"import {count}" if count >= CONFIRMED_FROM else ""


def planned_row(entity: Entity, one: Planned) -> Row:
    made = one.verdict in APPLIED
    said = changes(entity, one.before, one.after, one.set) if made else []
    url = item_url(entity, one.key) if one.key and one.before is not None else ""
    sentences = [f"{name}: {text}" if name else text for name, text in one.problems.items()]
    return Row(one.line, one.verdict, one.told(entity) or "–", url, said, sentences, one.notes)
