"""Items of a restored table copied back over those of today, exactly as two people agreed.

The plan is made anew whenever it is looked at, so an item that moved on meanwhile makes it another
plan than the one that was approved.
"""

import json
from collections.abc import Sequence
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Check
from entities.errors import ApprovalNeeded
from entities.operations.approvals.guard import CARRIED_OUT, COPY_BACK
from entities.operations.approvals.plans import Plan
from entities.operations.approvals.using import required
from entities.operations.audit import Recorded
from entities.operations.audit.chain import item_key
from entities.operations.backups.tables import store_for
from entities.operations.bulk.applying import MovedSince
from entities.operations.bulk.preview import item_etag
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import must_be_writable
from entities.operations.live import live
from entities.operations.restores.picking import Choice, Copied, look, look_at
from entities.operations.restores.sources import source_of
from entities.operations.runs.base import Slice, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.starting import is_there, start_once
from entities.operations.tables.desired import Desired, desired_named
from entities.operations.writing import write
from entities.schema.conditions import Equals

PHRASE = "Copying items of a backup back over those of today"


def copy_plan(choice: Choice, items: Sequence[Copied], sealer) -> Plan:
    """What would be done now: another plan as soon as an item is another one, on either side."""
    count = len(items)
    noun = "item" if count == 1 else "items"
    return Plan.of(
        "restore",
        f"Copy {count:,} {noun} of backup set {choice.set_id} back over today's",
        PHRASE,
        [item.words for item in items],
        [choice.copy_id, *(facts_of(item, sealer) for item in items)],
    )


def facts_of(item: Copied, sealer) -> list[str]:
    etags = [item_etag(item.entity, i, sealer) if i else "" for i in (item.backup, item.today)]
    return [item_key(item.entity, item.key, sealer), *etags]


def start_copy(hands: Hands, work: Work, choice: Choice, approval_id: str, act: Act) -> Run:
    """Carry out what was approved, once; the same click again is the same run.

    Raises what `required` raises, and ActionNotAllowed.
    """
    if is_there(hands, choice.copy_id):
        return find_run(hands.store, hands.catalogue, choice.copy_id)
    items = look(hands, choice)
    plan = copy_plan(choice, items, hands.sealer)
    own = Act(act.actor, act.now, act.reason, act.request_id, choice.copy_id)
    known = {"act": own, "sealer": hands.sealer, "viewer_of": hands.viewer_of}
    used = required(hands.store, hands.catalogue, plan, approval_id, **known)
    facts = [facts_of(item, hands.sealer) for item in items]
    return start_once(
        hands,
        work,
        [_slice(choice, facts)],
        own,
        entities=[_table(hands, choice).entity.name],
        plan=choice.set_id,
        options={"environment": choice.environment, "approval": approval_id},
        beside=[used],
        planHash=plan.hash,
        approvedBy=used.before["decidedBy"],
    )


def copy_back(task: Task, unit: list, act: Act) -> list[Recorded]:
    """The entries by which it is undone; none where nothing differs.

    Raises MovedSince where the item is not the one that was approved, ReadOnly, and what
    `consequences` and `write` raise.
    """
    task.viewer.must("edit")
    item = look_at(task.hands, task.store.environment, unit)
    if facts_of(item, task.sealer) != json.loads(task.payload())[unit[0] - 1]:
        raise MovedSince
    if not item.changes:
        return []
    must_be_writable(live(task.store, item.entity))
    deeds = (Deed(item.entity, COPY_BACK, item.today, item.backup),)
    steps = consequences(task.store, task.catalogue, deeds, act)
    also = (*steps, approved(task.catalogue, task.run))
    return write(task.store, task.catalogue, deeds, act, sealer=task.sealer, also=also)


def approved(catalogue: Catalogue, run: Run) -> Check:
    """What each copy carries: the approval of exactly this plan was used up for this run."""
    approvals = catalogue.entity("approvals")
    given = (Equals("status", CARRIED_OUT), Equals("planHash", run.item.get("planHash", "")))
    key = (str(run.options.get("approval", "")),)
    return Check(approvals, key, given, ApprovalNeeded(PHRASE))


def _slice(choice: Choice, facts: list[list[str]]) -> Slice:
    """One segment: the order is kept, so that what others refer to can be chosen first."""
    count = len(facts)
    parts = {"parts": choice.copy_id, "from": Decimal(1), "to": Decimal(count + 1)}
    return Slice("000", total=count, options=parts, payload=json.dumps(facts).encode())


def _table(hands: Hands, choice: Choice) -> Desired:
    store = store_for(hands.store, choice.environment)
    return desired_named(store, hands.catalogue, source_of(choice.units[0][2]).table)
