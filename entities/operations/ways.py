"""Which ways of deleting the declaration leaves for one item, and why the others are closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from entities.errors import DeletionRefused
from entities.operations.deeds import Deed
from entities.operations.referrers import Referring
from entities.schema.deletion import Along, Deletion, Guard, Way
from entities.schema.entity import Entity
from entities.schema.values import Item


@dataclass(frozen=True)
class Ways:
    """`refusals` say why nothing is open; `insist` what a person has to say yes to."""

    open: tuple[Way, ...]
    refusals: tuple[str, ...] = ()
    insist: tuple[str, ...] = ()


def ways_of(entity: Entity, item: Item, found: Sequence[Referring]) -> Ways:
    """What may become of the item and of what was found to refer to it."""
    rule = entity.deletion
    closed = tuple(_closed(rule, item))
    if closed:
        return Ways((), closed)
    referring = [of for of in found if of.any]
    ways = tuple(_open(rule, item, referring))
    insist = tuple(guard.why for guard in _holding(rule, item) if guard.overridable)
    return Ways(ways, () if ways else (_why_closed(rule, item, referring),), insist)


def must_go(entity: Entity, item: Item, way: Way, *, insist: bool) -> None:
    """Raises DeletionRefused where the declaration closes this way whatever refers to the item."""
    rule = entity.deletion
    for why in _closed(rule, item):
        raise DeletionRefused(entity.label, why)
    if way is Way.SOFT and is_marked(rule, item):
        raise DeletionRefused(entity.label, "It is marked as gone already.")
    if way not in _declared(rule):
        raise DeletionRefused(entity.label, "It is not deleted this way.")
    _must_pass(entity, item, insist=insist)


def must_part(entity: Entity, deeds: Sequence[Deed], *, insist: bool) -> None:
    """Raises DeletionRefused for an item that would go along, and whose own guards hold it."""
    chosen = {along.entity for along in entity.deletion.along if along.test}
    for deed in deeds:
        if deed.after is None and deed.entity.name not in chosen:
            for why in _closed(deed.entity.deletion, deed.before):
                raise DeletionRefused(deed.entity.label, why)
            _must_pass(deed.entity, deed.before, insist=insist)


def takes_along(rule: Deletion, of: Referring) -> bool:
    """Whether all that was found may go with the item it refers to."""
    along = next((a for a in rule.along if a.entity == of.entity.name), None)
    return along is not None and of.exact and all(_goes(along, item) for item in of.items)


def is_marked(rule: Deletion, item: Item) -> bool:
    """Whether the item is softly deleted."""
    return rule.soft is not None and all(item.get(name) == value for name, value in rule.soft.set)


def said_of(found: Sequence[Referring]) -> str:
    """“3 expenses and at least 200 works refer to it.”"""
    counts = [_counted(of) for of in found if of.any]
    one = len(found) == 1 and len(found[0].items) == 1 and found[0].exact
    return f"{' and '.join(counts)} {'refers' if one else 'refer'} to it."


def _why_closed(rule: Deletion, item: Item, referring: Sequence[Referring]) -> str:
    return said_of(referring) if referring else "It is marked as gone already."


def _counted(of: Referring) -> str:
    count = len(of.items)
    name = (of.entity.label if count == 1 else of.entity.titles).lower()
    return f"{'' if of.exact else 'at least '}{count:,} {name}"


def _closed(rule: Deletion, item: Item) -> Iterator[str]:
    if rule.never:
        yield rule.never
    yield from (guard.why for guard in _holding(rule, item) if not guard.overridable)


def _holding(rule: Deletion, item: Item) -> list[Guard]:
    return [guard for guard in rule.guards if guard.test(item)]


def _must_pass(entity: Entity, item: Item, *, insist: bool) -> None:
    for guard in _holding(entity.deletion, item):
        if not (guard.overridable and insist):
            raise DeletionRefused(entity.label, guard.why)


def _declared(rule: Deletion) -> set[Way]:
    ways = {
        Way.SOFT: rule.soft is not None,
        Way.ALONE: rule.for_good,
        Way.REPOINT: bool(rule.stand_in),
        Way.CASCADE: bool(rule.along),
        Way.CLEAR: rule.clears,
    }
    return {way for way, declared in ways.items() if declared}


def _open(rule: Deletion, item: Item, referring: Sequence[Referring]) -> Iterator[Way]:
    declared = _declared(rule)
    if Way.SOFT in declared and not is_marked(rule, item):
        yield Way.SOFT
    if not referring:
        yield from (way for way in (Way.ALONE,) if way in declared)
        return
    for way in (Way.CLEAR, Way.REPOINT, Way.CASCADE):
        if way in declared and all(_is_open(rule, way, of) for of in referring):
            yield way


def _is_open(rule: Deletion, way: Way, of: Referring) -> bool:
    if way is Way.CASCADE:
        return takes_along(rule, of)
    return of.exact and of.reference.name not in of.entity.keys


def _goes(along: Along, item: Item) -> bool:
    return along.test is None or along.test(item)
