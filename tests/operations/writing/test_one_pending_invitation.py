"""One pending invitation per company and address: a unique value of some items, in any casing."""

import pytest

from entities.errors import Taken
from entities.schema.deletion import Way
from entities.schema.values import Item
from tests.operations.making import put
from tests.operations.writing.desk import C1

FIRST, SECOND = (C1, "inv_1"), (C1, "inv_2")
TOKEN = "0a" * 32
SENTENCE = "“E-mail”: An invitation to this address is pending already; cancel that one first."


def invitation(number: int | str = 1, **more) -> Item:
    return {
        "companyId": C1,
        "invitationId": f"inv_{number}",
        "email": "noa@example.com",
        "role": "viewer",
        "status": "pending",
        **more,
    }


def invite(desk, **more):
    return desk.create("invitations", companyId=C1, email="Noa@Example.com", role="viewer", **more)


@pytest.mark.parametrize("stored", ["pending", "PENDING"])
def test_a_second_to_the_same_address_is_refused_in_any_casing(desk, stored):
    put(desk.store, "invitations", invitation(status=stored))

    with pytest.raises(Taken) as refused:
        invite(desk)

    assert (str(refused.value), refused.value.field) == (SENTENCE, "email")
    assert len(desk.all("invitations")) == 1


@pytest.mark.parametrize(
    "other",
    [{"status": "accepted"}, {"status": "CANCELLED"}, {"companyId": "comp_2"}, {"email": "n@e.co"}],
    ids=str,
)
def test_those_that_are_closed_or_elsewhere_are_in_nobodys_way(desk, other):
    put(desk.store, "invitations", invitation(**other))

    invite(desk)

    assert len(desk.claims("unique")) == 1


def test_of_two_at_one_moment_the_claim_lets_one_through(desk, at_the_write):
    at_the_write(lambda: invite(desk.another(), invitationId="inv_2"))

    with pytest.raises(Taken, match="cancel that one first"):
        invite(desk, invitationId="inv_1")

    assert [item["invitationId"] for item in desk.all("invitations")] == ["inv_2"]


def test_what_is_cancelled_gives_the_address_back_and_takes_it_again_when_undone(desk):
    invite(desk, invitationId="inv_1")

    cancelled = desk.delete("invitations", FIRST, Way.SOFT)
    assert desk.claims("unique") == []
    again = invite(desk, invitationId="inv_2")
    with pytest.raises(Taken):
        desk.undo(cancelled)

    desk.undo(again)
    desk.undo(cancelled)
    assert desk.item("invitations", FIRST)["status"] == "pending"
    with pytest.raises(Taken):
        invite(desk)


def test_what_becomes_pending_again_by_an_edit_must_find_the_address_free(desk):
    put(desk.store, "invitations", invitation(1), invitation(2, status="cancelled"))

    with pytest.raises(Taken):
        desk.save("invitations", SECOND, status="pending")


def test_an_address_is_free_again_once_the_application_accepted_an_invitation_by_token(desk):
    """Its key is a secret, so that the claim cannot say whose it is."""
    invite(desk, invitationId=TOKEN)
    (claim,) = desk.claims("unique")
    assert TOKEN not in str(claim)
    with pytest.raises(Taken):
        invite(desk)

    put(desk.store, "invitations", invitation(invitationId=TOKEN, status="accepted"))
    invite(desk, invitationId="inv_2")

    assert [c["key"] for c in desk.claims("unique")] == [[C1, "inv_2"]]
