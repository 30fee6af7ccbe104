"""Export: what leaves, for whom, masked how, and that it stands in the audit log."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.errors import ActionNotAllowed, CompanyNotAllowed, FilterInvalid, ScopeTooNarrow
from entities.operations.runs.driving import Driver
from entities.operations.runs.run import Run
from entities.operations.transfer import exporting
from entities.schema.conditions import BeginsWith, Equals
from entities.schema.viewer import Viewer, everyone
from tests.operations.making import limited, put
from tests.operations.transfer.desk import Carrier
from tests.operations.world import COMPANIES, KEPT_BY_COMPANY, fill, stamp
from tests.operations.writing.desk import C1, contractor, expense
from tests.samples import INVOICES, invoice

ACTIONS = ("view", "export", "administer")


def entries_of(carrier) -> list[dict]:
    return sorted(
        (i for i in carrier.all("audit") if i.get("action") == "export"), key=lambda i: i["entryId"]
    )


def test_an_export_holds_every_item_of_the_list_in_the_order_read(carrier):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 30)))

    lines = carrier.export("expenses", Equals("companyId", C1), form="json").splitlines()

    found = [json.loads(line)["Item"]["expenseId"]["S"] for line in lines]
    assert found == sorted(found)
    assert len(found) == 29


def test_an_export_may_be_turned_round(carrier):
    put(carrier.store, "expenses", expense(2))

    text = carrier.export("expenses", Equals("companyId", C1), form="json", descending=True)

    assert [json.loads(t)["Item"]["expenseId"]["S"] for t in text.splitlines()] == [
        "exp_2",
        "exp_1",
    ]


def test_filters_and_partial_indexes_are_answered_with_whole_items(carrier):
    put(carrier.store, "expenses", expense(2, description="whole"))

    conditions = (Equals("companyId", C1), Equals("invoiceNum", "INV-2"))
    (line,) = carrier.export("expenses", *conditions, form="json").splitlines()

    assert json.loads(line)["Item"]["description"] == {"S": "whole"}


def test_one_item_by_its_key(carrier):
    conditions = (Equals("companyId", C1), Equals("expenseId", "exp_1"))

    assert len(carrier.export("expenses", *conditions, form="json").splitlines()) == 1


def test_an_empty_list_is_a_header_or_nothing(carrier):
    nobody = Equals("companyId", "nobody")

    assert carrier.export("expenses", nobody).startswith("companyId:S,expenseId:S,")
    assert carrier.export("expenses", nobody, form="json") == ""


def test_masked_values_leave_masked_in_a_column_that_says_so(carrier):
    put(carrier.store, "contractors", contractor(9, phone="+972-50-7654321", taxId="123456789"))

    text = carrier.export("contractors", Equals("companyId", C1))

    assert "7654321" not in text
    assert "phone:masked" in text.splitlines()[0]
    assert "•••-4321" in text
    assert "phone:S" not in text.splitlines()[0]


def test_secrets_inside_values_leave_masked(carrier):
    held = {"plain": "yes", "apiKey": "top secret"}
    put(carrier.store, "contractors", contractor(9, extra=held, link="https://a.il/?sig=top"))

    for form in ("csv", "json"):
        text = carrier.export("contractors", Equals("companyId", C1), form=form)
        assert "top" not in text


def test_a_key_that_is_a_secret_leaves_masked(carrier):
    token = "ab" * 32
    put(
        carrier.store,
        "invitations",
        {"companyId": C1, "invitationId": token, "email": "a@b.il", "status": "pending"},
    )

    text = carrier.export("invitations", Equals("companyId", C1))

    assert token not in text
    assert "invitationId:masked" in text.splitlines()[0]


@pytest.mark.parametrize("entity", KEPT_BY_COMPANY, ids=lambda entity: entity.name)
def test_nothing_of_another_company_is_in_an_export(store, entity):
    """Every entity, both formats: 0 leaks."""
    fill(store)
    mine, *others = COMPANIES
    carrier = Carrier(store, limited(mine, actions=ACTIONS), catalogue)

    for form in ("csv", "json"):
        text = carrier.export(entity.name, form=form)
        assert not [other for other in (*others, None) if stamp(other) in text]


def test_a_company_that_is_not_theirs_is_refused_before_anything_is_written(carrier):
    carrier.viewer = limited("C2", actions=ACTIONS)

    with pytest.raises(CompanyNotAllowed):
        carrier.export("expenses", Equals("companyId", C1))
    assert entries_of(carrier) == []


def test_a_limited_person_exports_their_own_company_as_an_item(carrier):
    carrier.viewer = limited(C1, actions=ACTIONS)

    assert len(carrier.export("companies", form="json").splitlines()) == 1
    assert carrier.export("companies", Equals("name", "another"), form="json") == ""


def test_what_cannot_be_told_apart_by_company_is_not_exported_to_limited_people(carrier):
    carrier.viewer = limited(C1, actions=ACTIONS)

    with pytest.raises(ScopeTooNarrow):
        carrier.export("single-expenses")


def test_only_who_may_export_exports(carrier):
    carrier.viewer = Viewer("victor", frozenset({"view"}), None)

    with pytest.raises(ActionNotAllowed):
        carrier.export("expenses")


def test_no_filter_guesses_what_is_masked(carrier):
    with pytest.raises(FilterInvalid):
        carrier.export("contractors", BeginsWith("phone", "+972-50"))


def test_an_export_stands_in_the_audit_log_with_who_what_and_how_many(carrier):
    """Hard case 38: nothing leaves without an entry."""
    carrier.export("expenses", Equals("companyId", C1), said=("Company is comp_1",))

    (started,) = entries_of(carrier)
    assert (started["actor"], started["companyId"], started["runId"]) == ("omer", C1, "run_1")
    told = json.dumps(started["changes"], default=str)
    assert "Company is comp_1" in told
    assert "expenses" in told
    (ended,) = [e for e in carrier.all("audit") if e.get("action") == "succeeded"]
    assert (ended["companyId"], ended["runId"]) == (C1, "run_1")
    assert "done" in ended["changed"]
    (run,) = carrier.all("runs")
    assert (run["operation"], run["status"], run["done"]) == ("export", "succeeded", Decimal(1))
    assert (run["companyId"], run["requestedBy"]) == (C1, "omer")


def test_an_entry_is_there_before_the_first_item_leaves(carrier):
    export = carrier.leaving("expenses", form="json")

    (run,) = carrier.all("runs")
    assert (run["status"], len(entries_of(carrier))) == ("running", 1)
    export.close()


def test_who_leaves_before_the_end_is_recorded_too(carrier):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 6)))
    export = carrier.leaving("expenses", Equals("companyId", C1), form="json")
    next(export.text)
    export.close()

    (run,) = carrier.all("runs")
    assert run["status"] == "cancelled"


def test_an_export_that_breaks_is_recorded_as_failed(carrier, monkeypatch):
    def broken(entity, items):
        yield "header"
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(exporting, "_csv", broken)

    with pytest.raises(RuntimeError):
        carrier.export("expenses")
    (run,) = carrier.all("runs")
    assert run["status"] == "failed"


def test_a_download_whose_process_died_is_called_broken(carrier):
    export = carrier.leaving("expenses", form="json")
    (run,) = carrier.all("runs")
    early = Driver(carrier.hands, "worker")
    assert early.turn(run["runId"]) is False

    carrier.moment += timedelta(minutes=11)
    ended = carrier.drive(Run(run))

    assert (ended.status, ended.reason.partition(".")[0]) == (
        "failed",
        "The download broke off before its end",
    )
    export.close()
    assert carrier.run(ended).status == "failed"


def test_json_lines_leave_while_pages_are_still_unread(carrier, sent):
    put_all(carrier.store, INVOICES, [invoice(n, note="x" * 30_000) for n in range(80)])
    sent.clear()
    export = carrier.leaving("invoices", Equals("companyId", "C1"), form="json")
    next(export.text)
    asked = ("Query", carrier.store.table(INVOICES))

    assert calls(sent).count(asked) == 1
    assert sum(1 for _ in export.text) == 79
    assert calls(sent).count(asked) > 1


def calls(sent) -> list[tuple[str, str]]:
    return [(name, arguments.get("TableName", "")) for name, arguments in sent]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_no_permission_lifts_a_mask_in_a_file(carrier, form):
    put(carrier.store, "contractors", contractor(3, phone="050-7654321", apiToken="tok_live_9"))
    seeing = everyone("omer", *ACTIONS, "reveal")
    lifted = frozenset({"contractors.phone", "contractors.apiToken"})
    carrier = Carrier(carrier.store, replace(seeing, reveals=lifted))

    text = carrier.export("contractors", form=form)

    assert "7654321" not in text and "tok_live_9" not in text
    assert "•••-4321" in text
    assert {entry["actor"] for entry in entries_of(carrier)} == {"omer"}
