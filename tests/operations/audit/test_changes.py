"""What an entry tells of a change: readable, cut, and never a hidden value."""

import json
from decimal import Decimal

import pytest
from hypothesis import given

from entities.catalogue import catalogue
from entities.operations.audit.changes import LISTED, changes_of, readable
from entities.operations.deeds import Deed
from entities.schema.masking import is_secret_name
from entities.schema.values import item_size
from tests.operations.audit.acting import PROJECTS, created, deleted, edited, project
from tests.operations.making import item_of
from tests.strategies import items, values

INVITATIONS = catalogue.entity("invitations")
SECRET = "hunter2-hunter2"


def told(deed: Deed) -> dict[str, tuple[str | None, str | None]]:
    """From and to of every listed attribute; (None, None) is one of which only that is told."""
    return {
        change["name"]: tuple(change.get(word, {}).get("text") for word in ("from", "to"))
        for change in changes_of(deed).listed
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("שלום", "שלום"),
        (Decimal("1000"), "1000"),
        (Decimal("1E+100"), "1E+100"),
        (Decimal("0.10"), "0.10"),
        (True, "yes"),
        (False, "no"),
        (None, "null"),
        (b"1234", "4 bytes"),
        (frozenset({"b", "a"}), "a, b"),
        (["a", Decimal(1), None, True], '["a", "1", null, true]'),
        ({"a": {"b": "x" * 100}}, '{"a": {"b": "' + "x" * 59 + '…"}}'),
    ],
)
def test_a_value_reads_as_people_write_it(value, text):
    assert readable(value) == text


@given(values)
def test_every_value_reads_as_some_text(value):
    assert isinstance(readable(value), str)


def test_the_type_is_told_where_it_changes():
    (change,) = changes_of(edited(project(budget="5"), budget=Decimal(5))).listed

    assert change["from"] == {"type": "S", "text": "5"}
    assert change["to"] == {"type": "N", "text": "5"}


def test_a_creation_has_no_from_and_a_deletion_no_to():
    assert told(created(project()))["name"] == (None, "House 1")
    assert told(deleted(project()))["name"] == ("House 1", None)


def test_a_long_text_is_cut_and_one_that_differs_beyond_the_cut_changed():
    before = project(notes="x" * 500, name="y")

    assert told(edited(before, notes="y" * 500))["notes"] == ("x" * 299 + "…", "y" * 299 + "…")
    assert told(edited(before, notes="x" * 501))["notes"] == (None, None)


HIDDEN = [
    ("contractors", "phone", "050-1234567"),  # masked in part
    ("expenses", "contractorSignature", "data:image/png;base64,AAAA"),
    ("projects", "apiKey", SECRET),
    ("projects", "Password", SECRET),
    ("projects", "resetToken", {"value": SECRET}),
]


@pytest.mark.parametrize(("name", "attribute", "value"), HIDDEN)
def test_a_hidden_attribute_changed_and_no_more_is_told(name, attribute, value):
    entity = catalogue.entity(name)
    before = {"companyId": "C1", entity.sort: "X1"}

    for deed in (
        Deed(entity, "edit", before, before | {attribute: value}),
        Deed(entity, "edit", before | {attribute: value}, before),
        Deed(entity, "edit", before | {attribute: value}, before | {attribute: "other"}),
    ):
        assert told(deed) == {attribute: (None, None)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"token": SECRET, "a": "1"}, {"token": "new", "a": "1"}),
        (json.dumps({"password": SECRET}), json.dumps({"password": "new"})),
        ([{"ssn": SECRET}], [{"ssn": "other"}]),
        (f"https://x.test/?sig={SECRET}", "https://x.test/?sig=other"),
        (f"now {'ab' * 32}", f"now {'cd' * 32}"),
    ],
)
def test_where_only_a_secret_inside_changed_nothing_else_is_told(before, after):
    assert told(edited(project(notes=before), notes=after)) == {"notes": (None, None)}


def test_what_stands_beside_a_secret_is_told_without_it():
    deed = edited(
        project(notes={"token": SECRET, "to": "Dana"}), notes={"token": SECRET, "to": "Noa"}
    )

    assert told(deed)["notes"] == (
        '{"token": "•••", "to": "Dana"}',
        '{"token": "•••", "to": "Noa"}',
    )


def test_a_key_that_is_a_secret_is_not_told():
    token = "5f" * 32
    deed = created({"companyId": "C1", "invitationId": token, "email": "a@b.test"}, INVITATIONS)

    assert told(deed)["invitationId"] == (None, None)
    assert token not in str(changes_of(deed))


def test_no_hidden_value_of_any_declared_field_is_ever_told():
    for entity in catalogue.entities:
        before, after = item_of(entity, 1), item_of(entity, 2)
        for deed in (Deed(entity, "edit", before, after), Deed(entity, "create", None, after)):
            for change in changes_of(deed).listed:
                name = change["name"]
                if entity.field(name).mask.name in ("FULL", "PARTIAL") or is_secret_name(name):
                    assert set(change) == {"name"}, f"{entity.name}.{name}"


def test_many_and_long_attributes_are_counted_and_cut():
    long = project() | {f"{n:03}" + "א" * 5000: "ב" * 5000 for n in range(LISTED + 20)}

    changes = changes_of(created(long))

    assert len(changes.names) == len(changes.listed) == LISTED
    assert changes.unlisted == 20 + len(project())
    assert item_size({"changed": changes.names, "changes": changes.listed}) < 150_000


@given(items, items)
def test_exactly_the_attributes_that_differ_are_named(before, after):
    deed = Deed(PROJECTS, "edit", project() | before, project() | after)

    assert changes_of(deed).names == list(deed.changed)
