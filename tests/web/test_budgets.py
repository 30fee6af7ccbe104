"""What a page may cost, in calls of the service: the figures that keep pages quick."""

from collections import Counter

import pytest

from entities.catalogue import catalogue
from entities.web.addresses import company_url, entity_url, item_url
from tests.web.cast import index
from tests.web.records import OURS, expense, house, put

DATA = {"GetItem", "BatchGetItem", "Query", "Scan"}


def calls(client, address: str, **headers) -> Counter:
    """The data calls of a page whose menu has its counts already."""
    client.get("/healthz")
    page = client.get(address, **headers)
    assert page.status_code == 200, address
    found = page.wsgi_request.meter.calls
    return Counter({name: count for name, count in found.items() if name in DATA})


@pytest.fixture
def warm(filled, viewer):
    """Tables described and counts read, as in a process that has served a page."""
    viewer.get("/tables/")
    for entity in catalogue.entities:
        filled.key_schema(entity)
    return filled


def test_a_list_is_one_read_and_one_batch_of_labels(warm, viewer):
    for entity in catalogue.entities:
        if entity.view_action != "view":
            continue
        made = calls(viewer, entity_url(entity) + "?scan=1")
        assert made["Scan"] == 1, entity.name
        # An index that holds keys only needs a batch more; none is read here.
        assert made["BatchGetItem"] <= 1 and made.total() <= 2, entity.name


def test_a_list_by_keys_never_scans(warm, viewer):
    for name in ("projects", "contractors", "works", "expenses", "invitations", "company-users"):
        made = calls(viewer, f"/data/{name}/?companyId.is={OURS}")
        assert made["Query"] == 1, name
        assert made.total() - made["BatchGetItem"] == 1 and made["BatchGetItem"] <= 1, name


def test_an_index_of_keys_alone_costs_one_batch_more(warm, viewer):
    made = calls(viewer, f"/data/expenses/?companyId.is={OURS}&invoiceNum.begins=INV")

    assert made["Query"] == 1
    assert made["BatchGetItem"] <= 2


def test_an_item_is_one_get_one_batch_of_labels_and_one_query_per_list(warm, viewer):
    for entity in catalogue.entities:
        if entity.view_action != "view":
            continue
        items = [item for page in warm.pages(entity) for item in page.items]
        if not items:  # multi-users, which the made-up data has none of
            continue
        item = items[0]
        address = item_url(entity, entity.key_of(item))
        made = calls(viewer, address)
        assert "Scan" not in made
        assert made["BatchGetItem"] <= 1, entity.name
        # A referrer that is found by its whole key is a get as well.
        lists = len(catalogue.referrers(entity))
        # Where the data of its user is kept now, a generation without authority asks once.
        elsewhere = int(entity.read_only and bool(entity.successors))
        most = 1 + lists + elsewhere
        assert made["GetItem"] >= 1 and made["GetItem"] + made["Query"] <= most, entity.name
        assert calls(viewer, f"{address}raw/") == {"GetItem": 1}


def test_a_company_is_at_most_fourteen_calls(warm, viewer):
    made = calls(viewer, company_url(OURS))

    assert made.total() <= 14
    assert "Scan" not in made


def test_a_project_is_at_most_five_calls(warm, viewer):
    for name in ("projects", "multi-projects", "single-projects"):
        entity = catalogue.entity(name)
        items = [item for page in warm.pages(entity) for item in page.items][:3]
        for item in items:
            made = calls(viewer, item_url(entity, entity.key_of(item), "project"))
            assert made.total() <= 5
            assert "Scan" not in made


def test_search_is_two_calls_when_it_finds_and_two_when_it_does_not(web, viewer):
    house(web)
    index(web)
    viewer.get("/")

    assert calls(viewer, "/search/?q=INV-0001") == {"Query": 1, "BatchGetItem": 1}
    assert calls(viewer, "/search/?q=exp_0001", HTTP_HX_REQUEST="true").total() == 2
    assert calls(viewer, "/search/?q=no+such+thing") == {"Query": 2}
    assert calls(viewer, "/search/?q=") == {}


def test_the_overview_is_one_call_and_two_for_runs(warm, viewer):
    assert calls(viewer, "/") == {"BatchGetItem": 1, "Query": 2}
    assert calls(viewer, "/", HTTP_HX_REQUEST="true") == {"Query": 2}


def test_the_tables_are_asked_four_times_each_and_then_remembered(web, viewer):
    first, again = (viewer.get("/tables/").wsgi_request.meter.calls for _ in range(2))

    assert first["DescribeTable"] <= 2 * len(catalogue.tables)
    seen = first["ListTagsOfResource"]
    assert first["DescribeTimeToLive"] == first["DescribeContinuousBackups"] == seen
    assert 0 < seen <= len(catalogue.tables)
    assert again == {}


def test_a_table_is_two_reads_and_nothing_is_asked_twice(warm, operator):
    address = f"/tables/{warm.table(catalogue.entity('expenses'))}/"
    operator.get(address)

    made = operator.get(address).wsgi_request.meter.calls
    assert made == {"BatchGetItem": 1, "Query": 1}


def test_the_menu_reads_its_counts_once_a_minute_for_everybody(warm, viewer, editor, limited):
    assert calls(viewer, "/search/") == calls(editor, "/search/") == {}
    assert calls(limited, "/search/").total() == 1
    assert calls(limited, "/search/") == {}


def test_a_filter_that_leaves_out_nearly_everything_stops_at_the_budget(web, viewer, settings):
    settings.READ_BUDGET_UNITS = 1
    put(web, "expenses", *(expense(n, description="x" * 2000) for n in range(1, 30)))

    page = viewer.get(f"/data/expenses/?companyId.is={OURS}&invoiceNum.contains=none")

    assert page.wsgi_request.meter.calls["Query"] <= 4
    assert page.status_code == 200


def test_pictures_are_not_read_for_lists(web, viewer):
    heavy = {"name": "a.png", "type": "image/png", "data": "A" * 90_000}
    put(web, "expenses", *(expense(n, receiptImage=heavy) for n in range(1, 5)))

    page = viewer.get(f"/data/expenses/?companyId.is={OURS}")

    assert len(page.content) < 60_000
    assert "AAAA" not in page.content.decode()
