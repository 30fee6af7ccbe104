"""Asking, approving, declining, withdrawing: each one transaction with its audit entries."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from entities.catalogue import Catalogue
from entities.errors import (
    ApprovalMovedOn,
    AskedAlready,
    DecidedAlready,
    NotYourRequest,
    OwnRequest,
)
from entities.operations.acts import once
from entities.operations.approvals.plans import Plan
from entities.operations.approvals.reading import (
    Approval,
    approval_item,
    approval_of,
    last_approval,
)
from entities.operations.approvals.using import GOOD_FOR, is_second_person, seals_of
from entities.operations.audit import Recorded
from entities.operations.deeds import Act, Deed
from entities.operations.reasons import check_full_reason
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.masking import mask_text
from entities.schema.values import Item
from entities.schema.viewer import Viewer, ViewerOf


@dataclass(frozen=True)
class Settled:
    """The approval that was asked for or decided, and the entries of it."""

    approval_id: str
    entries: list[Recorded]


def request(
    store,
    catalogue: Catalogue,
    plan: Plan,
    subject: str,
    *,
    viewer: Viewer,
    act: Act,
    sealer,
    viewer_of: ViewerOf,
) -> Settled:
    """Ask another person to agree to the plan. `subject` is the address of what it is about.

    An approval of the same subject that fits no longer is closed as lapsed. Raises
    ActionNotAllowed, ReasonTooShort, AskedAlready, and what `write` raises.
    """
    _must_be(viewer, act, "request approval")
    approval_id = _id_of(act)

    def requesting() -> Settled:
        earlier = last_approval(store, catalogue, subject, now=act.now, viewer_of=viewer_of)
        deeds = [_asked(catalogue, approval_id, plan, subject, act)]
        if earlier:
            _must_be_asked_anew(earlier, plan)
            deeds += _lapsed(store, catalogue, earlier.approval_id, act)
        return Settled(approval_id, write(store, catalogue, deeds, act, sealer=sealer))

    return once(store, catalogue, act, requesting, lambda told: Settled(approval_id, told))


def approve(
    store,
    catalogue: Catalogue,
    approval_id: str,
    *,
    plan_hash: str,
    viewer: Viewer,
    act: Act,
    sealer,
) -> Settled:
    """Agree to what another person asks for; `plan_hash` is that of the plan that was read.

    Raises ActionNotAllowed, ReasonTooShort, ItemNotFound, OwnRequest, DecidedAlready, and
    ApprovalMovedOn for another plan.
    """
    _must_be(viewer, act, "approve")

    def agreed(item: Item) -> Item:
        names = (viewer.name, act.actor)
        if not all(is_second_person(name, item.get("requestedBy", "")) for name in names):
            raise OwnRequest
        if item.get("planHash") != plan_hash:
            raise ApprovalMovedOn
        given = item | _decision("approved", act) | {"lapsesAt": stamp(act.now + GOOD_FOR)}
        return given | {"seal": seals_of(given, sealer)[0]}

    return _settle(store, catalogue, approval_id, "approve", agreed, act, sealer)


def decline(
    store, catalogue: Catalogue, approval_id: str, *, viewer: Viewer, act: Act, sealer
) -> Settled:
    """Raises ActionNotAllowed, ReasonTooShort, ItemNotFound, DecidedAlready."""
    _must_be(viewer, act, "approve")

    def declined(item: Item) -> Item:
        return item | _decision("declined", act)

    return _settle(store, catalogue, approval_id, "decline", declined, act, sealer)


def withdraw(
    store, catalogue: Catalogue, approval_id: str, *, viewer: Viewer, act: Act, sealer
) -> Settled:
    """Raises ActionNotAllowed, ItemNotFound, DecidedAlready, NotYourRequest."""
    viewer.must("request approval")

    def withdrawn(item: Item) -> Item:
        by = item.get("requestedBy", "")
        if viewer.name != by:
            raise NotYourRequest(by)
        return item | _decision("withdrawn", act)

    return _settle(store, catalogue, approval_id, "withdraw", withdrawn, act, sealer)


def _must_be(viewer: Viewer, act: Act, action: str) -> None:
    viewer.must(action)
    check_full_reason(act.reason)


def _id_of(act: Act) -> str:
    """The same for the same click."""
    if not act.token:
        return uuid.uuid4().hex
    return sha256(f"approval {act.actor}\n{act.token}".encode()).hexdigest()[:32]


def _must_be_asked_anew(earlier: Approval, plan: Plan) -> None:
    """Raises AskedAlready for a request that waits, and for an approval that still fits."""
    fits = earlier.status == "approved" and earlier.plan_hash == plan.hash
    if earlier.is_open or fits:
        raise AskedAlready(earlier.requested_by, earlier.status)


def _asked(catalogue: Catalogue, approval_id: str, plan: Plan, subject: str, act: Act) -> Deed:
    item: Item = {
        "approvalId": approval_id,
        "act": plan.act,
        "words": plan.words,
        "subject": subject,
        "planHash": plan.hash,
        "plan": list(plan.lines),
        "status": "requested",
        "phase": "open",
        "requestedBy": act.actor,
        "requestedAt": stamp(act.now),
        "reason": mask_text(act.reason),
    }
    return Deed(catalogue.entity("approvals"), "request", None, item)


def _lapsed(store, catalogue: Catalogue, approval_id: str, act: Act) -> list[Deed]:
    """The deed that closes what was approved and is good for nothing any more."""
    item = approval_item(store, catalogue, approval_id)
    if item.get("status") != "approved":
        return []
    return [Deed(catalogue.entity("approvals"), "lapse", item, item | {"status": "lapsed"})]


def _decision(status: str, act: Act) -> Item:
    return {
        "status": status,
        "phase": "decided",
        "decidedBy": act.actor,
        "decidedAt": stamp(act.now),
        "decision": mask_text(act.reason),
    }


def _settle(
    store,
    catalogue: Catalogue,
    approval_id: str,
    action: str,
    settled: Callable[[Item], Item],
    act: Act,
    sealer,
) -> Settled:
    def settling() -> Settled:
        before = approval_item(store, catalogue, approval_id)
        approval = approval_of(before, act.now)
        if not approval.is_open:
            raise DecidedAlready(approval.status, approval.carried_out_by or approval.decided_by)
        deed = Deed(catalogue.entity("approvals"), action, before, settled(before))
        return Settled(approval_id, write(store, catalogue, [deed], act, sealer=sealer))

    return once(store, catalogue, act, settling, lambda told: Settled(approval_id, told))
