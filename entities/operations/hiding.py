"""What is hidden in an item, place by place, for who may have it shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from entities.schema.entity import Entity
from entities.schema.hidden import Path, hidden_by
from entities.schema.values import Item, Value
from entities.schema.viewer import Viewer

OURS = "dashboard"  # the system of our own tables


@dataclass(frozen=True)
class Hidden:
    """A hidden value, clear, and where it stands: `path` begins with the attribute's name."""

    path: Path
    value: Value = field(repr=False)

    @property
    def said(self) -> str:
        return said_of(self.path)


def said_of(path: Path) -> str:
    """A path as people write it: `payload.cards[0].token`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def hidden_in(entity: Entity, item: Item, viewer: Viewer) -> Iterator[Hidden]:
    """What the viewer may reveal of an item: nothing of its key, nothing of our own tables, and
    nothing that its system never shows."""
    if entity.system.name == OURS or not viewer.may("reveal"):
        return
    masks = entity.system.masks
    for name in sorted(item.keys() - set(entity.keys)):
        for path, value in hidden_by(entity.field(name).mask, item[name], name, masks):
            if not any(masks.is_never_shown(str(part)) for part in (name, *path)):
                yield Hidden((name, *path), value)
