"""Approvals as people read them: one, those that wait, those that were decided, the last of a
subject. An approval that was given too long ago, or by somebody who may approve no longer, reads as
lapsed, whatever is stored."""

from dataclasses import dataclass, replace
from datetime import datetime

from entities.catalogue import Catalogue
from entities.errors import ActionNotAllowed, ItemNotFound
from entities.operations.flags import moment
from entities.operations.paging import FIRST, Mark, read_slice
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer, ViewerOf

SEEN_WITH = ("approve", "request approval")
MOST_OPEN = 100
DECIDED_SIZE = 25


@dataclass(frozen=True)
class Approval:
    """`subject` is the address of what it is about; `plan` is only there where one was read by
    itself. `reason` is the requester's, `decision` the other person's."""

    approval_id: str
    act: str
    words: str
    subject: str
    plan_hash: str
    plan: tuple[str, ...]
    status: str
    requested_by: str
    requested_at: datetime | None
    reason: str
    decided_by: str
    decided_at: datetime | None
    decision: str
    lapses_at: datetime | None
    carried_out_by: str
    carried_out_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status == "requested"


@dataclass(frozen=True)
class Listing:
    """What waits for a decision, the oldest first, and a page of what was decided."""

    open: list[Approval]
    decided: list[Approval]
    next: Mark | None = None
    previous: Mark | None = None


def sees_approvals(viewer: Viewer) -> bool:
    return any(map(viewer.may, SEEN_WITH))


def must_see_approvals(viewer: Viewer) -> None:
    """Raises ActionNotAllowed."""
    if not sees_approvals(viewer):
        raise ActionNotAllowed(SEEN_WITH[0])


def read_approval(
    store,
    catalogue: Catalogue,
    approval_id: str,
    *,
    viewer: Viewer,
    now: datetime,
    viewer_of: ViewerOf,
) -> Approval:
    """Raises ActionNotAllowed, ItemNotFound."""
    must_see_approvals(viewer)
    return as_it_stands(approval_of(approval_item(store, catalogue, approval_id), now), viewer_of)


def approval_item(store, catalogue: Catalogue, approval_id: str) -> Item:
    """As it is now. Raises ItemNotFound."""
    entity = catalogue.entity("approvals")
    item = store.find(entity, (approval_id,), consistent=True) if approval_id else None
    if item is None:
        raise ItemNotFound(entity.label, approval_id)
    return item


def list_approvals(
    store,
    catalogue: Catalogue,
    *,
    viewer: Viewer,
    now: datetime,
    viewer_of: ViewerOf,
    mark: Mark = FIRST,
) -> Listing:
    """Two queries, and one batch for the plans of what waits. Raises ActionNotAllowed."""
    found = open_approvals(store, catalogue, viewer=viewer, now=now)
    entity = catalogue.entity("approvals")
    waiting = _whole(store, entity, found, now)
    path = _path(entity, "phase-index", "decided")
    page = read_slice(store, entity, path, mark, size=DECIDED_SIZE, descending=True)
    decided = [as_it_stands(approval_of(item, now), viewer_of) for item in page.items]
    return Listing(waiting, decided, page.next, page.previous)


def _whole(store, entity: Entity, found: list[Approval], now: datetime) -> list[Approval]:
    """With their plans, and as they are now: the index may be late."""
    keys = [(approval.approval_id,) for approval in found]
    items = store.batch_get({entity: keys}, consistent=True) if keys else {}
    whole = [items.get((entity.name, key)) for key in keys]
    read = [approval_of(item, now) for item in whole if item]
    return [approval for approval in read if approval.is_open]


def open_approvals(store, catalogue: Catalogue, *, viewer: Viewer, now: datetime) -> list[Approval]:
    """What waits for a decision, at most 100, the oldest first: one query. Raises
    ActionNotAllowed."""
    must_see_approvals(viewer)
    entity = catalogue.entity("approvals")
    page = store.page(entity, _path(entity, "phase-index", "open"), limit=MOST_OPEN)
    return [approval_of(item, now) for item in page.items]


def last_approval(
    store, catalogue: Catalogue, subject: str, *, now: datetime, viewer_of: ViewerOf
) -> Approval | None:
    """What was last asked for this subject, whatever became of it. For who may open the subject;
    found through an index, which may be late, and read as it is now."""
    entity = catalogue.entity("approvals")
    path = _path(entity, "subject-index", subject)
    page = store.page(entity, path, limit=1, backward=True)
    found = [store.find(entity, entity.key_of(item), consistent=True) for item in page.items]
    read = (approval_of(item, now) for item in found if item)
    return next((as_it_stands(approval, viewer_of) for approval in read), None)


def as_it_stands(approval: Approval, viewer_of: ViewerOf) -> Approval:
    """Good only while who gave it may approve: an account can lose that within the hours."""
    given = approval.status == "approved"
    if given and not viewer_of(approval.decided_by).may("approve"):
        return replace(approval, status="lapsed")
    return approval


def approval_of(item: Item, now: datetime) -> Approval:
    """What cannot be read is empty."""
    lapses_at = moment(_text(item, "lapsesAt"))
    status = _text(item, "status")
    lapsed = status == "approved" and (lapses_at is None or lapses_at <= now)
    plan = item.get("plan")
    return Approval(
        approval_id=_text(item, "approvalId"),
        act=_text(item, "act"),
        words=_text(item, "words"),
        subject=_text(item, "subject"),
        plan_hash=_text(item, "planHash"),
        plan=tuple(map(str, plan)) if isinstance(plan, list) else (),
        status="lapsed" if lapsed else status,
        requested_by=_text(item, "requestedBy"),
        requested_at=moment(_text(item, "requestedAt")),
        reason=_text(item, "reason"),
        decided_by=_text(item, "decidedBy"),
        decided_at=moment(_text(item, "decidedAt")),
        decision=_text(item, "decision"),
        lapses_at=lapses_at,
        carried_out_by=_text(item, "carriedOutBy"),
        carried_out_at=moment(_text(item, "carriedOutAt")),
    )


def _path(entity: Entity, index: str, value: str) -> AccessPath:
    named = entity.index(index)
    return AccessPath("query", named, Equals(named.partition, value), keys=entity.keys)


def _text(item: Item, name: str) -> str:
    held = item.get(name)
    return held if isinstance(held, str) else ""
