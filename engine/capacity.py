"""Read units as DynamoDB would count them: by the size of what was read, not one figure a call.

MiniStack says half a unit for every read. A page that shows what it cost would be wrong with that,
and a read budget would never be spent. Items that a filter left out are taken to be as large as
those that were returned, or as those of the table where none was.
"""

from itertools import chain, islice

from ministack.services import dynamodb

SAMPLE = 100  # items measured of one answer; the rest are taken to be alike
UNIT = 4096  # bytes that one strongly consistent read unit reads


def install() -> None:
    original = dynamodb._add_consumed_capacity

    def add(result, data, table_name, write=False, old_item=None, new_item=None, index_name=None):
        original(result, data, table_name, write, old_item, new_item, index_name)
        if not write and "ConsumedCapacity" in result:
            table = dynamodb._tables.get(table_name, {})
            rate = 1.0 if data.get("ConsistentRead") else 0.5
            _scale(result["ConsumedCapacity"], units(table, data, result) * rate)

    dynamodb._add_consumed_capacity = add


def units(table: dict, data: dict, result: dict) -> int:
    """Strongly consistent read units of a GetItem, Query or Scan; at least one."""
    return max(1, -(-_bytes_read(table, data, result) // UNIT))


def _bytes_read(table: dict, data: dict, result: dict) -> int:
    if "ScannedCount" not in result:
        item = dynamodb._get_item_by_key(table, data.get("Key") or {})
        return dynamodb._item_size_bytes(item or {})
    returned = islice(result.get("Items") or (), SAMPLE)
    sizes = [_whole_size(table, data, item) for item in returned] or _sizes_of(table)
    return int(result["ScannedCount"] * sum(sizes) / len(sizes)) if sizes else 0


def _whole_size(table: dict, data: dict, item: dict) -> int:
    """The size of the item and not of the attributes asked for; an index is read as it returned."""
    whole = None if data.get("IndexName") else dynamodb._get_item_by_key(table, item)
    return dynamodb._item_size_bytes(whole or item)


def _sizes_of(table: dict) -> list[int]:
    items = chain.from_iterable(part.values() for part in table.get("items", {}).values())
    return [dynamodb._item_size_bytes(item) for item in islice(items, SAMPLE)]


def _scale(told: dict, total: float) -> None:
    """Put the total where the flat figure stood: the table, or the index that was read."""
    told["CapacityUnits"] = total
    for share in (told.get("Table"), *_indexes(told)):
        if share and share["CapacityUnits"]:
            share["CapacityUnits"] = total


def _indexes(told: dict):
    for name in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        yield from told.get(name, {}).values()
