"""Exact counts, per company and of everything, and what is worth attention."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import delete_all
from entities.dynamodb.metering import metered
from entities.errors import CompanyNotAllowed, Throttled
from entities.operations.counting import count_items, read_company_counts, read_counts
from entities.schema.dashboard import Watch
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, limited, put


def count_all(store, now=NOW, known=catalogue):
    return count_items(store, known, now=now, progress=lambda *_: None)


def put_projects(store, company: str, *numbers: int) -> None:
    items = [item_of(entity("projects"), n, companyId=company, projectId=f"p{n}") for n in numbers]
    put(store, "projects", *items)


def test_counts_are_exact_over_everything_and_per_company(store):
    put_projects(store, "C1", 1, 2, 3)
    put_projects(store, "C2", 1)
    put(store, "works", item_of(entity("works"), 1, companyId="C1"))

    counts = count_all(store)

    assert {n: c for n, c in counts.entities.items()} == {"projects": 4, "works": 1}
    assert counts.of(entity("projects")) == 4
    assert counts.of(entity("expenses")) is None
    of_c1 = read_company_counts(store, catalogue, "C1", viewer=STAFF)
    assert of_c1.entities == {"projects": 3, "works": 1}
    assert read_counts(store, catalogue, viewer=limited("C1", "C2")).entities["projects"] == 4
    assert counts == read_counts(store, catalogue, viewer=STAFF)


def test_counts_larger_than_a_page_are_exact(cut_short):
    put_projects(cut_short, "C1", *range(60))

    assert count_all(cut_short).of(entity("projects")) == 60


def test_items_of_no_company_count_in_the_whole_only(store):
    payments = entity("paddle-payments")
    put(
        store,
        "paddle-payments",
        item_of(payments, 1, companyId="C1"),
        item_of(payments, 2, companyId=None),
    )
    put(store, "paddle-webhooks", item_of(entity("paddle-webhooks"), 1) | {"companyId": None})

    assert count_all(store).of(payments) == 2
    assert read_company_counts(store, catalogue, "C1", viewer=STAFF).of(payments) == 1
    assert read_counts(store, catalogue, viewer=limited("C2")).entities == {}


def test_a_company_too_long_for_a_key_counts_in_the_whole_only(store):
    webhooks = entity("paddle-webhooks")
    put(store, "paddle-webhooks", item_of(webhooks, 1, companyId="C" * 3000))

    assert count_all(store).of(webhooks) == 1


def test_kinds_that_share_a_table_are_counted_in_one_reading(store):
    for name in ("single-works", "single-projects", "single-expenses", "single-unknown"):
        put(store, name, item_of(entity(name), 1, userId="u1", expenseId=name))
    read = []

    counts = count_items(store, catalogue, now=NOW, progress=lambda t, n: read.append((t.name, n)))

    assert {name: n for name, n in counts.entities.items() if name.startswith("single")} == {
        **{"single-works": 1, "single-projects": 1, "single-expenses": 1, "single-unknown": 1}
    }
    assert [n for name, n in read if name.startswith("single")] == [4]
    assert "counts" not in dict(read)


def test_an_item_of_no_declared_kind_is_counted_nowhere(store):
    works = entity("single-works")
    put(store, "single-works", item_of(works, 1, userId="u1", expenseId="w"))
    put(store, "single-unknown", item_of(entity("single-unknown"), 1, userId="u1", expenseId="x"))

    counts = count_all(store, known=Declared(works, entity("counts")))

    assert counts.entities == {"single-works": 1}


def test_what_is_worth_attention_is_counted_with_the_items(store):
    companies = entity("companies")
    put(
        store,
        "companies",
        {"companyId": "ghost"},
        item_of(companies, 1, companyId="C1", subscriptionStatus="PAST_DUE"),
    )

    counts = count_all(store)

    watch = {w.name: counts.watched(companies, w) for w in companies.watches}
    assert (watch["ghost"], watch["past-due"], watch["negative-counter"]) == (1, 1, 0)
    ghost = next(w for w in companies.watches if w.name == "ghost")
    assert read_company_counts(store, catalogue, "C1", viewer=STAFF).watched(companies, ghost) == 0


def test_counting_again_forgets_companies_that_are_gone(store):
    put_projects(store, "C1", 1)
    put_projects(store, "C2", 1)
    count_all(store)
    delete_all(store, entity("projects"), [("C2", "p1")])

    later = count_all(store, now=NOW + timedelta(hours=1))

    assert later.entities == {"projects": 1}
    assert read_company_counts(store, catalogue, "C2", viewer=STAFF).counted_at is None
    assert store.find(entity("counts"), ("C2",)) is None


def test_nothing_to_count_is_counted_as_nothing_and_said_so(store):
    counts = count_all(store)

    assert (counts.entities, counts.counted_at) == ({}, NOW)


def test_before_the_first_count_nothing_is_known(store):
    assert read_counts(store, catalogue, viewer=STAFF).counted_at is None


def test_the_age_of_a_sum_is_that_of_its_oldest_part(store):
    put_projects(store, "C1", 1)
    put_projects(store, "C2", 1)
    count_all(store)
    old = store.find(entity("counts"), ("C1",))
    earlier = NOW - timedelta(days=1)
    put(store, "counts", old | {"countedAt": earlier.isoformat()})

    assert read_counts(store, catalogue, viewer=limited("C1", "C2")).counted_at == earlier


def test_a_viewer_of_no_company_knows_no_counts_and_asks_none(store):
    count_all(store)

    with metered() as meter:
        assert read_counts(store, catalogue, viewer=limited()).entities == {}
    assert not meter.calls


def test_reading_counts_is_one_call_and_another_companys_are_refused(store):
    count_all(store)

    with metered() as meter:
        read_counts(store, catalogue, viewer=STAFF)
    assert meter.calls == {"BatchGetItem": 1}
    with pytest.raises(CompanyNotAllowed):
        read_company_counts(store, catalogue, "C2", viewer=limited("C1"))


def test_a_missing_table_counts_as_nothing(store):
    put_projects(store, "C1", 1)
    gone = replace(entity("works"), table="gone")
    watched = replace(entity("projects"), watches=(Watch("any", "Any", lambda item: True),))
    told = []

    counts = count_items(
        store,
        Declared(watched, gone, entity("counts")),
        now=NOW,
        progress=lambda table, n: told.append(table.name),
    )

    assert counts.entities == {"projects": 1}
    assert counts.watches == {"projects.any": 1}
    assert told == ["projects"]


def test_without_a_table_for_them_there_are_no_counts(store):
    nowhere = Declared(replace(entity("counts"), table="gone"))

    assert read_counts(store, nowhere, viewer=STAFF).counted_at is None


def test_a_count_that_is_throttled_leaves_the_last_one(store, faults):
    put_projects(store, "C1", 1)
    count_all(store)
    faults.throttle("Scan", times=99)

    with pytest.raises(Throttled):
        count_all(store, now=NOW + timedelta(hours=1))

    assert read_counts(store, catalogue, viewer=STAFF).counted_at == NOW
