"""Large exports: put aside by a run, taken out while they are kept."""

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from entities.dynamodb.batches import put_all
from entities.errors import ActionNotAllowed, CompanyNotAllowed, ItemNotFound
from entities.operations.runs.run import Run
from entities.operations.transfer.ahead import look_ahead
from entities.operations.transfer.asking import asked_from, plain_asked
from entities.operations.transfer.filing import start_export, take_out
from entities.operations.transfer.walking import Asked, walk
from entities.operations.works import exporting
from entities.schema.conditions import (
    AllOf,
    AnyOf,
    BeginsWith,
    Between,
    Compare,
    Contains,
    Equals,
    Exists,
    In,
    Missing,
    NotEquals,
)
from entities.schema.viewer import Viewer
from tests.operations.bulk.many import D
from tests.operations.making import limited, put
from tests.operations.writing.desk import C1, contractor, expense
from tests.samples import INVOICES, invoice

OURS = Equals("companyId", C1)


def started(carrier, name: str, *conditions, form: str = "csv", **asked) -> Run:
    wanted = Asked(conditions, **asked)
    found = walk(carrier.store, carrier.entity(name), wanted, viewer=carrier.viewer)
    return start_export(carrier.hands, found, wanted, form=form, act=carrier.act())


def taken(carrier, run: Run) -> str:
    now = carrier.clock()
    return "".join(take_out(carrier.hands, run, carrier.act(now=now), viewer=carrier.viewer))


def exports(carrier) -> list[dict]:
    return [entry for entry in carrier.all("audit") if entry.get("action") == "export"]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_file_is_byte_for_byte_that_of_a_download(carrier, monkeypatch, form, descending):
    put(carrier.store, "contractors", *(contractor(n, phone="050-7654321") for n in range(3, 9)))
    put(
        carrier.store,
        "contractors",
        contractor(9, name="=1+1", extra=D(1)),
        contractor(10, extra="x"),
    )
    monkeypatch.setattr(exporting, "AT_ONCE", 3)

    run = carrier.drive(started(carrier, "contractors", OURS, form=form, descending=descending))

    assert (run.status, run.item["counters"]["written"]) == ("succeeded", run.item["done"])
    streamed = carrier.export("contractors", OURS, form=form, descending=descending)
    assert taken(carrier, run) == streamed
    assert "7654321" not in streamed and "•••-4321" in streamed


def test_large_values_are_put_aside_in_pieces(carrier):
    put_all(carrier.store, INVOICES, [invoice(n, note=noise(n)) for n in range(12)])

    run = carrier.drive(started(carrier, "invoices", form="json"))

    assert taken(carrier, run) == carrier.export("invoices", form="json")
    assert any(item["partId"].endswith(".001") for item in carrier.all("parts"))


def noise(number: int) -> str:
    """Text that no compression makes small."""
    return "".join(sha256(f"{number} {n}".encode()).hexdigest() for n in range(900))


def test_what_is_put_aside_is_sealed(carrier):
    carrier.drive(started(carrier, "expenses", OURS, form="json"))

    (part,) = carrier.all("parts")
    assert b"exp_1" not in part["content"]


def test_every_taking_is_recorded(carrier):
    run = carrier.drive(started(carrier, "expenses", OURS))
    taken(carrier, run)
    taken(carrier, carrier.run(run))

    assert [entry["actor"] for entry in exports(carrier)] == ["omer"] * 3
    assert carrier.run(run).facts["downloads"] == 2


def test_a_file_is_there_once_it_is_whole_and_for_seven_days(carrier):
    run = started(carrier, "expenses", OURS)
    with pytest.raises(ItemNotFound):
        taken(carrier, run)
    run = carrier.drive(run)
    carrier.moment += timedelta(days=7)

    with pytest.raises(ItemNotFound):
        taken(carrier, run)


def test_whoever_takes_a_file_must_be_allowed_to_by_then(carrier):
    run = carrier.drive(started(carrier, "expenses", OURS))
    all_actions = tuple(carrier.viewer.actions)

    carrier.viewer = Viewer("victor", frozenset({"view"}), None)
    with pytest.raises(ActionNotAllowed):
        taken(carrier, run)
    carrier.viewer = limited(C1, actions=all_actions)
    with pytest.raises(CompanyNotAllowed):
        taken(carrier, run)


def test_a_limited_person_takes_out_what_is_of_companies_still_theirs(carrier):
    carrier.viewer = limited(C1, "C9", actions=tuple(carrier.viewer.actions))
    run = carrier.drive(started(carrier, "expenses", OURS))

    assert "exp_1" in taken(carrier, run)
    carrier.viewer = limited(C1, actions=tuple(carrier.viewer.actions))
    with pytest.raises(CompanyNotAllowed):
        taken(carrier, run)


def test_an_export_ends_where_its_viewer_has_other_companies_by_then(carrier):
    carrier.viewer = limited(C1, actions=tuple(carrier.viewer.actions))
    run = started(carrier, "expenses", OURS)
    carrier.viewer = limited(C1, "C9", actions=tuple(carrier.viewer.actions))

    run = carrier.drive(run)

    assert run.status == "failed"
    assert "works with other companies" in run.reason


def test_only_who_may_export_starts_one(carrier):
    carrier.viewer = replace(carrier.viewer, actions=carrier.viewer.actions - {"export"})

    with pytest.raises(ActionNotAllowed):
        started(carrier, "expenses")


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked((OURS, In("status", ("a", D(1)))), "by-status", True, ("Status is a",)),
        Asked((AllOf((Exists("a"), AnyOf((Missing("b"), NotEquals("c", None))))),)),
        Asked((Between("n", D("1.50"), D(2)), Compare("n", "<", D(3)), BeginsWith("t", "x"))),
        Asked((Contains("tags", b"1"), Equals("s", frozenset({"a"})))),
    ],
)
def test_what_was_asked_travels_whole(asked):
    assert asked_from(json.loads(json.dumps(plain_asked(asked)))) == asked


def test_a_look_ahead_reads_nothing_twice(carrier, sent):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 9)))
    found = walk(carrier.store, carrier.entity("expenses"), Asked((OURS,)), viewer=carrier.viewer)
    sent.clear()

    ahead = look_ahead(found)

    assert ahead.ends
    assert sum(len(items) for items, _ in ahead.batches()) == 8
    assert [name for name, _ in sent] == ["Query"]


@pytest.mark.parametrize(("name", "bound"), [("ITEMS", 3), ("PAGES", 1), ("SECONDS", -1)])
def test_a_list_that_goes_on_is_long(carrier, monkeypatch, cut_short, name, bound):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 9)))
    found = walk(carrier.store, carrier.entity("expenses"), Asked((OURS,)), viewer=carrier.viewer)
    monkeypatch.setattr(f"entities.operations.transfer.ahead.{name}", bound)

    assert not look_ahead(found).ends
