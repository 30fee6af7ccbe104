"""Items as they are shown: odd values flagged, secrets masked, and nothing ever raised."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.typed_json import from_typed_json
from entities.errors import ItemNotFound
from entities.operations.flags import flag, moment
from entities.operations.headings import heading_of, key_text
from entities.operations.items import attachment, raw_item, show_item
from entities.operations.references import label_keys
from entities.operations.showing import Showing
from entities.schema.fields import JsonText
from entities.schema.masking import DOTS, Mask, Masked
from tests.counts import count
from tests.operations.making import NOW, STAFF, entity, item_of, limited, odd_values, put
from tests.samples import BLOBS, METERS, TOKENS

SHOWING = Showing(catalogue, STAFF, NOW)
HEX = "0123456789abcdef" * 4
SECRETS = ("123-45-6789", "tok_live_9", "5550001112", HEX, "AKIAsig")


def shown(name: str, attribute: str, value):
    declared = entity(name)
    item = item_of(declared, 1) | {attribute: value}
    return SHOWING.item(declared, item).values[attribute]


@pytest.mark.parametrize(
    ("name", "attribute", "value", "remark"),
    [
        ("expenses", "amount", "12.50", "stored as text, expected number"),
        ("expenses", "date", {}, "stored as map, expected text"),
        ("expenses", "date", "2025-02-30", "not a date of the calendar"),
        ("expenses", "date", "yesterday", "not a date of the calendar"),
        ("expenses", "date", "2025-02-28T10:00:00Z", ""),
        ("expenses", "createdAt", "soon", "not a moment in ISO 8601"),
        ("expenses", "createdAt", "2025-02-28T10:00:00.123Z", ""),
        ("expenses", "status", "frozen", "not one of the declared values"),
        ("expenses", "status", "processed", ""),
        ("expenses", "amount", Decimal(-1), "below 0"),
        ("expenses", "amount", Decimal("1E+9"), "above 100,000,000"),
        ("expenses", "invoiceNum", "", "“Invoice number” should not be empty"),
        ("expenses", "invoiceNum", None, "“Invoice number” should not be empty"),
        ("expenses", "description", None, ""),
        ("expenses", "description", frozenset({"a"}), "stored as set of texts, expected text"),
        ("projects", "budget", "5", "stored as text, expected number or null"),
        ("projects", "budget", None, ""),
        (
            "projects",
            "startDate",
            frozenset({Decimal(1)}),
            "stored as set of numbers, expected text",
        ),
        ("projects", "name", b"x", "stored as binary, expected text"),
        ("projects", "isSystemProject", "yes", "stored as text, expected yes or no"),
        ("paddle-payments", "amount", "4900", ""),
        ("paddle-payments", "amount", Decimal(-49), ""),
        ("paddle-webhooks", "payload", "{broken", "not readable as JSON"),
        ("paddle-webhooks", "payload", "[" * 9999, "not readable as JSON"),
        ("paddle-webhooks", "payload", '{"a": 1}', ""),
        ("paddle-webhooks", "ttl", Decimal(1), "expired; DynamoDB removes it within days"),
        ("paddle-webhooks", "ttl", Decimal(1_900_000_000), ""),
        (
            "paddle-webhooks",
            "ttl",
            Decimal(1_900_000_000_000),
            "milliseconds: DynamoDB expects seconds and will not remove the item in time",
        ),
        ("paddle-webhooks", "ttl", "2025-01-01", "stored as text, expected number"),
        ("company-users", "role", "ADMIN", ""),
        ("companies", "subscriptionStatus", "something new", ""),
        ("projects", "surprise", {"S": "x"}, ""),
    ],
)
def test_a_value_is_shown_as_it_is_with_a_remark(name, attribute, value, remark):
    found = shown(name, attribute, value)

    assert found.flag == remark
    assert found.value == value


def test_a_field_under_an_alias_is_shown_as_the_field_and_says_where_it_was():
    works = entity("works")
    item = item_of(works, 1, workName=None, WorkName="Roof", name="Old")

    found = SHOWING.item(works, item).values

    assert (found["workName"].value, found["workName"].held_as) == ("Roof", "WorkName")
    assert (found["name"].value, found["name"].held_as) == ("Old", "name")
    assert found["name"].field.name == "workName"


def test_undeclared_attributes_come_after_the_declared_ones_by_name():
    projects = entity("projects")

    names = list(SHOWING.item(projects, item_of(projects, 1, zebra="z", **{"a b": "x"})).values)

    assert names[-2:] == ["a b", "zebra"]
    assert names[0] == "companyId"


def test_masks_hide_a_value_and_say_so():
    phone, signature = (
        shown("contractors", "phone", "050-1234567"),
        shown("contractors", "signature", {"data": "x"}),
    )

    assert (phone.masked, str(phone.value)) == (True, "•••-4567")
    assert (signature.masked, str(signature.value)) == (True, DOTS)
    assert not shown("contractors", "name", "Roy").masked


secrets = st.sampled_from(SECRETS)
secret_values = st.recursive(
    st.builds(lambda s: {"ssn": s}, secrets)
    | st.builds(lambda s: {"apiToken": s, "plain": "x"}, secrets)
    | st.builds(lambda s: {"accountNumber": Decimal(5550001112)}, secrets)
    | st.builds(lambda s: json.dumps({"accountNumber": s, "a": [{"ssn": s}]}), secrets)
    | st.builds(lambda s: f"https://a.il/x?Signature={s}", secrets)
    | st.just(HEX)
    | st.builds(lambda s: frozenset({f"https://a.il/?k={s}"}), secrets),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("deeper"), inner),
    max_leaves=5,
)


@settings(max_examples=count(2000, 60), deadline=None)
@given(secret_values, st.sampled_from(("notes", "description", "payload", "odd")))
def test_a_secret_at_any_depth_is_masked(value, attribute):
    item = item_of(entity("paddle-webhooks"), 1) | {attribute: value}

    text = str(SHOWING.item(entity("paddle-webhooks"), item).values[attribute].value)

    assert not any(secret in text for secret in SECRETS)


def test_a_raw_item_is_masked_as_deeply_and_stays_typed_json(store):
    item = item_of(
        entity("contractors"),
        1,
        companyId="C1",
        contractorId="c1",
        phone="050-1234567",
        rating=Decimal("4"),
        ssn="123-45-6789",
        bank={"accountNumber": "5550001112", "name": "Poalim", "keys": [{"token": "tok_live_9"}]},
        note=f'{{"ssn": "123-45-6789", "opens": "{HEX}"}}',
        codes=frozenset({HEX, "plain"}),
    )
    put(store, "contractors", item)

    raw = raw_item(store, entity("contractors"), ("C1", "c1"), viewer=STAFF)

    assert not any(secret in str(raw) for secret in SECRETS)
    assert list(raw.attributes) == sorted(raw.attributes)
    assert raw.attributes["phone"] == {"S": "•••-4567"}
    assert raw.attributes["rating"] == {"N": "4"}
    assert raw.attributes["bank"]["M"]["name"] == {"S": "Poalim"}
    assert raw.attributes["bank"]["M"]["keys"] == {"L": [{"M": {"token": {"S": DOTS}}}]}
    assert (raw.heading, raw.company) == ("name-001", "C1")
    for typed in raw.attributes.values():
        from_typed_json(typed)


def test_who_may_see_a_hidden_field_sees_it_and_no_other():
    declared, item = entity("contractors"), item_of(entity("contractors"), 1, phone="050-1234567")
    seeing = Showing(catalogue, limited_revealing("contractors.phone"), NOW)

    found = seeing.item(declared, item).values

    assert found["phone"].value == "050-1234567"
    assert isinstance(found["taxId"].value, Masked)


def limited_revealing(*fields: str):
    viewer = limited("C1")
    return type(viewer)(viewer.name, viewer.actions, viewer.companies, frozenset(fields))


def test_a_key_that_is_a_secret_is_never_a_heading():
    invitations = entity("invitations")
    item = item_of(invitations, 1, companyId="C1", invitationId=HEX, email=None)

    assert heading_of(invitations, item, STAFF) == f"Invitation {DOTS}"
    assert HEX not in str(SHOWING.item(invitations, item).values)
    assert key_text(TOKENS, (HEX,)) == f"Token {DOTS}"


def test_a_key_is_read_aloud_in_every_type():
    assert key_text(METERS, (Decimal(7), Decimal("1.50"))) == "1.50"
    assert key_text(BLOBS, (b"\x00\xff",)) == "00ff"
    assert key_text(entity("expenses"), ("C1", HEX)) == DOTS


@pytest.mark.parametrize("heading", ["", "  ", None, Decimal(1), {}])
def test_an_item_without_a_readable_name_is_called_by_its_key(heading):
    item = item_of(entity("projects"), 1, projectId="p1") | {"name": heading}

    assert heading_of(entity("projects"), item, STAFF) == "p1"


def test_a_heading_that_is_masked_stays_masked():
    item = item_of(entity("expenses"), 1, invoiceNum=f"INV {HEX}")

    assert heading_of(entity("expenses"), item, STAFF) == f"INV {DOTS}"


@st.composite
def odd_items(draw):
    """An item of any entity with values of any type in any field but its keys."""
    declared = draw(st.sampled_from(catalogue.entities))
    item = item_of(declared, 1)
    names = [name for name in (*declared.fields_by_any_name, "odd") if name not in declared.keys]
    item |= draw(st.dictionaries(st.sampled_from(names), odd_values, max_size=6))
    return declared, item


@settings(max_examples=count(5000, 150), deadline=None, suppress_health_check=HealthCheck)
@given(odd_items())
def test_any_item_can_be_shown(odd):
    declared, item = odd

    found = SHOWING.item(declared, item)

    assert set(found.values) >= {f.name for f in declared.fields if f.name in item}
    assert isinstance(found.heading, str)
    assert all(isinstance(each.flag, str) for each in found.values.values())
    label_keys(catalogue, declared, [item], declared.fields_by_name)


odd_texts = st.sampled_from(("²", "٢٠٢٥-٠١-٠١", "9" * 5000, "0001-01-01T00:00:00+23:59", "\0", "{"))


@given(odd_texts, st.sampled_from([f for e in catalogue.entities for f in e.fields]))
def test_no_text_is_too_odd_for_a_flag(text, field):
    if field.types >= {"S"} or isinstance(field, JsonText):
        assert isinstance(flag(entity("projects"), field, text, now=NOW), str)


@settings(max_examples=count(500, 25), deadline=None, suppress_health_check=HealthCheck)
@given(st.data())
def test_any_stored_item_has_a_page_and_a_raw_view(store, data):
    declared, item = data.draw(odd_items())
    for index in declared.indexes:  # their keys have a type, or the item could not be stored
        item |= {name: f"{name}-1" for name in index.keys if declared.key_type(name) == "S"}
        item |= {name: Decimal(1) for name in index.keys if declared.key_type(name) == "N"}
    put(store, declared.name, item)

    key = declared.key_of(item)
    if not declared.holds(item):  # the odd attribute made it another kind of the shared table
        with pytest.raises(ItemNotFound):
            show_item(store, catalogue, declared, key, viewer=STAFF, now=NOW)
        return
    page = show_item(store, catalogue, declared, key, viewer=STAFF, now=NOW)
    assert set(raw_item(store, declared, key, viewer=STAFF).attributes) == set(item)
    assert page.item.key == key
    assert page.size > 0


def test_a_picture_is_handed_out_and_a_masked_one_is_not(store):
    picture = {"data": "aGk=", "type": "image/png", "name": "a.png"}
    expense = item_of(entity("expenses"), 1, companyId="C1", expenseId="e1", receiptImage=picture)
    put(store, "expenses", expense | {"contractorSignature": picture})

    def held(name):
        return attachment(store, entity("expenses"), ("C1", "e1"), name, viewer=STAFF)

    assert held("receiptImage") == picture
    assert held("contractorSignature") is None
    assert held("nothing") is None


def test_a_moment_is_aware_or_none():
    assert moment("2025-06-15T12:00:00Z") == NOW
    assert moment("2025-06-15T12:00:00") == NOW
    assert moment("soon") is None


def test_a_link_shows_its_place_but_not_what_opens_it():
    link = shown("expenses", "receiptUrl", "https://s3.il/r.png?Signature=AKIAsig")

    assert link.value == f"https://s3.il/r.png?{DOTS}"
    assert not link.masked
    assert link.field.mask is Mask.QUERY
