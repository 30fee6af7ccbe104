"""What happens to a run by itself: it ends, comes to rest, or is found without a worker."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from entities.errors import LeaseLost, Stale
from entities.operations.flags import moment
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, by_worker, find_run, move
from entities.operations.runs.segments import DONE, Segment, let_go, read_segments
from entities.operations.runs.status import (
    ADVANCING,
    CANCELLED,
    CANCELLING,
    ENQUEUED,
    FAILED,
    INTERRUPTED,
    PAUSED,
    PAUSING,
    RUNNING,
    SUCCEEDED,
)
from entities.operations.works import work_of
from entities.schema.values import Item


def settle(hands: Hands, run: Run) -> Run:
    """The run after what was due; anybody may call it at any time, and two at once do no harm."""
    segments = read_segments(hands.store, hands.catalogue, run.run_id)
    now = hands.clock()
    try:
        if run.status in ADVANCING and all(s.status == DONE for s in segments):
            return _ended(hands, run, segments)
        if run.status == RUNNING and is_left(run, segments, now, hands.lease.stuck):
            return _moved(hands, run, INTERRUPTED, segments)
        if run.status == PAUSING and _come_to_rest(hands, segments, now):
            return _moved(hands, run, PAUSED, segments)
        if run.status == CANCELLING and _is_tidy(segments) and _come_to_rest(hands, segments, now):
            return _moved(hands, run, CANCELLED, segments)
    except Stale:  # somebody else settled it at the same moment
        return find_run(hands.store, hands.catalogue, run.run_id)
    return run


def set_running(hands: Hands, run: Run) -> Run:
    """Say that a worker has it, where it says otherwise."""
    if run.status not in (ENQUEUED, INTERRUPTED):
        return run
    with suppress(Stale):
        return move(hands, run, RUNNING, by_worker(hands, run))
    return find_run(hands.store, hands.catalogue, run.run_id)


def fail(hands: Hands, run: Run, why: str) -> Run:
    """It cannot go on; a person may have it tried again."""
    run = find_run(hands.store, hands.catalogue, run.run_id)
    if run.status != RUNNING:
        return run
    segments = read_segments(hands.store, hands.catalogue, run.run_id)
    with suppress(Stale):
        return _moved(hands, run, FAILED, segments, why)
    return find_run(hands.store, hands.catalogue, run.run_id)


def _ended(hands: Hands, run: Run, segments: Sequence[Segment]) -> Run:
    facts = dict(work_of(run.operation).finish(hands, run, list(segments)))
    failed = sum(segment.count("failed") for segment in segments)
    kept = {"facts": {**run.facts, **facts}} if facts else {}
    run = set_running(hands, run)
    if failed:
        why = f"{failed:,} {'unit' if failed == 1 else 'units'} could not be done."
        return _moved(hands, run, FAILED, segments, why, **kept)
    return _moved(hands, run, SUCCEEDED, segments, **kept)


def _moved(hands: Hands, run: Run, to: str, segments, why: str = "", **more) -> Run:
    return move(hands, run, to, by_worker(hands, run), why=why, **_sums(segments), **more)


def _sums(segments: Sequence[Segment]) -> Item:
    counters: dict[str, int] = {}
    for segment in segments:
        for name, count in segment.counters.items():
            counters[name] = counters.get(name, 0) + count
    return {
        "done": Decimal(sum(segment.count("done") for segment in segments)),
        "failed": Decimal(sum(segment.count("failed") for segment in segments)),
        "total": Decimal(sum(segment.total or 0 for segment in segments)),
        "counters": {name: Decimal(count) for name, count in counters.items()},
    }


def is_left(run: Run, segments: Sequence[Segment], now: datetime, stuck) -> bool:
    """Whether nobody has given a sign of life for too long."""
    if any(segment.is_held(now) for segment in segments):
        return False
    signs = [run.at("updatedAt"), *(s for segment in segments for s in _signs(segment))]
    last = max((sign for sign in signs if sign), default=None)
    return last is not None and now - last > stuck


def _signs(segment: Segment) -> tuple[datetime | None, ...]:
    return moment(segment.item.get("updatedAt", "")), segment.rests_until


def _come_to_rest(hands: Hands, segments: Sequence[Segment], now: datetime) -> bool:
    """Whether no worker has a segment any more; who is late with its lease loses it for good."""
    if any(segment.is_held(now) for segment in segments):
        return False
    for segment in segments:
        if segment.worker:
            with suppress(LeaseLost):
                let_go(hands.store, segment, now)
    return True


def _is_tidy(segments: Sequence[Segment]) -> bool:
    return all(segment.status == DONE for segment in segments if segment.always)
