"""Marks of pages as bytes: they come back the same, and nothing else is taken for one."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import CursorInvalid
from entities.operations.marks import packed, unpacked
from entities.operations.paging import TRAIL, Mark
from tests.strategies import binaries, numbers, texts

keys = st.none() | st.dictionaries(texts, texts | numbers | binaries, max_size=4)
marks = st.builds(
    Mark,
    start=keys,
    back=st.booleans(),
    trail=st.lists(keys, max_size=4).map(tuple),
    before=st.none() | st.integers(0, 10**9),
)


@given(marks)
def test_a_mark_travels_as_bytes_and_comes_back_the_same(mark):
    assert unpacked(packed(mark)) == mark


def test_a_mark_of_the_longest_trail_of_long_keys_stays_short_enough_for_an_address():
    key = {"companyId": "comp_1700000000000_abcdefghi", "expenseId": "exp_1700000000000_abcdefghi"}
    trail = tuple(key | {"expenseId": f"exp_17000000{n:05}_abcdefghi"} for n in range(TRAIL))

    assert len(packed(Mark(key, trail=trail))) < 1000


@given(st.binary(max_size=40))
def test_bytes_that_are_no_mark_are_refused(content):
    with pytest.raises(CursorInvalid):
        unpacked(content)


@pytest.mark.parametrize(
    "content",
    [
        b"5",
        b"[]",
        b"{}",
        b'{"s": 5, "t": [], "b": false, "n": 0}',
        b'{"s": {"a": 5}, "t": [], "b": false, "n": 0}',
        b'{"s": null, "t": 5, "b": false, "n": 0}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_content_that_is_no_mark_is_refused(content):
    with pytest.raises(CursorInvalid):
        unpacked(zlib.compress(content))
