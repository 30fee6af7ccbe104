"""One project: what was spent, month by month and by whom."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.errors import AttributeNotFound, ItemNotFound, ScopeTooNarrow
from entities.operations import projects
from entities.operations.projects import ROWS_SHOWN, show_project
from tests.operations.making import NOW, STAFF, entity, item_of, limited, put

C1 = {"companyId": "C1"}


def show(store, name="projects", key=("C1", "p1"), viewer=STAFF):
    return show_project(store, catalogue, entity(name), key, viewer=viewer, now=NOW)


def expense(number: int, amount, **more) -> dict:
    facts = {"projectId": "p1", "contractorId": "c1", "status": "paid", "deletedAt": None}
    own = {"expenseId": f"e{number:02}", "amount": amount, **facts, **more}
    return item_of(entity("expenses"), number, **C1, **own)


@pytest.fixture
def project(store):
    """Project p1 of C1 with a budget of 100."""
    facts = {"budget": Decimal(100), "spentAmount": Decimal(30)}
    put(store, "projects", item_of(entity("projects"), 1, **C1, projectId="p1", **facts))
    put(
        store, "contractors", item_of(entity("contractors"), 1, **C1, contractorId="c1", name="Roy")
    )
    return store


def test_a_project_page_is_four_calls(project):
    put(project, "expenses", *(expense(n, Decimal(10)) for n in range(3)))
    show(project)

    with metered() as meter:
        show(project)

    assert meter.calls == {"GetItem": 1, "Query": 2, "BatchGetItem": 1}


def test_what_was_spent_is_the_sum_of_the_expenses_that_are_not_deleted(project):
    put(
        project,
        "expenses",
        expense(1, Decimal("10.10")),
        expense(2, Decimal("20.20")),
        expense(3, "500"),
        expense(4, Decimal(500), status="deleted"),
        expense(5, Decimal(500), deletedAt="2025-06-01T00:00:00.000Z"),
        expense(6, Decimal(500), projectId="p2"),
    )

    board = show(project)

    assert board.spent == Decimal("30.30")
    assert (board.budget, board.over) == (Decimal(100), False)
    assert (board.stated, board.drifts) == (Decimal(30), True)
    assert (board.expenses.count, board.expenses.complete) == (5, True)


def test_a_project_over_its_budget_is_told(project):
    put(project, "expenses", expense(1, Decimal(101)))

    assert show(project).over


def test_the_stored_sum_agrees_where_it_is_right(project):
    put(project, "expenses", expense(1, Decimal("30.0")))

    assert not show(project).drifts


def test_months_come_in_order_and_unreadable_dates_are_under_no_date(project):
    dates = ("2025-03-09", "2025-01-31", "2025-03-01T10:00:00Z", "soon", "2025-13-01", "2025-1-1")
    odd = ("2025-1²", "٢٠٢٥-٠١-٠١", "2025-055", None)
    items = [expense(n, Decimal(1), date=date) for n, date in enumerate((*dates, *odd))]
    items[0]["date"] = "2025-03-09"
    put(project, "expenses", *items, expense(20, Decimal(5)) | {"date": {}})

    assert show(project).months == [
        ("2025-01", Decimal(1)),
        ("2025-03", Decimal(2)),
        ("no date", Decimal(12)),
    ]


def test_shares_are_by_contractor_largest_first(project):
    put(
        project,
        "expenses",
        expense(1, Decimal(10)),
        expense(2, Decimal(20)),
        expense(3, Decimal(50), contractorId="gone"),
        expense(4, Decimal(2), contractorId=None),
    )

    shares = show(project).shares

    assert [(s.contractor, s.expenses, s.paid) for s in shares] == [
        ("gone", 1, Decimal(50)),
        ("Roy", 2, Decimal(30)),
        ("nobody", 1, Decimal(2)),
    ]
    assert [s.pointer_key for s in shares] == [None, ("C1", "c1"), None]


def test_works_are_summed_under_every_name_of_their_cost(project):
    facts = {**C1, "projectId": "p1"}
    works = [
        item_of(entity("works"), 1, **facts, workId="w1", totalWorkCost=Decimal(5)),
        item_of(entity("works"), 2, **facts, workId="w2", totalWorkCost=None, cost=Decimal(7)),
    ]
    put(project, "works", *works)

    board = show(project)

    assert (board.works.count, board.works.total) == (2, Decimal(12))
    assert board.contractors.name == "contractors"
    assert "projectId" not in board.works.columns


def test_no_more_rows_are_shown_than_fit_and_sums_cover_them_all(project):
    put(project, "expenses", *(expense(n, Decimal(1)) for n in range(ROWS_SHOWN + 3)))

    board = show(project)

    assert len(board.expenses.rows) == ROWS_SHOWN
    assert board.spent == ROWS_SHOWN + 3


def test_too_many_expenses_are_not_called_complete(project, monkeypatch):
    monkeypatch.setattr(projects, "READ_IN_FULL", 2)
    put(project, "expenses", *(expense(n, Decimal(1)) for n in range(4)))

    board = show(project)

    assert not board.expenses.complete
    assert not board.drifts


def test_projects_of_the_multi_table_design_have_the_page_too(store):
    user = {"userId": "u1"}
    put(
        store,
        "multi-projects",
        item_of(entity("multi-projects"), 1, **user, projectId="p1", SpentAmount="7"),
    )
    put(
        store,
        "multi-expenses",
        item_of(entity("multi-expenses"), 1, **user, projectId="p1", amount=Decimal(7)),
        item_of(entity("multi-expenses"), 2, **user, projectId="p2", amount=Decimal(9)),
    )

    board = show(store, "multi-projects", ("u1", "p1"))

    assert (board.spent, board.budget, board.stated) == (Decimal(7), None, None)
    assert not board.drifts
    assert not board.over


def test_projects_of_the_single_table_are_told_by_their_name(store):
    user = {"userId": "u1"}
    put(
        store,
        "single-projects",
        item_of(entity("single-projects"), 1, **user, expenseId="p", name="Roof"),
    )
    put(
        store,
        "single-expenses",
        item_of(
            entity("single-expenses"), 1, **user, expenseId="e1", project="Roof", contractor=""
        ),
        item_of(entity("single-expenses"), 2, **user, expenseId="e2", project="Floor"),
    )
    put(
        store,
        "single-works",
        item_of(entity("single-works"), 1, **user, expenseId="w", project="Roof"),
    )

    board = show(store, "single-projects", ("u1", "p"))

    assert (board.expenses.count, board.works.count) == (1, 1)
    (share,) = board.shares
    assert (share.contractor, share.pointer_key) == ("nobody", None)


def test_a_project_that_is_not_there_is_not_found(store):
    with pytest.raises(ItemNotFound):
        show(store)


def test_what_is_no_project_has_no_project_page(store):
    with pytest.raises(AttributeNotFound):
        show(store, "contractors")


def test_a_project_of_no_company_is_for_staff_without_a_limit(store):
    with pytest.raises(ScopeTooNarrow):
        show(store, "multi-projects", ("u1", "p1"), viewer=limited("C1"))


def test_a_dashboard_without_a_budget_states_none(project):
    plain = replace(
        entity("projects"), dashboard=replace(entity("projects").dashboard, budget="", stated="")
    )

    board = show_project(project, catalogue, plain, ("C1", "p1"), viewer=STAFF, now=NOW)

    assert (board.budget, board.stated) == (None, None)
