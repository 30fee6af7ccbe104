"""Rules of the construction data that the declarations state."""

from datetime import UTC, datetime

import pytest

from entities.catalogue import catalogue
from entities.operations.lookups import lookups_of
from entities.schema.fields import Lookup, Reference
from entities.schema.masking import Mask

NOW = datetime(2026, 1, 17, tzinfo=UTC)


def field(path: str):
    entity, _, name = path.partition(".")
    return catalogue.entity(entity).field(name)


@pytest.mark.parametrize(
    "path, mask",
    [
        ("companies.companyPhone", Mask.PARTIAL),
        ("company-users.phone", Mask.PARTIAL),
        ("contractors.phone", Mask.PARTIAL),
        ("invitations.token", Mask.FULL),
        ("expenses.receiptUrl", Mask.QUERY),
        ("expenses.contractorSignature", Mask.FULL),
        ("pending-payments.checkoutUrl", Mask.FULL),
        ("paddle-webhook-dlq.failureStack", Mask.FULL),
        ("company-users.email", Mask.NONE),
    ],
)
def test_what_staff_should_not_see_by_itself_is_masked(path, mask):
    assert field(path).mask is mask


@pytest.mark.parametrize(
    "path, stored, read",
    [
        ("companies.subscriptionTier", "PROFESSIONAL", "professional"),
        ("companies.subscriptionStatus", "cancelled", "canceled"),
        ("company-users.role", "User", "editor"),
        ("paddle-payments.status", "succeeded", "completed"),
        ("works.status", "active", "in-progress"),
        ("expenses.paymentMethod", "המחאה", "צ'ק"),
    ],
)
def test_old_spellings_are_read_as_todays_word(path, stored, read):
    assert field(path).folded(stored) == read
    assert field(path).knows(stored)


def test_every_payment_method_has_an_english_name():
    method = field("expenses.paymentMethod")
    assert {*method.choices, *method.historic_choices} == set(dict(method.names_of))


def test_a_value_outside_the_list_is_not_known():
    assert not field("expenses.paymentMethod").knows("TOTALLY_INVALID_METHOD")


def test_attributes_of_earlier_designs_are_read_under_todays_name():
    works, projects = catalogue.entity("works"), catalogue.entity("projects")
    assert works.held("workName", {"WorkName": "Dike"}) == "Dike"
    assert works.held("totalWorkCost", {"cost": 1}) == 1
    assert projects.held("spentAmount", {"SpentAmount": 2}) == 2
    assert projects.held("createdBy", {"userId": "user_1"}) == "user_1"


def test_an_invitation_whose_id_is_its_token_is_a_secret_and_is_never_looked_up():
    invitations = catalogue.entity("invitations")
    assert invitations.is_secret("invitationId", "0f" * 32)
    assert not invitations.is_secret("invitationId", "inv_1762500000000_a1b2c3d4e")
    named = {"companyId": "C1", "email": "a@example.com"}
    secret, plain = ({**named, "invitationId": key} for key in ("0f" * 32, "inv_1_a"))
    assert not list(lookups_of(invitations, secret, NOW))
    assert {found["term"] for found in lookups_of(invitations, plain, NOW)} >= {"inv_1_a"}


def test_names_of_companies_and_people_are_found_by_their_words():
    for path in ("companies.name", "company-users.name", "multi-users.name", "invitations.name"):
        assert field(path).lookup is Lookup.WORDS


def test_references_of_the_single_table_go_by_name():
    single = [e for e in catalogue.entities if e.generation == "single"]
    found = [f for e in single for f in e.fields if isinstance(f, Reference)]
    assert {reference.by for reference in found} == {"name"}


def test_the_single_table_cannot_be_edited():
    for entity in catalogue.of_system("construction"):
        assert entity.read_only == (entity.generation == "single")


def test_images_and_payloads_never_travel_in_lists():
    for path in ("expenses.receiptImage", "single-works.contract", "paddle-webhooks.payload"):
        assert field(path).heavy
