"""Changes of an item as who plans them may see them: hidden values by their name alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from entities.operations.audit.changes import changes_of
from entities.operations.deeds import Deed
from entities.operations.merging import is_automatic
from entities.operations.transfer.masks import is_hidden
from entities.schema.entity import Entity
from entities.schema.values import Item


@dataclass(frozen=True)
class Said:
    """One attribute: its title, and the texts before and after (None where it is not there).

    A hidden one is not `told`. `types` says so where the type changes.
    """

    title: str
    before: str | None = None
    after: str | None = None
    told: bool = True
    types: str = ""


def changes(
    entity: Entity, before: Item | None, after: Item, touched: Iterable[str] = ()
) -> list[Said]:
    """What changes, without what we set ourselves; `touched` are attributes that are set at all."""
    hidden = [n for n in touched if n in after and is_hidden(entity, n, after[n])]
    listed = changes_of(Deed(entity, "edit", before, after)).listed
    said = [_said(entity, one) for one in listed if one["name"] not in hidden]
    unsaid = [Said(entity.field(name).title, told=False) for name in sorted(hidden)]
    return [one for one in said if one] + unsaid


def _said(entity: Entity, one: dict) -> Said | None:
    if is_automatic(entity, one["name"]):
        return None
    title = entity.field(one["name"]).title
    before, after = one.get("from"), one.get("to")
    if not before and not after:
        return Said(title, told=False)
    kinds = (before or {}).get("type"), (after or {}).get("type")
    types = f"{kinds[0]} to {kinds[1]}" if all(kinds) and kinds[0] != kinds[1] else ""
    return Said(title, (before or {}).get("text"), (after or {}).get("text"), True, types)
