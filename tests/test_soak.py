"""`make soak` runs every test that counts further there, once, and what has passed not again."""

from pathlib import Path

import pytest

from tests.soak import PARTS, ROOT, Notes, Passed, main, soak

MARKS = ("tests.counts", "KEYROOM_SOAK")
SOAK_ITSELF = {"tests/counts.py", "tests/soak.py", "tests/test_soak.py"}


class Runner:
    """Stands in for pytest: says which parts fail."""

    def __init__(self, *failing: str):
        self.failing, self.ran = failing, []

    def __call__(self, paths) -> int:
        (part,) = (name for name, known in PARTS.items() if known == paths)
        self.ran.append(part)
        return 1 if part in self.failing else 0


@pytest.fixture
def notes(tmp_path):
    return Notes(tmp_path / "var" / "soak.json", "c0ffee")


@pytest.fixture
def said():
    return []


def test_every_test_that_counts_further_in_soak_is_in_exactly_one_part():
    paths = [path for part in PARTS.values() for path in part]
    for file in ROOT.glob("tests/**/*.py"):
        name = file.relative_to(ROOT).as_posix()
        if name in SOAK_ITSELF or not any(mark in file.read_text() for mark in MARKS):
            continue
        parts = [path for path in paths if path == name or Path(path) in Path(name).parents]
        assert len(parts) == 1, name
    assert all((ROOT / path).exists() for path in paths)


def test_what_has_passed_is_passed_over_until_there_is_another_commit(notes, said):
    assert soak([], notes, Runner(), said.append)
    again = Runner()
    assert soak([], notes, again, said.append)
    other = Runner()
    assert soak([], Notes(notes.file, "badcafe"), other, said.append)

    assert again.ran == []
    assert other.ran == list(PARTS)
    assert "storage: passed before, in 0 s" in said


def test_what_failed_is_told_and_run_again_and_the_others_are_not(notes, said):
    assert not soak([], notes, Runner("files", "runs"), said.append)
    again = Runner()
    assert soak([], notes, again, said.append)

    assert again.ran == ["files", "runs"]
    assert "runs: FAILED; run it alone with: make soak PART=runs" in said


def test_a_named_part_is_run_in_any_case_and_noted(notes, said):
    soak(["runs"], notes, Runner(), said.append)
    runner = Runner()
    soak(["runs"], notes, runner, said.append)

    assert runner.ran == ["runs"]
    assert notes.read() == {"runs": Passed(0.0, 0.0)}


def test_of_what_is_not_committed_nothing_is_noted(notes, said):
    changed = Notes(notes.file, None)
    soak([], changed, Runner(), said.append)
    runner = Runner()
    soak([], changed, runner, said.append)

    assert runner.ran == list(PARTS)
    assert not notes.file.exists()


def test_a_part_that_is_none_is_refused(capsys):
    assert main(["nights"]) == 2
    assert "The parts: storage, engine" in capsys.readouterr().out
