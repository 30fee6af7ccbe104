"""Import: the plan of a file, and carrying out exactly that."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.dynamodb.batches import put_all
from entities.operations.transfer.importing import apply
from entities.operations.transfer.masks import is_hidden
from entities.operations.transfer.planned import Unit
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.values import same
from tests.counts import count, in_turns
from tests.operations.making import limited, put
from tests.operations.transfer.desk import MOVER, SEALER
from tests.operations.transfer.test_formats import held, numbered
from tests.operations.writing.desk import C1, contractor, expense
from tests.samples import INVOICES

D = Decimal
ACTIONS = tuple(MOVER.actions)
KEY = (C1, "exp_1")
OURS = Equals("companyId", C1)


def stored(carrier, name: str, key: tuple) -> dict | None:
    return carrier.store.find(carrier.entity(name), key, consistent=True)


def clear(carrier) -> None:
    """Empty the table of the samples."""
    for item in carrier.all("invoices"):
        carrier.store.client.delete_item(
            TableName=carrier.store.table(INVOICES),
            Key={name: {"S": item[name]} for name in INVOICES.keys},
        )


@pytest.mark.soak
@in_turns(4)
@settings(
    max_examples=count(100, 12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(found=st.lists(held, min_size=1, max_size=4), form=st.sampled_from(["csv", "json"]))
def test_export_import_export_gives_the_same_bytes(carrier, turn, found, form):
    """Items of all ten types, out, in, and out again."""
    found = [replaced(item) for item in numbered(found)]
    clear(carrier)
    put_all(carrier.store, INVOICES, found)
    first = carrier.export("invoices", Equals("companyId", "C1"), form=form)
    before = carrier.all("invoices")
    clear(carrier)

    assert set(carrier.bring("invoices", first, form)) == {"done"}

    assert carrier.export("invoices", Equals("companyId", "C1"), form=form) == first
    assert all(same(a, b) for a, b in zip(carrier.all("invoices"), before, strict=True))
    assert set(carrier.verdicts("invoices", first, form)) == {"same"}


def replaced(item: dict) -> dict:
    """Without what is masked, what no index could hold, and what a rule would refuse."""
    left_out = {n for n, v in item.items() if is_hidden(INVOICES, n, v)}
    left_out |= {"amount", "status", "paid.on date"}
    return {name: value for name, value in item.items() if name not in left_out}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_deleted_items_come_back_exactly_as_they_were(carrier, form):
    put(carrier.store, "expenses", expense(7, baseAmount=D("1000.00"), note={"deep": [D("1.5")]}))
    text = carrier.export("expenses", OURS, Equals("expenseId", "exp_7"), form=form)
    before = stored(carrier, "expenses", (C1, "exp_7"))
    expenses = carrier.entity("expenses")
    carrier.store.client.delete_item(
        TableName=carrier.store.table(expenses),
        Key={"companyId": {"S": C1}, "expenseId": {"S": "exp_7"}},
    )

    assert carrier.bring("expenses", text, form) == ["done"]
    assert same(stored(carrier, "expenses", (C1, "exp_7")), before)


def test_a_file_that_nobody_changed_changes_nothing(carrier):
    for form in ("csv", "json"):
        assert carrier.verdicts("expenses", carrier.export("expenses", OURS, form=form), form) == [
            "same"
        ]


def test_a_changed_cell_changes_that_attribute_and_nothing_else(carrier):
    before = stored(carrier, "expenses", KEY)
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")

    (one,) = carrier.plan("expenses", text)
    assert (one.verdict, one.line, one.set) == ("change", 2, {"description": "Gravel"})
    assert carrier.bring("expenses", text) == ["done"]

    after = stored(carrier, "expenses", KEY)
    assert {n for n in after if before.get(n) != after[n]} == {"description", "updatedAt"}


def test_a_second_run_finds_the_same_and_goes_on_where_the_first_stopped(carrier):
    put(carrier.store, "expenses", *(expense(n) for n in (2, 3)))
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")
    planner = carrier.planner("expenses")
    plan = carrier.plan("expenses", text)
    # One line, and then the power fails.
    apply(planner, Unit.of(plan[0], planner.entity, SEALER), carrier.act())

    assert carrier.verdicts("expenses", text) == ["same", "change", "change"]
    assert carrier.bring("expenses", text) == ["same", "done", "done"]
    assert carrier.verdicts("expenses", text) == ["same"] * 3


def test_an_amount_that_is_applied_stays_applied_although_its_vat_was_worked_out(carrier):
    text = carrier.export("expenses", OURS).replace("1180", "2360")
    assert carrier.bring("expenses", text) == ["done"]

    assert stored(carrier, "expenses", KEY)["baseAmount"] == D("2000.00")
    assert carrier.verdicts("expenses", text) == ["same"]


def test_a_column_that_we_work_out_is_left_alone_and_said(carrier):
    text = "companyId,expenseId,vatAmount,createdAt\r\ncomp_1,exp_1,5,then\r\n"

    (one,) = carrier.plan("expenses", text)

    assert one.verdict == "same"
    assert one.notes == ("Worked out by us, so left alone: createdAt, vatAmount.",)


def test_an_item_that_changed_since_the_export_is_a_conflict(carrier):
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")
    put(carrier.store, "expenses", expense(1, updatedAt="2025-06-09T08:00:00.000Z"))

    (one,) = carrier.plan("expenses", text)

    assert one.verdict == "conflict"
    assert carrier.bring("expenses", text) == ["conflict"]
    assert stored(carrier, "expenses", KEY)["description"] == "Sand"


def test_attributes_that_are_absent_from_the_file_are_left_alone(carrier):
    text = "companyId,expenseId,description\r\ncomp_1,exp_1,Gravel\r\n"

    assert carrier.bring("expenses", text) == ["done"]
    assert stored(carrier, "expenses", KEY)["invoiceNum"] == "INV-1"


def test_masked_columns_are_left_alone(carrier):
    text = carrier.export("contractors", OURS).replace("Contractor 1", "Mason 1")

    plan = carrier.plan("contractors", text)
    assert [one.verdict for one in plan] == ["same", "change", "same"]
    assert plan[1].notes == ("Masked in this file, so left alone: phone.",)
    carrier.bring("contractors", text)

    assert stored(carrier, "contractors", (C1, "contr_1")) | {"updatedAt": ""} == contractor(
        1, name="Mason 1", updatedAt=""
    )


def test_masked_json_is_left_alone(carrier):
    text = carrier.export("contractors", OURS, form="json").replace("Contractor 1", "Mason 1")

    carrier.bring("contractors", text, "json")

    assert stored(carrier, "contractors", (C1, "contr_1"))["phone"] == contractor(1)["phone"]


def test_a_plan_is_no_way_to_guess_what_is_masked(carrier):
    right = "companyId,contractorId,phone\r\ncomp_1,contr_1,+972-50-1234567\r\n"
    wrong = right.replace("1234567", "1234568")

    assert carrier.verdicts("contractors", right) == carrier.verdicts("contractors", wrong)
    assert carrier.bring("contractors", right) == ["done"]


def test_a_line_without_an_item_adds_it_with_defaults_for_what_the_file_does_not_speak_of(carrier):
    text = "companyId,contractorId,name,phone\r\ncomp_1,contr_9,Mason,050-1234567\r\n"

    assert carrier.verdicts("contractors", text) == ["add"]
    assert carrier.bring("contractors", text) == ["done"]

    made = stored(carrier, "contractors", (C1, "contr_9"))
    assert (made["status"], made["name"]) == ("active", "Mason")
    assert made["createdAt"] == made["updatedAt"] == "2025-06-15T12:00:00.000Z"


def test_a_masked_attribute_of_an_added_item_stays_away_and_that_is_said(carrier):
    text = "companyId,contractorId,name,phone:masked\r\ncomp_1,contr_9,Mason,•••-4567\r\n"

    (one,) = carrier.plan("contractors", text)
    assert one.notes == ("phone is masked in this file and stays away.",)
    carrier.bring("contractors", text)

    assert "phone" not in stored(carrier, "contractors", (C1, "contr_9"))


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (",exp_1,1", "companyId", "companyId: the key is missing."),
        ("comp_1,exp_1,0", "amount", "This must be more than 0."),
        ("comp_1,exp_1,abc", "amount", "“abc” is not a number"),
        ("comp_1,exp_9,5", "projectId", "This must not be empty."),
        (f"comp_1,{'x' * 1025},5", "expenseId", "as a key this takes"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(carrier, line, column, sentence):
    (one,) = carrier.plan("expenses", f"companyId,expenseId,amount\r\n{line}\r\n")

    assert (one.verdict, one.line) == ("error", 2)
    assert sentence in one.problems[column]
    assert carrier.bring("expenses", f"companyId,expenseId,amount\r\n{line}\r\n") == ["error"]


def test_only_changed_fields_are_judged(carrier):
    put(carrier.store, "expenses", expense(1, paymentMethod="barter"))
    text = carrier.export("expenses", OURS).replace("Sand", "Gravel")

    assert carrier.bring("expenses", text) == ["done"]


def test_the_same_key_twice_is_an_error_on_the_second_line(carrier):
    text = "companyId,expenseId,description\r\ncomp_1,exp_1,A\r\ncomp_1,exp_1,B\r\n"

    plan = carrier.plan("expenses", text)

    assert [one.verdict for one in plan] == ["change", "error"]
    assert plan[1].problems == {"expenseId": "The same key stands on line 2 already."}


def test_a_key_that_is_masked_names_no_item(carrier):
    put(carrier.store, "invitations", invitation_of("ab" * 32))

    (one,) = carrier.plan("invitations", carrier.export("invitations", OURS))

    assert one.verdict == "error"
    assert "the key is masked" in one.problems["invitationId"]


def invitation_of(token: str) -> dict:
    return {"companyId": C1, "invitationId": token, "email": "a@b.il", "status": "pending"}


def test_another_type_is_told_apart_from_another_value(carrier):
    put(carrier.store, "contractors", contractor(1, extra="5"))

    text = "companyId,contractorId,extra:N\r\ncomp_1,contr_1,5\r\n"

    assert carrier.verdicts("contractors", text) == ["type change"]
    assert carrier.bring("contractors", text) == ["done"]
    assert stored(carrier, "contractors", (C1, "contr_1"))["extra"] == D(5)


def test_a_reference_must_lead_somewhere(carrier):
    text = "companyId,expenseId,projectId\r\ncomp_1,exp_1,proj_none\r\n"

    (one,) = carrier.plan("expenses", text)

    assert one.verdict == "error"
    assert one.problems == {"projectId": "“Project”: there is no project “proj_none”."}


def test_a_limited_person_imports_into_their_own_company_only(carrier):
    carrier.viewer = limited("C9", actions=ACTIONS)
    text = "companyId,contractorId,name\r\ncomp_1,contr_1,Mine\r\ncomp_1,contr_8,New\r\n"

    plan = carrier.plan("contractors", text)

    assert [one.verdict for one in plan] == ["error", "error"]
    assert plan[0].problems == plan[1].problems
    assert "is not one of the companies you work with" in plan[0].problems["companyId"]
    assert all(one.before is None for one in plan)


def test_empty_and_null_masked_fields_hide_nothing_and_stay_the_same(carrier):
    put(carrier.store, "contractors", contractor(1, phone=""), contractor(2, phone=None))

    for form in ("csv", "json"):
        text = carrier.export("contractors", OURS, form=form)
        assert set(carrier.verdicts("contractors", text, form)) == {"same"}


def test_a_line_that_would_be_of_another_kind_is_an_error(carrier, monkeypatch):
    monkeypatch.setattr(Entity, "holds", lambda self, item: self.name != "contractors")

    text = "companyId,contractorId,name\r\ncomp_1,contr_1,New\r\ncomp_1,contr_9,New\r\n"

    said = {" ".join(one.problems.values()) for one in carrier.plan("contractors", text)}
    assert said == {"Stored like this it would be no contractor."}
