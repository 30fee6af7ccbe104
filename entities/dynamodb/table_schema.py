"""What a table is declared to be, as CreateTable takes it; CloudFormation shares the shape."""

from collections.abc import Iterable

from entities.schema.entity import Entity, Index


def table_definition(entity: Entity, sharing: Iterable[Entity] = ()) -> dict:
    """CreateTable's arguments without the name and tags.

    `sharing` are the entities of the same table; their indexes are united. TTL and recovery to a
    point in time are set once the table is there.
    """
    entities = tuple({held.name: held for held in (entity, *sharing)}.values())
    indexes = tuple({index.name: index for held in entities for index in held.indexes}.values())
    settings = entity.settings
    return {
        "KeySchema": key_elements(entity.keys),
        "AttributeDefinitions": _attributes(entities),
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": settings.deletion_protection,
        **_indexes("GlobalSecondaryIndexes", [index for index in indexes if not index.local]),
        **_indexes("LocalSecondaryIndexes", [index for index in indexes if index.local]),
        **({"SSESpecification": {"Enabled": True}} if settings.encryption else {}),
        **({"StreamSpecification": _stream(settings.stream)} if settings.stream else {}),
    }


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


def _attributes(entities: tuple[Entity, ...]) -> list[dict[str, str]]:
    """The types of every key and index attribute; the first entity that declares one decides."""
    types: dict[str, str] = {}
    for entity in entities:
        for name in (*entity.keys, *(key for index in entity.indexes for key in index.keys)):
            types.setdefault(name, entity.key_type(name))
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def _indexes(argument: str, indexes: list[Index]) -> dict:
    return {argument: [index_definition(index) for index in indexes]} if indexes else {}


def _stream(view: str) -> dict:
    return {"StreamEnabled": True, "StreamViewType": view}
