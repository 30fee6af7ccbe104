"""What a table is declared to be, as CreateTable takes it; CloudFormation shares the shape."""

from collections.abc import Iterable

from entities.schema.entity import Entity, Index
from entities.schema.table_settings import ON_DEMAND, PROTECTED_ENVIRONMENT


def table_definition(
    entity: Entity,
    sharing: Iterable[Entity] = (),
    *,
    environment: str = PROTECTED_ENVIRONMENT,
) -> dict:
    """CreateTable's arguments without the name and tags.

    `sharing` are the entities of the same table; their indexes are united. TTL and recovery to a
    point in time are set once the table is there.
    """
    indexes = united_indexes(entity, sharing)
    settings = entity.settings
    return {
        "KeySchema": key_elements(entity.keys),
        "AttributeDefinitions": attribute_definitions(key_types(entity, sharing)),
        "BillingMode": ON_DEMAND,
        "DeletionProtectionEnabled": settings.protected_in(environment),
        **_indexes("GlobalSecondaryIndexes", [index for index in indexes if not index.local]),
        **_indexes("LocalSecondaryIndexes", [index for index in indexes if index.local]),
        **({"SSESpecification": {"Enabled": True}} if settings.encryption else {}),
        **({"StreamSpecification": _stream(settings.stream)} if settings.stream else {}),
    }


def united_indexes(entity: Entity, sharing: Iterable[Entity] = ()) -> tuple[Index, ...]:
    """The indexes of all entities of a table; the first that declares a name decides."""
    united: dict[str, Index] = {}
    for held in (entity, *sharing):
        for index in held.indexes:
            united.setdefault(index.name, index)
    return tuple(united.values())


def key_types(entity: Entity, sharing: Iterable[Entity] = ()) -> dict[str, str]:
    """S, N or B of every key and index attribute; the first entity that declares one decides."""
    types: dict[str, str] = {}
    for held in (entity, *sharing):
        for name in (*held.keys, *(key for index in held.indexes for key in index.keys)):
            types.setdefault(name, held.key_type(name))
    return types


def attribute_definitions(types: dict[str, str]) -> list[dict[str, str]]:
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def key_elements(keys: tuple[str, ...]) -> list[dict[str, str]]:
    """A KeySchema: the partition key, then the sort key where there is one."""
    return [
        {"AttributeName": name, "KeyType": role}
        for name, role in zip(keys, ("HASH", "RANGE"), strict=False)
    ]


def index_definition(index: Index) -> dict:
    return {
        "IndexName": index.name,
        "KeySchema": key_elements(index.keys),
        "Projection": _projection(index.projection),
    }


def _projection(projection: str | tuple[str, ...]) -> dict:
    if isinstance(projection, str):
        return {"ProjectionType": projection}
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(projection)}


def _indexes(argument: str, indexes: list[Index]) -> dict:
    return {argument: [index_definition(index) for index in indexes]} if indexes else {}


def _stream(view: str) -> dict:
    return {"StreamEnabled": True, "StreamViewType": view}
