"""`make soak`: the tests that count further there, in parts of a few minutes each.

A part that has passed is noted in var/soak.json for the commit that is checked out, and passed over
until there is another; so what was broken off is gone on with. Named parts are run in any case.
Where something is not committed, nothing is noted and nothing passed over.
"""

import json
import os
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTES = Path("soak.json")  # in VAR_DIR
AN_HOUR_EACH = ("-o", "faulthandler_timeout=3600")  # not the minutes of `make test`
GOOD = 0  # what pytest ends with where all have passed

PARTS: Mapping[str, tuple[str, ...]] = {
    "storage": ("tests/dynamodb",),
    "engine": ("tests/engine",),
    "reading": (
        *("tests/operations/test_any_item.py", "tests/operations/test_formulas.py"),
        *("tests/operations/test_masks.py", "tests/operations/test_scope_of_lists.py"),
        *("tests/operations/test_showing.py", "tests/operations/test_walks.py"),
        "tests/operations/audit",
    ),
    "saving": ("tests/operations/writing",),
    "files": ("tests/operations/bulk", "tests/operations/transfer", "tests/operations/works"),
    "tables": ("tests/operations/tables",),
    "runs": ("tests/operations/runs",),
    "backups": ("tests/operations/backups", "tests/operations/restores"),
    "kills": ("tests/kills",),
    "memory": ("tests/test_memory.py",),
    "values": ("tests/test_every_entity.py", "tests/web/editing", "tests/web/test_items.py"),
    "pages": (
        *("tests/test_every_item.py", "tests/web/test_leaks.py"),
        "tests/web/test_other_systems.py",
    ),
    "permissions": ("tests/test_permission_matrix.py",),
}


@dataclass(frozen=True)
class Passed:
    """`busy` are seconds of processor time, of all processes of the part."""

    seconds: float
    busy: float


@dataclass
class Notes:
    """What has passed for one commit. `commit` None: nothing is noted."""

    file: Path
    commit: str | None

    def read(self) -> dict[str, Passed]:
        if self.commit is None or not self.file.exists():
            return {}
        held = json.loads(self.file.read_text())
        return {part: Passed(**facts) for part, facts in held.get(self.commit, {}).items()}

    def add(self, part: str, passed: Passed) -> None:
        if self.commit is not None:
            noted = {name: asdict(facts) for name, facts in (self.read() | {part: passed}).items()}
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps({self.commit: noted}, indent=2))


def soak(asked: Sequence[str], notes: Notes, run, say=print) -> bool:
    """Run the parts asked for, or those that have not passed yet; whether all have passed then.

    `run` runs the tests at these paths and gives what pytest ended with.
    """
    passed = {} if asked else notes.read()
    failed = []
    for part in asked or PARTS:
        if part in passed:
            say(f"{part}: passed before, in {passed[part].seconds:.0f} s")
            continue
        say(f"{part}: {' '.join(PARTS[part])}")
        started, busy = time.monotonic(), _busy()
        if run(PARTS[part]) != GOOD:
            failed.append(part)
            continue
        facts = Passed(round(time.monotonic() - started, 1), round(_busy() - busy, 1))
        notes.add(part, facts)
        say(f"{part}: passed in {facts.seconds:.0f} s, {facts.busy:.0f} s of processor time")
    for part in failed:
        say(f"{part}: FAILED; run it alone with: make soak PART={part}")
    return not failed


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pytest(paths: Sequence[str]) -> int:
    more = shlex.split(os.environ.get("PYTEST_ARGS", ""))
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", *AN_HOUR_EACH, *more, *paths]
    environment = {**os.environ, "KEYROOM_SOAK": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def commit() -> str | None:
    """The commit that is checked out; None where that does not say what is tested."""
    try:
        asked = {"cwd": ROOT, "capture_output": True, "text": True, "check": True}
        changed = subprocess.run(["git", "status", "--porcelain"], **asked).stdout
        return (
            None
            if changed
            else subprocess.run(["git", "rev-parse", "HEAD"], **asked).stdout.strip()
        )
    except (OSError, subprocess.CalledProcessError):
        return None


def main(asked: Sequence[str]) -> int:
    unknown = set(asked) - PARTS.keys()
    if unknown:
        print(f"There is no part “{min(unknown)}”. The parts: {', '.join(PARTS)}.")  # noqa: T201
        return 2
    notes = Notes(Path(os.environ.get("VAR_DIR") or ROOT / "var") / NOTES, commit())
    return 0 if soak(asked, notes, _pytest) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
