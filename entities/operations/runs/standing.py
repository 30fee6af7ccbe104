"""How a run stands for who looks at it: how far it is, and whether anybody moves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from entities.operations.flags import moment
from entities.operations.runs.hands import Hands
from entities.operations.runs.progress import Progress, progress_of
from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, Segment, read_segments
from entities.operations.runs.settling import is_left
from entities.operations.runs.status import ENQUEUED, INTERRUPTED, LIVE, RUNNING

ALONE = timedelta(seconds=5)  # without a sign of a worker until an open page may help


@dataclass(frozen=True)
class Standing:
    """A run with its segments, at one moment. Nothing is written by looking.

    `unattended`: it was asked for a while ago, and no worker has taken it up.
    """

    run: Run
    segments: Sequence[Segment]
    progress: Progress
    status: str
    now: datetime
    unattended: bool = False

    @property
    def is_live(self) -> bool:
        """Whether something is still to happen by itself."""
        return self.run.status in LIVE

    @property
    def is_held(self) -> bool:
        """Whether a worker has any of it."""
        return any(segment.is_held(self.now) for segment in self.segments)

    @property
    def is_alone(self) -> bool:
        """Whether no worker has given a sign of life for a while, though there is work."""
        return self.could_use_help and self.now - self.last_sign > ALONE

    @property
    def could_use_help(self) -> bool:
        """Whether there is something to do that nobody does."""
        if not self.is_live or self.is_held:
            return False
        left = [segment for segment in self.segments if segment.status != DONE]
        return not left or not all(segment.rests(self.now) for segment in left)

    @property
    def last_sign(self) -> datetime:
        names = ("updatedAt", "leasedUntil")
        held = (moment(s.item.get(name, "")) for s in self.segments for name in names)
        signs = (self.run.at("updatedAt"), *held)
        return max((sign for sign in signs if sign), default=self.now)


def standing_of(hands: Hands, run: Run) -> Standing:
    """One query, more where there are thousands of segments."""
    segments = read_segments(hands.store, hands.catalogue, run.run_id, brief=True)
    now = hands.clock()
    left = is_left(run, segments, now, hands.lease.stuck)
    status = INTERRUPTED if left and run.status == RUNNING else run.status
    progress = progress_of(run, segments, now)
    return Standing(run, segments, progress, status, now, left and run.status == ENQUEUED)
