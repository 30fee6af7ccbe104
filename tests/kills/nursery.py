"""Bears workers quickly: `python -m tests.kills.nursery ENDPOINT FOLDER`.

Each line on its input is the name of a worker; its process id is the answer. A worker is a process
of its own, forked from one that has read all there is to import. All end when the input does.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from entities.catalogue import catalogue
from entities.dynamodb.client import connect
from entities.dynamodb.store import Store
from entities.operations import works as kinds
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands, Lease
from entities.schema.viewer import everyone
from tests.operations.runs.shop import COUNTING, NUMBERING
from tests.operations.writing.desk import SEALER

LEASE = Lease(timedelta(seconds=1), timedelta(seconds=0.25), timedelta(seconds=2))
EDITS = ("view", "edit", "create", "delete", "undo", "administer")


def hands(store: Store, folder: Path) -> Hands:
    """Those of every worker, and of who starts the runs and may do whatever they do."""
    works = with_works_of_the_tests().values()
    staff = everyone("dana", *EDITS, "approve", *(work.action for work in works))
    return Hands(
        store,
        catalogue,
        SEALER,
        clock=lambda: datetime.now(UTC),
        viewer_of=lambda name: replace(staff, name=name),
        lease=LEASE,
        places={"backups": folder / "backups", "files": folder / "files"},
    )


def with_works_of_the_tests() -> dict:
    """Every kind of work, those of the tests' own among them."""
    return {**kinds.works(), NUMBERING.name: NUMBERING, COUNTING.name: COUNTING}


def main() -> None:
    ready = hands(Store(connect(endpoint=sys.argv[1])), Path(sys.argv[2]))
    known = with_works_of_the_tests()
    kinds.works = lambda: known
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    mother = os.getpid()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            name = f"{line.strip()} {os.getpid()}"
            Driver(ready, name, stop=lambda: os.getppid() != mother).serve()
            os._exit(0)
        print(child, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
