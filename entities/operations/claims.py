"""Claims: items whose existence holds a unique value for one item.

Other writers make no claims, so the value is looked up first; the claim then decides between two
of us who do so at the same moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Change, Delete, Step
from entities.errors import Stale, Taken
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.schema.access import AccessPath, choose
from entities.schema.conditions import AnyOf, Equals, Exists, Missing
from entities.schema.entity import Entity, Uniqueness
from entities.schema.values import Item, Key, content_hash


@dataclass(frozen=True)
class Held:
    """A unique value that an item holds, or is to hold."""

    rule: Uniqueness
    entity: Entity
    item: Item

    @property
    def claim(self) -> Key:
        names = (*self.rule.within, self.rule.attribute)
        digest = content_hash(dict(zip(names, self.rule.value_of(self.item), strict=True)))
        return (f"unique {self.entity.name} {self.rule.attribute} {digest}",)

    @property
    def key(self) -> Key:
        return self.entity.key_of(self.item)

    @property
    def owner(self) -> str:
        return _owner(self.entity, self.key)

    @property
    def taken(self) -> Taken:
        declared = self.entity.fields_by_name[self.rule.attribute]
        value = self.item[self.rule.attribute]
        return Taken(declared.name, declared.title, value, self.rule.why)


def claim_steps(store, catalogue: Catalogue, deeds: Sequence[Deed], act: Act) -> Iterator[Step]:
    """Steps that take the new unique values and give back the old ones. Raises Taken."""
    claims = catalogue.entity("claims")
    taken: dict[Key, Held] = {}
    freed: dict[Key, Held] = {}
    for deed in deeds:
        for rule in deed.entity.uniques:
            old, new = (_held(rule, deed.entity, item) for item in (deed.before, deed.after))
            if rule.warn_only or (old and new and old.claim == new.claim):
                continue
            freed |= {old.claim: old} if old else {}
            if new and taken.setdefault(new.claim, new) is not new:
                raise new.taken
    mine = frozenset((deed.entity.name, deed.key) for deed in deeds)
    for key, held in taken.items():
        yield _take(store, claims, held, mine, freed.get(key), act)
    for key in sorted(freed.keys() - taken.keys()):
        yield from _give_back(store, claims, freed[key])


def warnings(store, deed: Deed) -> tuple[str, ...]:
    """Sentences about values that others hold as well, where that is allowed."""
    found = []
    for rule in deed.entity.uniques:
        old, new = (_held(rule, deed.entity, item) for item in (deed.before, deed.after))
        moved = new and not (old and old.claim == new.claim)
        if rule.warn_only and moved and any(duplicates(store, new)):
            found.append(str(new.taken))
    return tuple(found)


def duplicates(store, held: Held) -> Iterator[Key]:
    """The keys of other items that hold the same value, through a key or index; never by a scan."""
    path, rule = _path(store, held), held.rule
    if path.how == "scan":
        return
    attributes = tuple(dict.fromkeys((*held.entity.keys, *rule.told_by)))
    sure = path.index is None
    for page in store.pages(held.entity, path=path, attributes=attributes, consistent=sure):
        for item in page.items:
            other = _held(rule, held.entity, item)
            if other is not None and other.claim == held.claim and other.key != held.key:
                yield other.key


def _path(store, held: Held) -> AccessPath:
    """Another casing is another value to a key, so then all of `within` is read."""
    rule = held.rule
    own = Exists(rule.attribute) if rule.ignore_case else _equal(held, rule.attribute)
    conditions = (*(_equal(held, name) for name in rule.within), own)
    conditions += (rule.when,) if rule.when else ()
    return choose(held.entity, conditions, live=store.key_schema(held.entity))


def _equal(held: Held, name: str) -> Equals:
    return Equals(name, held.item[name])


def _take(store, claims: Entity, held: Held, mine: frozenset, freed: Held | None, act: Act) -> Step:
    others = (k for k in duplicates(store, held) if (held.entity.name, k) not in mine)
    if any(islice(others, 1)):
        raise held.taken
    owners = {held.owner, *({freed.owner} if freed else ())}
    found = store.find(claims, held.claim, consistent=True)
    if found is not None and found.get("owner") not in owners and not _is_kept(store, held, found):
        # Its owner gave the value up without telling (an outside writer): the claim passes on.
        owners = {found.get("owner")}
    free = AnyOf((Missing(claims.partition), *(Equals("owner", o) for o in sorted(owners))))
    return Change(claims, held.claim, (free,), held.taken, set=_values(held, act))


def _values(held: Held, act: Act) -> Item:
    values: Item = {
        "kind": "unique",
        "entity": held.entity.name,
        "attribute": held.rule.attribute,
        "owner": held.owner,
        "createdAt": stamp(act.now),
        "actor": act.actor,
    }
    company = held.entity.company_of(held.item)
    if not any(held.entity.is_secret(name, held.item[name]) for name in held.entity.keys):
        values["key"] = list(held.key)
    return values | ({"companyId": company} if company else {})


def _is_kept(store, held: Held, claim: Item) -> bool:
    """Whether the owner of a claim still holds the value; one that cannot be asked does.

    A key that is a secret stands in no claim: its owner is looked for among those with the value.
    """
    key = tuple(claim.get("key", ()))
    if len(key) != len(held.entity.keys):
        if _path(store, held).index is not None:
            return True
        return claim.get("owner") in {_owner(held.entity, k) for k in duplicates(store, held)}
    owner = _held(held.rule, held.entity, store.find(held.entity, key, consistent=True))
    return owner is not None and owner.claim == held.claim


def _give_back(store, claims: Entity, held: Held) -> Iterator[Step]:
    found = store.find(claims, held.claim, consistent=True)
    if found is not None and found.get("owner") == held.owner:
        mine = (Equals("owner", held.owner),)
        yield Delete(claims, held.claim, mine, Stale(held.entity.label))


def _owner(entity: Entity, key: Key) -> str:
    return content_hash(entity.key_item(key))


def _held(rule: Uniqueness, entity: Entity, item: Item | None) -> Held | None:
    """None where the item is not there, or the rule does not apply to it."""
    return Held(rule, entity, item) if item is not None and rule.value_of(item) else None
