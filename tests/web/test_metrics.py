"""The figures for Prometheus: exact, for few, and never of keys or companies."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress

import pytest
from prometheus_client.parser import text_string_to_metric_families

from entities import conf
from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.metering import Call
from entities.errors import Throttled
from entities.operations.runs.base import Slice
from entities.schema.access import AccessPath
from entities.web.metrics import counting
from tests.engine.process import ROOT
from tests.operations.runs.shop import names, stock
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import somebody
from tests.web.records import OURS, expense, house

TOKEN = "a token for the collector"
EXPENSES, WORKS = catalogue.entity("expenses"), catalogue.entity("works")


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    return {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


@pytest.fixture
def scraped(web, token):
    """All samples by name and labels, as the collector gets them at this moment."""

    def scrape() -> dict[tuple, float]:
        answer = somebody().get("/metrics", **token)
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        samples = (sample for family in families for sample in family.samples)
        return {(s.name, *sorted(s.labels.items())): s.value for s in samples}

    return scrape


def grown(before: dict, after: dict, *words: str) -> dict[tuple, float]:
    """What grew, of the samples in which every word stands; buckets and seconds left out."""
    more = {key: value - before.get(key, 0) for key, value in after.items()}
    seen = {key for key in more if all(word in str(key) for word in words)}
    uncounted = ("_bucket", "_sum")
    return {k: more[k] for k in seen if more[k] and not k[0].endswith(uncounted)}


def calls(name: str, operation: str, table: str, **more: str) -> tuple:
    labels = {"operation": operation, "table": table, **more}
    return (f"keyroom_dynamodb_{name}_total", *sorted(labels.items()))


def test_a_counted_load_is_told_exactly_throttles_and_retries_included(web, faults, scraped):
    store, table = conf.get_store(), conf.get_store().table(EXPENSES)
    scan = AccessPath("scan", keys=EXPENSES.keys)
    cost = {"TableName": table, "CapacityUnits": 2.5}
    before = scraped()

    for _ in range(5):
        faults.answer("Scan", {"Items": [], "ScannedCount": 0, "ConsumedCapacity": cost})
        store.page(EXPENSES, scan)
    faults.throttle("GetItem", times=2)
    faults.answer("GetItem", {"ConsumedCapacity": cost})
    store.find(EXPENSES, (OURS, "exp_1"))
    faults.throttle("GetItem", times=4)
    with pytest.raises(Throttled):
        store.find(EXPENSES, (OURS, "exp_1"))
    faults.answer("BatchWriteItem", {"ConsumedCapacity": [cost, cost]})
    put_all(store, EXPENSES, [expense(1)])

    found = grown(before, scraped(), "dynamodb", table)
    capacity = "keyroom_dynamodb_capacity_units_total"
    assert found == {
        calls("calls", "Scan", table): 5,
        calls("calls", "GetItem", table): 2,
        calls("calls", "BatchWriteItem", table): 1,
        calls("retries", "GetItem", table): 2 + 3,
        calls("throttles", "GetItem", table): 2 + 4,
        calls("errors", "GetItem", table, error="Throttled"): 1,
        (capacity, ("kind", "read"), ("table", table)): 5 * 2.5 + 2.5,
        (capacity, ("kind", "write"), ("table", table)): 2 * 2.5,
    }


def test_every_call_is_timed(web, faults, scraped):
    scan = AccessPath("scan", keys=WORKS.keys)
    before = scraped()
    for _ in range(7):
        conf.get_store().page(WORKS, scan)

    seconds = "keyroom_dynamodb_call_seconds"
    after = scraped()
    assert grown(before, after, seconds, "Scan") == {(f"{seconds}_count", ("operation", "Scan")): 7}
    whole = (f"{seconds}_bucket", ("le", "+Inf"), ("operation", "Scan"))
    assert after[whole] - before.get(whole, 0) == 7
    assert after[f"{seconds}_sum", ("operation", "Scan")] > 0


def test_who_begins_to_count_twice_counts_once(web, scraped):
    counting.begin()
    before = scraped()
    conf.get_store().page(WORKS, AccessPath("scan", keys=WORKS.keys))

    table = conf.get_store().table(WORKS)
    assert grown(before, scraped(), "dynamodb_calls", table) == {calls("calls", "Scan", table): 1}


def test_pages_are_counted_by_address_method_and_status(web, viewer, scraped):
    before = scraped()
    for _ in range(3):
        viewer.get("/tables/")
    viewer.get("/data/expenses/?companyId.is=comp_secret")
    viewer.get("/data/unheard-of/")
    viewer.get("/nowhere/at/all")
    viewer.post("/search/")
    viewer.generic("BREW", "/search/")

    found = grown(before, scraped(), "keyroom_pages_total")
    told = {
        tuple(dict(key[1:])[n] for n in ("route", "method", "status")): found[key] for key in found
    }
    assert told == {
        ("tables", "GET", "200"): 3,
        ("item_list", "GET", "200"): 1,
        ("item_list", "GET", "404"): 1,
        ("none", "GET", "404"): 1,
        ("search", "POST", "405"): 1,
        ("search", "other", "405"): 1,
        ("metrics", "GET", "200"): 1,  # the one before
    }


def test_runs_are_told_by_kind_and_status_with_their_segments(web, scraped, monkeypatch):
    shop = stock(conf.get_store(), monkeypatch)
    before = scraped()
    ended = shop.number(names(3), names(2))
    shop.worker().drive(ended.run_id)
    shop.add(Slice("000", total=20), Slice("001", total=20))

    found = grown(before, scraped(), "keyroom_run")
    seconds = found.pop(("keyroom_run_page_seconds_count", ("kind", "numbering")))
    assert seconds >= 2
    assert found == {
        ("keyroom_runs", ("kind", "adding"), ("status", "enqueued")): 1,
        ("keyroom_run_segments", ("kind", "adding"), ("status", "waiting")): 2,
        ("keyroom_run_segments_done_total", ("kind", "numbering")): 2,
        ("keyroom_run_units_total", ("kind", "numbering"), ("outcome", "done")): 5,
        **{
            ("keyroom_run_moves_total", ("kind", kind), ("status", status)): 1
            for kind, status in (
                ("numbering", "enqueued"),
                ("numbering", "running"),
                ("numbering", "succeeded"),
                ("adding", "enqueued"),
            )
        },
    }


def test_where_the_store_cannot_be_asked_the_figures_say_so(web, faults, scraped):
    faults.unreachable("Query")

    found = scraped()

    assert found["keyroom_store_reachable",] == 0
    assert not [key for key in found if key[0] == "keyroom_runs"]
    assert [key for key in found if key[0] == "keyroom_pages_total"]


# ---- who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "brought", ["Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer \u00e4"]
)
def test_another_token_opens_nothing_not_even_for_an_administrator(
    web, token, administrator, brought
):
    answer = administrator.get("/metrics", HTTP_AUTHORIZATION=brought)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"keyroom_" not in answer.content


def test_where_no_token_is_set_none_opens_it(web, settings):
    settings.METRICS_TOKEN = ""
    for brought in ("Bearer ", "Bearer None", "Bearer"):
        assert somebody().get("/metrics", HTTP_AUTHORIZATION=brought).status_code == 401


def test_it_is_plain_text_that_no_cache_keeps(web, administrator):
    answer = administrator.get("/metrics")

    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer["Cache-Control"] == "no-store, private"


# ---- what is never told ----------------------------------------------------------------------


def test_labels_hold_no_key_no_company_and_few_values(web, administrator, token):
    house(conf.get_store(), OURS)
    for address in (
        f"/companies/{OURS}/",
        f"/search/?q={OURS}",
        f"/data/works/?companyId.is={OURS}",
    ):
        administrator.get(address)
    with suppress(Throttled):
        counting.count_call(Call("Scan", "a-table-restored-today", error="Throttled"))

    body = somebody().get("/metrics", **token).content.decode()

    assert OURS not in body and "a-table-restored-today" not in body
    families = list(text_string_to_metric_families(body))
    labels = {name for family in families for s in family.samples for name in s.labels}
    assert labels <= {
        *("operation", "table", "error", "kind", "status", "route", "method", "outcome", "le")
    }
    spread = Counter(family.name for family in families for _ in family.samples)
    assert max(spread.values()) < 3_000


def test_a_table_is_named_only_where_it_is_declared():
    several = "keyroom-dev-audit, keyroom-dev-claims"
    named = ["keyroom-dev-audit", several, "somebody-elses", ""]

    assert list(map(counting._table, named)) == ["keyroom-dev-audit", "several", "other", "none"]


# ---- several processes -----------------------------------------------------------------------


def test_the_figures_of_all_processes_are_added_up(web, tmp_path, monkeypatch, scraped):
    program = (
        "from entities.web.metrics import figures\n"
        "figures.CALLS.labels('Query', 'keyroom-dev-runs').inc({n})\n"
        "figures.PAGE_SECONDS.labels('tables').observe(0.2)\n"
    )
    shared = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for n in (2, 40):
        line = [sys.executable, "-c", program.format(n=n)]
        subprocess.run(line, cwd=ROOT, env=shared, check=True)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))

    found = scraped()

    assert found[calls("calls", "Query", "keyroom-dev-runs")] == 42
    assert found["keyroom_page_seconds_count", ("route", "tables")] == 2
    assert found["keyroom_store_reachable",] == 1
