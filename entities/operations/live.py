"""The table as it really is: which keys and indexes a declaration meets in the account.

Old tables have other keys than their design (`timestamp` instead of `zoneinfo`), so every operation
works with the adapted entity and says where it differs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import starmap
from typing import TypeAlias

from entities.operations.flags import TYPE_NAMES
from entities.schema.access import KeySchema
from entities.schema.entity import Entity
from entities.schema.fields import Field, Text

KeyTypes: TypeAlias = tuple[tuple[str, str], ...]  # of key and index attributes: S, N or B


@dataclass(frozen=True)
class Live:
    """An entity fitted to its table. `differences` are sentences; with any, nothing is written."""

    entity: Entity
    keys: KeySchema
    differences: tuple[str, ...] = ()


def live(store, entity: Entity) -> Live:
    """Raises TableMissing, TableNotReady and the errors of an unreachable service."""
    keys = store.key_schema(entity)
    types = _other_types(entity, store.description(entity).key_types)
    differences = (*_other_keys(entity, keys), *starmap(_other_type, types))
    fitted = _fitted(entity, keys, types) if differences else entity
    return Live(fitted, keys, differences)


def _other_keys(entity: Entity, keys: KeySchema) -> Iterator[str]:
    if keys.keys != entity.keys:
        declared, found = " and ".join(entity.keys), " and ".join(keys.keys)
        yield f"The table is keyed by {found}, the declaration says {declared}."


def _other_types(entity: Entity, live: KeyTypes) -> KeyTypes:
    """The live types of declared key and index attributes that are declared otherwise."""
    known = entity.fields_by_name
    return tuple((name, t) for name, t in live if name in known and entity.key_type(name) != t)


def _other_type(name: str, kind: str) -> str:
    return f"As a key “{name}” is a {TYPE_NAMES[kind]} in the table, which the declaration denies."


def _fitted(entity: Entity, keys: KeySchema, types: KeyTypes) -> Entity:
    unknown = [name for name in keys.keys if name not in entity.fields_by_name]
    return replace(
        entity,
        partition=keys.partition,
        sort=keys.sort,
        key_types=(*entity.key_types, *types),
        fields=(*(_without(f, unknown) for f in entity.fields), *map(Text, unknown)),
    )


def _without(declared: Field, names: list[str]) -> Field:
    """The field without those of its aliases that are keys here, and so fields of their own."""
    return replace(declared, aliases=tuple(a for a in declared.aliases if a not in names))
