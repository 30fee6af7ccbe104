"""Applying a plan: exactly what was shown, one change at a time, each on the record."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from entities.catalogue import Catalogue
from entities.dynamodb.table_calls import TableCall
from entities.errors import Refusal, TablePlanMoved
from entities.operations.reasons import check_reason, is_required
from entities.operations.tables.changing import Outcome, Tell, carry_out, is_waiting
from entities.operations.tables.creation import create
from entities.operations.tables.desired import Desired
from entities.operations.tables.plan import Creation, Mending, TablePlan, make_plan
from entities.operations.tables.recording import Recorder

# What comes of a call that builds or removes an index, in words.
ChangeIndex: TypeAlias = Callable[[Desired, TableCall], str]

WAITING = "begun; apply again when the change of TTL is over, which takes up to an hour"


def apply_plan(
    store,
    catalogue: Catalogue,
    plan: TablePlan,
    recorder: Recorder,
    *,
    tell: Tell,
    change_index: ChangeIndex,
) -> Iterator[Outcome]:
    """One outcome per table created and per difference mended, as it is done.

    `change_index` sees to the calls that build or remove an index, which may take hours. What one
    refusal stops does not stop the others. Raises ReasonMissing in production, and TablePlanMoved
    where the tables are no longer what they were when the plan was made.
    """
    check_reason(recorder.act.reason, required=is_required(store))
    asked = {"system": plan.system, "table": plan.table, "named": plan.named}
    now = make_plan(store, catalogue, **asked)
    if now.hash != plan.hash:
        raise TablePlanMoved
    for creation in plan.creations:
        yield _make(store, creation, recorder)
    for mending in plan.mendings:
        yield _mend(store, mending, recorder, tell, change_index)


def _make(store, creation: Creation, recorder: Recorder) -> Outcome:
    try:
        return create(store, creation.desired, recorder)
    except Refusal as refusal:
        return Outcome(creation.desired.name, _said(refusal), failed=True)


def _said(refusal: Refusal) -> str:
    return f"{refusal} {refusal.hint}".strip()


def _mend(
    store, mending: Mending, recorder: Recorder, tell: Tell, change_index: ChangeIndex
) -> Outcome:
    name = mending.desired.name
    said = []
    try:
        for call in mending.calls:
            if is_waiting(store, call):
                said.append(WAITING)
                break
            tell(name, f"{call.words} …")
            if call.index_changes:
                outcome = change_index(mending.desired, call)
            else:
                outcome = carry_out(store, mending.desired, call, recorder, tell=tell)
            said.append(f"{call.words}: {outcome}")
    except Refusal as refusal:
        return Outcome(name, "; ".join((*said, _said(refusal))), failed=True)
    return Outcome(name, "; ".join(said) or f"{mending.difference.kind}: mended with the above")
