"""Claims: items whose existence holds a unique value, or says that a parent is about to go."""

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Delete, Step
from entities.errors import Taken
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.schema.access import choose
from entities.schema.conditions import AnyOf, Equals, Exists, Missing
from entities.schema.entity import Entity, Uniqueness
from entities.schema.values import Item, Key, content_hash

LOOKED_AT = 25


def deleting_claim(entity: Entity, key: Key) -> str:
    return f"deleting {entity.name} {_digest(entity, key)}"


def claim_steps(store, catalogue: Catalogue, deed: Deed, act: Act):
    """Steps that take the new unique values and give back the old ones. Raises Taken."""
    claims = catalogue.entity("claims")
    for rule in deed.entity.uniques:
        old, new = _value(rule, deed.before), _value(rule, deed.after)
        if old == new or rule.warn_only:
            continue
        if new is not None:
            yield _take(store, claims, deed, rule, act)
        if old is not None:
            yield _give_back(claims, deed, rule)


def duplicates(store, entity: Entity, rule: Uniqueness, item: Item) -> list[Item]:
    """Other items that hold the same value now, found through a key or index; never by a scan."""
    conditions = tuple(Equals(name, item[name]) for name in (*rule.within, rule.attribute))
    path = choose(entity, conditions, live=store.key_schema(entity))
    if path.how == "scan":
        return []
    page = store.page(entity, path, limit=None, attributes=entity.keys)
    own = entity.key_of(item)
    return [found for found in page.items if entity.key_of(found) != own][:LOOKED_AT]


def _take(store, claims: Entity, deed: Deed, rule: Uniqueness, act: Act) -> Step:
    field = deed.entity.fields_by_name[rule.attribute]
    taken = Taken(field.name, field.title, str(deed.after[rule.attribute]))
    if duplicates(store, deed.entity, rule, deed.after):
        raise taken
    claim = _claim(deed.entity, rule, deed.after)
    owner = _digest(deed.entity, deed.key)
    free = AnyOf((Missing(claims.partition), Equals("owner", owner)))
    held = store.find(claims, (claim,), consistent=True)
    if (
        held is not None
        and held.get("owner") != owner
        and not _still_holds(store, deed, rule, held)
    ):
        # Its owner gave the value up without telling (an outside writer): the claim passes on.
        free = Equals("owner", held["owner"])
    values: Item = {
        "kind": "unique",
        "entity": deed.entity.name,
        "attribute": rule.attribute,
        "owner": owner,
        "createdAt": stamp(act.now),
        "actor": act.actor,
    }
    if not any(deed.entity.is_secret(name, deed.item[name]) for name in deed.entity.keys):
        values["key"] = list(deed.key)
    return Change(claims, (claim,), (free,), taken, set=values)


def _still_holds(store, deed: Deed, rule: Uniqueness, held: Item) -> bool:
    key = tuple(held.get("key", ()))
    if len(key) != len(deed.entity.keys):
        return True
    owner = store.find(deed.entity, key, consistent=True)
    return owner is not None and _value(rule, owner) == _value(rule, deed.after)


def _give_back(claims: Entity, deed: Deed, rule: Uniqueness) -> Step:
    claim = _claim(deed.entity, rule, deed.before)
    field = deed.entity.fields_by_name[rule.attribute]
    mine = AnyOf((Missing(claims.partition), Exists(claims.partition)))
    return Delete(claims, (claim,), (mine,), Taken(field.name, field.title, ""))


def _value(rule: Uniqueness, item: Item | None) -> tuple[str, ...] | None:
    """The unique value with what it is unique within; None where the rule does not apply."""
    parts = tuple((item or {}).get(name) for name in (*rule.within, rule.attribute))
    if not all(isinstance(part, str) and part for part in parts) or parts[-1] in rule.ignored:
        return None
    return parts


def _claim(entity: Entity, rule: Uniqueness, item: Item) -> str:
    held = {name: item[name] for name in (*rule.within, rule.attribute)}
    return f"unique {entity.name} {rule.attribute} {content_hash(held)}"


def _digest(entity: Entity, key: Key) -> str:
    return content_hash(entity.key_item(key))
