"""Entities: what a declaration answers, and which declarations contradict themselves."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.errors import DeclarationInvalid
from entities.schema.conditions import In
from entities.schema.entity import CompanyFrom, Index, Kind, TableSettings, Uniqueness
from entities.schema.fields import Anything, Binary, Choice, Number, Reference, Text
from tests.samples import CATS, DOGS, INVOICES, SYSTEM, TOKENS, entity_of

THINGS = entity_of(
    "things",
    "id",
    fields=(
        Text("workName", aliases=("WorkName",)),
        Choice("status", choices=("a",)),
        Reference("owner", to="owners"),
        Number("count"),
        Binary("digest"),
        Anything("when"),
    ),
    plural="Lots of things",
    partition="id",
    key_types=(("when", "N"),),
    heading="workName",
    company_from=CompanyFrom("owner"),
)


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"partition": "nowhere"}, "“nowhere” is used as a key, index key or column"),
        ({"columns": ("nowhere",)}, "“nowhere” is used as a key, index key or column"),
        ({"indexes": (Index("i", "nowhere"),)}, "“nowhere” is used as a key"),
        ({"indexes": (Index("i", "b", local=True),)}, "local index “i” must share"),
        ({"indexes": (Index("i", "b", sparse=True),)}, "“i” is sparse and does not say for which"),
        (
            {"fields": (Text("c", aliases=("C",)),), "indexes": (Index("i", "c"),)},
            "the index “i” would not find items under an alias of its key",
        ),
        ({"heading": "nowhere"}, "heading “nowhere” is not a field"),
        ({"company_from": CompanyFrom("nowhere")}, "company_from names “nowhere”"),
        ({"lifecycle": "burn"}, "retain or deprecate"),
        ({"settings": TableSettings(stream="EVERYTHING")}, "stream is KEYS_ONLY, NEW_IMAGE"),
        ({"settings": TableSettings(encryption="AES256")}, "encryption is KMS or None"),
        ({"settings": TableSettings(recovery_days=36)}, "reaches back 1 to 35 days"),
        ({"fields": (Text("a2", aliases=("a",)),)}, "“a” is declared twice"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused_with_a_sentence(declared, problem):
    with pytest.raises(DeclarationInvalid, match=f"^Entity “things”: .*{problem}"):
        entity_of("things", "a", "b", **{"partition": "a", **declared})


def test_an_entity_may_be_used_as_a_key_and_is_found_by_its_name():
    again = entity_of("tokens", "token", partition="token")

    assert {TOKENS: 1}[TOKENS] == 1
    assert hash(again) == hash(TOKENS)
    assert again != TOKENS


def test_an_entity_knows_its_titles_and_keys():
    assert (THINGS.titles, TOKENS.titles) == ("Lots of things", "Tokens")
    assert (THINGS.keys, INVOICES.keys) == (("id",), ("companyId", "invoiceId"))
    assert INVOICES.key_of({"companyId": "C", "invoiceId": "I", "x": "y"}) == ("C", "I")
    assert INVOICES.key_item(("C", "I")) == {"companyId": "C", "invoiceId": "I"}


def test_an_item_read_without_its_key_has_none():
    with pytest.raises(KeyError):
        INVOICES.key_of({"companyId": "C"})


@pytest.mark.parametrize(
    ("attribute", "kind"), [("id", "S"), ("count", "N"), ("digest", "B"), ("when", "N")]
)
def test_the_type_of_a_key_follows_from_its_field_or_is_declared(attribute, kind):
    assert THINGS.key_type(attribute) == kind


def test_an_alias_is_read_as_its_field():
    assert THINGS.held("workName", {"WorkName": "Roof"}) == "Roof"
    assert THINGS.held("workName", {"WorkName": "Roof", "workName": "Wall"}) == "Wall"
    assert THINGS.held("workName", {}) is None
    assert THINGS.field("WorkName").name == "workName"


def test_an_undeclared_attribute_is_a_field_too():
    assert THINGS.field("surprise") == Anything("surprise")


def test_kinds_tell_apart_what_shares_a_table():
    assert CATS.holds({"purr": "loud"})
    assert not CATS.holds({"bark": "loud"})
    assert not DOGS.holds({"bark": "loud", "purr": "soft"})
    assert INVOICES.holds({})
    assert Kind("any").holds({})


@pytest.mark.parametrize(
    ("item", "company"),
    [({"owner": "C1"}, "C1"), ({}, None), ({"owner": ""}, None), ({"owner": Decimal(1)}, None)],
)
def test_the_company_of_an_item_is_known_or_it_is_none(item, company):
    assert THINGS.company_of(item) == company


def test_without_a_declaration_no_company_is_known():
    assert TOKENS.company_of({"companyId": "C1"}) is None
    assert (
        entity_of("x", "id", partition="id", company_from=CompanyFrom(user="id")).company_of({})
        is None
    )


def test_references_and_choices_are_found_among_the_fields():
    assert [reference.to for reference in THINGS.references] == ["owners"]
    assert THINGS.choice("status").choices == ("a",)
    assert THINGS.choice("id") is None


def test_indexes_are_found_by_name():
    assert INVOICES.index("status-index").keys == ("status", "amount")
    assert INVOICES.index("none") is None


@pytest.mark.parametrize(
    ("index", "attribute", "held"),
    [
        ("status-index", "anything", True),
        ("amount-index", "anything", True),
        ("project-index", "userId#projectId", True),
        ("project-index", "companyId", True),
        ("project-index", "status", False),
        ("paid-index", "status", True),
        ("paid-index", "amount", False),
    ],
)
def test_an_index_knows_what_a_query_of_it_can_see(index, attribute, held):
    assert INVOICES.index(index).holds(attribute, INVOICES.keys) is held


def test_only_matching_values_of_the_declared_key_are_secrets():
    assert TOKENS.is_secret("token", "a" * 64)
    assert not TOKENS.is_secret("token", "a" * 63)
    assert not TOKENS.is_secret("other", "a" * 64)
    assert not TOKENS.is_secret("token", Decimal(1))


def test_a_table_is_named_by_environment_unless_a_prefix_is_given():
    assert SYSTEM.table_name("things", "staging") == "samples-staging-things"
    assert SYSTEM.table_name("things", "staging", "mine-") == "mine-things"


ONCE = Uniqueness("email", ("companyId",), when=In("status", ("open", "OPEN")), ignore_case=True)


@pytest.mark.parametrize(
    ("email", "status", "value"),
    [
        ("A@B.co", "open", ("C1", "a@b.co")),
        ("a@b.co", "OPEN", ("C1", "a@b.co")),
        ("a@b.co", "closed", None),
        ("a@b.co", None, None),
        ("", "open", None),
        (Decimal(1), "open", None),
    ],
)
def test_a_unique_value_is_told_in_any_casing_of_the_items_it_is_about(email, status, value):
    assert ONCE.value_of({"companyId": "C1", "email": email, "status": status}) == value
    assert ONCE.told_by == ("companyId", "email", "status")


def test_a_unique_value_is_told_by_fields():
    with pytest.raises(DeclarationInvalid, match="“email” tells a unique value apart"):
        replace(INVOICES, uniques=(ONCE,))
