"""Committing steps: all of them or none, once, and with the right sentence when it was none.

A time-out says nothing about what happened. The same token is sent again; DynamoDB applies it once
within ten minutes. Where an answer never comes, or an engine applied a token twice, the `proof` is
read back: the audit entry that only this transaction writes.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from entities.dynamodb.actions import request_of
from entities.dynamodb.backoff import wait_before
from entities.dynamodb.errors import TransactionRefused
from entities.dynamodb.limits import ACTIONS
from entities.dynamodb.steps import Action, Step, failing, fold
from entities.dynamodb.store import Store
from entities.errors import (
    OutcomeUnknown,
    Refusal,
    ServiceRefused,
    Throttled,
    TooMuchAtOnce,
    Unreachable,
)
from entities.schema.entity import Entity
from entities.schema.values import Key

REFUSED = "ConditionalCheckFailed"
PASSING = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
TRIES = 8


@dataclass(frozen=True)
class Proof:
    """An item that exists exactly if the transaction was applied."""

    entity: Entity
    key: Key


def commit(store: Store, steps: Iterable[Step], *, proof: Proof, token: str = "") -> None:
    """Apply all steps or none.

    `token` makes it once for the same click; at most 36 characters. Raises the `refused` of the
    step whose conditions failed, TooMuchAtOnce, Throttled, OutcomeUnknown, and what the service
    refuses.
    """
    actions = fold(steps)
    if len(actions) > ACTIONS:
        raise TooMuchAtOnce(len(actions), ACTIONS)
    request = request_of(store, actions, token or uuid.uuid4().hex)
    doubtful = False
    for attempt in range(1, TRIES + 1):
        try:
            store.call("TransactWriteItems", _tables(store, actions), request)
            return
        except TransactionRefused as refused:
            refusal = _refusal(actions, refused)
            if refusal and doubtful and _applied(store, proof):
                return  # an earlier try of ours was applied after all
            if refusal:
                raise refusal from refused
        except Unreachable:
            doubtful = True
        except Throttled:
            pass
        store.sleep(wait_before(attempt))
    _conclude(store, proof, doubtful, actions)


def _conclude(store: Store, proof: Proof, doubtful: bool, actions: Sequence[Action]) -> None:
    if not doubtful:
        raise Throttled(_tables(store, actions))
    if not _applied(store, proof):
        raise OutcomeUnknown


def _applied(store: Store, proof: Proof) -> bool:
    try:
        return store.find(proof.entity, proof.key, consistent=True) is not None
    except Unreachable as error:
        raise OutcomeUnknown from error


def _refusal(actions: Sequence[Action], refused: TransactionRefused) -> Refusal | None:
    """The error of the first step that failed; None where waiting a moment may help."""
    for action, reason, item in zip(actions, refused.reasons, refused.items, strict=True):
        if reason == REFUSED:
            return failing(action, item).refused
    hopeless = [r for r in refused.reasons if r != "None" and r not in PASSING]
    return ServiceRefused("TransactWriteItems", hopeless[0]) if hopeless else None


def _tables(store: Store, actions: Sequence[Action]) -> str:
    return ", ".join(sorted({store.table(action.step.entity) for action in actions}))
