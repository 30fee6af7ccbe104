"""Loading items that may be there already: nothing is overwritten, a second load writes nothing.

Everything is written by transactions of conditional puts. Where the load meets items that are
there, it looks the next ones up first, 100 keys a call, and writes only what is absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.dynamodb.actions import action_of
from entities.dynamodb.backoff import drain
from entities.dynamodb.batch_get import existing_keys
from entities.dynamodb.codec import to_wire
from entities.dynamodb.errors import LeftoverItems, TransactionRefused
from entities.dynamodb.limits import (
    ACTIONS,
    ITEM_LIMIT,
    TRANSACTION_BYTES,
    batches_of,
    check_distinct,
    check_item,
)
from entities.dynamodb.steps import Check
from entities.dynamodb.store import Store
from entities.errors import ServiceRefused
from entities.schema.entity import Entity
from entities.schema.values import Item

EXISTS = "ConditionalCheckFailed"
PASSING = frozenset(
    {"None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
)


@dataclass(frozen=True)
class Loaded:
    """`written` are new, `present` were there and stay as they are."""

    written: int
    present: int


def put_if_absent(
    store: Store,
    entity: Entity,
    items: Iterable[Item],
    *,
    guard: Check | None = None,
    largest: int = ITEM_LIMIT,
) -> Loaded:
    """Write the items whose key is free.

    Each transaction carries the `guard`, and is refused with its refusal where it does not hold.
    `largest` is the most bytes that an item may take. Raises ValueInvalid before anything of a
    batch is written, and LeftoverItems with what could neither be written nor be found present
    after the last try.
    """
    written = present = 0
    looking = True
    sized = ((item, check_item(entity, item, largest)) for item in items)
    most = ACTIONS - 1 if guard else ACTIONS
    for batch in batches_of(sized, most=most, most_bytes=TRANSACTION_BYTES):
        keys = [entity.key_of(item) for item in batch]
        check_distinct(entity, keys)
        found = existing_keys(store, entity, keys) if looking else frozenset()
        absent = [item for item, key in zip(batch, keys, strict=True) if key not in found]
        taken, left = _put(store, entity, absent, guard)
        present += len(found) + taken
        written += len(absent) - taken - len(left)
        if left:
            raise LeftoverItems(store.table(entity), left, written)
        # A load into an empty table would look in vain; one that meets items goes on looking.
        looking = bool(found or taken)
    return Loaded(written, present)


def _put(
    store: Store, entity: Entity, absent: list[Item], guard: Check | None
) -> tuple[int, list[Item]]:
    """How many keys were taken meanwhile, and the items that were refused to the last."""
    table = store.table(entity)
    guards = [action_of(store, guard)] if guard else []
    taken = 0

    def send(pending: list[Item]) -> list[Item]:
        nonlocal taken
        try:
            items = [*guards, *_puts(entity, table, pending)]
            store.call("TransactWriteItems", table, {"TransactItems": items})
        except TransactionRefused as refused:
            if guard and refused.reasons[:1] == (EXISTS,):
                raise guard.refused from refused
            free = _still_free(pending, refused.reasons[len(guards) :])
            taken += len(pending) - len(free)
            return free
        return []

    left = drain(absent, send, store.sleep) if absent else []
    return taken, left


def _still_free(pending: list[Item], reasons: tuple[str, ...]) -> list[Item]:
    """The items to try again. Raises ServiceRefused for a reason that trying again cannot mend."""
    hopeless = [reason for reason in reasons if reason != EXISTS and reason not in PASSING]
    if hopeless or len(reasons) != len(pending):
        raise ServiceRefused("TransactWriteItems", hopeless[0] if hopeless else "no reasons given")
    return [item for item, reason in zip(pending, reasons, strict=True) if reason != EXISTS]


def _puts(entity: Entity, table: str, items: list[Item]) -> list[dict]:
    return [
        {
            "Put": {
                "TableName": table,
                "Item": to_wire(item),
                "ConditionExpression": "attribute_not_exists(#key)",
                "ExpressionAttributeNames": {"#key": entity.partition},
            }
        }
        for item in items
    ]
