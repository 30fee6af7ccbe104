"""Where masks lie inside a value, and what is under each: the other side of masking.py.

A path leads to the smallest value that is hidden as a whole, or in part: names of members and
places in lists, through JSON held in text as well. An empty path is the value itself.
"""

import json
from decimal import Decimal

from entities.schema.masking import Mask, Masked, mask_deep, mask_value
from entities.schema.secret_names import PLAIN_NAMES, NameMasks, mask_of_name
from entities.schema.values import Value

Path = tuple[str | int, ...]
Found = list[tuple[Path, Value]]


def hidden_by(mask: Mask, value: Value, name: str, names: NameMasks = PLAIN_NAMES) -> Found:
    """What a viewer does not see of the value of a field with this mask."""
    masked = mask_value(value, mask)
    if isinstance(masked, Masked) or masked != value:
        return [((), value)]
    return hidden_within(value, name, names)


def hidden_within(value: Value, name: str = "", names: NameMasks = PLAIN_NAMES) -> Found:
    """What `mask_deep` hides of the value."""
    if isinstance(value, str):
        return _in_text(value, name, names)
    if isinstance(value, dict | list) and mask_of_name(name, value, names) is Mask.NONE:
        members = value.items() if isinstance(value, dict) else enumerate(value)
        return [found for place, member in members for found in _in_member(place, member, names)]
    return [((), value)] if mask_deep(value, name, names) != value else []


def _in_member(place: str | int, member: Value, names: NameMasks) -> Found:
    named = place if isinstance(place, str) else ""
    return [((place, *path), held) for path, held in hidden_within(member, named, names)]


def _in_text(text: str, name: str, names: NameMasks) -> Found:
    masked = mask_deep(text, name, names)
    if masked == text:
        return []
    inside = [] if isinstance(masked, Masked) else _in_json(text, names)
    return inside or [((), text)]


def _in_json(text: str, names: NameMasks) -> Found:
    """What is hidden in JSON; nothing where the text is none that can be read and addressed."""
    try:
        held = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
        found = hidden_within(held, "", names) if isinstance(held, dict | list) else []
        for path, _ in found:
            "".join(map(str, path)).encode()  # fails for half of a character
    except (ValueError, ArithmeticError, RecursionError):
        return []
    return found
