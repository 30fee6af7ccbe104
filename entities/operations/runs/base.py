"""What a kind of long work says of itself: one file of `operations/works/` each, found by being
there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from entities.dynamodb.steps import Check
from entities.operations.deeds import Act
from entities.operations.runs.hands import Hands
from entities.operations.runs.pace import Pace
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, Segment, beat
from entities.schema.values import Value
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Advanced:
    """What one page of a segment came to. `counters` are added to those of the segment; `total`
    corrects what was thought to be there; `cursor` is where the next page begins.

    `rests`: there is nothing to do for so long, for the reason that `waits` gives in a sentence.
    """

    cursor: Mapping[str, Value] = field(default_factory=dict)
    finished: bool = False
    done: int = 0
    failed: int = 0
    total: int | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    waits: str = ""
    rests: timedelta | None = None


@dataclass(frozen=True)
class Slice:
    """A segment to be made. `payload` is sealed before it is stored."""

    segment_id: str
    entity: str = ""
    phase: int = 0
    total: int | None = None
    options: Mapping[str, Value] = field(default_factory=dict)
    payload: bytes = b""
    always: bool = False


class Task:
    """One segment in one worker's hands, for one page."""

    def __init__(self, hands: Hands, run: Run, segment: Segment, pace: Pace):
        self.hands, self.run, self.segment, self.pace = hands, run, segment, pace
        self.store, self.catalogue, self.sealer = hands.store, hands.catalogue, hands.sealer
        self._beaten = hands.clock()

    @property
    def now(self) -> datetime:
        return self.hands.clock()

    @cached_property
    def viewer(self) -> Viewer:
        """Who asked for it, with what that person may do as the page begins."""
        return self.hands.viewer_of(self.run.by)

    @property
    def guard(self) -> Check:
        return self.segment.guard

    def payload(self) -> bytes:
        return opened_payload(self.sealer, self.segment)

    def alive(self) -> None:
        """To be called between units and while waiting: a sign of life when one is due.

        Raises LeaseLost where the segment is no longer ours.
        """
        now = self.now
        if now - self._beaten >= self.hands.lease.beat:
            self.segment = beat(self.store, self.segment, now, self.hands.lease)
            self._beaten = now

    def act(self, token: str = "", beside=None) -> Act:
        """An act of who asked for the run; it is refused once the segment is not ours any more."""

        def steps(entries):
            return (self.guard, *(beside(entries) if beside else ()))

        run = self.run
        reason, run_id = str(run.item.get("reason", "")), run.run_id
        return Act(run.by, self.now, reason, run_id, run_id, token=token, beside=steps)


class Work:
    """A kind of long work. `name` is the run's operation, `label` its words, `action` what a person
    must be allowed to do to start, pause or cancel it. `undoable` is what can be taken back as a
    whole, by the audit entries of its outcomes."""

    name = ""
    label = ""
    action = ""
    undoable = False

    def advance(self, task: Task) -> Advanced:
        """Do one page. Doing it again, after a kill at any point, leads to the same end."""
        raise NotImplementedError

    def begins_anew(self, segment: Segment) -> bool:
        """Whether the segment starts from its beginning where the run is tried again."""
        return segment.status == DONE and segment.count("failed") > 0

    def finish(self, hands: Hands, run: Run, segments: list[Segment]) -> Mapping[str, Value]:
        """Facts for the run once every segment is done; may be asked twice."""
        return {}


def sealed_payload(sealer, run_id: str, part: Slice) -> bytes:
    return sealer.seal_bytes(part.payload, _named(run_id, part.segment_id))


def opened_payload(sealer, segment: Segment) -> bytes:
    sealed = segment.item.get("payload", b"")
    context = _named(segment.run_id, segment.segment_id)
    return sealer.open_bytes(sealed, context) if sealed else b""


def _named(run_id: str, segment_id: str) -> str:
    return f"segment {run_id} {segment_id}"
