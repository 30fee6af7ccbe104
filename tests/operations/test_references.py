"""References: keys made of several attributes, keys that cannot be told, and labels."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.references import label_keys, pointer, read_labels, referring, through
from entities.schema.conditions import Equals
from entities.schema.fields import Reference
from entities.schema.viewer import Viewer
from tests.operations.making import STAFF, Declared, entity, item_of, limited, put
from tests.samples import METERS, entity_of

CARS = entity_of("cars", "country", "plate", partition="country", sort="plate", heading="plate")
TRIPS = entity_of(
    "trips",
    "tripId",
    "carCountry",
    fields=(Reference("car", to="cars", through=("carCountry", "car")),),
    partition="tripId",
)
PARTS = entity_of("parts", "partId", fields=(Reference("plate", to="cars"),), partition="partId")
READINGS = entity_of("readings", "id", fields=(Reference("meter", to="meters"),), partition="id")
KNOWN = Declared(CARS, TRIPS, PARTS, READINGS, METERS)


def leads_to(declared, item):
    (reference,) = declared.references
    return pointer(KNOWN, declared, reference, item)


def test_a_reference_may_name_the_attributes_of_the_other_key():
    trip = {"tripId": "t", "carCountry": "IL", "car": "12-345"}

    assert leads_to(TRIPS, trip).key == ("IL", "12-345")
    assert through(TRIPS.references[0], CARS) == ("carCountry", "car")
    assert referring(TRIPS, TRIPS.references[0], CARS, {"country": "IL", "plate": "12-345"}) == (
        Equals("carCountry", "IL"),
        Equals("car", "12-345"),
    )


@pytest.mark.parametrize("country", [None, "", Decimal(1)])
def test_a_reference_whose_key_cannot_be_told_leads_nowhere(country):
    assert leads_to(TRIPS, {"tripId": "t", "carCountry": country, "car": "12-345"}) is None
    assert leads_to(PARTS, {"partId": "p", "plate": "12-345"}) is None


def test_what_a_part_does_not_say_is_not_asked_of_it():
    reference = PARTS.references[0]

    assert referring(PARTS, reference, CARS, {"country": "IL", "plate": "1"}) == (
        Equals("plate", "1"),
    )


def test_an_item_whose_key_is_no_text_has_no_referrers():
    meter = {"meter": Decimal(7), "moment": Decimal(1)}

    assert referring(READINGS, READINGS.references[0], METERS, meter) is None


def test_keys_to_label_are_distinct_and_of_the_named_fields_only():
    expenses = [
        item_of(entity("expenses"), n, companyId="C1", projectId="p1", contractorId=f"c{n % 2}")
        for n in range(5)
    ]

    wanted = label_keys(catalogue, entity("expenses"), expenses, ("projectId", "contractorId"))

    assert wanted == {
        entity("projects"): {("C1", "p1")},
        entity("contractors"): {("C1", "c0"), ("C1", "c1")},
    }


def test_labels_are_read_of_what_the_viewer_may_see_only(store):
    put(
        store,
        "projects",
        item_of(entity("projects"), 1, companyId="C1", projectId="p", name="Roof"),
    )
    wanted = {entity("projects"): {("C1", "p"), ("C1", "gone"), ("C2", "p")}}

    assert read_labels(store, wanted, limited("C1")) == {
        ("projects", ("C1", "p")): "Roof",
        ("projects", ("C1", "gone")): None,
    }
    with metered() as meter:
        assert read_labels(store, wanted, Viewer("nobody")) == {}
        assert read_labels(store, wanted, limited("C9")) == {}
        assert read_labels(store, {}, STAFF) == {}
    assert not meter.calls


def test_a_label_of_a_closed_table_is_missing_not_the_others(store):
    put(
        store,
        "projects",
        item_of(entity("projects"), 1, companyId="C1", projectId="p", name="Roof"),
    )
    gone = replace(entity("works"), table="gone")
    wanted = {gone: {("C1", "w")}, entity("projects"): {("C1", "p")}}

    assert read_labels(store, wanted, STAFF) == {("projects", ("C1", "p")): "Roof"}
    assert read_labels(store, {gone: {("C1", "w")}}, STAFF) == {}
