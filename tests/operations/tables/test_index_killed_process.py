"""`kill -9` of the process that builds an index, on an engine that outlives it."""

import subprocess
import sys

from entities.operations.tables.creation import create_missing
from tests.engine.process import ROOT
from tests.operations.tables.changer import recorder
from tests.operations.tables.doomed import AFTER, BEFORE
from tests.operations.tables.yard import KNOWN, Yard


def killed(store, run, moment: str) -> None:
    """A worker of its own process works on the run, and is killed at the moment."""
    line = [sys.executable, "-m", "tests.operations.tables.doomed"]
    done = subprocess.run([*line, store.endpoint, run.run_id, moment], cwd=ROOT, timeout=60)
    assert done.returncode == -9


def test_a_process_killed_while_it_builds_leaves_what_the_next_one_goes_on_with(exact):
    list(create_missing(exact, KNOWN, recorder(exact, KNOWN), system="dashboard"))
    yard = Yard(exact)
    yard.fill({}, {}, {})
    run = yard.build()

    killed(exact, run, BEFORE)
    assert yard.index() is None
    yard.later(seconds=31)
    killed(exact, run, AFTER)
    assert yard.index() is not None
    assert yard.states() == ["intended", "unchanged"]  # neither came to say what became of it
    yard.later(seconds=62)

    done = yard.worker("heir").drive(run.run_id)

    assert (done.status, done.facts["indexed"]) == ("succeeded", 3)
    assert yard.states() == ["intended", "unchanged", "done"]
