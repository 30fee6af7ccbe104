"""What changed, in words that may be read by everybody who may see the item.

A hidden attribute, or one in which only a hidden part or the end of a long text differs, is listed
by its name alone: it “changed”.
"""

import json
from dataclasses import dataclass
from decimal import Decimal

from entities.operations.deeds import Deed
from entities.operations.headings import is_hidden, visible
from entities.schema.entity import Entity
from entities.schema.masking import Masked
from entities.schema.values import Item, Value, number_text, type_of
from entities.schema.viewer import Viewer

NOBODY = Viewer("nobody")  # reveals nothing
LISTED = 100  # attributes
NAME_LONGEST = 100  # characters
TEXT_LONGEST = 300
MEMBER_LONGEST = 60


@dataclass(frozen=True)
class Changes:
    """`names` and `listed` are in one order; `unlisted` counts the attributes beyond LISTED."""

    names: list[str]
    listed: list[dict]
    unlisted: int


def changes_of(deed: Deed) -> Changes:
    changed = deed.changed
    shown = changed[:LISTED]
    return Changes(
        [cut(name, NAME_LONGEST) for name in shown],
        [_change(deed, name) for name in shown],
        len(changed) - len(shown),
    )


def _change(deed: Deed, name: str) -> dict:
    unsaid = {"name": cut(name, NAME_LONGEST)}
    if is_hidden(deed.entity.field(name)):
        return unsaid
    before, after = (side_of(deed.entity, name, item) for item in (deed.before, deed.after))
    if before == after or HIDDEN in (before, after):
        return unsaid
    sides = {"from": before, "to": after}
    return unsaid | {word: side for word, side in sides.items() if side is not None}


HIDDEN = {"hidden": True}


def side_of(entity: Entity, name: str, item: Item | None) -> dict | None:
    """The value as its type and a text, HIDDEN where it is masked; None where there is none."""
    if item is None or name not in item:
        return None
    value = item[name]
    shown = visible(entity, entity.field(name), name, value, NOBODY)
    if isinstance(shown, Masked):
        return HIDDEN
    return {"type": type_of(value), "text": cut(readable(shown), TEXT_LONGEST)}


def readable(value: Value | Masked) -> str:
    """A value as text: exact for numbers, JSON for what is nested, its size for binaries."""
    match value:
        case str():
            return value
        case bytes():
            return f"{len(value):,} bytes"
        case frozenset():
            return ", ".join(sorted(map(readable, value)))
        case dict() | list():
            return json.dumps(_nested(value), ensure_ascii=False)
        case None:
            return "null"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 40 else number_text(value)
    return str(value)


def _nested(value: Value | Masked) -> object:
    match value:
        case dict():
            return {cut(n, MEMBER_LONGEST): _nested(member) for n, member in value.items()}
        case list():
            return [_nested(member) for member in value]
        case None | bool():
            return value
    return cut(readable(value), MEMBER_LONGEST)


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
