"""Starting a run: its segments first, then the run itself, on the record."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal

from entities.dynamodb.loading import put_if_absent
from entities.errors import AlreadyThere
from entities.operations.deeds import Act, Deed
from entities.operations.runs.base import Slice, Work, sealed_payload
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, create_run, find_run, new_run_id
from entities.operations.runs.segments import WAITING
from entities.operations.runs.status import ENQUEUED
from entities.operations.settled import stamp
from entities.schema.masking import mask_text
from entities.schema.values import Item, Value


def start(
    hands: Hands,
    work: Work,
    slices: Iterable[Slice],
    act: Act,
    *,
    entities: Sequence[str] = (),
    company: str | None = None,
    plan: str = "",
    options: Mapping[str, Value] | None = None,
    held_by: str = "",
    action: str = "",
    beside: Sequence[Deed] = (),
    **facts: Value,
) -> Run:
    """Enqueue a run; whoever is there takes it up. Raises ActionNotAllowed.

    `held_by` names who has its segments from the start. `action` is what its audit entry is called,
    where that is not its status. `beside` is done in the same transaction, such as using up the
    approval of the run.

    `act.run_id`, where given, names the run: the same click starts it once. A kill before the run
    itself is written leaves segments without a run, which nobody ever takes up.
    """
    hands.viewer_of(act.actor).must(work.action)
    run_id = act.run_id or new_run_id(act.now)
    segments = hands.catalogue.entity("segments")
    lease = _held(hands, held_by) if held_by else {}
    items = [_segment(hands, run_id, part) | lease for part in slices]
    put_if_absent(hands.store, segments, items)
    now = stamp(act.now)
    item: Item = {
        "runId": run_id,
        "operation": work.name,
        "plan": plan,
        "status": ENQUEUED,
        "statusReason": "Waiting for a worker.",
        "reason": mask_text(act.reason),
        "entities": list(entities),
        "companyId": company or "",
        "options": dict(options or {}),
        "requestedBy": act.actor,
        "createdAt": now,
        "updatedAt": now,
        "total": sum((item.get("total", Decimal(0)) for item in items), Decimal(0)),
        **facts,
    }
    return create_run(hands, item, act, action, beside)


def is_there(hands: Hands, run_id: str) -> bool:
    """Whether the same click came before."""
    runs = hands.catalogue.entity("runs")
    return hands.store.find(runs, (run_id,), consistent=True) is not None


def start_once(hands: Hands, work: Work, slices: Iterable[Slice], act: Act, **facts) -> Run:
    """As `start`, for a click: the run that the same click started before is its answer.

    `act.run_id` names the run; `slices` are made only where it is not there yet.
    """
    if not is_there(hands, act.run_id):
        with suppress(AlreadyThere):
            return start(hands, work, slices, act, **facts)
    return find_run(hands.store, hands.catalogue, act.run_id)


def _held(hands: Hands, held_by: str) -> Item:
    until = stamp(hands.clock() + hands.lease.held)
    return {"leasedBy": held_by, "leasedUntil": until, "epoch": Decimal(1)}


def _segment(hands: Hands, run_id: str, part: Slice) -> Item:
    options = dict(part.options) | ({"always": True} if part.always else {})
    item: Item = {
        "runId": run_id,
        "segmentId": part.segment_id,
        "status": WAITING,
        "phase": Decimal(part.phase),
        "epoch": Decimal(0),
        "revision": Decimal(0),
        "done": Decimal(0),
        "failed": Decimal(0),
    }
    known = {
        "entity": part.entity,
        "options": options,
        "total": None if part.total is None else Decimal(part.total),
        "payload": sealed_payload(hands.sealer, run_id, part) if part.payload else b"",
    }
    return item | {name: value for name, value in known.items() if value not in ("", None, b"", {})}
