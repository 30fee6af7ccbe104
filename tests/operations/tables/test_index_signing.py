"""A signed override: a named person, this list and no other, a reason, on the record."""

import pytest

from entities.errors import (
    ActionNotAllowed,
    ConfirmationWrong,
    ReasonTooShort,
    SignatureMovedOn,
    SignatureNotAsked,
)
from entities.operations.tables.indexing.signing import sign
from entities.schema.viewer import everyone
from tests.engines import as_production
from tests.operations.tables.yard import STAFF, Yard
from tests.operations.writing.desk import Desk


@pytest.fixture
def yard(store):
    yard = Yard(as_production(store))
    yard.fill({}, {"rank": None}, {"topic": None})  # moto would index a wrong type
    return yard


@pytest.fixture
def blocked(yard):
    return yard.driven(yard.build())


def test_who_signs_has_it_built_without_those_items(yard, blocked):
    signed = yard.sign(blocked)
    assert signed.status == "enqueued"

    run = yard.driven(blocked)

    assert run.status == "succeeded"
    assert run.facts["signed"]["by"] == "dana"
    assert run.facts["signed"]["reason"] == "they are of no use"
    assert (run.facts["eligible"], run.facts["indexed"]) == (1, 1)
    assert run.facts["leftOut"] == {"lacking": 2}


def test_the_signature_stands_in_the_log_with_its_reason(yard, blocked):
    yard.sign(blocked)

    audit = yard.known.entity("audit")
    entries = [item for page in yard.store.pages(audit) for item in page.items]
    (entry,) = [entry for entry in entries if entry.get("action") == "sign"]
    assert (entry["actor"], entry["reason"]) == ("dana", "they are of no use")
    assert entry["itemKey"] == f"runs#{blocked.run_id}"
    assert Desk(yard.store).entry_count("runs", (blocked.run_id,)) > 3


def test_another_list_needs_another_signature(yard, blocked):
    yard.sign(blocked)
    yard.fill_more({"rank": None})

    run = yard.driven(blocked)

    assert run.status == "failed"
    assert "3 items do not fit" in run.reason
    assert "The list is not the one that was signed for." in run.reason
    assert yard.index() is None
    yard.sign(run)
    assert yard.driven(run).status == "succeeded"


def test_fewer_items_are_another_list_too(yard, blocked):
    yard.sign(blocked)
    yard.fill({}, {"rank": None}, {})

    assert yard.driven(blocked).status == "failed"


def test_a_list_that_was_not_seen_is_not_signed(yard, blocked):
    with pytest.raises(SignatureMovedOn):
        sign(
            yard.hands,
            blocked.run_id,
            "of another list",
            yard.act(reason="they are of no use"),
            typed="rank-index",
            viewer=STAFF,
        )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"typed": "rank"}, ConfirmationWrong),
        ({"reason": "because"}, ReasonTooShort),
    ],
)
def test_it_takes_the_name_typed_and_a_reason(yard, blocked, given, refusal):
    with pytest.raises(refusal):
        yard.sign(blocked, **given)
    assert yard.run(blocked).status == "failed"


def test_it_takes_the_right_to_manage_tables(yard, blocked):
    act = yard.act(reason="they are of no use")
    wanted = yard.preflight(blocked).hash
    with pytest.raises(ActionNotAllowed):
        sign(yard.hands, blocked.run_id, wanted, act, typed="rank-index", viewer=everyone("eve"))


def test_nothing_is_signed_that_nobody_asked_for(yard, blocked):
    yard.sign(blocked)
    with pytest.raises(SignatureNotAsked):
        yard.sign(blocked)
    yard.driven(blocked)
    with pytest.raises(SignatureNotAsked):
        yard.sign(blocked)
    removal = yard.removal("rank-index")
    with pytest.raises(SignatureNotAsked):
        yard.sign(removal)
