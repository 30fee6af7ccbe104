"""A crowd of workers of which one after the other is killed, and another born in its place."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from tests.engine.process import ROOT
from tests.kills.nursery import hands

PATIENCE = 120  # seconds that a run gets to its end once nobody is killed any more


class Crowd:
    """`size` workers on the engine at `endpoint`; `dice` says when the next is killed."""

    def __init__(self, endpoint: str, folder: Path, size: int, dice: Random):
        self.hands = hands(Store(connect(endpoint=endpoint)), folder)
        self.size, self.dice = size, dice
        self.killed = 0
        self._alive: list[int] = []
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery", endpoint, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def work(self, run: Run, most: int) -> Run:
        """Have the run done while workers are killed, at most so many; the run at its end."""
        until = self.killed + most
        while self.killed < until and not self._is_over(run):
            self._fill()
            time.sleep(self.dice.uniform(0.02, 0.6))
            if not self._is_over(run):
                self._kill(self.dice.choice(self._alive))
                self.killed += 1
        self._fill()
        deadline = time.monotonic() + PATIENCE
        while not self._is_over(run):
            assert time.monotonic() < deadline, self._standing(run)
            time.sleep(0.05)
        for worker in list(self._alive):
            self._kill(worker)
        return self._now(run)

    def end(self) -> None:
        for worker in list(self._alive):
            self._kill(worker)
        self._nursery.communicate()

    def _fill(self) -> None:
        while len(self._alive) < self.size:
            self._nursery.stdin.write(f"worker {len(self._alive)}\n")
            self._nursery.stdin.flush()
            self._alive.append(int(self._nursery.stdout.readline()))

    def _kill(self, worker: int) -> None:
        os.kill(worker, signal.SIGKILL)
        self._alive.remove(worker)

    def _standing(self, run: Run) -> list:
        """What to look at where it came to no end."""
        segments = read_segments(self.hands.store, self.hands.catalogue, run.run_id)
        return [self._now(run).item, *(segment.item for segment in segments)]

    def _is_over(self, run: Run) -> bool:
        return self._now(run).ended

    def _now(self, run: Run) -> Run:
        return find_run(self.hands.store, self.hands.catalogue, run.run_id)
