"""Look-ups: what is found by which term, and what never is."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.errors import TableMissing
from entities.operations.lookups import (
    TERM_BYTES,
    are_built,
    build_lookups,
    lookups_of,
    target_of,
    term_of,
    words_of,
)
from entities.schema.fields import Lookup
from entities.schema.masking import Mask
from tests.operations.making import NOW, Declared, entity, item_of, put
from tests.samples import BLOBS, METERS

HEX = "0123456789abcdef" * 4
LOOKUPS = entity("lookups")


def build(store, known=catalogue) -> int:
    return build_lookups(store, known, now=NOW, progress=lambda *_: None)


def stored(store) -> set:
    return {LOOKUPS.key_of(item) for page in store.pages(LOOKUPS) for item in page.items}


def terms(name: str, item) -> set[str]:
    return {lookup["term"] for lookup in lookups_of(entity(name), item, NOW)}


@pytest.mark.parametrize(
    ("text", "term"),
    [("  INV-9 ", "inv-9"), ("Straße", "strasse"), ("a\u00a0 b\n c", "a b c"), ("", ""), (" ", "")],
)
def test_case_and_outer_space_do_not_matter(text, term):
    assert term_of(text) == term


@given(st.text(max_size=3000))
def test_a_term_fits_into_a_key_and_is_its_own_term(text):
    assert len(term_of(text).encode()) <= TERM_BYTES
    assert all(len(word) >= 3 for word in words_of(text))


def test_an_item_is_looked_up_by_its_ids_addresses_and_names():
    user = item_of(
        entity("company-users"),
        1,
        companyId="C1",
        userId="U-1",
        email="Dana@Acme.IL",
        name="Dana bar Levi Le",
    )

    assert terms("company-users", user) == {
        *("u-1", "dana@acme.il", "dana bar levi le"),
        *("word dan", "word bar", "word lev"),
    }


def test_a_look_up_names_the_item_its_company_and_the_field():
    expense = item_of(entity("expenses"), 1, companyId="C1", expenseId="e1", invoiceNum="N-9")

    found = next(m for m in lookups_of(entity("expenses"), expense, NOW) if m["term"] == "n-9")

    assert found == {
        "term": "n-9",
        "target": "expenses C1 e1 invoiceNum",
        "entity": "expenses",
        "key": ["C1", "e1"],
        "attribute": "invoiceNum",
        "companyId": "C1",
        "foundAt": NOW.isoformat(),
    }


def test_a_name_under_an_alias_is_looked_up_as_the_field():
    work = item_of(entity("works"), 1, workName=None, WorkName="Roof")

    found = [m for m in lookups_of(entity("works"), work, NOW) if m["term"] == "roof"]

    assert [lookup["attribute"] for lookup in found] == ["workName"]


@pytest.mark.parametrize("value", ["", "   ", None, {}, b"x", frozenset({"x"})])
def test_what_is_no_text_is_not_looked_up(value):
    expense = item_of(entity("expenses"), 1, companyId="C1", expenseId="e1")

    assert terms("expenses", expense | {"invoiceNum": value}) == {"e1"}


def test_an_item_whose_key_is_a_secret_is_not_looked_up_at_all():
    invitation = item_of(entity("invitations"), 1, companyId="C1", invitationId=HEX)

    assert terms("invitations", invitation) == set()
    assert terms("invitations", invitation | {"invitationId": "inv_1"})


def test_a_masked_field_is_not_looked_up_even_if_declared_so():
    fields = tuple(
        replace(field, lookup=Lookup.WHOLE) if field.mask is not Mask.NONE else field
        for field in entity("contractors").fields
    )
    declared = replace(entity("contractors"), fields=fields)
    contractor = item_of(declared, 1, phone="050-1234567", taxId="555")

    found = json.dumps(list(lookups_of(declared, contractor, NOW)))

    assert "050" not in found
    assert "555" not in found


def test_keys_of_every_type_are_named_as_text():
    assert target_of(METERS, (Decimal(7), Decimal("1.5"))) == "meters 7 1.5"
    assert target_of(BLOBS, (b"\x00\xff",)) == "blobs 00ff"


def test_every_table_is_read_once_and_every_look_up_stored(store):
    put(
        store,
        "projects",
        item_of(entity("projects"), 1, companyId="C1", projectId="p1", name="Roof"),
    )
    told = {}

    kept = build_lookups(store, catalogue, now=NOW, progress=lambda e, n: told.update({e.name: n}))

    assert stored(store) == {("p1", "projects C1 p1 projectId"), ("roof", "projects C1 p1 name")}
    assert kept == told["projects"] == 2
    assert "lookups" not in told
    assert "segments" not in told


def test_building_again_removes_what_no_item_holds_any_more(store):
    projects = [
        item_of(entity("projects"), n, companyId="C1", projectId=f"p{n}", name=f"Roof {n}")
        for n in range(30)
    ]
    put(store, "projects", *projects)
    build(store)
    delete_all(store, entity("projects"), [("C1", "p1")])
    put(store, "projects", projects[2] | {"name": "Floor"})

    build(store)

    terms = {term for term, _ in stored(store)}
    assert "p1" not in terms
    assert "roof 2" not in terms
    assert {"floor", "p2", "roof 3"} <= terms
    assert len(stored(store)) == 29 * 2


def test_building_again_without_changes_changes_nothing(store):
    put(store, "projects", item_of(entity("projects"), 1, companyId="C1"))
    build(store)
    before = stored(store)

    build(store)

    assert stored(store) == before


def test_words_and_keys_longer_than_a_key_do_not_end_the_building(store):
    users = entity("company-users")
    put(
        store,
        "company-users",
        item_of(users, 1, companyId="ח" * 900, userId="u" * 1000, name="שלום" * 400),
    )

    assert build(store) >= 2


def test_a_missing_table_is_passed_over(store):
    gone = replace(entity("works"), table="gone")

    assert build(store, Declared(gone, LOOKUPS)) == 0


def test_it_is_told_whether_there_are_look_ups(store):
    assert not are_built(store, catalogue)
    put(store, "projects", item_of(entity("projects"), 1, companyId="C1"))
    build(store)
    assert are_built(store, catalogue)
    with pytest.raises(TableMissing):
        are_built(store, Declared(replace(LOOKUPS, table="gone")))
