"""What a save asks of other items: references, unique values, sums, counters, look-ups."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.errors import ReferenceRefused, TableMissing, Taken
from entities.operations import finding
from entities.operations.consequences import consequences
from entities.operations.deeds import Deed
from entities.operations.lookups import build_lookups
from entities.schema.deletion import Way
from entities.schema.entity import Uniqueness
from tests.operations.making import NOW, Declared, put
from tests.operations.writing.desk import C1, company, expense, project

EXPENSE, PROJECT = (C1, "exp_1"), (C1, "proj_1")
D = Decimal


def spent(desk, number=1):
    return desk.item("projects", (C1, f"proj_{number}"))["spentAmount"]


# ---- references ------------------------------------------------------------------------------


def test_a_changed_reference_leads_to_something_that_is_there(desk):
    with pytest.raises(ReferenceRefused) as refused:
        desk.save("expenses", EXPENSE, contractorId="contr_9")

    assert refused.value.field == "contractorId"


def test_an_old_dangling_reference_stops_nobody(desk):
    put(desk.store, "expenses", expense(2, projectId="proj_9"))

    desk.save("expenses", (C1, "exp_2"), description="Gravel")


def test_what_goes_between_the_look_and_the_write_is_not_referred_to(desk, at_the_write):
    at_the_write(lambda: desk.another().delete("projects", (C1, "proj_2")))

    with pytest.raises(ReferenceRefused):
        desk.save("expenses", EXPENSE, projectId="proj_2")


# ---- unique values ---------------------------------------------------------------------------


def test_a_value_that_another_item_holds_is_taken_even_without_a_claim(desk):
    put(desk.store, "expenses", expense(2))

    with pytest.raises(Taken):
        desk.save("expenses", (C1, "exp_2"), invoiceNum="INV-1")


def test_the_same_value_is_free_for_another_contractor_and_in_another_company(desk):
    put(desk.store, "expenses", expense(2, contractorId="contr_2"))
    put(desk.store, "expenses", expense(3, companyId="comp_2", invoiceNum="INV-8"))

    desk.save("expenses", (C1, "exp_2"), invoiceNum="INV-1")
    desk.save("expenses", EXPENSE, invoiceNum="INV-8")


def test_ignored_values_are_never_claimed(desk):
    put(desk.store, "expenses", expense(2, invoiceNum="N/A"))

    desk.save("expenses", EXPENSE, invoiceNum="N/A")

    assert desk.claims("unique") == []


def test_a_claim_goes_when_its_value_is_given_up(desk):
    put(desk.store, "expenses", expense(2))
    desk.save("expenses", EXPENSE, invoiceNum="INV-7")
    assert len(desk.claims("unique")) == 1

    desk.save("expenses", EXPENSE, invoiceNum="N/A")
    assert desk.claims("unique") == []

    desk.save("expenses", (C1, "exp_2"), invoiceNum="INV-7")


def test_a_claim_passes_on_when_its_owner_gave_the_value_up_elsewhere(desk):
    put(desk.store, "expenses", expense(2))
    desk.save("expenses", EXPENSE, invoiceNum="INV-7")
    put(desk.store, "expenses", expense(1))  # an outside writer, who knows no claims

    desk.save("expenses", (C1, "exp_2"), invoiceNum="INV-7")

    (claim,) = desk.claims("unique")
    assert claim["key"] == [C1, "exp_2"]
    desk.save("expenses", EXPENSE, invoiceNum="INV-8")  # and it is not taken from its new owner
    assert len(desk.claims("unique")) == 2


def test_a_claim_whose_owner_is_gone_passes_on(desk):
    put(desk.store, "expenses", expense(2))
    desk.save("expenses", EXPENSE, invoiceNum="INV-7")
    desk.delete("expenses", EXPENSE)
    assert desk.claims("unique") == []


def test_who_comes_second_to_a_free_value_is_told_that_it_is_taken(desk, at_the_write):
    put(desk.store, "expenses", expense(2))
    at_the_write(lambda: desk.another().save("expenses", (C1, "exp_2"), invoiceNum="INV-7"))

    with pytest.raises(Taken):
        desk.save("expenses", EXPENSE, invoiceNum="INV-7")


def test_two_items_that_would_come_to_hold_the_same_value_are_refused(desk):
    put(desk.store, "expenses", expense(2, contractorId="contr_2", invoiceNum="INV-1"))
    put(desk.store, "expenses", expense(3, contractorId="contr_2", invoiceNum="INV-3"))
    put(desk.store, "expenses", expense(4, contractorId="cont_GENERAL", invoiceNum="INV-3"))

    with pytest.raises(Taken):
        desk.delete("contractors", (C1, "contr_2"), Way.REPOINT)


def test_two_items_of_one_act_do_not_come_to_hold_the_same_value(desk):
    for number in (2, 3):
        put(desk.store, "expenses", expense(number, contractorId="contr_2", invoiceNum="INV-9"))

    with pytest.raises(Taken):
        desk.delete("contractors", (C1, "contr_2"), Way.REPOINT)


# ---- sums and counters -----------------------------------------------------------------------


def test_a_changed_amount_moves_the_project_s_spend_by_the_difference(desk):
    desk.save("expenses", EXPENSE, amount=D(2000))
    assert spent(desk) == 2000


def test_an_expense_takes_its_amount_along_to_another_project(desk):
    desk.save("expenses", EXPENSE, projectId="proj_2", amount=D(500))
    assert (spent(desk, 1), spent(desk, 2)) == (0, 500)


def test_a_softly_deleted_expense_counts_nothing(desk):
    desk.save("expenses", EXPENSE, deletedAt="2025-06-15T00:00:00.000Z")
    assert spent(desk) == 0


def test_a_drifted_sum_never_goes_below_zero(desk):
    put(desk.store, "projects", project(1, spentAmount=D(100)))
    desk.delete("expenses", EXPENSE)
    assert spent(desk) == 0


def test_a_sum_below_zero_is_left_alone_but_added_to(desk):
    put(desk.store, "projects", project(1, spentAmount=D(-50)))
    desk.save("expenses", EXPENSE, amount=D(1000))
    assert spent(desk) == -50
    desk.save("expenses", EXPENSE, amount=D(1100))
    assert spent(desk) == 50


def test_a_sum_under_an_alias_is_moved_where_it_is(desk):
    old = project(1)
    old["SpentAmount"] = old.pop("spentAmount")
    put(desk.store, "projects", old)

    desk.save("expenses", EXPENSE, amount=D(1200))

    item = desk.item("projects", PROJECT)
    assert (item["SpentAmount"], "spentAmount" in item) == (1200, False)


def test_no_sum_makes_a_ghost_of_a_project_or_company_that_is_not_there(desk):
    put(desk.store, "expenses", expense(2, companyId="comp_9", projectId="proj_9"))

    desk.save("expenses", ("comp_9", "exp_2"), amount=D(5))
    desk.delete("expenses", ("comp_9", "exp_2"))

    assert desk.item("projects", ("comp_9", "proj_9")) is None
    assert desk.item("companies", ("comp_9",)) is None


def test_an_old_expense_that_goes_takes_nothing_from_this_month_s_count(desk):
    put(desk.store, "expenses", expense(2, createdAt="2024-01-01T00:00:00.000Z"))

    desk.delete("expenses", (C1, "exp_2"))

    assert desk.item("companies", (C1,))["currentMonthExpenses"] == 1


def test_a_counter_that_moved_meanwhile_is_read_again(desk, at_the_write):
    at_the_write(lambda: put(desk.store, "companies", company(currentMonthExpenses=D(0))))

    desk.delete("expenses", EXPENSE)

    assert desk.item("companies", (C1,))["currentMonthExpenses"] == 0


def test_a_membership_that_becomes_active_is_counted(desk):
    desk.save("company-users", (C1, "user_2"), status="inactive")
    assert desk.item("companies", (C1,))["currentUsers"] == 1
    desk.save("company-users", (C1, "user_2"), status="active")
    assert desk.item("companies", (C1,))["currentUsers"] == 2


# ---- look-ups --------------------------------------------------------------------------------


def terms(desk) -> set[str]:
    return {item["term"] for item in desk.all("lookups")}


def test_search_keeps_finding_what_is_written(desk):
    build_lookups(desk.store, desk.catalogue, now=NOW, progress=lambda *_: None)

    desk.save("expenses", EXPENSE, invoiceNum="INV-NEW")
    assert "inv-new" in terms(desk)
    assert "inv-1" not in terms(desk)

    desk.delete("expenses", EXPENSE)
    assert "inv-new" not in terms(desk)


def test_look_ups_that_were_never_built_are_not_begun(desk):
    desk.save("expenses", EXPENSE, invoiceNum="INV-NEW")
    assert terms(desk) == set()


def test_a_missing_table_of_look_ups_stops_nobody(desk, monkeypatch):
    def missing(*arguments):
        raise TableMissing("lookups")

    monkeypatch.setattr(finding, "are_built", missing)

    desk.save("expenses", EXPENSE, invoiceNum="INV-NEW")


def test_a_claim_that_does_not_say_whose_it_is_stays_taken(desk):
    put(desk.store, "expenses", expense(2))
    desk.save("expenses", EXPENSE, invoiceNum="INV-7")
    (claim,) = desk.claims("unique")
    put(desk.store, "claims", {name: claim[name] for name in ("claim", "kind", "owner")})
    put(desk.store, "expenses", expense(1))

    with pytest.raises(Taken):
        desk.save("expenses", (C1, "exp_2"), invoiceNum="INV-7")


def test_where_only_a_scan_could_tell_the_claim_alone_decides(desk):
    tokens = Declared(*desk.catalogue.entities)
    contractors = replace(
        desk.entity("contractors"),
        uniques=(Uniqueness("taxId"), Uniqueness("name", ("companyId",))),
    )
    tokens.by_name["contractors"] = contractors
    desk = replace(desk, catalogue=tokens)

    desk.save("contractors", (C1, "contr_1"), taxId="5")
    with pytest.raises(Taken):
        desk.save("contractors", (C1, "contr_2"), taxId="5")


def test_nothing_is_turned_to_what_goes_in_the_same_act(desk):
    works, projects = desk.entity("works"), desk.entity("projects")
    work, gone = desk.item("works", (C1, "work_1")), desk.item("projects", (C1, "proj_2"))
    deeds = [
        Deed(works, "edit", work, work | {"projectId": "proj_2"}),
        Deed(projects, "delete", gone, None),
    ]

    with pytest.raises(ReferenceRefused):
        consequences(desk.store, desk.catalogue, deeds, desk.act())
