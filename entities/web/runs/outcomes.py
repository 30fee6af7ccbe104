"""What came of each unit of a run, for who may see the item it is about."""

from dataclasses import dataclass

from django.urls import reverse

from entities.operations.headings import key_text
from entities.operations.runs.outcomes import Outcome, segment_of
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.cursors import seal_mark
from entities.web.runs.page import RunPage
from entities.web.runs.words import OUTCOME_TONES, entities_of, entity_named
from entities.web.state import CURSOR

HIDDEN = "An item that you may not see."


@dataclass(frozen=True)
class Row:
    """One unit. Of an item that the viewer may not see, only what became of it is told."""

    at: int
    status: str
    name: str
    url: str
    history: str
    company: str
    said: str

    @property
    def tone(self) -> str:
        return OUTCOME_TONES.get(self.status, "warn")


@dataclass(frozen=True)
class OutcomesPage:
    """`page` is the run's; `status` what the list is narrowed to."""

    page: RunPage
    status: str
    rows: list[Row]
    exhausted: bool
    next_url: str
    previous_url: str

    @property
    def url(self) -> str:
        return outcomes_url(self.page.run.run_id)

    @property
    def tabs(self) -> list[tuple[str, str, int, bool]]:
        """(word, address, how many, whether it is this one)."""
        return [
            (name, f"{self.url}?status={name}", count, name == self.status)
            for name, count in self.page.counts
            if self.page.has_outcomes
        ]


def outcomes_url(run_id: str) -> str:
    return reverse("run_outcomes", args=[run_id])


def state_of(run_id: str, status: str) -> str:
    """What a mark of this list is good for."""
    return f"outcomes of {run_id} {status}"


def whose(page: RunPage):
    """Tells by the id of a segment which entity's keys its outcomes name."""
    only = entities_of(page.run)
    named = {s.segment_id: s.item.get("entity", "") for s in page.standing.segments}

    def entity_of(segment_id: str) -> Entity | None:
        if len(only) == 1:
            return only[0]
        return entity_named(named.get(segment_id, ""))

    return entity_of


def outcomes_page(page: RunPage, status: str, outcomes: list[Outcome], found) -> OutcomesPage:
    entity_of = whose(page)
    run_id = page.run.run_id

    def marked(mark) -> str:
        if mark is None:
            return ""
        sealed = seal_mark(mark, state_of(run_id, status), page.viewer)
        narrowed = f"status={status}&" if status else ""
        return f"{outcomes_url(run_id)}?{narrowed}{CURSOR}={sealed}"

    rows = [row(one, entity_of(segment_of(one.unit_id)), page.viewer) for one in outcomes]
    return OutcomesPage(
        page, status, rows, found.exhausted, marked(found.next), marked(found.previous)
    )


def row(one: Outcome, entity: Entity | None, viewer: Viewer) -> Row:
    if entity is None or one.key is None:
        said = HIDDEN if viewer.limited else one.said
        return Row(one.at, one.status, "–", "", "", "", said)
    company = entity.company_of(entity.key_item(one.key))
    if not (viewer.may_browse(entity) and viewer.sees_company(company)):
        return Row(one.at, one.status, "–", "", "", "", HIDDEN)
    url = item_url(entity, one.key)
    history = f"{url}history/" if one.entry else ""
    name = key_text(entity, one.key)
    return Row(one.at, one.status, name, url, history, company or "", one.said)
