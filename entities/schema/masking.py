"""Hiding values: by the declared mask of a field, and by the name of a key at any depth.

A masked value leaves here as `Masked`, never as the value, so what is rendered cannot show it.
`names` are those that a system masks beyond what is secret everywhere.
"""

import json
import re
from functools import partial

from entities.schema.masks import DOTS, Mask, Masked, hide_queries, mask_value
from entities.schema.secret_names import (
    PLAIN_NAMES,
    NameMasks,
    is_secret_name,
    mask_of_name,
    names_hash,
)
from entities.schema.values import Value

__all__ = [
    "DOTS",
    "LONG_HEX",
    "Mask",
    "Masked",
    "hide_queries",
    "is_secret_name",
    "mask_deep",
    "mask_text",
    "mask_value",
]

LONG_HEX = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")


def mask_deep(value: Value, name: str = "", names: NameMasks = PLAIN_NAMES) -> Value | Masked:
    """The value with every secret inside it masked: in maps, lists, sets and JSON held in text."""
    mask = mask_of_name(name, value, names) if name else Mask.NONE
    masked = value if mask is Mask.NONE else mask_value(value, mask)
    if isinstance(masked, Masked):
        return masked
    match value:
        case dict():
            return {key: mask_deep(member, key, names) for key, member in value.items()}
        case list():
            return [mask_deep(member, "", names) for member in value]
        case frozenset() if any(isinstance(member, str) for member in value):
            return frozenset(mask_text(member, name, names) for member in value)
        case str():
            return mask_text(value, name, names)
    return value


def mask_text(text: str, name: str = "", names: NameMasks = PLAIN_NAMES) -> str:
    """Text without secrets: masked inside JSON; long tokens and the queries of addresses go."""
    stripped = text.lstrip()
    if stripped[:1] in ("{", "["):
        return _mask_json(text, names)
    if stripped[:1] == '"' and stripped.rstrip()[-1:] == '"':
        return _mask_json(text, names)
    if len(text) >= 64 and not names_hash(name):
        text = LONG_HEX.sub(DOTS, text)
    return hide_queries(text)


NUMBER_MARK = "\0"
MARKED_NUMBER = re.compile(r'"\\u0000([^"]*)"')


def _mask_json(text: str, names: NameMasks) -> str:
    try:
        held = json.loads(text, parse_float=_marked)
        masked = _mask_json_value(held, names)
        if masked == held:
            return text
        shown = MARKED_NUMBER.sub(r"\1", json.dumps(masked, ensure_ascii=False))
        shown.encode()  # an escaped half of a character would come out as one, on no page
        return shown
    except (ValueError, RecursionError):
        return _mask_broken_json(text, names)


def _marked(number: str) -> str:
    # Fractions pass through as marked text, so that no float ever rounds them.
    return NUMBER_MARK + number


def _mask_json_value(held: object, names: NameMasks, name: str = "") -> object:
    masked = mask_value(held, mask_of_name(name, held, names))
    if isinstance(masked, Masked):
        return masked.text
    if isinstance(held, dict):
        return {key: _mask_json_value(member, names, key) for key, member in held.items()}
    if isinstance(held, list):
        return [_mask_json_value(member, names) for member in held]
    return mask_text(held, name, names) if isinstance(held, str) else held


BROKEN_MEMBER = re.compile(
    r'((?P<quote>\\*")(?P<name>[^"\\]{1,80})(?P=quote)\s*:\s*)((?P=quote).*?(?:(?P=quote)|$)|[^,}\]\s]+)',
    re.DOTALL,
)


def _mask_broken_json(text: str, names: NameMasks) -> str:
    # Cut-off or otherwise unreadable JSON still shows its secrets to the eye.
    shown = BROKEN_MEMBER.sub(partial(_without_secret, names=names), text)
    return hide_queries(LONG_HEX.sub(DOTS, shown))


def _without_secret(member: re.Match, names: NameMasks) -> str:
    hidden = mask_of_name(member["name"], "", names) is not Mask.NONE
    return f'{member[1]}"{DOTS}"' if hidden else member[0]
