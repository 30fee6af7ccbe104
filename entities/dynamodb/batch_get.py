"""Many items by key, over several entities and tables, in as few calls as the service allows."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from entities.dynamodb.backoff import drain
from entities.dynamodb.codec import to_wire
from entities.dynamodb.expressions import Placeholders, projection
from entities.dynamodb.key_conditions import is_possible_key
from entities.errors import LeftoversRemain
from entities.schema.conditions import attributes_of
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

if TYPE_CHECKING:
    from entities.dynamodb.store import Store

GET_LIMIT = 100  # keys per call
Place = tuple[str, Key]  # table and key: the same item for every entity that shares the table


def batch_get(
    store: "Store",
    wanted: Mapping[Entity, Iterable[Key]],
    *,
    consistent: bool,
    attributes: Mapping[Entity, tuple[str, ...]],
) -> dict[tuple[str, Key], Item]:
    """See Store.batch_get."""
    askers = _askers(store, wanted)
    names = {store.table(entity): store.key_names(entity) for entity in wanted}
    tables = _table_arguments(store, wanted, attributes, names, consistent)
    found = _read(store, list(askers), names, tables)
    return {
        (entity.name, place[1]): item
        for place, item in found.items()
        for entity in askers[place]
        if entity.holds(item)
    }


def existing_keys(store: "Store", entity: Entity, keys: Iterable[Key]) -> frozenset[Key]:
    """Those of the keys under which the table holds an item, of whatever kind."""
    table, names = store.table(entity), store.key_names(entity)
    use = Placeholders()
    only_keys = {"ProjectionExpression": projection(names, use), **use.arguments}
    tables = {table: {"ConsistentRead": True, **only_keys}}
    places = [(table, key) for key in dict.fromkeys(keys)]
    return frozenset(key for _, key in _read(store, places, {table: names}, tables))


def _read(
    store: "Store",
    places: list[Place],
    names: dict[str, tuple[str, ...]],
    tables: dict[str, dict],
) -> dict[Place, Item]:
    """The items that exist, in calls of 100 keys; `names` and `tables` are by table."""
    found: dict[Place, Item] = {}

    def send(pending: list[Place]) -> list[Place]:
        answer = store.call("BatchGetItem", pending[0][0], _arguments(pending, names, tables))
        for table, items in answer["Responses"].items():
            found.update({(table, _key(item, names[table])): item for item in items})
        return [
            (table, _key(key, names[table]))
            for table, left in answer.get("UnprocessedKeys", {}).items()
            for key in left["Keys"]
        ]

    for start in range(0, len(places), GET_LIMIT):
        left = drain(places[start : start + GET_LIMIT], send, store.sleep)
        if left:
            raise LeftoversRemain(len(left), left[0][0])
    return found


def _askers(store: "Store", wanted: Mapping[Entity, Iterable[Key]]) -> dict[Place, list[Entity]]:
    """Who asked for which item; every item once. Keys that cannot exist are not asked for."""
    askers: dict[Place, list[Entity]] = {}
    for entity, keys in wanted.items():
        table = store.table(entity)
        for key in filter(is_possible_key, dict.fromkeys(keys)):
            askers.setdefault((table, key), []).append(entity)
    return askers


def _key(item: Item, names: tuple[str, ...]) -> Key:
    return tuple(item[name] for name in names)


def _table_arguments(
    store: "Store",
    wanted: Mapping[Entity, Iterable[Key]],
    attributes: Mapping[Entity, tuple[str, ...]],
    names: dict[str, tuple[str, ...]],
    consistent: bool,
) -> dict[str, dict]:
    """What is asked of each table beside its keys: one projection for all who share it."""
    sharing: dict[str, list[Entity]] = {}
    for entity in wanted:
        sharing.setdefault(store.table(entity), []).append(entity)
    return {
        table: {
            **({"ConsistentRead": True} if consistent else {}),
            **_projection(entities, attributes, names[table]),
        }
        for table, entities in sharing.items()
    }


def _projection(
    entities: list[Entity], attributes: Mapping[Entity, tuple[str, ...]], keys: tuple[str, ...]
) -> dict:
    if not all(attributes.get(entity) for entity in entities):
        return {}
    names = list(keys)
    for entity in entities:
        names += attributes[entity]
        names += sorted(attributes_of(entity.kind.condition)) if entity.kind else ()
    use = Placeholders()
    return {"ProjectionExpression": projection(tuple(names), use), **use.arguments}


def _arguments(
    places: list[Place], names: dict[str, tuple[str, ...]], tables: dict[str, dict]
) -> dict:
    requests: dict[str, dict] = {}
    for table, key in places:
        request = requests.setdefault(table, {"Keys": [], **tables[table]})
        request["Keys"].append(to_wire(dict(zip(names[table], key, strict=True))))
    return {"RequestItems": requests}
