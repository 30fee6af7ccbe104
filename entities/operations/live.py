"""The table as it really is: which keys and indexes a declaration meets in the account.

Old tables have other keys than their design (`timestamp` instead of `zoneinfo`), so every operation
works with the adapted entity and says where it differs.
"""

from dataclasses import dataclass, replace

from entities.schema.access import KeySchema
from entities.schema.entity import Entity
from entities.schema.fields import Field, Text


@dataclass(frozen=True)
class Live:
    """An entity fitted to its table. `differences` are sentences; with any, nothing is written."""

    entity: Entity
    keys: KeySchema
    differences: tuple[str, ...] = ()


def live(store, entity: Entity) -> Live:
    """Raises TableMissing, TableNotReady and the errors of an unreachable service."""
    keys = store.key_schema(entity)
    if keys.keys == entity.keys:
        return Live(entity, keys)
    declared = " and ".join(entity.keys)
    found = " and ".join(keys.keys)
    differs = f"The table is keyed by {found}, the declaration says {declared}."
    return Live(_fitted(entity, keys), keys, (differs,))


def _fitted(entity: Entity, keys: KeySchema) -> Entity:
    unknown = [name for name in keys.keys if name not in entity.fields_by_name]
    return replace(
        entity,
        partition=keys.partition,
        sort=keys.sort,
        fields=(*(_without(f, unknown) for f in entity.fields), *map(Text, unknown)),
    )


def _without(declared: Field, names: list[str]) -> Field:
    """The field without those of its aliases that are keys here, and so fields of their own."""
    return replace(declared, aliases=tuple(a for a in declared.aliases if a not in names))
