"""The audit log over all items: which index answers, for whom, page by page."""

from datetime import timedelta

import pytest

from entities.catalogue import catalogue
from entities.errors import ActionNotAllowed, CompanyNotAllowed
from entities.operations.audit.anchors import anchor
from entities.operations.audit.log import LOG_SIZE, Asked, anchored_until, entries
from entities.operations.audit.shown import Entry
from entities.operations.paging import FIRST
from tests.operations.audit.acting import (
    SEALER,
    act,
    created,
    deleted,
    do,
    edited,
    lived,
    project,
)
from tests.operations.making import NOW, STAFF, limited

AUDITOR = ("view", "read audit")
EVERYBODY = limited(actions=AUDITOR).__class__("auditor", frozenset(AUDITOR), None)


def log(store, viewer=EVERYBODY, mark=FIRST, **asked):
    return entries(
        store, catalogue, Asked(**asked), viewer=viewer, sealer=SEALER, now=NOW, mark=mark
    )


def keys(found) -> list[str]:
    return [f"{entry.key_text} {entry.action}" for entry in found.entries]


@pytest.fixture
def done(store):
    """What Dana and Noa did for two companies on two days."""
    do(store, created(project(1)), by=act(0))
    do(store, created(project(2, "C2")), by=act(1, actor="noa"))
    do(store, edited(project(1), name="Tower"), by=act(2, actor="noa"))
    do(store, deleted(project(2, "C2")), by=act(60 * 24))
    return store


@pytest.mark.parametrize(
    ("asked", "index", "found"),
    [
        ({}, "day", ["P1 edit", "P2 create", "P1 create"]),
        ({"day": "2025-06-16"}, "day", ["P2 delete"]),
        ({"company": "C2"}, "company", ["P2 delete", "P2 create"]),
        ({"company": "C2", "day": "2025-06-15"}, "company", ["P2 create"]),
        ({"actor": "noa"}, "actor", ["P1 edit", "P2 create"]),
        ({"actor": "noa", "company": "C1"}, "company", ["P1 edit"]),
        ({"actor": "dana", "day": "2025-06-15"}, "actor", ["P1 create"]),
        ({"action": "create"}, "day", ["P2 create", "P1 create"]),
        ({"entity": "expenses"}, "day", []),
        ({"actor": "noa", "entity": "projects", "action": "edit"}, "actor", ["P1 edit"]),
        ({"day": "2024-01-01"}, "day", []),
    ],
)
def test_the_narrowest_index_answers_newest_first(done, sent, asked, index, found):
    sent.clear()

    assert keys(log(done, **asked)) == found

    (query,) = (arguments for name, arguments in sent if name == "Query")
    assert query["IndexName"] == f"{index}-index"
    assert query["ScanIndexForward"] is False


def test_an_entry_of_the_log_says_what_its_list_needs(done):
    entry = log(done).entries[0]

    assert isinstance(entry, Entry)
    assert (entry.actor, entry.company, entry.number) == ("noa", "C1", 2)
    assert (entry.changed, entry.key) == (("name",), ("C1", "P1"))


def test_a_viewer_with_companies_reads_those_only_one_at_a_time(done):
    viewer = limited("C2", "C1", actions=AUDITOR)

    first, second = log(done, viewer), log(done, viewer, company="C2")

    assert (keys(first), first.asked.company) == (["P1 edit", "P1 create"], "C1")
    assert keys(second) == ["P2 delete", "P2 create"]
    assert first.companies == ("C1", "C2")
    assert keys(log(done, limited("C1", actions=AUDITOR), actor="noa")) == ["P1 edit"]
    with pytest.raises(CompanyNotAllowed):
        log(done, limited("C1", actions=AUDITOR), company="C2")


def test_a_viewer_without_a_company_reads_nothing(done, sent):
    sent.clear()

    assert log(done, limited(actions=AUDITOR)).entries == []
    assert sent == []


def test_nobody_reads_the_log_without_the_action(done):
    with pytest.raises(ActionNotAllowed):
        log(done, STAFF)


def test_pages_go_forward_and_back(store):
    for number in range(LOG_SIZE + 20):
        do(store, created(project(number)), by=act(0))

    first = log(store)
    second = log(store, mark=first.next)
    back = log(store, mark=second.previous)

    assert (len(first.entries), len(second.entries)) == (LOG_SIZE, 20)
    assert second.next is None and first.previous is None
    assert keys(back) == keys(first)
    assert not set(keys(first)) & set(keys(second))


def test_until_when_the_log_is_anchored_is_told(store):
    assert anchored_until(store, catalogue) == ""
    lived(store)
    anchor(store, catalogue, NOW.date(), now=NOW + timedelta(days=1))

    assert anchored_until(store, catalogue) == "2025-06-15"
