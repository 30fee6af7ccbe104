"""Seals: what travels in an address cannot be read, forged, altered, or used elsewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.sealing import SealBroken, Sealer

SEALER = Sealer("the secret of today", "the secret of yesterday")
contents, contexts = st.binary(max_size=200), st.text(max_size=20)


@given(contents, contexts)
def test_what_is_sealed_opens_in_its_context(content, context):
    assert SEALER.open(SEALER.seal(content, context), context) == content


@given(contents, contexts)
def test_a_seal_is_safe_in_an_address_and_always_the_same(content, context):
    sealed = SEALER.seal(content, context)

    assert re.fullmatch(r"[A-Za-z0-9_-]+", sealed)
    assert sealed == SEALER.seal(content, context)


def test_a_seal_does_not_show_what_is_in_it():
    assert "token" not in SEALER.seal(b"token token token", "key")


@given(contents, contexts, contexts)
def test_another_context_opens_nothing(content, context, other):
    if context != other:
        with pytest.raises(SealBroken):
            SEALER.open(SEALER.seal(content, context), other)


@given(contents, st.data())
def test_an_altered_seal_is_broken(content, data):
    sealed = SEALER.seal(content, "key")
    # The last character may carry bits that stand for nothing.
    place = data.draw(st.integers(0, len(sealed) - 2))
    letter = data.draw(st.sampled_from("AZaz09_-").filter(lambda c: c != sealed[place]))

    with pytest.raises(SealBroken):
        SEALER.open(sealed[:place] + letter + sealed[place + 1 :], "key")


@pytest.mark.parametrize("text", ["", "a", "????", "ab cd", "אבג", "A" * 21, "A" * 400, "=", "~"])
def test_what_was_never_sealed_is_broken(text):
    with pytest.raises(SealBroken):
        SEALER.open(text, "key")


@given(st.text(max_size=60))
def test_no_text_breaks_more_than_the_seal(text):
    with pytest.raises(SealBroken):
        SEALER.open(text, "key")


def test_an_older_secret_opens_what_it_sealed_and_seals_nothing_new():
    old, new = Sealer("yesterday"), Sealer("today", "yesterday")
    sealed = old.seal(b"x", "key")

    assert new.open(sealed, "key") == b"x"
    assert new.seal(b"x", "key") != sealed
    with pytest.raises(SealBroken):
        old.open(new.seal(b"x", "key"), "key")


def test_a_secret_that_was_given_up_opens_nothing():
    with pytest.raises(SealBroken):
        Sealer("tomorrow").open(Sealer("today").seal(b"x", "key"), "key")
