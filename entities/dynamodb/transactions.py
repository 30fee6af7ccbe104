"""Committing steps: all of them or none, once, and with the right sentence when it was none.

A time-out says nothing about what happened. The same token is sent again, by us and by the client
on its own; DynamoDB applies it once within ten minutes. Engines that apply it twice are held off by
the `proof`, the item that only this transaction puts and that must not be there yet. So a refusal
may come of our own earlier try: before any is raised, the proof is looked for.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from entities.dynamodb.actions import request_of
from entities.dynamodb.backoff import wait_before
from entities.dynamodb.cancellations import explained
from entities.dynamodb.errors import AlreadySent, Contended, TransactionRefused
from entities.dynamodb.metering import metered
from entities.dynamodb.steps import Place, Put, Step, fold, place_of
from entities.dynamodb.store import Store
from entities.errors import OutcomeUnknown, Refusal, TableMissing, Throttled, Unreachable
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, same

PASSING = (Contended, Throttled)  # nothing was applied, and waiting helps
TRIES = 8
UNANSWERED = (Unreachable, OutcomeUnknown)
UNANSWERED_TRIES = 3  # each of them is several of the client's, and a person waits
UNSETTLED = (*UNANSWERED, Contended)  # what contended may have been an earlier try of ours


@dataclass(frozen=True)
class Proof:
    """An item that exists exactly if the transaction was applied; one of the steps puts it.

    `told_by` are the attributes that say what was asked for: where they are the same, a repeated
    click is the same click. None of them means that all attributes say it.
    """

    entity: Entity
    key: Key
    told_by: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        return place_of(self.entity, self.key)

    def is_same(self, found: Item, put: Item) -> bool:
        told = [
            {name: item[name] for name in self.told_by or item if name in item}
            for item in (found, put)
        ]
        return same(*told)


def commit(store: Store, steps: Iterable[Step], *, proof: Proof, token: str = "") -> None:
    """Apply all steps or none.

    `token` makes it once for the same click; at most 36 characters. Raises the `refused` of the
    first step whose conditions failed (ChainMoved only if nothing else did), AlreadySent,
    Contended, OutcomeUnknown, what `request_of` raises before the call, and what any call raises;
    ValueError for steps that contradict each other or do not put the proof.
    """
    steps = tuple(steps)
    actions = fold(steps)
    put = _put_of(proof, actions)
    request = request_of(store, actions, token or uuid.uuid4().hex)
    refusal, doubtful = _insist(store, steps, actions, request)
    if refusal is None or _is_applied(store, proof, put, doubtful):
        return
    if doubtful and isinstance(refusal, UNSETTLED):
        raise OutcomeUnknown from refusal
    raise refusal


def _put_of(proof: Proof, actions: Sequence[Step]) -> Item:
    """The proof as it will be. Raises ValueError unless it is put, and cannot be put twice."""
    put = next((step for step in actions if step.place == proof.place), None)
    if isinstance(put, Put) and put.allows(None) and not put.allows(put.item):
        return put.item
    raise ValueError("no step puts the proof on condition that it is not there yet")


def _insist(
    store: Store, steps: Sequence[Step], actions: Sequence[Step], request: dict
) -> tuple[Refusal | None, bool]:
    """Send it until it is applied or refused for good: the refusal, and whether some try was left
    without an answer, so that it may have been applied all the same."""
    attempt, unanswered, resent = 0, 0, False
    while True:
        attempt += 1
        with metered() as meter:
            refusal = _send(store, steps, actions, request)
        resent = resent or meter.retries > 0
        unanswered += isinstance(refusal, UNANSWERED)
        hopeful = isinstance(refusal, (*PASSING, *UNANSWERED)) and unanswered < UNANSWERED_TRIES
        if not hopeful or attempt == TRIES:
            return refusal, resent or unanswered > 0
        store.sleep(wait_before(attempt))


def _send(
    store: Store, steps: Sequence[Step], actions: Sequence[Step], request: dict
) -> Refusal | None:
    """What was refused, or None where it was applied."""
    tables = {store.table(step.entity): step.entity for step in actions}
    try:
        store.call("TransactWriteItems", ", ".join(sorted(tables)), request)
    except TransactionRefused as cancelled:
        return explained(store, steps, actions, cancelled)
    except TableMissing as missing:
        return _missing(store, tables.values()) or missing
    except Refusal as refusal:
        return refusal
    return None


def _missing(store: Store, entities: Iterable[Entity]) -> Refusal | None:
    """Which table it was: of several, the service does not say."""
    for entity in entities:
        store.forget(entity)
        try:
            store.key_schema(entity)
        except Refusal as refusal:
            return refusal
    return None


def _is_applied(store: Store, proof: Proof, put: Item, doubtful: bool) -> bool:
    """Whether an earlier try, or an earlier click, has put the proof.

    Raises AlreadySent if that click asked for something else, and OutcomeUnknown if it cannot be
    read whether a doubtful try was applied.
    """
    try:
        found = store.find(proof.entity, proof.key, consistent=True)
    except Refusal as refusal:
        if doubtful:
            raise OutcomeUnknown from refusal
        return False
    if found is not None and not proof.is_same(found, put):
        raise AlreadySent
    return found is not None
