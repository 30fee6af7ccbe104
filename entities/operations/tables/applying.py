"""Applying a plan: exactly what was shown, one change at a time, each on the record."""

from collections.abc import Iterator

from entities.catalogue import Catalogue
from entities.dynamodb.table_calls import TableCall
from entities.errors import Refusal, TablePlanMoved
from entities.operations.reasons import check_reason, is_required
from entities.operations.tables.changing import Outcome, Tell, carry_out, is_waiting
from entities.operations.tables.creation import create
from entities.operations.tables.indexes import build_index
from entities.operations.tables.plan import Creation, Mending, TablePlan, make_plan
from entities.operations.tables.recording import Recorder

WAITING = "begun; apply again when the change of TTL is over, which takes up to an hour"


def apply_plan(
    store, catalogue: Catalogue, plan: TablePlan, recorder: Recorder, *, tell: Tell
) -> Iterator[Outcome]:
    """One outcome per table created and per difference mended, as it is done.

    What one refusal stops does not stop the others. Raises ReasonMissing in production, and
    TablePlanMoved where the tables are no longer what they were when the plan was made.
    """
    check_reason(recorder.act.reason, required=is_required(store))
    now = make_plan(store, catalogue, system=plan.system, named=plan.named)
    if now.hash != plan.hash:
        raise TablePlanMoved
    for creation in plan.creations:
        yield _make(store, creation, recorder)
    for mending in plan.mendings:
        yield _mend(store, mending, recorder, tell)


def _make(store, creation: Creation, recorder: Recorder) -> Outcome:
    try:
        return create(store, creation.desired, recorder)
    except Refusal as refusal:
        return Outcome(creation.desired.name, _said(refusal), failed=True)


def _said(refusal: Refusal) -> str:
    return f"{refusal} {refusal.hint}".strip()


def _mend(store, mending: Mending, recorder: Recorder, tell: Tell) -> Outcome:
    name = mending.desired.name
    said = []
    try:
        for call in mending.calls:
            if is_waiting(store, call):
                said.append(WAITING)
                break
            tell(name, f"{call.words} …")
            said.append(f"{call.words}: {_carry_out(store, mending, call, recorder, tell)}")
    except Refusal as refusal:
        return Outcome(name, "; ".join((*said, _said(refusal))), failed=True)
    return Outcome(name, "; ".join(said) or f"{mending.difference.kind}: mended with the above")


def _carry_out(store, mending: Mending, call: TableCall, recorder: Recorder, tell: Tell) -> str:
    if call.builds:
        return build_index(store, mending.desired, call.builds, recorder, tell=tell)
    return carry_out(store, mending.desired, call, recorder, tell=tell)
