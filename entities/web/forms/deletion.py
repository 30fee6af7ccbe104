"""The page that asks before an item is deleted: what refers to it, the ways, what must be typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import QueryDict

from entities.catalogue import catalogue
from entities.operations.deleting import Preview
from entities.operations.headings import heading_of
from entities.operations.referrers import Referring
from entities.operations.showing import Showing, ShownItem
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url
from entities.web.detail import company_page
from entities.web.forms.base import Base, proof_of, seal_base
from entities.web.forms.page import Wrong
from entities.web.forms.reading import reason_problem
from entities.web.forms.second_person import SecondPerson

MANY = 5  # items touched beside the one that goes
NAMED = 8
WORDS = {
    Way.SOFT: ("Mark it as deleted", "It stays in the table and counts no more."),
    Way.ALONE: ("Delete it", "Nothing refers to it."),
    Way.REPOINT: ("Delete it, and have the others refer to “{stand_in}”", "They stay."),
    Way.CASCADE: ("Delete it together with what refers to it", "All of it goes, or none."),
    Way.CLEAR: ("Delete it, and empty the references to it", "The others stay."),
}
ALONE = (Way.SOFT, Way.ALONE)


@dataclass(frozen=True)
class Decision:
    """What was chosen and typed; `asks` for approval instead of deleting."""

    way: str = ""
    typed: str = ""
    reason: str = ""
    insist: bool = False
    asks: bool = False
    approval: str = ""

    @classmethod
    def read(cls, posted: QueryDict) -> "Decision":
        way = posted.get("way", "")
        return cls(
            way if way in {known.value for known in Way} else "",
            posted.get("typed", "").strip(),
            posted.get("reason", "").strip(),
            "insist" in posted,
            "ask" in posted,
            posted.get("approval", ""),
        )


@dataclass(frozen=True)
class Touched:
    """What refers to the item through one field; `named` are the first of them, with addresses."""

    entity: Entity
    by: str
    count: str
    named: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return self.entity.titles


@dataclass(frozen=True)
class WayChoice:
    value: str
    title: str
    said: str
    chosen: bool


@dataclass(frozen=True)
class DeletePage:
    """All that the template receives."""

    entity: Entity
    shown: ShownItem
    url: str
    item_url: str
    touched: list[Touched]
    count: int
    choices: list[WayChoice]
    refusals: tuple[str, ...]
    insist: tuple[str, ...]
    sealed: str
    proof: str
    decision: Decision
    reason_required: bool = False
    company_page: str = ""
    second: SecondPerson | None = None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return self.decision.reason

    @property
    def reason_help(self) -> str:
        asks = self.second is not None and self.second.may_ask
        return "The other person decides by it. It stays on the record." if asks else ""

    @property
    def many(self) -> bool:
        """Whether the name has to be typed: much is touched, or it goes for good."""
        if self.second:
            return self.second.is_ready
        return self.count >= MANY and any(choice.value not in _alone() for choice in self.choices)

    @property
    def reason_problem(self) -> str:
        return self.problems.get("reason", "")

    @property
    def wrong(self) -> list[Wrong]:
        labels = {"way": "What is done", "typed": "Name", "insist": "Your yes", "reason": "Reason"}
        return [
            Wrong(labels.get(name, ""), said, f"#{name}" if name else "")
            for name, said in self.problems.items()
        ]

    @property
    def wrong_heading(self) -> str:
        return "Nothing was asked for" if self.decision.asks else "Nothing was deleted"

    def with_problems(self, problems: Mapping[str, str]) -> "DeletePage":
        return replace(self, problems=problems)

    def asked(self) -> dict[str, str]:
        """What still has to be said before anything is deleted."""
        decision, problems = self.decision, {}
        if decision.way not in {choice.value for choice in self.choices}:
            problems["way"] = "Choose one."
        if self.insist and not decision.insist:
            problems["insist"] = "Say yes to this first."
        alone = decision.way in _alone() and not self.second
        named = not self.many or decision.asks or alone
        if not named and decision.typed != self.shown.heading.strip():
            problems["typed"] = "Type its name as it stands above."
        wrong = reason_problem(
            decision.reason, must_reason=self.reason_required, in_full=decision.asks
        )
        return problems | ({"reason": wrong} if wrong else {})


def _alone() -> set[str]:
    return {way.value for way in ALONE}


def delete_page(
    preview: Preview,
    base: Base,
    viewer: Viewer,
    *,
    now: datetime,
    url: str,
    must_reason: bool,
    decision: Decision,
    second: SecondPerson | None = None,
) -> DeletePage:
    """`second` where it takes two people."""
    entity, ways = preview.entity, preview.ways
    open_ways = second.ways(ways.open) if second else ways.open
    return DeletePage(
        entity,
        Showing(catalogue, viewer, now).item(entity, preview.item),
        url,
        item_url(entity, preview.key),
        [touched_by(of, viewer) for of in preview.referrers if of.any],
        sum(len(of.items) for of in preview.referrers),
        list(_choices(entity, open_ways, decision)),
        ways.refusals,
        ways.insist,
        seal_base(base, entity, preview.key, viewer),
        proof_of(url),
        decision,
        must_reason or bool(second and second.may_ask),
        company_page(entity, entity.company_of(preview.item)),
        second,
    )


def touched_by(of: Referring, viewer: Viewer) -> Touched:
    seen = [item for item in of.items if viewer.sees(of.entity, item)]
    count = f"{'' if of.exact else 'at least '}{len(of.items):,}"
    named = [_named(of.entity, item, viewer) for item in seen[:NAMED]]
    return Touched(of.entity, of.reference.title, count, named)


def _named(entity: Entity, item: Item, viewer: Viewer) -> tuple[str, str]:
    return heading_of(entity, item, viewer), item_url(entity, entity.key_of(item))


def _choices(entity: Entity, ways: tuple[Way, ...], decision: Decision) -> Iterator[WayChoice]:
    for way in ways:
        title, said = WORDS[way]
        chosen = decision.way == way.value or len(ways) == 1
        title = title.format(stand_in=entity.deletion.stand_in)
        yield WayChoice(way.value, title, said, chosen)
