"""Tables made from exported schemas alone, in another environment or account."""

from collections.abc import Iterable

from entities.catalogue import Catalogue
from entities.errors import SchemaUnreadable, SystemNotFound
from entities.operations.tables.schemas import Schema
from entities.schema.entity import Entity, Index
from entities.schema.fields import Anything
from entities.schema.system import System
from entities.schema.table_settings import (
    KMS,
    LONGEST_RECOVERY,
    PROTECTED_ENVIRONMENT,
    TableSettings,
)

OURS = ("system", "environment")  # tags that every table gets anew


class Exported(Catalogue):
    """A catalogue of bare tables: keys, indexes and settings, without any other field."""

    def __init__(self, schemas: Iterable[Schema], systems: Iterable[System]):
        super().__init__()
        known = {system.name: system for system in systems}
        tables = [bare_table(schema, _system(schema, known)) for schema in schemas]
        self.by_name = {table.name: table for table in tables}

    def shows(self, entity: Entity) -> bool:
        return True


def _system(schema: Schema, known: dict[str, System]) -> System:
    if schema.system not in known:
        raise SystemNotFound(schema.system, tuple(known))
    return known[schema.system]


def bare_table(schema: Schema, system: System) -> Entity:
    """The declaration of a table of which only its schema is known. Raises SchemaUnreadable."""
    try:
        return _bare_table(schema, system)
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaUnreadable(schema.table, "its keys or settings are not whole") from error


def _bare_table(schema: Schema, system: System) -> Entity:
    held = schema.settings
    types = {
        known["AttributeName"]: known["AttributeType"] for known in held["AttributeDefinitions"]
    }
    partition, sort = _keys(held)
    time_to_live = {schema.time_to_live: None} if schema.time_to_live else {}
    return Entity(
        f"{schema.system}-{schema.table}",
        system=system,
        generation=schema.generation,
        table=schema.table,
        label=schema.table,
        partition=partition,
        sort=sort,
        key_types=tuple(types.items()),
        fields=tuple(Anything(name) for name in {**types, **time_to_live}),
        columns=(partition,),
        indexes=tuple(_indexes(held)),
        settings=_settings(schema),
    )


def _keys(keyed: dict) -> tuple[str, str | None]:
    by_role = {key["KeyType"]: key["AttributeName"] for key in keyed["KeySchema"]}
    return by_role["HASH"], by_role.get("RANGE")


def _indexes(held: dict) -> Iterable[Index]:
    for name, local in (("GlobalSecondaryIndexes", False), ("LocalSecondaryIndexes", True)):
        for index in held.get(name, ()):
            kind = index["Projection"]["ProjectionType"]
            included = tuple(index["Projection"].get("NonKeyAttributes", ()))
            projection = included if kind == "INCLUDE" else kind
            yield Index(index["IndexName"], *_keys(index), local=local, projection=projection)


def _settings(schema: Schema) -> TableSettings:
    held = schema.settings
    recovery = held.get("PointInTimeRecoverySpecification", {})
    stream = held.get("StreamSpecification", {})
    expiry = held.get("TimeToLiveSpecification", {})
    tags = ((tag["Key"], tag["Value"]) for tag in held.get("Tags", ()))
    return TableSettings(
        ttl=expiry.get("AttributeName"),
        stream=stream.get("StreamViewType"),
        point_in_time_recovery=recovery.get("PointInTimeRecoveryEnabled", True),
        recovery_days=recovery.get("RecoveryPeriodInDays", LONGEST_RECOVERY),
        encryption=KMS if held.get("SSESpecification") else None,
        # Only production is protected: elsewhere there is nothing to learn about it.
        deletion_protection=schema.environment != PROTECTED_ENVIRONMENT
        or held.get("DeletionProtectionEnabled", True),
        tags=tuple((key, value) for key, value in tags if key not in OURS),
    )
