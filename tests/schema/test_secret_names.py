"""What a system hides by names: at any depth, in JSON, and what can be revealed of it."""

from decimal import Decimal

import pytest

from entities.operations.hiding import hidden_in
from entities.schema.hidden import hidden_by
from entities.schema.masking import DOTS, Mask, Masked, mask_deep, mask_value
from entities.schema.secret_names import NameMasks
from entities.schema.system import System
from entities.schema.viewer import everyone
from tests.samples import entity_of

NAMES = NameMasks((("income|reference", Mask.FULL), (r"\w*phone", Mask.PARTIAL)), never="reference")
PERSON = {
    "name": "Kim Demo",
    "Income": Decimal(48_000),
    "home phone": "+1-212-555-0101",
    "income": {},
    "hasIncome": True,
    "nested": [{"income": False}, '{"phone": "2125550101", "income": 1.50, "age": 3.50}'],
}


def test_names_hide_at_any_depth_and_inside_json():
    assert mask_deep(PERSON, "", NAMES) == {
        "name": "Kim Demo",
        "Income": Masked(DOTS),
        "home phone": Masked(f"{DOTS}-0101"),
        "income": {},
        "hasIncome": True,
        "nested": [
            {"income": Masked(DOTS)},
            f'{{"phone": "{DOTS}-0101", "income": "{DOTS}", "age": 3.50}}',
        ],
    }
    assert mask_deep(PERSON) == PERSON


def test_json_that_is_cut_off_hides_the_same_names():
    assert mask_deep('{"phone": "2125550101", "age": 3, "x": "', "", NAMES) == (
        f'{{"phone": "{DOTS}", "age": 3, "x": "'
    )


def test_each_hidden_place_is_found_and_an_empty_one_has_nothing_to_hide():
    found = hidden_by(Mask.NONE, PERSON, "person", NAMES)

    assert dict(found) == {
        ("Income",): Decimal(48_000),
        ("home phone",): "+1-212-555-0101",
        ("nested", 0, "income"): False,
        ("nested", 1, "phone"): "2125550101",
        ("nested", 1, "income"): Decimal("1.50"),
    }


def test_what_its_system_never_shows_cannot_be_revealed():
    system = System("rent", "Rent", masks=NAMES)
    flats = entity_of("flats", "id", partition="id", system=system)
    item = {"id": "1", "person": PERSON, "reference": "x", "deep": {"reference": {"url": "y"}}}

    paths = [hidden.path for hidden in hidden_in(flats, item, everyone("staff", "reveal"))]

    assert len(paths) == 5
    assert {path[0] for path in paths} == {"person"}


@pytest.mark.parametrize(
    ("signature", "shown"),
    [
        ("data:image/png;base64,AAAA", "signed"),
        ("SIGNED", "signed"),
        ("Kim Demo", "typed"),
        ({"hasSignatures": True}, DOTS),
    ],
)
def test_of_a_signature_is_told_that_it_is_there_and_how(signature, shown):
    assert mask_value(signature, Mask.SIGNATURE) == Masked(shown)


def test_an_undeclared_attribute_is_masked_by_its_name():
    flats = entity_of("flats", "id", partition="id", system=System("rent", "Rent", masks=NAMES))

    assert flats.field("income").mask is Mask.FULL
    assert flats.field("workPhone").mask is Mask.PARTIAL
    assert flats.field("anything").mask is Mask.NONE
