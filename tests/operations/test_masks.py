"""Secrets: masked by their field, their name or their look, wherever an item is shown."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.catalogue import catalogue
from entities.dynamodb.typed_json import from_typed_json
from entities.operations.headings import heading_of, key_text
from entities.operations.items import attachment, raw_item
from entities.operations.showing import Showing
from entities.schema.masking import DOTS, Mask, Masked
from tests.counts import count
from tests.operations.looking import SHOWING, shown
from tests.operations.making import NOW, STAFF, entity, item_of, limited, put
from tests.samples import TOKENS

HEX = "0123456789abcdef" * 4
SECRETS = ("123-45-6789", "tok_live_9", "5550001112", HEX, "AKIAsig")


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


def test_a_heading_that_is_masked_stays_masked():
    item = item_of(entity("expenses"), 1, invoiceNum=f"INV {HEX}")

    assert heading_of(entity("expenses"), item, STAFF) == f"INV {DOTS}"


def test_a_picture_is_handed_out_and_a_masked_one_is_not(store):
    picture = {"data": "aGk=", "type": "image/png", "name": "a.png"}
    expense = item_of(entity("expenses"), 1, companyId="C1", expenseId="e1", receiptImage=picture)
    put(store, "expenses", expense | {"contractorSignature": picture})

    def held(name):
        return attachment(store, entity("expenses"), ("C1", "e1"), name, viewer=STAFF)

    assert held("receiptImage") == picture
    assert held("contractorSignature") is None
    assert held("nothing") is None


def test_a_link_shows_its_place_but_not_what_opens_it():
    link = shown("expenses", "receiptUrl", "https://s3.il/r.png?Signature=AKIAsig")

    assert link.value == f"https://s3.il/r.png?{DOTS}"
    assert not link.masked
    assert link.field.mask is Mask.QUERY
