"""Export and import: items a second, and the memory they take with many items and with more."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from adminsite.embedded import ROOT, variables
from benchmarks.machine import in_megabytes
from benchmarks.table import aligned

FORMATS = {"csv": "CSV", "jsonl": "JSON lines"}
COMPARED, APPLIED = (10_000, 100_000), (100, 1_000)  # items: many, and ten times as many


class CommandFailed(Exception):
    """The command did not do its work, so its time would tell nothing."""


@dataclass(frozen=True)
class Run:
    """One command from its start to its end. `busy` are its seconds of processor time, `peak` is
    its memory in MB."""

    items: int
    seconds: float
    busy: float
    peak: float


@dataclass(frozen=True)
class Measured:
    """The same work for `few` items and for ten times as many."""

    name: str
    few: Run
    many: Run

    @property
    def rate(self) -> float:
        """Items a second between the two, so that starting the program does not count."""
        return (self.many.items - self.few.items) / (self.many.seconds - self.few.seconds)

    @property
    def busy(self) -> float:
        """Milliseconds of processor time an item, likewise."""
        spent = self.many.busy - self.few.busy
        return spent * 1000 / (self.many.items - self.few.items)


def measure_transfer(compared=COMPARED, applied=APPLIED) -> list[Measured]:
    """Every command in a process of its own, on a stand-in that costs next to nothing."""
    with TemporaryDirectory(prefix="keyroom-bench-") as directory:
        few, many = (_passes(Path(directory), count) for count in compared)
        measured = [Measured(name, few[name], many[name]) for name in few]
        few, many = (_applied(Path(directory), count) for count in applied)
        return measured + [Measured(name, few[name], many[name]) for name in few]


def _passes(directory: Path, count: int) -> dict[str, Run]:
    """Exports, and dry runs of what they wrote, in which every line is the same."""
    runs = {}
    with _served(count, directory) as environment:
        for ending, said in FORMATS.items():
            file = directory / f"{count}.{ending}"
            runs[f"export, {said}"] = _run(environment, count, "export_items", "expenses", file)
            said = f"import, {said}: dry run"
            command = ("import_items", "expenses", file, "--dry-run")
            runs[said] = _run(environment, count, *command, says=f"{count:,} same")
    return runs


def _applied(directory: Path, count: int) -> dict[str, Run]:
    """Imports of new items: one transaction each, with its audit entry."""
    runs = {}
    for ending, said in FORMATS.items():
        file = directory / f"{count}.{ending}"
        with _served(count, directory) as environment:
            _run(environment, count, "export_items", "expenses", file)
        with _served(0, directory) as environment:
            command = ("import_items", "expenses", file)
            said = f"import, {said}: new items"
            runs[said] = _run(environment, count, *command, says=f"{count:,} done")
    return runs


@contextmanager
def _served(count: int, directory: Path) -> Iterator[dict[str, str]]:
    """The environment of a command for which so many expenses are there."""
    command = [sys.executable, "-m", "benchmarks.page_server", str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            yield {**os.environ, **variables(port), "VAR_DIR": str(directory)}
        finally:
            server.terminate()


def _run(environment: dict[str, str], count: int, *command, says: str = "written") -> Run:
    """Raises CommandFailed."""
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or says not in said:
        raise CommandFailed(f"{command}: {said[-500:]}")
    busy = used.ru_utime + used.ru_stime
    return Run(count, seconds, busy, in_megabytes(used.ru_maxrss))


def transfer_table(measured: list[Measured]) -> str:
    heads = ("", "items", "items/s", "CPU ms/item", "MB", "at items", "MB")
    return aligned(heads, [_cells(one) for one in measured])


def _cells(one: Measured) -> tuple[str, ...]:
    few, many = one.few, one.many
    rate, busy = f"{one.rate:,.0f}", f"{one.busy:.2f}"
    return (
        *(one.name, f"{many.items:,}", rate, busy, f"{many.peak:.0f}"),
        *(f"{few.items:,}", f"{few.peak:.0f}"),
    )
