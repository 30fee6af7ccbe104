"""Pages beside the plain walk: cut short, empty, out of budget, changed meanwhile, too far back."""

from dataclasses import replace
from decimal import Decimal

from entities.dynamodb.batches import delete_all
from entities.dynamodb.metering import metered
from entities.operations.paging import FIRST, LAST, TRAIL, Budget, read_slice
from entities.schema.access import choose
from entities.schema.conditions import Equals, In
from tests.operations.making import entity, item_of, put

PROJECTS = entity("projects")
OF_C1 = choose(PROJECTS, (Equals("companyId", "C1"),))
ONE_CALL = Budget(calls=1)


def put_projects(store, *numbers: int, **more) -> None:
    projects = [item_of(PROJECTS, n, companyId="C1", projectId=f"p{n:02}", **more) for n in numbers]
    put(store, "projects", *projects)


def remove_projects(store, *numbers: int) -> None:
    delete_all(store, PROJECTS, [("C1", f"p{n:02}") for n in numbers])


def read(store, mark=FIRST, *, path=OF_C1, size=3, **more):
    return read_slice(store, PROJECTS, path, mark, size=size, **more)


def ids(page) -> list[int]:
    return [int(item["projectId"][1:]) for item in page.items]


def matching(*numbers: int):
    """The path of C1's projects, of which these pass the filter."""
    return replace(OF_C1, rest=(In("name", tuple(f"name-{n:03}" for n in numbers)),))


def test_next_never_leads_to_an_empty_page(store):
    put_projects(store, *range(6))

    first = read(store)
    second = read(store, first.next)

    assert (ids(first), ids(second)) == ([0, 1, 2], [3, 4, 5])
    assert second.next is None


def test_a_page_is_one_call_and_says_what_it_read(store):
    put_projects(store, *range(9))

    with metered() as meter:
        page = read(store)

    assert meter.calls == {"Query": 1}
    assert (page.calls, page.scanned, page.units) == (1, 4, meter.read_units)
    assert not page.exhausted


def test_more_is_read_while_the_service_cuts_the_page_short(cut_short):
    put_projects(cut_short, *range(9))

    page = read(cut_short, size=5)

    assert ids(page) == [0, 1, 2, 3, 4]
    assert (page.calls, page.scanned) == (3, 6)


def test_a_spent_budget_is_told_and_the_next_page_goes_on_where_reading_ended(cut_short):
    put_projects(cut_short, *range(9))
    path = matching(0, 8)

    pages = [read(cut_short, path=path, budget=ONE_CALL)]
    while pages[-1].next:
        pages.append(read(cut_short, pages[-1].next, path=path, budget=ONE_CALL))

    assert [ids(page) for page in pages] == [[0], [], [], [], [8]]
    assert [page.exhausted for page in pages] == [True, True, True, True, False]
    assert sum(page.scanned for page in pages) == 9


def test_the_way_back_over_what_a_spent_budget_left_empty_doubles_nothing(cut_short):
    put_projects(cut_short, *range(9))
    path = matching(0, 1, 8)
    page = read(cut_short, path=path, size=2, budget=ONE_CALL)
    while page.next:
        page = read(cut_short, page.next, path=path, size=2, budget=ONE_CALL)

    seen = ids(page)
    while page.previous:
        page = read(cut_short, page.previous, path=path, size=2, budget=ONE_CALL)
        seen = ids(page) + seen

    assert seen == [0, 1, 8]


def test_read_units_are_a_budget_too(cut_short):
    put_projects(cut_short, *range(9))

    page = read(cut_short, path=matching(8), budget=Budget(units=Decimal("0.5")))

    assert page.exhausted
    assert page.calls == 1


def test_a_full_page_is_not_exhausted_even_if_the_budget_is(cut_short):
    put_projects(cut_short, *range(9))

    assert not read(cut_short, size=1, budget=ONE_CALL).exhausted


def test_a_filter_that_nothing_passes_gives_an_empty_last_page(store):
    put_projects(store, *range(9))

    page = read(store, path=matching())

    assert (page.items, page.next, page.previous) == ([], None, None)
    assert page.scanned == 9


def test_a_list_may_be_read_from_its_end(store):
    put_projects(store, *range(5))

    last = read(store, LAST)

    assert ids(last) == [2, 3, 4]
    assert last.next is None
    assert ids(read(store, last.previous)) == [0, 1]


def test_reading_an_empty_list_from_its_end_leads_to_its_start(store):
    assert read(store, LAST).next == FIRST


def test_from_the_end_out_of_budget_there_is_a_way_in_both_directions(cut_short):
    put_projects(cut_short, *range(5))

    page = read(cut_short, LAST, path=matching(0), budget=ONE_CALL)

    assert page.items == []
    assert ids(read(cut_short, page.previous, path=matching(0))) == [0]
    assert read(cut_short, page.next, path=matching(0)).items == []


def test_pages_count_what_lies_ahead_of_them(store):
    put_projects(store, *range(9))
    second = read(store, read(store).next)
    third = read(store, second.next)

    assert (second.next.before, second.previous.before) == (6, 3)
    back = read(store, third.previous)
    assert (ids(back), back.previous.before, back.next.before) == ([3, 4, 5], 3, 6)
    assert read(store, back.previous).next.before == 3


def test_items_deleted_between_pages_shift_nothing(store):
    put_projects(store, *range(9))
    second = read(store, read(store).next)

    remove_projects(store, 1, 2, 5)

    assert ids(read(store, second.next)) == [6, 7, 8]
    assert ids(read(store, second.previous)) == [0]


def test_items_added_between_pages_are_met_where_they_belong(store):
    put_projects(store, 0, 2, 4, 6, 8)
    first = read(store, size=2)

    put_projects(store, 1, 3, 9)

    assert ids(read(store, first.next)) == [3, 4, 6]
    assert ids(read(store, read(store, first.next).previous)) == [0, 1, 2]


def test_going_back_to_a_start_that_shrank_gives_a_short_first_page(store):
    put_projects(store, *range(6))
    second = read(store, read(store).next)
    remove_projects(store, 0, 1)

    first = read(store, second.previous)

    assert ids(first) == [2]
    assert first.previous is None
    assert (ids(read(store, first.next)), first.next.before) == ([3, 4, 5], 1)


def test_a_page_of_which_everything_was_deleted_leads_back(store):
    put_projects(store, *range(5))
    first = read(store)
    remove_projects(store, 3, 4)

    empty = read(store, first.next)

    assert (empty.items, empty.next) == ([], None)
    assert ids(read(store, empty.previous)) == [0, 1, 2]


def test_going_back_to_nothing_leads_to_the_first_page(store):
    put_projects(store, *range(6))
    second = read(store, read(store).next)
    remove_projects(store, 0, 1, 2)

    nothing = read(store, second.previous)

    assert (nothing.items, nothing.previous, nothing.next) == ([], None, FIRST)


def test_a_scan_remembers_the_way_it_came_for_so_many_pages(store):
    put_projects(store, *range(TRAIL + 4))
    path, pages, mark = choose(PROJECTS), [], FIRST
    while mark:
        pages.append(read(store, mark, path=path, size=1))
        mark = pages[-1].next

    steps, page = [], pages[-1]
    while page.previous:
        page = read(store, page.previous, path=path, size=1)
        steps.append(ids(page)[0])

    assert steps == [*range(TRAIL + 2, 2, -1), 0]


def test_a_strong_read_asks_for_one(store, sent):
    read(store)
    read(store, strong=True)

    assert [arguments.get("ConsistentRead") for _, arguments in sent] == [None, True]
