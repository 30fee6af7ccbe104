"""Driving: taking segments up and doing their pages, in a worker, a command, or an open page."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from entities.dynamodb.backoff import wait_before
from entities.errors import LeaseLost, Refusal, Unavailable
from entities.operations.runs.advancing import advance
from entities.operations.runs.hands import Hands
from entities.operations.runs.pace import Pace
from entities.operations.runs.run import Run, find_run, runs_of_status
from entities.operations.runs.segments import (
    DONE,
    Segment,
    available,
    let_go,
    read_segments,
    take,
)
from entities.operations.runs.settling import fail, set_running, settle
from entities.operations.runs.status import ADVANCING, CANCELLING, ENDED, LIVE, PAUSED, RUNNING

log = logging.getLogger(__name__)

TURN = 3.0  # seconds that one segment is worked on before another run has its turn
TELL = 1.0  # and where somebody waits to hear of it
IDLE = 0.5  # seconds between two looks where there is nothing to do
PATIENCE = 8  # tries of a page that the service did not take, before the segment is let go
UNEXPECTED = "An unexpected error. The log has it under the run's id."


@dataclass
class Driver:
    """One worker. `name` is its own among all; `stop` says when to come to an end."""

    hands: Hands
    name: str
    stop: Callable[[], bool] = lambda: False
    sleep: Callable[[float], None] = None
    _paces: dict = field(default_factory=dict)
    _said: str = ""

    def __post_init__(self):
        self.sleep = self.sleep or self.hands.store.sleep

    def serve(self) -> None:
        """Advance whatever is there, until told to stop."""
        while not self.stop():
            if not self.look_around():
                self.sleep(IDLE)

    def look_around(self) -> bool:
        """One turn for every run that is live. Whether anything was done."""
        try:
            live = [run.run_id for run in runs_of_status(self.hands, LIVE)]
        except Refusal as refusal:
            self._say_once(f"no runs can be read: {_said(refusal)}")
            return False
        self._said = ""
        self._paces = {place: pace for place, pace in self._paces.items() if place[0] in live}
        return any([self._turn_if_possible(run_id) for run_id in live])

    def drive(self, run_id: str, told: Callable[[Run], None] = lambda run: None) -> Run:
        """Stay with one run until it ends or rests; `told` hears of it after each turn.

        Raises ItemNotFound, and Unavailable where the runs cannot be read time and again.
        """
        attempt = 0
        while True:
            try:
                moved = self.turn(run_id, TELL)
                run = find_run(self.hands.store, self.hands.catalogue, run_id)
                attempt = 0
            except Unavailable:
                attempt += 1
                if attempt == PATIENCE:
                    raise
                self.sleep(wait_before(attempt))
                continue
            told(run)
            if run.status in (*ENDED, PAUSED) or self.stop():
                return run
            if not moved:
                self.sleep(IDLE)

    def turn(self, run_id: str, seconds: float = TURN) -> bool:
        """Work on one segment of a run for a while. Whether any page was done.

        Raises ItemNotFound, and Unavailable: what was begun is gone on with when the lease is over.
        """
        run = find_run(self.hands.store, self.hands.catalogue, run_id)
        if run.status not in LIVE:
            return False
        segment = self._taken(run)
        if segment is None:
            self._settle(run)
            return False
        # Read again: who paused or cancelled it before we had the segment waits for nobody.
        run = set_running(self.hands, find_run(self.hands.store, self.hands.catalogue, run_id))
        if not _goes_on(run, segment):
            self._let_go(segment, "")
            return False
        done = self._pages(run, segment, monotonic() + seconds)
        self._settle(find_run(self.hands.store, self.hands.catalogue, run_id))
        return done

    def _say_once(self, words: str) -> None:
        """In the log, which a worker that looks twice a second would fill with one sentence."""
        if words != self._said:
            log.warning(words)
        self._said = words

    def _turn_if_possible(self, run_id: str) -> bool:
        """A run that cannot be worked on now keeps a worker from no other."""
        try:
            return self.turn(run_id)
        except Refusal as refusal:
            log.warning("run %s: %s", run_id, refusal)
        except Exception:
            log.exception("run %s", run_id)
        return False

    def _settle(self, run: Run) -> None:
        """What is due; a work that cannot come to its end has failed."""
        try:
            settle(self.hands, run)
        except Unavailable:
            raise
        except Refusal as refusal:
            fail(self.hands, run, _said(refusal))
        except Exception:
            log.exception("run %s, at its end", run.run_id)
            fail(self.hands, run, UNEXPECTED)

    def _taken(self, run: Run) -> Segment | None:
        cancelling = run.status == CANCELLING
        if run.status not in ADVANCING and not cancelling:
            return None
        store, now = self.hands.store, self.hands.clock()
        segments = read_segments(store, self.hands.catalogue, run.run_id)
        for segment in available(segments, now, only_always=cancelling):
            with suppress(LeaseLost):
                return take(store, segment, self.name, now, self.hands.lease)
        return None

    def _pages(self, run: Run, segment: Segment, until: float) -> bool:
        """Pages until the segment ends, the turn is over, or the run is to stop."""
        done, pace = False, self._pace(run, segment)
        try:
            while True:
                segment = self._page(run, segment, pace)
                if segment.rests(self.hands.clock()):
                    break
                done = True
                if segment.status == DONE:
                    del self._paces[run.run_id, segment.segment_id]
                    return True
                run = find_run(self.hands.store, self.hands.catalogue, run.run_id)
                if self.stop() or monotonic() > until or not _goes_on(run, segment):
                    break
            let_go(self.hands.store, segment, self.hands.clock(), waits=pace.waits or segment.waits)
        except LeaseLost:
            log.info("segment %s of run %s is another's", segment.segment_id, run.run_id)
        except Unavailable as refusal:
            log.warning("run %s waits: %s", run.run_id, refusal)
            self._let_go(segment, _said(refusal))
        except Refusal as refusal:
            self._give_up(run, segment, _said(refusal))
        except Exception:
            log.exception("run %s, segment %s", run.run_id, segment.segment_id)
            self._give_up(run, segment, UNEXPECTED)
        return done

    def _page(self, run: Run, segment: Segment, pace: Pace) -> Segment:
        """The segment after one page, tried again while the service is busy or away.

        A try that was not answered may have been saved, so the segment is read before the next.
        """
        for attempt in range(1, PATIENCE):
            try:
                return advance(self.hands, run, segment, pace)
            except Unavailable as refusal:
                log.info("run %s waits: %s", run.run_id, refusal)
                pace.heard(0, 0.0, 1)
                self.sleep(wait_before(attempt))
            segment = _as_it_is(self.hands, segment)
            if segment.status == DONE:
                return segment
        return advance(self.hands, run, segment, pace)

    def _let_go(self, segment: Segment, why: str) -> None:
        with suppress(Refusal):  # it is free when the lease is over
            let_go(self.hands.store, segment, self.hands.clock(), waits=why)

    def _give_up(self, run: Run, segment: Segment, why: str) -> None:
        """Fail the run, unless the segment is another's by now: whoever has it found what we did
        not, and may be why we could not go on."""
        try:
            let_go(self.hands.store, segment, self.hands.clock(), waits=why)
        except LeaseLost:
            log.info("segment %s of run %s is another's", segment.segment_id, run.run_id)
            return
        except Refusal as refusal:  # it is free when the lease is over
            log.warning("run %s: %s", run.run_id, refusal)
        fail(self.hands, run, why)

    def _pace(self, run: Run, segment: Segment) -> Pace:
        """The pace of a segment is kept between turns: what was learnt of throttling holds."""
        place = (run.run_id, segment.segment_id)
        if place not in self._paces:
            cap = run.options.get("unitsASecond")
            limit = float(cap) if cap else None
            self._paces[place] = Pace(limit, monotonic, self.sleep)
        return self._paces[place]


def _goes_on(run: Run, segment: Segment) -> bool:
    return run.status == RUNNING or (run.status == CANCELLING and segment.always)


def _said(refusal: Refusal) -> str:
    return f"{refusal} {refusal.hint}".strip()


def _as_it_is(hands: Hands, segment: Segment) -> Segment:
    """The segment as stored, after a try of which the end is unknown. Raises LeaseLost."""
    item = hands.store.find(segment.entity, segment.entity.key_of(segment.item), consistent=True)
    if item is None or item.get("epoch") != segment.item.get("epoch"):
        raise LeaseLost
    return Segment(segment.entity, item)
