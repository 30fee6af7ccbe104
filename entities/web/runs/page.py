"""One run: how far it is, what may be done about it, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.template import Template
from django.template.loader import select_template
from django.urls import reverse

from entities.operations.flags import moment
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, Segment
from entities.operations.runs.standing import Standing
from entities.operations.runs.status import ADVANCING, RETRY, wishes_open
from entities.operations.runs.units import UnitWork
from entities.operations.works import find_work
from entities.schema.viewer import Viewer
from entities.web.forms.page import Wrong
from entities.web.runs.words import (
    TONES,
    WISHES,
    counted,
    entities_of,
    facts_of,
    kind_of,
    span,
    title_of,
)

SEGMENTS = 40  # shown at once
ERRORS = 10
OFTEN, SELDOM = 1, 5  # seconds between two looks of an open page
LOUD = 10  # per cent between two words to who listens


@dataclass(frozen=True)
class Wish:
    """A button: what it sends, its label and icon."""

    what: str
    label: str
    icon: str


@dataclass(frozen=True)
class SegmentRow:
    """One segment. `where` is its place in words: a cursor holds keys, which are not shown."""

    name: str
    entity: str
    phase: int
    tone: str
    standing: str
    where: str
    counts: str
    waits: str


@dataclass(frozen=True)
class Note:
    at: datetime | None
    by: str
    text: str


@dataclass(frozen=True)
class RunPage:
    """`here`: this page does some of the work itself. `problem` is why a wish was refused,
    `note_problem` why a note was, and `typed` what was typed."""

    standing: Standing
    viewer: Viewer
    here: bool = False
    problem: str = ""
    note_problem: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def run(self) -> Run:
        return self.standing.run

    @property
    def progress(self):
        return self.standing.progress

    @property
    def title(self) -> str:
        return title_of(self.run)

    @property
    def kind(self) -> str:
        return kind_of(self.run.operation)

    @property
    def asked_why(self) -> str:
        return self.run.item.get("reason", "")

    @property
    def asked_at(self) -> datetime | None:
        return self.run.at("createdAt")

    @property
    def begun(self) -> datetime | None:
        return self.run.at("startedAt")

    @property
    def ended(self) -> datetime | None:
        return self.run.at("finishedAt")

    @property
    def own_template(self) -> Template:
        """What its kind adds to the page: `runs/kinds/<operation>.html`, where it is there."""
        own = self.run.operation.replace(" ", "-").replace("_", "-")
        return select_template([f"runs/kinds/{own}.html", "runs/kinds/none.html"])

    @property
    def url(self) -> str:
        return reverse("run", args=[self.run.run_id])

    @property
    def status(self) -> str:
        return self.standing.status

    @property
    def tone(self) -> str:
        return TONES.get(self.status, "")

    @property
    def why(self) -> str:
        """Why it stands where it stands."""
        if self.status != self.run.status:
            return "No worker has moved it for a while. It goes on as soon as one is there."
        return self.run.reason

    @property
    def is_live(self) -> bool:
        return self.standing.is_live

    @property
    def asks_again(self) -> int:
        """Seconds until the page asks again; 0 where it does not, since it works or has ended."""
        if self.run.ended or self.helps:
            return 0
        return OFTEN if self.is_live else SELDOM

    @property
    def left(self) -> str:
        return span(self.progress.left)

    @property
    def rate(self) -> str:
        rate = self.progress.rate
        return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"

    @property
    def took(self) -> str:
        """How long it ran, or has been running."""
        return span((self.ended or self.standing.now) - self.begun) if self.begun else ""

    @property
    def said(self) -> str:
        """For who listens rather than looks: every ten per cent, and whenever it changes."""
        if not self.progress.share:
            return self.status.capitalize()
        return f"{self.status.capitalize()}, {self.progress.share // LOUD * LOUD} %"

    @property
    def bar_tone(self) -> str:
        tones = {"ok": "ok", "bad": "bad", "warn": "warn"}
        return "warn" if self.progress.failed and self.is_live else tones.get(self.tone, "")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of which outcome, the most first."""
        found: dict[str, int] = {}
        for segment in self.standing.segments:
            for name, count in segment.counters.items():
                found[name] = found.get(name, 0) + count
        return sorted(found.items(), key=lambda pair: -pair[1])

    @property
    def has_outcomes(self) -> bool:
        """Whether what is counted are outcomes of units, and not figures of another kind."""
        return isinstance(find_work(self.run.operation), UnitWork)

    @property
    def may_act(self) -> bool:
        return may_act(self.run, self.viewer)

    @property
    def wishes(self) -> list[Wish]:
        """What this person may ask of it now."""
        if not self.may_act:
            return []
        return [self._wish(what) for what in wishes_open(self.run.status)]

    def _wish(self, what: str) -> Wish:
        label, icon = WISHES[what]
        if what == RETRY and self.progress.failed:
            label = f"Try only these {self.progress.failed:,} again"
        return Wish(what, label, icon)

    @property
    def helps(self) -> bool:
        """Whether this page is to work on it, since nobody else does."""
        alone = self.standing.could_use_help if self.here else self.standing.is_alone
        return alone and self.may_act

    @property
    def segments(self) -> list[SegmentRow]:
        """What is worked on first, then what is left, then what is done."""
        ordered = sorted(self.standing.segments, key=self._rank)
        return [segment_row(one, self.standing) for one in ordered[:SEGMENTS]]

    @property
    def more_segments(self) -> int:
        return max(0, len(self.standing.segments) - SEGMENTS)

    def _rank(self, segment: Segment) -> tuple:
        held = segment.is_held(self.standing.now)
        return not held, segment.status == DONE, not segment.count("failed"), segment.phase

    @property
    def errors(self) -> list[str]:
        """What went wrong of late, each sentence once."""
        held = (str(e) for s in self.standing.segments for e in s.item.get("errors", ()))
        return list(dict.fromkeys(held))[-ERRORS:]

    @property
    def facts(self) -> list[tuple[str, str]]:
        return list(facts_of(self.run.facts))

    @property
    def options(self) -> list[tuple[str, str]]:
        return list(facts_of(self.run.options))

    @property
    def entities(self):
        return [entity for entity in entities_of(self.run) if self.viewer.may_browse(entity)]

    @property
    def company(self) -> str:
        held = self.run.company
        return held if held and self.viewer.sees_company(held) else ""

    @property
    def notes(self) -> list[Note]:
        """Newest first."""
        held = [note for note in self.run.item.get("notes", ()) if isinstance(note, dict)]
        read = [Note(moment(n.get("at", "")), n.get("by", ""), n.get("text", "")) for n in held]
        return read[::-1]

    @property
    def wrong(self) -> list[Wrong]:
        return [Wrong("", self.problem)] if self.problem else []

    @property
    def wrong_heading(self) -> str:
        return "Nothing was changed"


def may_act(run: Run, viewer: Viewer) -> bool:
    """Whether the viewer may do its work, and so pause or cancel it."""
    work = find_work(run.operation)
    return work is not None and viewer.may(work.action)


def segment_row(segment: Segment, standing: Standing) -> SegmentRow:
    tone, words = _stands(segment, standing)
    counters = {name: count for name, count in segment.counters.items() if count}
    return SegmentRow(
        segment.segment_id,
        segment.item.get("entity", ""),
        segment.phase,
        tone,
        words,
        _where(segment),
        counted(counters),
        segment.waits if segment.status != DONE and standing.is_live else "",
    )


def _stands(segment: Segment, standing: Standing) -> tuple[str, str]:
    if segment.status == DONE:
        return ("bad", "done, with failures") if segment.count("failed") else ("ok", "done")
    if segment.is_held(standing.now):
        return "live", segment.worker
    if standing.run.status in ADVANCING and segment.rests(standing.now):
        return "warn", "looks again later"
    return "draft", "waits"


def _where(segment: Segment) -> str:
    done, total = segment.count("done"), segment.total
    if total is not None:
        return f"{done:,} of {total:,}"
    return f"{done:,}" if done or segment.cursor else "at the start"
