"""Which systems are shown, and what each hides by the names of its attributes."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from entities.apps import show_systems
from entities.catalogue import Catalogue, catalogue
from entities.errors import EntityNotFound, SystemNotFound
from entities.operations.tables.samples import STRANGER
from entities.schema.masking import Mask
from tests.samples import entity_of

RENTAL = catalogue.entity("rental-drafts").system
PILOTFORCE = catalogue.entity("pilotforce-users").system


def names(shown: Catalogue) -> list[str]:
    return [system.name for system in shown.systems]


def test_without_a_choice_the_deployed_profile_is_not_shown():
    assert names(Catalogue()) == ["construction", "dashboard", "pilotforce", "rental"]
    with pytest.raises(EntityNotFound):
        Catalogue().entity("deployed-users")


def test_the_chosen_systems_are_shown_and_keyrooms_own():
    chosen = Catalogue()
    assert "rental-drafts" in {entity.name for entity in chosen.entities}

    chosen.show("pilotforce-deployed")

    assert names(chosen) == ["dashboard", "pilotforce-deployed"]
    assert chosen.entity("deployed-users").system.region == "eu-north-1"
    chosen.show()
    assert names(chosen) == names(Catalogue())


def test_a_system_that_is_not_declared_cannot_be_chosen():
    with pytest.raises(SystemNotFound, match="no system “payroll”") as refused:
        Catalogue().show("rental", "payroll")
    assert "rental" in refused.value.hint
    with pytest.raises(ImproperlyConfigured, match="SYSTEMS: There is no system “payroll”"):
        show_systems("payroll")


def test_a_name_that_its_system_hides_needs_a_declared_mask():
    system = RENTAL
    bare = entity_of("bare", "income", "name", partition="name", system=system)
    held = Catalogue()
    held.by_name = {"bare": bare}

    assert list(held.problems()) == ["bare.income needs a mask: Rental hides such names."]


@pytest.mark.parametrize(
    ("mask", "known"),
    [
        (
            Mask.FULL,
            "license licenseState applicantLicense income coApplicant1Income salary otherIncome "
            "creditScore currentRent balance encryptedData fileUrl pdfUrl s3_references "
            "webhook_responses webhookResponses webhook_body additionalPeople widget_token "
            "landlordTenantLegalAction brokenLease brokenLeaseExplanation reasonForMoving "
            "rawFormData rawFormValues form_data formData migration_extra",
        ),
        (
            Mask.PARTIAL,
            "dob applicantDob age phone landlordPhone email applicantEmail address city state zip "
            "landlordName landlordAddressLine1 landlordZipCode employerCity",
        ),
        (
            Mask.NONE,
            "name relationship employer employmentType incomeFrequency otherIncomeSource bankName "
            "accountType status statement buildingAddress building_address monthlyRent pages "
            "webhookSummary totalResponses lengthAtAddressYears currentStep percentage",
        ),
    ],
)
def test_rental_hides_by_the_names_of_its_data_reference(mask, known):
    assert {name for name in known.split() if RENTAL.masks.of(name) is not mask} == set()
    assert RENTAL.masks.of("Additional People") is Mask.FULL


def test_what_opens_a_door_is_not_even_revealed():
    doors = ("Additional People", "additionalPeople", "widget_token")
    assert all(RENTAL.masks.is_never_shown(name) for name in doors)
    assert not RENTAL.masks.is_never_shown("ssn")
    assert not STRANGER.masks.is_never_shown("widget_token")


def test_pilotforce_shows_the_end_of_what_is_personal():
    for name in ("phoneNumber", "siteContact.phone", "userEmail", "Email"):
        assert PILOTFORCE.masks.of(name) is Mask.PARTIAL
    assert PILOTFORCE.masks.of("emailDomain") is Mask.NONE
    assert catalogue.entity("deployed-users").system.masks is PILOTFORCE.masks


def test_a_system_is_called_by_its_label_and_an_unknown_one_by_its_name():
    assert catalogue.system_label("pilotforce") == "PilotForce"
    assert catalogue.system_label("gone") == "gone"
