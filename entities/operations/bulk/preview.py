"""The preview of a bulk change: item by item before and after, or why not, and the plan of it.

The plan names the items by key, with the fingerprint of each as it was shown; its hash is over
keys, fingerprints and the change. Only what was shown as a change is in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from entities.catalogue import Catalogue
from entities.dynamodb.typed_json import from_typed_json, to_typed_json
from entities.operations.etags import LENGTH, etags_of
from entities.operations.headings import key_text, may_hide
from entities.operations.merging import is_automatic
from entities.operations.references import label_keys, pointer, read_labels
from entities.operations.referrers import glance
from entities.operations.rules import problems
from entities.operations.settled import settled
from entities.operations.ways import ways_of
from entities.operations.wishes import Wish, differing, fulfilled
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.fields import Field
from entities.schema.masking import is_secret_name
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer

CHANGE, SAME, REFUSED = "change", "same", "refused"
MOST_DELETED = 100  # each is looked at from every table that may refer to it


@dataclass(frozen=True)
class Change:
    """What is done to every item: `set` a field to a value, `remove` it, or `delete` the item."""

    action: str
    name: str = ""
    value: Value = None

    @property
    def wish(self) -> Wish:
        if self.action == "remove":
            return Wish(remove=frozenset({self.name}))
        return Wish({self.name: self.value})

    @property
    def plain(self) -> list:
        return [self.action, self.name, to_typed_json(self.value)]

    @classmethod
    def of(cls, plain: list) -> "Change":
        action, name, value = plain
        return cls(action, name, from_typed_json(value))


@dataclass(frozen=True)
class Previewed:
    """One item. `before` and `after` are clear; `why` says why it is left out."""

    key: Key
    verdict: str
    before: Item
    after: Item | None = None
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """What is applied: the change, and the items as (key, fingerprint). `token` is the click's."""

    entity: str
    change: Change
    items: tuple[tuple[Key, str], ...]
    token: str

    @property
    def digest(self) -> str:
        return sha256(self.packed()).hexdigest()

    def packed(self) -> bytes:
        items = [[list(map(to_typed_json, key)), etag] for key, etag in self.items]
        content = [self.entity, self.change.plain, items, self.token]
        return json.dumps(content, separators=(",", ":")).encode()

    @classmethod
    def unpacked(cls, content: bytes) -> "Plan":
        entity, change, items, token = json.loads(content)
        held = tuple((tuple(map(from_typed_json, key)), etag) for key, etag in items)
        return cls(entity, Change.of(change), held, token)


def item_etag(entity: Entity, item: Item, sealer) -> str:
    """The fingerprint of a whole item."""
    content = json.dumps(etags_of(entity, item, sealer), sort_keys=True).encode()
    return sha256(content).hexdigest()[:LENGTH]


def changeable(entity: Entity) -> list[Field]:
    """The fields a bulk change may set. Masked ones are not: a preview would tell them."""
    return [
        declared
        for declared in entity.fields
        if declared.name not in entity.keys
        and not is_automatic(entity, declared.name)
        and not (may_hide(entity, declared) or is_secret_name(declared.name) or declared.heavy)
    ]


def preview(
    store,
    catalogue: Catalogue,
    entity: Entity,
    items: Sequence[Item],
    change: Change,
    *,
    viewer: Viewer,
    sealer,
    now: datetime,
) -> list[Previewed]:
    """What the change would mean for each item. Raises ActionNotAllowed."""
    viewer.must("bulk")
    viewer.must("delete" if change.action == "delete" else "edit")
    if change.action == "delete":
        return [_deleted(store, catalogue, entity, item) for item in items]
    changed = [_changed(entity, item, change, sealer, now) for item in items]
    return list(_with_reference(store, catalogue, entity, changed, change, viewer))


def plan_of(
    entity: Entity, shown: Iterable[Previewed], change: Change, *, token: str, sealer
) -> Plan:
    items = [
        (one.key, item_etag(entity, one.before, sealer)) for one in shown if one.verdict == CHANGE
    ]
    return Plan(entity.name, change, tuple(items), token)


def way_of(entity: Entity) -> Way:
    """How many are deleted at once: as softly as the declaration allows, and never with others."""
    return Way.SOFT if entity.deletion.soft else Way.ALONE


def _changed(entity: Entity, item: Item, change: Change, sealer, now: datetime) -> Previewed:
    key = entity.key_of(item)
    after = fulfilled(entity, item, change.wish, sealer)
    mine = differing(item, after)
    if not mine:
        return Previewed(key, SAME, item, item)
    wrong = problems(entity, item, after, sorted(mine))
    if wrong:
        return Previewed(key, REFUSED, item, None, " ".join(wrong.values()))
    if not entity.holds(after):
        why = f"Without it this would be no {entity.label.lower()}."
        return Previewed(key, REFUSED, item, None, why)
    return Previewed(key, CHANGE, item, settled(entity, after, mine, now))


def _deleted(store, catalogue: Catalogue, entity: Entity, item: Item) -> Previewed:
    key = entity.key_of(item)
    if entity.deletion.two_people:
        return Previewed(key, REFUSED, item, None, "Deleting it takes two people; ask on its page.")
    ways = ways_of(entity, item, glance(store, catalogue, entity, item))
    if way_of(entity) in ways.open and not ways.insist:
        return Previewed(key, CHANGE, item)
    why = ways.refusals or ways.insist or ("Other items refer to it; delete it on its own page.",)
    return Previewed(key, REFUSED, item, None, " ".join(why))


def _with_reference(
    store, catalogue: Catalogue, entity: Entity, shown: list[Previewed], change: Change, viewer
) -> Iterator[Previewed]:
    """A reference must lead somewhere from every item that gets it."""
    reference = next((r for r in entity.references if r.name == change.name), None)
    if reference is None or change.action != "set":
        yield from shown
        return
    made = [one.after for one in shown if one.verdict == CHANGE]
    wanted = label_keys(catalogue, entity, made, [reference.name])
    labels: Mapping = read_labels(store, wanted, viewer) if wanted else {}
    for one in shown:
        to = pointer(catalogue, entity, reference, one.after) if one.verdict == CHANGE else None
        if to and to.key and labels.get((to.entity.name, to.key), "") is None:
            missing = f"There is no {to.entity.label.lower()} “{key_text(to.entity, to.key)}”."
            yield Previewed(one.key, REFUSED, one.before, None, missing)
        else:
            yield one
