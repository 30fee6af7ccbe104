"""A summary of exported tables, as text: items, sizes, indexes, by generation of each system."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from entities.operations.tables.schemas import Schema
from entities.schema.system import System

SUMMARY = "table-summary.txt"  # the name of its file
MEGABYTE = 1024 * 1024


def summary(system: System, schemas: list[Schema], missing: list[str]) -> str:
    """The text. `missing` are names of declared tables that are not there."""
    return "\n".join((*_head(system, schemas), *_generations(system, schemas), *_missing(missing)))


def _head(system: System, schemas: list[Schema]) -> Iterator[str]:
    if schemas:
        first = schemas[0]
        yield f"Tables of {system.label}, {first.environment}, in {first.region}"
        yield f"Read at {first.statistics['ReadAt']}. Items and sizes are refreshed by DynamoDB"
        yield "about every six hours: between that and now they may have changed."
        yield ""


def _generations(system: System, schemas: list[Schema]) -> Iterator[str]:
    for name, label in system.generations:
        held = [schema for schema in schemas if schema.generation == name]
        if held:
            yield label
            yield from (f"{n:>3}. {_line(schema)}" for n, schema in enumerate(held, 1))
            yield from _totals(held)
            yield ""


def _line(schema: Schema) -> str:
    indexes = _number(len(schema.global_indexes), "GSI")
    items = _number(schema.items, "item")
    return f"{schema.table} ({items}, {_megabytes(schema.bytes)}, {indexes})"


def _totals(schemas: list[Schema]) -> Iterator[str]:
    items = sum(schema.items for schema in schemas)
    size = sum(schema.bytes for schema in schemas)
    indexes = sum(len(schema.global_indexes) for schema in schemas)
    yield (
        f"Total: {_number(len(schemas), 'table')}, {_number(items, 'item')}, "
        f"{_megabytes(size)}, {_number(indexes, 'GSI')}"
    )
    for count, names in sorted(_distribution(schemas).items()):
        yield f"  {_number(count, 'GSI')}: {_number(len(names), 'table')} ({', '.join(names)})"
    for schema in schemas:
        if schema.time_to_live:
            yield f"  TTL: {schema.table} by {schema.time_to_live}"


def _distribution(schemas: Iterable[Schema]) -> dict[int, list[str]]:
    spread: dict[int, list[str]] = defaultdict(list)
    for schema in schemas:
        spread[len(schema.global_indexes)].append(schema.table)
    return spread


def _missing(names: list[str]) -> Iterator[str]:
    if names:
        yield "Declared and not there"
        yield from (f"  {name}" for name in names)
        yield ""


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.2f} MB"
