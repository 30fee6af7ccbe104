"""Two people, one item: what merges by itself, and what a person has to decide.

Disjoint changes merge. Not so the same field, a group of fields that only make sense together, a
status with anything, and a reference with another reference or a status (flows.md, “Saving”).
"""

from collections.abc import Iterable

from entities.schema.entity import Entity
from entities.schema.fields import Choice, Composite, Field, Reference


def clashes(entity: Entity, mine: Iterable[str], theirs: Iterable[str]) -> frozenset[str]:
    """The attributes of mine that do not merge with theirs."""
    mine, theirs = frozenset(mine), _telling(entity, theirs)
    return frozenset(name for name in mine if any(_clash(entity, name, t) for t in theirs))


def _telling(entity: Entity, names: Iterable[str]) -> frozenset[str]:
    """What we set ourselves on every save says nothing about anybody's decision."""
    return frozenset(n for n in names if not _is_automatic(entity.fields_by_any_name.get(n)))


def _is_automatic(field: Field | None) -> bool:
    return field is not None and (field.automatic or isinstance(field, Composite))


def _clash(entity: Entity, mine: str, theirs: str) -> bool:
    if mine == theirs or _same_field(entity, mine, theirs):
        return True
    if any(mine in group and theirs in group for group in entity.merge_groups):
        return True
    mine_kind, their_kind = _kind(entity, mine), _kind(entity, theirs)
    if "status" in (mine_kind, their_kind):
        return True
    return mine_kind == their_kind == "reference"


def _same_field(entity: Entity, mine: str, theirs: str) -> bool:
    held = entity.fields_by_any_name
    return mine in held and held.get(mine) is held.get(theirs)


def _kind(entity: Entity, name: str) -> str:
    field = entity.fields_by_any_name.get(name)
    if isinstance(field, Choice) and field.tones:
        return "status"
    return "reference" if isinstance(field, Reference) else ""
