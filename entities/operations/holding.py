"""What must still be as it was read for a deed to be carried out: what it was decided by.

That is what it changes, and what gives the change its meaning: a status for everything, the other
half of a pair, the amount and the project that a sum is moved by. Others may write an item without
stamping it, and two saves may carry one stamp, so no version vouches for the rest.
"""

from collections.abc import Iterable, Iterator

from entities.catalogue import Catalogue
from entities.operations.deeds import Deed
from entities.operations.merging import clashes, is_automatic, is_counted
from entities.operations.sums import summed_by
from entities.schema.conditions import Condition, Equals, Missing
from entities.schema.entity import Entity
from entities.schema.values import Item, size

COMPARED = 60  # attributes of an item: an expression has an end
COMPARED_BYTES = 4_000  # of one of them: the small ones vouch for the large


def held_conditions(catalogue: Catalogue, deed: Deed) -> tuple[Condition, ...]:
    """Conditions on the item as it was read, for a deed that changes it or takes it away."""
    before = deed.before
    if deed.after is None:
        names = sorted(_small(before, before.keys() - set(deed.entity.keys)))
    else:
        others = _small(before, _decisive(catalogue, deed.entity, before, deed.changed))
        names = [*deed.changed, *sorted(others)]
    return tuple(Equals(n, before[n]) if n in before else Missing(n) for n in names)


def _decisive(
    catalogue: Catalogue, entity: Entity, before: Item, changed: tuple[str, ...]
) -> frozenset[str]:
    """The attributes that are not changed, and by which it was decided what the change does."""
    mine = {name for name in changed if not is_automatic(entity, name)}
    pairs = {name for group in entity.merge_groups for name in group}
    references = {name for reference in entity.references for name in reference.names}
    others = (before.keys() | pairs | references) - {*changed, *entity.keys}
    clashing = {name for name in others if not is_counted(entity, name)} if mine else set()
    found = clashes(entity, clashing, mine)
    for group in _told_together(catalogue, entity):
        found |= frozenset(group) if mine.intersection(group) else frozenset()
    return found - {*changed, *entity.keys}


def _told_together(catalogue: Catalogue, entity: Entity) -> Iterator[tuple[str, ...]]:
    """Attributes that a sum or a unique value is worked out from."""
    yield from summed_by(catalogue, entity)
    yield from (rule.told_by for rule in entity.uniques)


def _small(item: Item, names: Iterable[str]) -> list[str]:
    """Those that a condition can hold, the smallest first where they are too many."""
    sizes = sorted((size(item[name]) if name in item else 0, name) for name in names)
    return [name for held, name in sizes if held <= COMPARED_BYTES][:COMPARED]
