"""Pages of tables and indexes, along every kind of path."""

from decimal import Decimal

import pytest

from entities.schema.access import AccessPath, choose
from entities.schema.conditions import BeginsWith, Compare, Contains, Equals, Exists, NotEquals
from tests.samples import CATS, DOGS, INVOICES

COMPANY = Equals("companyId", "C1")


def ids(page) -> list[int]:
    return [int(item["invoiceId"][-4:]) for item in page.items]


def test_a_page_holds_at_most_its_limit_and_says_where_it_ended(sample_store, invoices):
    page = sample_store.page(INVOICES, choose(INVOICES, (COMPANY,)), limit=5)

    assert ids(page) == [0, 1, 2, 3, 4]
    assert page.cursor == {"companyId": "C1", "invoiceId": "INV-0004"}
    assert page.scanned == 5
    assert page.units > 0
    rest = sample_store.page(INVOICES, choose(INVOICES, (COMPANY,)), after=page.cursor)
    assert ids(rest) == [5, 6, 7, 8, 9, 10, 11]
    assert rest.cursor is None


def test_backward_reads_from_the_end(sample_store, invoices):
    path = choose(INVOICES, (COMPANY,))

    page = sample_store.page(INVOICES, path, limit=2, backward=True, consistent=True)

    assert ids(page) == [11, 10]


def test_a_page_of_an_index_ends_with_index_and_table_keys(sample_store, invoices):
    path = choose(INVOICES, (Equals("status", "paid"), Compare("amount", ">=", Decimal(40))))

    page = sample_store.page(INVOICES, path, limit=2, consistent=True)

    assert path.index.name == "status-index"
    assert ids(page) == [4, 6]
    assert page.cursor == {
        **{"status": "paid", "amount": Decimal(60), "companyId": "C1"},
        "invoiceId": "INV-0006",
    }


def test_a_filter_leaves_out_after_reading(sample_store, invoices):
    page = sample_store.page(
        INVOICES, choose(INVOICES, (COMPANY, Contains("status", "pai"))), limit=3
    )

    assert ids(page) == [0, 2]
    assert page.scanned == 3
    assert page.cursor


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((Compare("invoiceId", ">", "INV-0002"), Compare("invoiceId", "<", "INV-0005")), [3, 4]),
        ((Contains("invoiceId", "-001"),), [10, 11]),
        (
            (
                Exists("companyId"),
                NotEquals("invoiceId", "INV-0000"),
                BeginsWith("invoiceId", "INV-000"),
            ),
            [*range(1, 10)],
        ),
    ],
)
def test_more_conditions_on_the_key_than_the_service_takes_are_decided_here(
    sample_store, invoices, more, expected
):
    page = sample_store.page(INVOICES, choose(INVOICES, (COMPANY, *more)), attributes=("status",))

    assert ids(page) == expected
    assert page.cursor is None


def test_a_projected_page_holds_the_keys_of_index_and_table(sample_store, invoices):
    path = choose(INVOICES, (Equals("status", "paid"),))

    page = sample_store.page(INVOICES, path, limit=1, attributes=("userId#projectId",))

    assert set(page.items[0]) == {
        *("userId#projectId", "status", "amount", "companyId", "invoiceId"),
    }


def test_an_index_is_not_asked_for_what_it_does_not_hold(sample_store, invoices, faults):
    path = choose(INVOICES, (Equals("userId#projectId", "u1#p1"),))

    page = sample_store.page(INVOICES, path, attributes=("status", "invoiceId"))

    assert path.index.name == "project-index"
    assert set(page.items[0]) == {"userId#projectId", "companyId", "invoiceId"}


def test_a_local_index_is_read_with_any_attribute_and_consistently(sample_store, invoices):
    path = choose(INVOICES, (COMPANY, Compare("amount", ">", Decimal(90))))

    page = sample_store.page(INVOICES, path, attributes=("status",), consistent=True)

    assert path.index.name == "amount-index"
    assert [item["status"] for item in page.items] == ["paid", "open"]


def test_an_index_may_be_scanned(sample_store, invoices):
    path = AccessPath("scan", INVOICES.index("status-index"), keys=INVOICES.keys)

    assert len(sample_store.page(INVOICES, path).items) == 12


def test_a_whole_key_is_one_get(sample_store, invoices, faults):
    path = choose(INVOICES, (COMPANY, Equals("invoiceId", "INV-0003")))

    page = sample_store.page(INVOICES, path, attributes=("status",), consistent=True)

    assert page.items == [{"companyId": "C1", "invoiceId": "INV-0003", "status": "open"}]
    assert (page.cursor, page.scanned) == (None, 1)
    assert page.units > 0
    assert dict(faults.sent) == {"GetItem": 1}


def test_a_get_obeys_its_filter_and_the_kind(sample_store, invoices, pets):
    key = (COMPANY, Equals("invoiceId", "INV-0003"))
    paid = sample_store.page(INVOICES, choose(INVOICES, (*key, Equals("status", "paid"))))
    cat = (Equals("owner", "A"), Equals("id", "1"))

    assert (paid.items, paid.scanned) == ([], 1)
    assert len(sample_store.page(CATS, choose(CATS, cat)).items) == 1
    assert sample_store.page(DOGS, choose(DOGS, cat)).items == []
    gone = choose(INVOICES, (COMPANY, Equals("invoiceId", "none")))
    assert sample_store.page(INVOICES, gone).scanned == 0


def test_entities_that_share_a_table_see_only_their_own(sample_store, pets):
    dogs = sample_store.page(DOGS, AccessPath("scan"), attributes=("name",))

    assert dogs.items == [{"owner": "A", "id": "2", "name": "Rex"}]
    assert dogs.scanned == 2
    barking = choose(DOGS, (Equals("bark", "loud"),))
    assert barking.index.name == "bark-index"
    assert len(sample_store.page(DOGS, barking).items) == 1


def test_nothing_is_asked_where_nothing_can_be(sample_store, faults):
    path = choose(INVOICES, (COMPANY, Equals("invoiceId", "")))
    query = AccessPath("query", partition=Equals("companyId", ""), keys=INVOICES.keys)

    assert sample_store.page(INVOICES, path).items == []
    assert sample_store.page(INVOICES, query).items == []
    assert not faults.sent


def test_pages_read_a_whole_table_in_slices_side_by_side(sample_store, invoices):
    slices = [
        [
            item
            for page in sample_store.pages(INVOICES, segment=n, segments=3, limit=2)
            for item in page.items
        ]
        for n in range(3)
    ]

    assert sorted(item["invoiceId"] for part in slices for item in part) == [
        item["invoiceId"] for item in invoices
    ]


def test_pages_go_on_from_a_cursor_and_along_a_path(sample_store, invoices):
    path = choose(INVOICES, (COMPANY,))
    first = next(sample_store.pages(INVOICES, path=path, limit=5, consistent=True))

    rest = sample_store.pages(
        INVOICES, path=path, after=first.cursor, limit=5, attributes=("status",)
    )

    assert [ids(page) for page in rest][:2] == [[5, 6, 7, 8, 9], [10, 11]]


def test_pages_of_nothing_are_one_empty_page(sample_store):
    query = AccessPath("query", partition=Equals("companyId", ""), keys=INVOICES.keys)

    assert [page.items for page in sample_store.pages(INVOICES, path=query)] == [[]]
