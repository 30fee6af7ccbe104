"""What refers to an item: all of it, or “at least”, and never by a scan."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entities.errors import DeletionRefused, TableMissing
from entities.operations import referrers
from entities.operations.paging import Budget
from entities.operations.referrers import glance, look
from entities.schema.deletion import Along, Deletion, Way
from tests.operations.making import Declared, put
from tests.operations.writing.desk import C1, expense, member

SMALL = Budget(calls=1, units=Decimal(1))
PROJECT = (C1, "proj_1")


@pytest.fixture
def cut_short(desk, monkeypatch):
    """Pages of two items, and a budget of one page."""
    put(desk.store, "expenses", *(expense(number) for number in range(1, 6)))
    real = desk.store.page

    def page(*arguments, **named):
        return real(*arguments, **named | {"limit": 2})

    monkeypatch.setattr(desk.store, "page", page)
    monkeypatch.setattr(referrers, "GLANCE", SMALL)
    monkeypatch.setattr(referrers, "LOOK", SMALL)
    return desk


def found(desk, name, key, how=glance):
    entity = desk.entity(name)
    return {
        (of.entity.name, of.reference.name): of
        for of in how(desk.store, desk.catalogue, entity, desk.item(name, key))
    }


def test_a_budget_that_does_not_last_says_at_least(cut_short):
    preview = cut_short.preview("projects", PROJECT)

    (of,) = [of for of in preview.referrers if of.entity.name == "expenses"]
    assert (len(of.items), of.exact, of.any) == (2, False, True)
    assert preview.ways.open == ()
    assert preview.ways.refusals == ("at least 2 expenses and 1 work refer to it.",)


@pytest.mark.parametrize("way", [Way.ALONE, Way.REPOINT, Way.CASCADE])
def test_what_could_not_be_looked_through_is_not_deleted(cut_short, way):
    with pytest.raises(DeletionRefused, match="at least 2 expenses"):
        cut_short.delete("projects", PROJECT, way)


def test_the_index_answers_where_the_partition_is_too_large(cut_short, monkeypatch):
    monkeypatch.setattr(referrers, "GLANCE", Budget())
    put(cut_short.store, "expenses", expense(9, contractorId="contr_2"))

    of = found(cut_short, "contractors", (C1, "contr_2"), look)["expenses", "contractorId"]

    assert ([item["expenseId"] for item in of.items], of.exact) == (["exp_9"], True)
    assert of.items[0] == expense(9, contractorId="contr_2")


def test_what_only_a_scan_could_tell_is_not_asked(desk):
    of = found(desk, "companies", (C1,))["paddle-webhook-dlq", "companyId"]

    assert (of.told, of.any) == (False, False)


def test_a_table_that_is_not_there_holds_nothing_that_refers(desk, monkeypatch):
    real = referrers.live

    def live(store, entity):
        if entity.name == "works":
            raise TableMissing("works")
        return real(store, entity)

    monkeypatch.setattr(referrers, "live", live)

    assert [name for name, _ in found(desk, "projects", PROJECT)] == ["expenses"]


def test_an_item_that_refers_to_itself_stands_in_nobody_s_way(desk):
    put(desk.store, "company-users", member("user_3", invitedBy="user_3"))

    assert Way.ALONE in desk.preview("company-users", (C1, "user_3")).ways.open
    desk.delete("company-users", (C1, "user_3"))


def test_an_item_without_a_usable_key_is_referred_to_by_nobody(desk):
    put(desk.store, "projects", {"companyId": C1, "projectId": "p", "name": {}})

    assert not any(of.any for of in found(desk, "projects", (C1, "p")).values())


def test_an_item_that_lacks_what_others_call_it_by_is_referred_to_by_nobody(desk):
    put(desk.store, "paddle-subscriptions", {"companyId": C1})

    assert ("paddle-payments", "subscriptionId") not in found(desk, "paddle-subscriptions", (C1,))


def test_what_goes_along_and_is_referred_to_from_outside_stays(desk):
    """A rule of this test: works are not cleared from what refers to them."""
    declared = Declared(*desk.catalogue.entities)
    declared.by_name["works"] = replace(desk.entity("works"), deletion=Deletion())
    put(desk.store, "expenses", expense(2, projectId="proj_2", workId="work_1"))

    with pytest.raises(DeletionRefused, match="1 expense refers to it."):
        replace(desk, catalogue=declared).delete("projects", PROJECT, Way.CASCADE)


def test_an_item_is_not_deleted_a_way_that_is_not_declared(desk):
    for name, key, way in (
        ("contractors", (C1, "contr_2"), Way.CASCADE),
        ("projects", (C1, "proj_2"), Way.SOFT),
        ("works", (C1, "work_1"), Way.REPOINT),
    ):
        with pytest.raises(DeletionRefused, match="It is not deleted this way."):
            desk.delete(name, key, way)


def test_a_system_row_does_not_go_along_with_what_it_refers_to(desk):
    """A rule of this test: projects would take general projects along."""
    rule = Deletion(along=(Along("works"), Along("expenses")))
    declared = Declared(*desk.catalogue.entities)
    never = replace(desk.entity("works"), deletion=Deletion(never="Works are kept."))
    declared.by_name |= {
        "works": never,
        "projects": replace(desk.entity("projects"), deletion=rule),
    }

    with pytest.raises(DeletionRefused, match="Works are kept."):
        replace(desk, catalogue=declared).delete("projects", PROJECT, Way.CASCADE)


def test_what_is_marked_as_gone_says_so(desk):
    put(desk.store, "invitations", {"companyId": C1, "invitationId": "i", "status": "pending"})
    declared = Declared(*desk.catalogue.entities)
    invitations = desk.entity("invitations")
    unguarded = replace(invitations.deletion, guards=())
    declared.by_name["invitations"] = replace(invitations, deletion=unguarded)
    desk = replace(desk, catalogue=declared)
    desk.delete("invitations", (C1, "i"), Way.SOFT)

    preview = desk.preview("invitations", (C1, "i"))

    assert preview.ways.refusals == ("It is marked as gone already.",)
