"""Commands in processes of their own, in front of any number of made-up items."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from adminsite.embedded import ROOT, Engine, variables
from benchmarks.machine import in_megabytes


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


@contextmanager
def served(count: int, directory: Path) -> Iterator[dict[str, str]]:
    """The environment of a command for which so many expenses are there (see page_server.py).

    Our own tables are empty, on an engine that keeps them in a new folder below `directory`.
    """
    place = directory / f"engine-{len(list(directory.glob('engine-*')))}"
    engine = Engine(place)
    engine.start()
    try:
        kept = {**os.environ, **variables(engine.port), "VAR_DIR": str(directory)}
        _prepare(kept)
        command = [sys.executable, "-m", "benchmarks.page_server", str(count), str(engine.port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            try:
                yield {**kept, **variables(int(server.stdout.readline()))}
            finally:
                server.terminate()
    finally:
        engine.stop()


def measured(environment: dict[str, str], count: int, *command, says: str) -> Run:
    """Run a command of manage.py. Raises CommandFailed unless it succeeds and says that."""
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
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


def _prepare(environment: dict[str, str]) -> None:
    """The database of accounts, and our own tables."""
    for command in (("migrate", "--verbosity=0"), ("create_tables", "--system", "dashboard")):
        program = [sys.executable, "manage.py", *command]
        subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
