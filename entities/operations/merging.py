"""Two people, one item: what merges by itself, and what a person has to decide.

Disjoint changes merge. Not so the same field, a group of fields that only make sense together, a
status with anything, and a reference with another reference.
"""

from collections.abc import Iterable

from entities.schema.entity import Entity
from entities.schema.fields import Choice, Composite, Number, Reference


def clashes(entity: Entity, mine: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
    """The attributes of mine that do not merge with theirs."""
    theirs = frozenset(name for name in theirs if not is_automatic(entity, name))
    return frozenset(name for name in mine if any(_clash(entity, name, t) for t in theirs))


def is_automatic(entity: Entity, name: str) -> bool:
    """What we set ourselves on every save says nothing about anybody's decision."""
    declared = entity.fields_by_any_name.get(name)
    return declared is not None and (declared.automatic or isinstance(declared, Composite))


def _clash(entity: Entity, mine: str, theirs: str) -> bool:
    if entity.field(mine).name == entity.field(theirs).name:
        return True
    if is_counted(entity, theirs):
        return False
    if any(mine in group and theirs in group for group in entity.merge_groups):
        return True
    kinds = {_kind(entity, mine), _kind(entity, theirs)}
    return "status" in kinds or kinds == {"reference"}


def is_counted(entity: Entity, name: str) -> bool:
    """Whether it is a number that saves of other items move along: nobody decided anything."""
    own = entity.field(name)
    derived = {rule.attribute for rule in entity.derived}
    return own.name in derived and isinstance(own, Number)


def _kind(entity: Entity, name: str) -> str:
    declared = entity.field(name)
    if isinstance(declared, Choice) and declared.tones:
        return "status"
    return "reference" if isinstance(declared, Reference) else ""
