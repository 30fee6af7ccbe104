"""What every way of data must survive is proved by tests that exist: no line without one."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.hard_cases import CASES

HERE = Path(__file__).parent
NUMBERS = (*range(1, 9), *range(15, 22), 32, *range(35, 41))
LINES = [(number, line) for number, lines in CASES.items() for line in lines]
NUMBERED = ("operations/writing/test_hard_values.py", "operations/writing/test_hard_cases.py")


@cache
def named_in(path: str) -> frozenset[str]:
    """The tests of a module."""
    found = ast.parse((HERE / path).read_text()).body
    functions = (node for node in found if isinstance(node, ast.FunctionDef))
    return frozenset(made.name for made in functions if made.name.startswith("test_"))


def test_no_case_is_left_out():
    assert tuple(CASES) == NUMBERS


@pytest.mark.parametrize(("number", "line"), LINES, ids=str)
def test_every_line_is_proved_by_tests_that_exist(number, line):
    proofs = [proof.split("::") for proof in CASES[number][line]]

    assert proofs
    assert [name for path, name in proofs if name not in named_in(path)] == []


def test_a_test_that_carries_the_number_of_a_case_stands_in_it():
    named = {proof for lines in CASES.values() for proofs in lines.values() for proof in proofs}
    numbered = {f"{path}::{name}" for path in NUMBERED for name in named_in(path)}

    assert numbered - named == set()
