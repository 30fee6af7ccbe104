"""Bulk changes: which items, and what would become of each."""

from dataclasses import replace

import pytest

from entities.errors import ActionNotAllowed, ReadOnly
from entities.operations.bulk import selection
from entities.operations.bulk.preview import Change, changeable, preview
from entities.operations.bulk.said import changes
from entities.operations.bulk.selection import NothingChosen, TooManyChosen, matching, ticked
from entities.operations.paging import Budget
from entities.schema.viewer import Viewer
from tests.operations.bulk.many import GRAVEL, OURS, D, choose, planned, shown
from tests.operations.making import NOW, limited, put
from tests.operations.transfer.desk import MOVER, SEALER
from tests.operations.writing.desk import contractor, expense

# ---- which ---------------------------------------------------------------------------------------


def test_ticked_items_are_taken_in_their_order_once_and_without_what_is_gone(carrier):
    put(carrier.store, "expenses", expense(2))

    chosen = choose(carrier, "expenses", "exp_2", "exp_none", "exp_1", "exp_2")

    assert [item["expenseId"] for item in chosen.items] == ["exp_2", "exp_1"]


def test_all_that_match_end_at_what_one_change_takes(carrier, monkeypatch):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 8)))
    expenses = carrier.entity("expenses")
    assert matching(carrier.store, expenses, OURS, viewer=carrier.viewer).exact

    monkeypatch.setattr(selection, "MOST", 4)
    found = matching(carrier.store, expenses, OURS, viewer=carrier.viewer)
    assert (len(found.items), found.exact) == (4, False)


def test_the_read_budget_ends_a_selection_and_that_is_said(carrier, cut_short):
    put(carrier.store, "expenses", *(expense(n) for n in range(2, 30)))
    expenses = carrier.entity("expenses")

    found = matching(carrier.store, expenses, OURS, viewer=carrier.viewer, budget=Budget(1, D(100)))

    assert not found.exact
    assert len(found.items) < 29


def test_nothing_or_too_many_is_refused(carrier, monkeypatch):
    with pytest.raises(NothingChosen):
        choose(carrier, "expenses")
    monkeypatch.setattr(selection, "MOST", 1)
    with pytest.raises(TooManyChosen):
        choose(carrier, "expenses", "exp_1", "exp_2")


def test_items_of_other_companies_are_as_if_they_were_not_there(carrier):
    carrier.viewer = limited("C9", actions=tuple(MOVER.actions))

    with pytest.raises(NothingChosen):
        choose(carrier, "expenses", "exp_1")


@pytest.mark.parametrize("missing", ["bulk", "view"])
def test_only_who_may_change_many_chooses(carrier, missing):
    carrier.viewer = replace(MOVER, actions=MOVER.actions - {missing})

    with pytest.raises(ActionNotAllowed):
        choose(carrier, "expenses", "exp_1")


def test_nothing_of_ours_is_changed_in_bulk(carrier):
    with pytest.raises(ReadOnly):
        ticked(carrier.store, carrier.entity("runs"), [("r",)], viewer=carrier.viewer)


# ---- what would become of each -------------------------------------------------------------------


def test_a_preview_says_of_each_item_what_would_become_of_it(carrier):
    put(carrier.store, "expenses", expense(2, description="Gravel"))

    first, second = shown(carrier, choose(carrier, "expenses", "exp_1", "exp_2"), GRAVEL)

    assert (first.verdict, first.after["description"]) == ("change", "Gravel")
    assert second.verdict == "same"


def test_a_preview_needs_the_action_of_the_change(carrier):
    chosen = choose(carrier, "expenses", "exp_1")
    carrier.viewer = Viewer("bo", frozenset({"view", "bulk", "edit"}), None)

    assert shown(carrier, chosen, GRAVEL)
    with pytest.raises(ActionNotAllowed):
        shown(carrier, chosen, Change("delete"))


def test_what_breaks_a_rule_is_left_out_of_the_plan_and_says_why(carrier):
    chosen = choose(carrier, "expenses", "exp_1")
    change = Change("set", "amount", D(0))

    (one,) = shown(carrier, chosen, change)

    assert (one.verdict, one.why) == ("refused", "This must be more than 0.")
    assert planned(carrier, chosen, change).items == ()


def test_a_reference_must_lead_somewhere(carrier):
    chosen = choose(carrier, "expenses", "exp_1")

    (wrong,) = shown(carrier, chosen, Change("set", "projectId", "proj_none"))
    (right,) = shown(carrier, chosen, Change("set", "projectId", "proj_2"))

    assert wrong.why == "There is no project “proj_none”."
    assert right.verdict == "change"


def test_a_change_that_makes_it_another_kind_is_refused(carrier):
    single = carrier.entity("single-works")
    name = next(iter(single.kind.any_of))
    item = {n: "x" for n in (*single.keys, *single.kind.any_of)}

    (one,) = preview(
        carrier.store,
        carrier.catalogue,
        replace(single, fields=tuple(replace(f, required=False) for f in single.fields)),
        [item],
        Change("remove", name),
        viewer=carrier.viewer,
        sealer=SEALER,
        now=NOW,
    )

    assert one.verdict in ("refused", "change")


def test_what_others_refer_to_is_not_deleted(carrier):
    put(carrier.store, "contractors", contractor(8))
    chosen = choose(carrier, "contractors", "contr_1", "contr_8", "cont_GENERAL")

    used, free, general = shown(carrier, chosen, Change("delete"))

    assert [one.verdict for one in (used, free, general)] == ["refused", "change", "refused"]
    assert used.why
    assert general.why == "Every company keeps its general contractor."


def test_fields_that_are_masked_or_ours_are_not_offered(carrier):
    names = {declared.name for declared in changeable(carrier.entity("contractors"))}

    assert {"name", "status", "email"} <= names
    assert not names & {"phone", "taxId", "signature", "updatedAt", "companyId", "contractorId"}


def test_changes_are_said_without_what_we_set_and_without_hidden_values(carrier):
    contractors = carrier.entity("contractors")
    before = contractor(1)
    after = before | {"phone": "1", "name": "New", "extra": D(1), "updatedAt": "now"}

    said = changes(contractors, before | {"extra": "1"}, after, ["phone", "name"])

    assert [(one.title, one.told, one.types) for one in said] == [
        ("Extra", True, "S to N"),
        ("Name", True, ""),
        ("Phone", False, ""),
    ]
    hidden = changes(contractors, before, before | {"phone": "1"})
    assert [(one.title, one.told) for one in hidden] == [("Phone", False)]
