"""Two people for a deletion: what the tests of approvals ask, decide and carry out."""

from dataclasses import replace
from decimal import Decimal

from entities.operations.approvals import deciding
from entities.operations.approvals.plans import Plan
from entities.operations.deleting import plan_delete
from entities.schema.deletion import Way
from entities.schema.values import Item
from entities.schema.viewer import Viewer, everyone
from tests.operations.making import put
from tests.operations.writing.desk import (
    C1,
    GENERAL_CONTRACTOR,
    GENERAL_PROJECT,
    SEALER,
    Desk,
    company,
    member,
)

SUBJECT = "/data/companies/comp_1/"
DECIDERS = ("approve", "view", "request approval", "delete", "undo", "create")
WITH = {"sealer": SEALER}


def viewer_of(name: str) -> Viewer:
    """Everybody may still what they might."""
    return everyone(name, *DECIDERS)


def colleague(desk: Desk, name: str = "ruth", *actions: str) -> Desk:
    """Another person, who may approve, in front of the same data at the same hour."""
    there = Desk(desk.store, everyone(name, *(actions or DECIDERS)), desk.catalogue)
    there.minutes = desk.minutes
    return there


def asker(desk: Desk) -> Desk:
    """The person of the desk, who may ask as well."""
    desk.viewer = replace(desk.viewer, actions=desk.viewer.actions | {"request approval"})
    return desk


def bare_company(store) -> None:
    """A company of which only memberships and system rows remain, which go with it."""
    put(store, "companies", company(currentProjects=Decimal(0), currentMonthExpenses=Decimal(0)))
    put(store, "company-users", member("user_1"), member("user_2"))
    put(store, "projects", GENERAL_PROJECT)
    put(store, "contractors", GENERAL_CONTRACTOR)


def is_there(desk: Desk) -> bool:
    return desk.item("companies", (C1,)) is not None


def plan(desk: Desk, key=(C1,), way: Way = Way.CASCADE) -> Plan:
    entity = desk.entity("companies")
    facts = desk.with_act(None) | {"way": way}
    return plan_delete(desk.store, desk.catalogue, entity, key, **facts)


def ask(desk: Desk, of: Plan | None = None, subject: str = SUBJECT, **facts) -> str:
    """The id of the request."""
    known = {"viewer": desk.viewer, "viewer_of": facts.pop("viewer_of", viewer_of)}
    given = {**known, "act": desk.act(**{"reason": "They left us in May", **facts}), **WITH}
    asked = deciding.request(desk.store, desk.catalogue, of or plan(desk), subject, **given)
    return asked.approval_id


def approve(desk: Desk, approval_id: str, **facts):
    shown = facts.pop("plan_hash", None) or stored(desk, approval_id)["planHash"]
    return _decide(deciding.approve, desk, approval_id, facts, plan_hash=shown)


def decline(desk: Desk, approval_id: str, **facts):
    return _decide(deciding.decline, desk, approval_id, facts)


def withdraw(desk: Desk, approval_id: str, **facts):
    return _decide(deciding.withdraw, desk, approval_id, facts)


def _decide(decision, desk: Desk, approval_id: str, facts: dict, **more):
    act = desk.act(**{"reason": "Checked with the owner", **facts})
    given = {"viewer": desk.viewer, "act": act, **WITH, **more}
    return decision(desk.store, desk.catalogue, approval_id, **given)


def approved(desk: Desk) -> str:
    """The id of an approval of deleting the company, by somebody else."""
    approval_id = ask(asker(desk))
    approve(colleague(desk), approval_id)
    return approval_id


def carry_out(desk: Desk, approval_id: str, key=(C1,), way: Way = Way.CASCADE, **more):
    given = {"approval": approval_id, "viewer_of": viewer_of, **more}
    return desk.delete("companies", key, way, **given)


def stored(desk: Desk, approval_id: str) -> Item:
    return desk.item("approvals", (approval_id,))
