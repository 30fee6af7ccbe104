"""What commands share that are long work: they drive their own run, and say how far it is."""

import secrets
import signal
import threading
from contextlib import contextmanager
from time import monotonic

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from entities.errors import Refusal
from entities.operations.deeds import Act
from entities.operations.runs.control import wish
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.progress import NOBODY_NOW, NOBODY_YET, Progress, progress_of
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.operations.runs.status import (
    ADVANCING,
    ENDED,
    FAILED,
    PAUSE,
    PAUSED,
    PAUSING,
    RESUME,
    RETRY,
    SUCCEEDED,
)

BAR = 30  # characters
LINES = 10.0  # seconds between two lines where nobody looks at a terminal
WISHES = {PAUSED: RESUME, PAUSING: RESUME, FAILED: RETRY}


class RunCommand(BaseCommand):
    """`drive` stays with a run until it ends; a refusal is told as the command's error."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal

    def drive(self, run: Run, hands: Hands) -> Run:
        """Drive the run to its end and return it. Ctrl-C pauses it at the end of its page.

        Raises CommandError, and so exits with 1, where it ends otherwise than succeeded.
        """
        self.stdout.write(f"Run {run.run_id}")
        told = Told(self.stdout, hands)
        with until_interrupted() as stopped:
            name = f"{run.operation} {secrets.token_hex(3)}"
            run = Driver(hands, name, stop=stopped.is_set).drive(run.run_id, told)
        if stopped.is_set() and run.status not in ENDED:
            run = self._paused(run, hands)
        told.end(run)
        if run.status != SUCCEEDED:
            raise CommandError(_how_to_go_on(run))
        return run

    def resume(self, run_id: str, hands: Hands, act: Act) -> Run:
        """Go on with a run that was let go of, paused or failed."""
        run = find_run(hands.store, hands.catalogue, run_id)
        if run.status in WISHES:
            viewer = hands.viewer_of(act.actor)
            run = wish(hands, run_id, WISHES[run.status], act, viewer=viewer)
        return self.drive(run, hands)

    def _paused(self, run: Run, hands: Hands) -> Run:
        """So that nothing goes on unseen after somebody has stopped it."""
        act = Act(run.by, timezone.now(), "Stopped at the terminal.", run_id=run.run_id)
        if run.status not in ADVANCING:
            return run
        return wish(hands, run.run_id, PAUSE, act, viewer=hands.viewer_of(run.by))


class Told:
    """Says how far a run is: a bar that moves on a terminal, plain lines otherwise."""

    def __init__(self, stdout, hands: Hands):
        self._stdout, self._hands = stdout, hands
        self._moves = stdout.isatty()
        self._said, self._width = None, 0

    def __call__(self, run: Run) -> None:
        if self._moves or self._said is None or monotonic() - self._said >= LINES:
            self._said = monotonic()
            self._show(self._line(run))

    def end(self, run: Run) -> None:
        self._show(self._line(run))
        self._stdout.write("\n" if self._moves else "", ending="")
        self._stdout.write(f"{run.status.capitalize()}: {run.reason}")

    def _line(self, run: Run) -> str:
        store, catalogue = self._hands.store, self._hands.catalogue
        segments = read_segments(store, catalogue, run.run_id)
        return line_of(progress_of(run, segments, self._hands.clock()), bar=self._moves)

    def _show(self, line: str) -> None:
        if self._moves:
            self._stdout.write(f"\r{line.ljust(self._width)}", ending="")
            self._width = len(line)
        else:
            self._stdout.write(line)
        self._stdout.flush()


def line_of(progress: Progress, *, bar: bool) -> str:
    """“45 %  450 of 1,000 · 3 failed · 120 a second · 5 s left · why it waits”."""
    facts = [f"{progress.done:,} done"]
    if progress.total is not None:
        facts = [f"{progress.share:3d} %  {progress.done:,} of {progress.total:,}"]
    if progress.failed:
        facts.append(f"{progress.failed:,} failed")
    if progress.rate:
        facts.append(f"{progress.rate:,.0f} a second")
    if progress.left is not None:
        facts.append(f"{progress.left} left")
    filled = BAR * progress.share // 100
    drawn = f"[{'#' * filled}{'.' * (BAR - filled)}] " if bar else ""
    # The command itself is the worker, between two turns as well.
    waits = [why for why in progress.waits if why not in (NOBODY_YET, NOBODY_NOW)]
    return drawn + " · ".join([*facts, *waits])


@contextmanager
def until_interrupted():
    """An event that is set by Ctrl-C or a SIGTERM; a second one ends the process at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number, _frame):
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _how_to_go_on(run: Run) -> str:
    if run.status in (PAUSED, PAUSING):
        return f"Run {run.run_id} is {run.status}: it goes on from there when it is resumed."
    return f"Run {run.run_id} {run.status}. Its page lists what could not be done."
