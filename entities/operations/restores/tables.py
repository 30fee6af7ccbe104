"""Real tables by their names, for work on whole tables: every item, of whatever kind."""

from collections.abc import Mapping

from entities.dynamodb.description import TableDescription
from entities.operations.tables.desired import Desired
from entities.schema.entity import Entity, Index
from entities.schema.fields import Anything
from entities.schema.system import ENVIRONMENTS, System

ANYWHERE = System("anywhere", "Tables by name", prefixes=dict.fromkeys(ENVIRONMENTS, ""))


def table_at(
    desired: Desired, name: str, keys: Mapping[str, str], indexes: tuple[Index, ...] = ()
) -> Entity:
    """The table of this real name, of the declared shape. `keys` are S, N or B by key attribute,
    in the order of the key; what was backed up may have other ones than are declared."""
    types = {**desired.key_types, **keys}
    partition, sort = (*keys, None)[:2]
    named = {*keys, *(key for index in indexes for key in index.keys)}
    return Entity(
        f"table {name}",
        system=ANYWHERE,
        generation=desired.entity.generation,
        table=name,
        label=desired.entity.label,
        partition=partition,
        sort=sort,
        key_types=tuple((key, types[key]) for key in named),
        fields=tuple(map(Anything, named)),
        columns=(),
        indexes=indexes,
        settings=desired.settings,
    )


def keys_of(description: TableDescription) -> dict[str, str]:
    """S, N or B of each key attribute of a live table, in the order of its key."""
    types = dict(description.key_types)
    names = (description.partition, *((description.sort,) if description.sort else ()))
    return {name: types[name] for name in names}
