"""The text of a file, from items that wait as JSON lines: CSV knows its columns at the end only."""

from collections.abc import Iterable, Iterator, Mapping

from entities.operations.transfer.columns import MASKED, columns_for
from entities.operations.transfer.json_lines import read_masked_line
from entities.operations.transfer.masks import Held
from entities.operations.transfer.rows import write_row
from entities.schema.entity import Entity
from entities.schema.masking import Masked
from entities.schema.values import type_of

Kinds = dict[str, set[str]]


def learn(kinds: Kinds, held: Held) -> None:
    """Which kinds of values stand under which name."""
    for name, value in held.items():
        kind = MASKED if isinstance(value, Masked) else type_of(value)
        kinds.setdefault(name, set()).add(kind)


def csv_text(
    entity: Entity, kinds: Mapping[str, Iterable[str]], lines: Iterable[str]
) -> Iterator[str]:
    columns = columns_for(entity, kinds)
    yield write_row(column.header for column in columns)
    for line in lines:
        yield write_row(_cells(columns, read_masked_line(line)))


def _cells(columns, held: Held) -> Iterator[str]:
    for column in columns:
        there = column.name in held and column.takes(held[column.name])
        yield column.write(held[column.name]) if there else ""
