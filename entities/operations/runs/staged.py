"""Work on units that were put aside before it starts: which of them are each segment's."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from entities.dynamodb.typed_json import from_typed_json, to_typed_json
from entities.operations.runs.base import Slice, Task
from entities.operations.runs.parts import UNITS, Parts
from entities.operations.runs.units import UnitWork
from entities.schema.values import Key, Value

SIDE_BY_SIDE = 4  # segments of what many workers may do at once
WORTH_IT = 10 * UNITS  # units from which on it is worth it


class StagedWork(UnitWork):
    """A unit is a list that begins with its place in a list or file, as people know it."""

    def units(self, task: Task) -> Sequence[Any]:
        options = task.segment.options
        return Parts(task.hands, options["parts"], int(options["from"]), int(options["to"]))

    def at(self, number: int, unit: Any) -> int:
        return unit[0]


def slices_of(
    parts: str,
    count: int,
    *,
    entity: str = "",
    payload: bytes = b"",
    options: Mapping[str, Value] | None = None,
) -> Iterator[Slice]:
    """The segments that share these units, in ranges; their order does not matter."""
    shares = SIDE_BY_SIDE if count >= WORTH_IT else 1
    bounds = [count * share // shares for share in range(shares + 1)]
    for number, (begin, end) in enumerate(zip(bounds, bounds[1:], strict=False)):
        own = {**(options or {}), "parts": parts, "from": Decimal(begin), "to": Decimal(end)}
        yield Slice(f"{number:03d}", entity, total=end - begin, options=own, payload=payload)


def plain_key(key: Key) -> list:
    return [to_typed_json(part) for part in key]


def key_from(plain: list) -> Key:
    return tuple(map(from_typed_json, plain))
