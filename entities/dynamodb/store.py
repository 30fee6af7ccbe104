"""The store: the object that reads items. What writes stands beside it and is handed the store.

It answers for the live table: keys and indexes are asked of the service, not of the declaration.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from botocore.client import BaseClient

from entities.dynamodb.batch_get import batch_get
from entities.dynamodb.calls import call, units_of
from entities.dynamodb.description import TableDescription
from entities.dynamodb.key_conditions import is_possible_key
from entities.dynamodb.live import LiveTables
from entities.dynamodb.requests import ReadRequest, filter_of, item_arguments, page_request
from entities.errors import ItemNotFound, ServiceRefused, TableMissing
from entities.schema.access import AccessPath, KeySchema
from entities.schema.conditions import holds
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Page:
    """Items in the order read. `cursor` None, and nothing else, is the end; a page may be empty
    and not the last. `scanned` counts the items read before filtering, `units` the read units."""

    items: list[Item]
    cursor: Item | None
    scanned: int
    units: Decimal


class Store:
    """Threads share a store. `prefixes` replaces the start of table names, by system name.

    `schema_seconds` is how long a table's description is believed. Every method raises
    Unavailable, TableMissing, AccessRefused, CredentialsMissing or ServiceRefused.
    """

    def __init__(
        self,
        client: BaseClient,
        *,
        environment: str = "dev",
        prefixes: Mapping[str, str] | None = None,
        schema_seconds: float = 60,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self.client = client
        self.environment = environment
        self.prefixes = dict(prefixes or {})
        self.sleep = sleep
        self._live = LiveTables(client, schema_seconds)

    def table(self, entity: Entity) -> str:
        """The real name of the entity's table."""
        prefix = self.prefixes.get(entity.system.name, "")
        return entity.system.table_name(entity.table, self.environment, prefix)

    @property
    def region(self) -> str:
        return self.client.meta.region_name

    @property
    def endpoint(self) -> str:
        """The address the service is asked at."""
        return self.client.meta.endpoint_url

    def call(self, operation: str, table: str, arguments: dict) -> dict:
        """One call of the service by its own names; for this package only."""
        try:
            return call(self.client, operation, table, arguments)
        except TableMissing as missing:
            not_ready = self._live.not_ready(table)
            if not_ready is None:
                raise
            raise not_ready from missing
        except ServiceRefused:
            self._live.forget(table)  # perhaps an index is gone that was there a minute ago
            raise

    # ---- items -------------------------------------------------------------------------------

    def find(
        self,
        entity: Entity,
        key: Key,
        *,
        consistent: bool = False,
        attributes: tuple[str, ...] = (),
    ) -> Item | None:
        """The item, whatever its kind, or None. `attributes` none means all."""
        return self._get_item(entity, self.key_item(entity, key), attributes, consistent)[0]

    def get(
        self,
        entity: Entity,
        key: Key,
        *,
        consistent: bool = False,
        attributes: tuple[str, ...] = (),
    ) -> Item:
        """Raises ItemNotFound."""
        item = self.find(entity, key, consistent=consistent, attributes=attributes)
        if item is None:
            raise ItemNotFound(entity.label, self._spoken(entity, key))
        return item

    def page(
        self,
        entity: Entity,
        path: AccessPath,
        *,
        limit: int | None = None,
        after: Item | None = None,
        backward: bool = False,
        consistent: bool = False,
        attributes: tuple[str, ...] = (),
    ) -> Page:
        """One call: a Query, a Scan, or the GetItem of a whole key.

        `backward` reads against the order of the sort key; the caller turns the items round.
        `consistent` has no effect on global indexes, which cannot be read so.
        """
        if path.how == "get":
            return self._page_of_one(entity, path, attributes, consistent)
        request = page_request(
            entity,
            path,
            limit=limit,
            after=after,
            backward=backward,
            consistent=consistent,
            attributes=attributes,
        )
        return self._read(entity, request, {})

    def pages(
        self,
        entity: Entity,
        *,
        path: AccessPath | None = None,
        after: Item | None = None,
        segment: int | None = None,
        segments: int | None = None,
        attributes: tuple[str, ...] = (),
        limit: int | None = None,
        consistent: bool = False,
    ) -> Iterator[Page]:
        """Every page to the end, of the whole table where no path is given.

        `segment` of `segments` is a slice of a scan, for readers side by side.
        """
        path = path or AccessPath("scan", keys=entity.keys)
        slice_of = {} if segments is None else {"Segment": segment, "TotalSegments": segments}
        while True:
            request = page_request(
                entity,
                path,
                limit=limit,
                after=after,
                backward=False,
                consistent=consistent,
                attributes=attributes,
            )
            page = self._read(entity, request, slice_of)
            yield page
            after = page.cursor
            if after is None:
                return

    def batch_get(
        self,
        wanted: Mapping[Entity, Iterable[Key]],
        *,
        consistent: bool = False,
        attributes: Mapping[Entity, tuple[str, ...]] | None = None,
    ) -> dict[tuple[str, Key], Item]:
        """The items that exist, by (entity name, key); one call per 100 distinct keys.

        Items of another kind than asked for are left out. Raises LeftoversRemain.
        """
        return batch_get(self, wanted, consistent=consistent, attributes=attributes or {})

    def key_names(self, entity: Entity) -> tuple[str, ...]:
        """The names of the keys; the live table's for entities whose old tables differ."""
        return self.key_schema(entity).keys if entity.sort_variants else entity.keys

    def key_item(self, entity: Entity, key: Key) -> Item:
        """The key under the names of the table."""
        return dict(zip(self.key_names(entity), key, strict=True))

    # ---- the live table ----------------------------------------------------------------------

    def description(self, entity: Entity) -> TableDescription:
        """What the service tells of the table, at most `schema_seconds` old."""
        return self._live.description(self.table(entity))

    def key_schema(self, entity: Entity) -> KeySchema:
        """The live keys and active indexes. Raises TableNotReady before the table is active."""
        return self._live.usable(self.table(entity)).key_schema(entity)

    def forget(self, entity: Entity) -> None:
        """Ask the service anew next time."""
        self.forget_table(self.table(entity))

    def describe(self, table: str) -> TableDescription:
        """The table of this real name as it is now. Raises TableMissing."""
        self.forget_table(table)
        return self._live.description(table)

    def forget_table(self, table: str) -> None:
        self._live.forget(table)

    # ---- inside ------------------------------------------------------------------------------

    def _get_item(
        self, entity: Entity, key: Item, attributes: tuple[str, ...], consistent: bool
    ) -> tuple[Item | None, Decimal]:
        if not is_possible_key(tuple(key.values())):
            return None, NOTHING
        table = self.table(entity)
        arguments = {"TableName": table, **item_arguments(key, attributes, consistent)}
        answer = self.call("GetItem", table, arguments)
        return answer.get("Item") or None, units_of(answer)

    def _page_of_one(
        self, entity: Entity, path: AccessPath, attributes: tuple[str, ...], consistent: bool
    ) -> Page:
        # Read whole: the filter may look at attributes that are not wanted, and costs the same.
        key = dict(zip(path.keys or entity.keys, path.key, strict=True))
        item, units = self._get_item(entity, key, (), consistent)
        passed = item is not None and all(holds(part, item) for part in filter_of(entity, path))
        if passed and attributes:
            item = {name: value for name, value in item.items() if name in (*key, *attributes)}
        return Page([item] if passed else [], None, int(item is not None), units)

    def _read(self, entity: Entity, request: ReadRequest | None, more: dict) -> Page:
        if request is None:
            return Page([], None, 0, NOTHING)
        table = self.table(entity)
        arguments = {"TableName": table, **request.arguments, **more}
        answer = self.call(request.operation, table, arguments)
        items = answer["Items"]
        if request.kept:
            items = [item for item in items if all(holds(part, item) for part in request.kept)]
        cursor = answer.get("LastEvaluatedKey") or None
        return Page(items, cursor, answer.get("ScannedCount", len(items)), units_of(answer))

    def _spoken(self, entity: Entity, key: Key) -> str:
        named = zip(entity.keys, key, strict=True)
        if any(entity.is_secret(name, value) for name, value in named):
            return "a secret key"
        return ", ".join(str(part) for part in key)
