"""How far a run is: done of total, rate, time left, and why it waits; from its segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from entities.operations.runs.run import Run
from entities.operations.runs.segments import DONE, Segment
from entities.operations.runs.status import ADVANCING, ENQUEUED
from entities.operations.settled import stamp

LATELY = timedelta(seconds=5)  # between two segments nobody has either of them
NOBODY_YET = "No worker has taken it up yet."
NOBODY_NOW = "No worker has it at the moment."


@dataclass(frozen=True)
class Progress:
    """`total` None: not known before it is there. `rate` is in units a second."""

    done: int
    total: int | None
    failed: int
    rate: float
    left: timedelta | None
    waits: tuple[str, ...]
    segments_done: int
    segments: int
    workers: int

    @property
    def share(self) -> int:
        """Per cent, 100 only for what is all there."""
        if not self.total:
            return 0
        return min(100 if self.done >= self.total else 99, self.done * 100 // self.total)


def progress_of(run: Run, segments: Sequence[Segment], now: datetime) -> Progress:
    totals = [segment.total for segment in segments]
    total = None if None in totals else sum(totals)
    done = sum(segment.count("done") for segment in segments)
    held = [segment for segment in segments if segment.is_held(now)]
    lately = _moved_lately(segments, now)
    rate = sum(float(segment.item.get("rate", 0)) for segment in held)
    if not rate and lately:
        rate = _so_far(run, done, now)
    return Progress(
        done=done,
        total=total,
        failed=sum(segment.count("failed") for segment in segments),
        rate=rate,
        left=_left(done, total, rate) if run.status in ADVANCING else None,
        waits=_waits(run, segments, lately=bool(held) or lately),
        segments_done=sum(segment.status == DONE for segment in segments),
        segments=len(segments),
        workers=len({segment.worker for segment in held}),
    )


def _left(done: int, total: int | None, rate: float) -> timedelta | None:
    if total is None or rate <= 0:
        return None
    return timedelta(seconds=round(max(total - done, 0) / rate))


def _moved_lately(segments: Sequence[Segment], now: datetime) -> bool:
    since = stamp(now - LATELY)
    moments = ("updatedAt", "leasedUntil")
    return any(segment.item.get(name, "") > since for segment in segments for name in moments)


def _so_far(run: Run, done: int, now: datetime) -> float:
    """Units a second since it began: where segments are too short to have a rate of their own."""
    began = run.at("startedAt")
    return done / (now - began).total_seconds() if began and began < now else 0.0


def _waits(run: Run, segments: Sequence[Segment], *, lately: bool) -> tuple[str, ...]:
    """Each reason once; that of the run itself first."""
    if run.ended:
        return ()
    said = [segment.waits for segment in segments if segment.waits and segment.status != DONE]
    nobody = run.status in ADVANCING and not lately and not said
    reasons = [NOBODY_NOW] if nobody else []
    if run.status == ENQUEUED:
        reasons = [NOBODY_YET]
    return tuple(dict.fromkeys((*reasons, *said)))
