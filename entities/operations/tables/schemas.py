"""Schemas of live tables as files: everything needed to make the tables again elsewhere.

Exporting only reads. A file holds what DynamoDB tells, under DynamoDB's own names, and which
declared table it is; null is off.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.dynamodb.inspection import LiveTable, inspect
from entities.errors import SchemaUnreadable, TableMissing
from entities.operations.tables.definitions import definition_of
from entities.schema.entity import Entity

FORMAT = 1
SETTINGS = (
    *("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"),
    *("BillingMode", "ProvisionedThroughput", "TableClass", "SSESpecification"),
    *("StreamSpecification", "TimeToLiveSpecification", "PointInTimeRecoverySpecification"),
    *("DeletionProtectionEnabled", "Tags"),
)
REFRESHED = "by DynamoDB, about every six hours"


@dataclass(frozen=True)
class Schema:
    """One exported table: which declared table it is, and what it is like.

    `settings` is a definition under DynamoDB's names; `statistics` are as told at `read_at`.
    """

    system: str
    generation: str
    table: str
    environment: str
    region: str
    name: str
    settings: dict
    statistics: dict

    @property
    def items(self) -> int:
        return self.statistics.get("ItemCount", 0)

    @property
    def bytes(self) -> int:
        return self.statistics.get("TableSizeBytes", 0)

    @property
    def global_indexes(self) -> list[dict]:
        return self.settings.get("GlobalSecondaryIndexes", [])

    @property
    def time_to_live(self) -> str | None:
        """The attribute after which items are removed."""
        return self.settings.get("TimeToLiveSpecification", {}).get("AttributeName")


def schemas(
    store, catalogue: Catalogue, *, now: datetime, region: str, system: str | None = None
) -> Iterator[Schema | str]:
    """The schema of each declared table; the name alone of one that is not there.

    Four reading calls per table. Raises the service's refusals.
    """
    for table in catalogue.tables:
        if system in (None, table.system.name):
            try:
                yield schema_of(
                    store, table, inspect(store, store.table(table)), now=now, region=region
                )
            except TableMissing:
                yield store.table(table)


def schema_of(store, table: Entity, live: LiveTable, *, now: datetime, region: str) -> Schema:
    """The schema of a table that was asked for at `now`."""
    return Schema(
        system=table.system.name,
        generation=table.generation,
        table=table.table,
        environment=store.environment,
        region=region,
        name=live.name,
        settings=definition_of(live),
        statistics=statistics_of(live, now),
    )


def statistics_of(live: LiveTable, now: datetime) -> dict:
    table = live.description
    return {
        "ItemCount": table.item_count,
        "TableSizeBytes": table.size,
        "Indexes": {
            held.index.name: {"ItemCount": held.item_count, "IndexSizeBytes": held.size}
            for held in table.indexes
        },
        "ReadAt": now.isoformat(timespec="seconds"),
        "Refreshed": REFRESHED,
    }


def write(schema: Schema) -> str:
    """The text of a schema's file, always the same for the same table."""
    held = {
        "Format": FORMAT,
        "System": schema.system,
        "Generation": schema.generation,
        "Table": schema.table,
        "Environment": schema.environment,
        "Region": schema.region,
        "TableName": schema.name,
        **{name: schema.settings.get(name) for name in SETTINGS},
        "Statistics": schema.statistics,
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def read(text: str, source: str) -> Schema:
    """The schema in a file's text; `source` is its name for refusals. Raises SchemaUnreadable."""
    try:
        held = json.loads(text)
        if held["Format"] != FORMAT:
            raise SchemaUnreadable(source, f"its format is {held['Format']}, not {FORMAT}")
        return Schema(
            system=held["System"],
            generation=held["Generation"],
            table=held["Table"],
            environment=held["Environment"],
            region=held["Region"],
            name=held["TableName"],
            settings={name: held[name] for name in SETTINGS if held.get(name) is not None},
            statistics=held["Statistics"],
        )
    except KeyError as error:
        raise SchemaUnreadable(source, f"it has no {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise SchemaUnreadable(source, "it is not the JSON of one table") from error
