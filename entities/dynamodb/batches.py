"""Our own batch writer: leftovers alone are sent again, and what was accepted is counted.

It overwrites; where something could be lost by that, loading.py or a transaction is the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.dynamodb.backoff import drain
from entities.dynamodb.codec import from_wire, to_wire
from entities.dynamodb.errors import LeftoverItems
from entities.dynamodb.limits import (
    BATCH_BYTES,
    BATCH_WRITES,
    batches_of,
    check_distinct,
    check_item,
    check_key,
)
from entities.dynamodb.store import Store
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


@dataclass(frozen=True)
class Written:
    """How many items the service accepted, counted and not assumed."""

    accepted: int


def put_all(store: Store, entity: Entity, items: Iterable[Item]) -> Written:
    """Put every item, 25 at a time. Raises ValueInvalid before a batch that could not go through,
    and LeftoverItems with what was not accepted after the last try."""
    written = 0
    sized = ((item, check_item(entity, item)) for item in items)
    for batch in batches_of(sized, most=BATCH_WRITES, most_bytes=BATCH_BYTES):
        check_distinct(entity, [entity.key_of(item) for item in batch])
        requests = [{"PutRequest": {"Item": to_wire(item)}} for item in batch]
        left = _write(store, store.table(entity), requests)
        written += len(batch) - len(left)
        if left:
            items_left = [from_wire(request["PutRequest"]["Item"]) for request in left]
            raise LeftoverItems(store.table(entity), items_left, written)
    return Written(written)


def delete_all(store: Store, entity: Entity, keys: Iterable[Key]) -> Written:
    """Delete by key, 25 at a time; a key without an item counts as accepted. Raises as put_all."""
    written = 0
    sized = ((key, check_key(entity, key) or 0) for key in keys)
    for batch in batches_of(sized, most=BATCH_WRITES, most_bytes=BATCH_BYTES):
        check_distinct(entity, batch)
        requests = [
            {"DeleteRequest": {"Key": to_wire(store.key_item(entity, key))}} for key in batch
        ]
        left = _write(store, store.table(entity), requests)
        written += len(batch) - len(left)
        if left:
            keys_left = [
                tuple(from_wire(request["DeleteRequest"]["Key"]).values()) for request in left
            ]
            raise LeftoverItems(store.table(entity), keys_left, written)
    return Written(written)


def _write(store: Store, table: str, requests: list[dict]) -> list[dict]:
    """The requests that were never accepted."""

    def send(pending: list[dict]) -> list[dict]:
        answer = store.call("BatchWriteItem", table, {"RequestItems": {table: pending}})
        return answer.get("UnprocessedItems", {}).get(table, [])

    return drain(requests, send, store.sleep)
