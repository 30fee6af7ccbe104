"""What the page of a plan receives that a run has made: of a bulk change, or of a file."""

from dataclasses import dataclass, field

from entities.catalogue import catalogue
from entities.operations.bulk.planning import change_of, shown, size_of
from entities.operations.bulk.said import changes
from entities.operations.headings import key_text
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import ADD, APPLIED
from entities.operations.transfer.starting import units_of
from entities.operations.works.import_preview import IMPORT_PREVIEW
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.bulk.pages import CONFIRMED_FROM, TONES, Row, previewed_row

AT_ONCE = 50  # rows of a page


@dataclass(frozen=True)
class PlanPage:
    """`begin` is the number of the first unit that is shown."""

    run: Run
    entity: Entity
    begin: int
    rows: list[Row]
    mine: bool
    reason: str = ""
    reason_required: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def of_a_file(self) -> bool:
        return self.run.operation == IMPORT_PREVIEW.name

    @property
    def digest(self) -> str:
        return self.run.facts["planHash"]

    @property
    def size(self) -> int:
        return size_of(self.run)

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        counters = self.run.item.get("counters", {})
        return [(word, int(n), TONES.get(word, "")) for word, n in sorted(counters.items())]

    @property
    def count(self) -> int:
        """How many items would change."""
        counters = self.run.item.get("counters", {})
        words = APPLIED if self.of_a_file else ("change",)
        return sum(int(counters.get(word, 0)) for word in words)

    @property
    def deletes(self) -> bool:
        return self.run.options.get("action") == "delete"

    @property
    def confirmation(self) -> str:
        verb = "import" if self.of_a_file else "delete" if self.deletes else "change"
        return f"{verb} {self.count}" if self.deletes or self.count >= CONFIRMED_FROM else ""

    @property
    def last(self) -> int:
        return min(self.begin + AT_ONCE, self.size)

    @property
    def before(self) -> int | None:
        return max(self.begin - AT_ONCE, 0) if self.begin else None

    @property
    def after(self) -> int | None:
        return self.last if self.last < self.size else None


def plan_page(hands: Hands, run: Run, begin: int, viewer: Viewer, **facts) -> PlanPage:
    """Bounded reads: the units of one page, and their items."""
    entity = catalogue.entity(run.entities[0])
    viewer.must_browse(entity)
    begin = begin if 0 <= begin < size_of(run) else 0
    rows = _lines if run.operation == IMPORT_PREVIEW.name else _items
    return PlanPage(
        run, entity, begin, rows(hands, run, begin, viewer), run.by == viewer.name, **facts
    )


def _items(hands: Hands, run: Run, begin: int, viewer: Viewer) -> list[Row]:
    change = change_of(hands, run)
    found = shown(hands, run, change, begin, begin + AT_ONCE, viewer=viewer)
    entity = catalogue.entity(run.entities[0])
    return [previewed_row(entity, one, change, viewer) for one in found]


def _lines(hands: Hands, run: Run, begin: int, viewer: Viewer) -> list[Row]:
    entity = catalogue.entity(run.entities[0])
    units = units_of(hands, run, begin, begin + AT_ONCE)
    keys = [unit.key for unit in units if unit.key]
    found = hands.store.batch_get({entity: keys}, consistent=True) if keys else {}
    items = {key: item for (_, key), item in found.items() if viewer.sees(entity, item)}
    return [_line(entity, unit, items.get(unit.key)) for unit in units]


def _line(entity: Entity, unit: Unit, before: dict | None) -> Row:
    made = unit.verdict in APPLIED
    known = made and (before is not None or unit.verdict == ADD)
    held = None if unit.verdict == ADD else before
    said = changes(entity, held, (held or {}) | unit.set, unit.set) if known else []
    url = item_url(entity, unit.key) if unit.key and before is not None else ""
    name = key_text(entity, unit.key) if unit.key else "–"
    return Row(unit.line, unit.verdict, name, url, said, [unit.said] if unit.said else [])
