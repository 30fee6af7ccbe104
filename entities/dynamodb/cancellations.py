"""Why a transaction was cancelled, as the refusal of the step that is to blame."""

from collections.abc import Sequence
from contextlib import suppress

from entities.dynamodb.errors import Contended, TransactionRefused
from entities.dynamodb.steps import Step
from entities.dynamodb.store import Store
from entities.errors import ChainMoved, Refusal, ServiceRefused, Throttled
from entities.schema.values import Item

CONDITION = "ConditionalCheckFailed"
CONFLICT = "TransactionConflict"
PASSING = {"None", CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded"}


def explained(
    store: Store, steps: Sequence[Step], actions: Sequence[Step], cancelled: TransactionRefused
) -> Refusal:
    """The refusal to raise for steps that were folded into these actions.

    That of the first failing step; but a moved chain only if nothing else is in the way. Contended
    or Throttled where waiting may help.
    """
    refusal = _explained(store, steps, actions, cancelled)
    refusal.__cause__ = cancelled
    return refusal


def _explained(
    store: Store, steps: Sequence[Step], actions: Sequence[Step], cancelled: TransactionRefused
) -> Refusal:
    reasons = cancelled.reasons
    if len(reasons) != len(actions):
        return ServiceRefused("TransactWriteItems", "no reasons given")
    failing = [step.refused for step in _failing(store, steps, actions, cancelled)]
    known = PASSING | {CONDITION} if failing else PASSING
    hopeless = [ServiceRefused("TransactWriteItems", code) for code in reasons if code not in known]
    moved = [refusal for refusal in failing if isinstance(refusal, ChainMoved)]
    others = [refusal for refusal in failing if refusal not in moved]
    for refusal in (*others, *hopeless, *moved):
        return refusal
    return Contended() if CONFLICT in reasons else Throttled(cancelled.table)


def _failing(
    store: Store, steps: Sequence[Step], actions: Sequence[Step], cancelled: TransactionRefused
) -> list[Step]:
    """The steps whose conditions did not hold, in the order of the steps."""
    failing: list[Step] = []
    for action, reason, item in zip(actions, cancelled.reasons, cancelled.items, strict=True):
        if reason == CONDITION:
            parts = [step for step in steps if step.place == action.place and step.conditions]
            failing += _blamed(store, parts, item)
    return [step for step in steps if step in failing]


def _blamed(store: Store, parts: list[Step], item: Item | None) -> list[Step]:
    """Those of the steps on one item that it did not meet; `item` is as the service found it."""
    if len(parts) < 2:
        return parts
    if item is None:
        # It is not there, or this engine does not tell what it found.
        with suppress(Refusal):
            item = store.find(parts[0].entity, parts[0].key, consistent=True)
    return [step for step in parts if not step.allows(item)] or parts[:1]
