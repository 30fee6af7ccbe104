"""How many items an index really holds, read from the index itself.

Items without the keys of an index are left out of it without a word, so this is compared with what
belongs into it, which `count_items` counts. It takes a read of the whole index: somebody asks for
it, sees before what it will cost, and it ends at a budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.description import IndexDescription
from entities.errors import IndexUnknown, TableMissing
from entities.operations.counting import OF_INDEX
from entities.operations.flags import moment
from entities.operations.tables.desired import Desired
from entities.schema.access import AccessPath
from entities.schema.viewer import Viewer

UNIT_BYTES = 8192  # a read that may be late costs half a unit per 4 KB
LEAST_UNITS = Decimal("0.5")


@dataclass(frozen=True)
class Entries:
    """`whole` False: the count ended at its budget, and there are at least that many."""

    count: int
    counted_at: datetime
    whole: bool = True
    units: Decimal = Decimal(0)


def units_to_count(held: IndexDescription, table_size: int) -> Decimal:
    """About how many read units a count costs, by the size the service last told; that of the
    table, in bytes too, where it has told none of the index yet."""
    size = Decimal(held.size or table_size)
    return max(LEAST_UNITS, (size / UNIT_BYTES).quantize(Decimal("0.1")))


def count_entries(
    store,
    catalogue: Catalogue,
    desired: Desired,
    index: str,
    *,
    viewer: Viewer,
    now: datetime,
    budget: Decimal,
) -> Entries:
    """Reads the keys of the whole index, up to `budget` read units, and keeps what it found if
    that was all. Raises ActionNotAllowed, IndexUnknown where the live table has no such index."""
    viewer.must("manage tables")
    keys = store.key_schema(desired.entity)
    found = next((known for known in keys.indexes if known.name == index), None)
    if found is None:
        raise IndexUnknown(desired.name, index, tuple(known.name for known in keys.indexes))
    whole_table = replace(desired.entity, kind=None)
    path = AccessPath("scan", index=found, keys=keys.keys)
    count, units = 0, Decimal(0)
    for page in store.pages(whole_table, path=path, attributes=found.keys):
        count += len(page.items)
        units += page.units
        if units >= budget and page.cursor:
            return Entries(count, now, False, units)
    entries = Entries(count, now, units=units)
    put_all(store, catalogue.entity("counts"), [_item(desired, index, entries)])
    return entries


def read_entries(
    store, catalogue: Catalogue, desired: Desired, indexes: Sequence[str]
) -> dict[str, Entries]:
    """What was counted last, by index. At most one call."""
    entity = catalogue.entity("counts")
    keys = {(_scope(desired, index),): index for index in indexes}
    if not keys:
        return {}
    try:
        found = store.batch_get({entity: keys})
    except TableMissing:
        return {}
    return {
        keys[key]: Entries(int(item["indexes"]["held"]), moment(item["countedAt"]))
        for (_, key), item in found.items()
    }


def _scope(desired: Desired, index: str) -> str:
    return f"{OF_INDEX}{desired.name}/{index}"


def _item(desired: Desired, index: str, entries: Entries) -> dict:
    return {
        "scope": _scope(desired, index),
        "counts": {},
        "watches": {},
        "indexes": {"held": Decimal(entries.count)},
        "countedAt": entries.counted_at.isoformat(),
    }
