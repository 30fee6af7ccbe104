"""Approvals that nobody gave: altered in the table, written by hand, of another secret."""

import pytest

from entities.errors import (
    ApprovalForged,
    ApprovalLapsed,
    ApprovalMovedOn,
    OwnRequest,
)
from entities.operations.approvals.using import seals_of
from entities.sealing import Sealer
from tests.operations.making import put
from tests.operations.writing.asking import (
    SUBJECT,
    approved,
    carry_out,
    is_there,
    plan,
    stored,
)

FORGERIES = {
    "own": {"decidedBy": "dana"},
    "nobody's": {"decidedBy": "nobody"},
    "of somebody who did not": {"decidedBy": "amir"},
    "kept good": {"lapsesAt": "2099-01-01T00:00:00.000Z"},
    "of another plan": {"planHash": "0" * 64},
    "without a seal": {"seal": ""},
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_an_approval_that_was_altered_in_the_table_is_refused(bare, change):
    approval = approved(bare)
    put(bare.store, "approvals", stored(bare, approval) | change)

    with pytest.raises((ApprovalForged, ApprovalMovedOn, OwnRequest)):
        carry_out(bare, approval)
    assert is_there(bare)


def test_an_approval_that_somebody_wrote_by_hand_is_refused(bare):
    wanted = plan(bare)
    facts = {
        "approvalId": "by-hand",
        "act": "delete",
        "planHash": wanted.hash,
        "status": "approved",
        "requestedBy": "dana",
        "decidedBy": "ruth",
        "lapsesAt": "2099-01-01T00:00:00.000Z",
        "seal": "x",
    }
    put(bare.store, "approvals", facts)

    with pytest.raises(ApprovalForged):
        carry_out(bare, "by-hand")


def test_an_approval_without_an_end_has_lapsed(bare):
    approval = approved(bare)
    item = stored(bare, approval)
    put(bare.store, "approvals", {n: v for n, v in item.items() if n != "lapsesAt"})

    with pytest.raises(ApprovalLapsed):
        carry_out(bare, approval)


def test_the_seal_is_found_after_a_rotation(bare):
    held = stored(bare, approved(bare))

    assert held["seal"] in seals_of(held, Sealer("a new secret", "a secret of the tests"))
    assert held["subject"] == SUBJECT
