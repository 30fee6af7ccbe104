"""Using an approval: what an act that takes two people asks for before it does anything."""

import json
from datetime import timedelta

from entities.catalogue import Catalogue
from entities.errors import (
    ApprovalForged,
    ApprovalLapsed,
    ApprovalMovedOn,
    ApprovalNeeded,
    ApprovalNotGiven,
    OwnRequest,
)
from entities.operations.approvals.guard import CARRIED_OUT
from entities.operations.approvals.plans import Plan
from entities.operations.approvals.reading import approval_of, as_it_stands
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.schema.values import Item
from entities.schema.viewer import ViewerOf

GOOD_FOR = timedelta(hours=24)
NOBODY = frozenset({"", "nobody"})
# What an approval says, and nobody may alter.
SEALED = (
    *("approvalId", "act", "subject", "planHash", "requestedBy"),
    *("decidedBy", "decidedAt", "lapsesAt"),
)


def required(
    store,
    catalogue: Catalogue,
    plan: Plan,
    approval_id: str,
    *,
    act: Act,
    sealer,
    viewer_of: ViewerOf,
) -> Deed:
    """The deed that uses the approval up. It is written in the transaction of the act, or in its
    first one: it is refused where somebody else used the approval meanwhile.

    Raises ApprovalNeeded for none, ApprovalNotGiven, ApprovalLapsed, ApprovalForged, OwnRequest,
    and ApprovalMovedOn for one of another plan.
    """
    entity = catalogue.entity("approvals")
    item = store.find(entity, (approval_id,), consistent=True) if approval_id else None
    if item is None:
        raise ApprovalNeeded(plan.phrase)
    _must_be_good(item, act, sealer, viewer_of)
    if (item.get("act"), item.get("planHash")) != (plan.act, plan.hash):
        raise ApprovalMovedOn
    by = {"carriedOutBy": act.actor, "carriedOutAt": stamp(act.now)}
    return Deed(entity, "carry out", item, item | by | {"status": CARRIED_OUT})


def _must_be_good(item: Item, act: Act, sealer, viewer_of: ViewerOf) -> None:
    approval = as_it_stands(approval_of(item, act.now), viewer_of)
    if approval.status == "lapsed":
        raise ApprovalLapsed(int(GOOD_FOR.total_seconds()) // 3600)
    if approval.status != "approved":
        raise ApprovalNotGiven(approval.status)
    if not is_second_person(approval.decided_by, approval.requested_by):
        raise OwnRequest
    if item.get("seal") not in seals_of(item, sealer):
        raise ApprovalForged


def is_second_person(name: str, first: str) -> bool:
    """Whether both are somebody, and not the same, however the name is written."""
    names = [person.strip().casefold() for person in (name, first)]
    return names[0] != names[1] and NOBODY.isdisjoint(names)


def seals_of(item: Item, sealer) -> list[str]:
    """What shows that an approval was given through Keyroom: today's seal, then those under
    secrets from before a rotation."""
    facts = json.dumps([item.get(name, "") for name in SEALED], default=str)
    return sealer.seals(facts.encode(errors="surrogatepass"), "approval")
