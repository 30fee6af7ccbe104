"""Company scope where another company's item is only referred to, or changed hands."""

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.operations.counting import count_items, read_counts
from entities.operations.items import show_item
from entities.operations.lookups import build_lookups
from entities.operations.searching import search
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, limited, put

DEAD_LETTERS, PAYMENTS = entity("paddle-webhook-dlq"), entity("paddle-payments")


def test_a_reference_does_not_tell_whether_another_companys_item_exists(store):
    put(
        store,
        "paddle-webhooks",
        item_of(entity("paddle-webhooks"), 1, webhookId="w1", companyId="C2"),
    )
    for letter, webhook in (("d1", "w1"), ("d2", "gone")):
        item = item_of(DEAD_LETTERS, 1, dlqEntryId=letter, webhookId=webhook, companyId="C1")
        put(store, "paddle-webhook-dlq", item)

    pointers = [
        show_item(store, catalogue, DEAD_LETTERS, (letter,), viewer=viewer, now=NOW)
        .item.values["webhookId"]
        .pointer
        for viewer in (limited("C1"), STAFF)
        for letter in ("d1", "d2")
    ]

    assert [(pointer.label, pointer.dangling) for pointer in pointers] == [
        *[("", False)] * 2,
        *[("w1", False), ("", True)],
    ]


def test_an_item_that_changed_its_company_is_found_by_the_new_one_only(store):
    put(store, "paddle-payments", item_of(PAYMENTS, 1, paymentId="pay_1", companyId="C1"))
    build_lookups(store, catalogue, now=NOW, progress=lambda *_: None)
    put(store, "paddle-payments", item_of(PAYMENTS, 1, paymentId="pay_1", companyId="C2"))

    assert search(store, catalogue, "pay_1", viewer=limited("C1")).hits == []
    assert len(search(store, catalogue, "pay_1", viewer=STAFF).hits) == 1


def test_another_companys_exact_name_does_not_hide_what_the_viewer_would_find(store):
    users = entity("company-users")
    put(store, "company-users", item_of(users, 1, companyId="C2", userId="u", name="Levi"))
    put(store, "company-users", item_of(users, 2, companyId="C1", userId="v", name="Dana Levi"))
    build_lookups(store, catalogue, now=NOW, progress=lambda *_: None)

    found = [
        [hit.key for hit in search(store, catalogue, "levi", viewer=viewer).hits]
        for viewer in (limited("C1"), limited("C2"), STAFF)
    ]

    assert found == [[("C1", "v")], [("C2", "u")], [("C2", "u")]]


def test_a_word_many_companies_use_still_finds_the_viewers_own(store):
    lookups = entity("lookups")
    foreign = [
        {
            "term": "word lev",
            "target": f"levi company-users C2 u{n:03}",
            "entity": "company-users",
            "key": ["C2", f"u{n:03}"],
            "attribute": "name",
            "companyId": "C2",
            "foundAt": NOW.isoformat(),
        }
        for n in range(210)
    ]
    own = foreign[0] | {"target": "levi company-users Z z", "key": ["Z", "z"], "companyId": "Z"}
    put_all(store, lookups, [*foreign, own])
    item = item_of(entity("company-users"), 1, companyId="Z", userId="z", name="Ora Levi")
    put(store, "company-users", item)

    assert [hit.key for hit in search(store, catalogue, "levi", viewer=limited("Z")).hits] == [
        ("Z", "z")
    ]
    assert search(store, catalogue, "levi", viewer=STAFF).more


def test_the_counts_of_the_whole_are_no_company(store):
    put(store, "projects", item_of(entity("projects"), 1, companyId="*"))
    put(store, "projects", item_of(entity("projects"), 2, companyId="C2"))
    only = Declared(entity("projects"), entity("counts"))
    count_items(store, only, now=NOW, progress=lambda *_: None)

    assert read_counts(store, catalogue, viewer=limited("*")).entities.get("projects", 0) <= 1
