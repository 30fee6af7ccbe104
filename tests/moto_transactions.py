"""Makes moto's transactions fast enough to load data with.

moto copies the whole table, every item in depth, once per action of a transaction, so that it can
roll back. Here it is copied once per transaction, and items that are updated in place are copied
just before: the same roll-back, without the cost. And moto mixes the transactions of two threads,
where the service carries out one after the other; so does this.
"""

from collections import defaultdict
from copy import copy, deepcopy
from functools import wraps
from threading import Lock, local

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

one_at_a_time = Lock()
current = local()  # .copies: the copies of tables made in this thread's transaction, or None


def install() -> None:
    Table.__deepcopy__ = _copy_of_table
    DynamoDBBackend.transact_write_items = _once_per_table(DynamoDBBackend.transact_write_items)
    DynamoDBBackend.update_item = _on_a_copy(DynamoDBBackend.update_item)


def _copy_of_table(table: Table, memo: dict) -> Table:
    copies = getattr(current, "copies", None)
    if copies is None:
        twin = object.__new__(Table)
        memo[id(table)] = twin
        twin.__dict__.update(deepcopy(table.__dict__, memo))
        return twin
    if id(table) not in copies:
        copies[id(table)] = _snapshot(table)
    return copies[id(table)]


def _snapshot(table: Table) -> Table:
    twin = copy(table)
    twin.items = defaultdict(dict)
    for key, held in table.items.items():
        twin.items[key] = dict(held) if table.has_range_key else held
    if table.stream_shard:
        twin.stream_shard = copy(table.stream_shard)
        twin.stream_shard.items = list(table.stream_shard.items)
    return twin


def _once_per_table(transact_write_items):
    @wraps(transact_write_items)
    def transact(backend, transact_items):
        with one_at_a_time:
            current.copies = {}
            try:
                return transact_write_items(backend, transact_items)
            finally:
                current.copies = None

    return transact


def _on_a_copy(update_item):
    @wraps(update_item)
    def update(backend, table_name, key, *arguments, **named):
        if getattr(current, "copies", None) is not None:
            _own(backend.get_table(table_name), key)
        return update_item(backend, table_name, key, *arguments, **named)

    return update


def _own(table: Table, key: dict) -> None:
    """Put a copy of an item in its place, so that a snapshot keeps the one it has."""
    held, name = table.items, DynamoType(key[table.hash_key_attr])
    if table.range_key_attr:
        held, name = held.get(name, {}), DynamoType(key[table.range_key_attr])
    if name in held:
        held[name] = deepcopy(held[name])
