"""Hiding values: by the declared mask of a field, and by the name of a key at any depth.

A masked value leaves here as `Masked`, never as the value, so what is rendered cannot show it.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from entities.schema.values import Value

DOTS = "•••"
SECRET_NAMES = re.compile(
    r"ssn|socialsecurity|passw|secret|token(?!s?count)|apikey|signature(?!count)|accountnumber|"
    r"routingnumber|iban|cardnumber|cvv|authorization|credential|privatekey",
)
# “businessName” has no SSN in it: a word that ends in ss, then one that begins with n.
NOT_SSN = re.compile(r"(?<=[a-z])ss(?=N[a-z])|(?<=[a-zA-Z])(?:ss|SS)(?=[^a-zA-Z0-9]+[nN])")
LONG_HEX = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
SIGNED_QUERY = re.compile(r"(https?://[^\s\"'?#]+)\?[^\s\"'#]+")
LOGIN_LINK_NAMES = re.compile(r"loginurl|checkouturl|resourceurl")


class Mask(Enum):
    """How much of a field a viewer without a permission to reveal it sees."""

    NONE = "shown"
    PARTIAL = "last four characters shown"
    QUERY = "the query of an address hidden"
    FULL = "hidden"


@dataclass(frozen=True)
class Masked:
    """What is shown in place of a hidden value."""

    text: str

    def __str__(self) -> str:
        return self.text


def mask_value(value: Value, mask: Mask) -> Value | Masked:
    """The value as a viewer without permission sees it; empty values have nothing to hide."""
    if mask is Mask.NONE or value in ("", None):
        return value
    if mask is Mask.QUERY and isinstance(value, str):
        return hide_queries(value)
    if mask is Mask.PARTIAL and isinstance(value, str | Decimal):
        return Masked(_partial(str(value)))
    return Masked(DOTS)


def _partial(text: str) -> str:
    if "@" in text:
        name, _, host = text.partition("@")
        return f"{name[:1]}{DOTS}@{host}"
    shown = text[-4:] if len(text) > 7 else text[-2:] if len(text) > 4 else ""
    return f"{DOTS}-{shown}" if shown else DOTS


def is_secret_name(name: str) -> bool:
    """Whether a key of this name holds a secret wherever it stands (hard-cases 40)."""
    return _told(name).secret


def hides(name: str, value: object) -> bool:
    """Whether a key of this name hides this value."""
    told = _told(name)
    return told.secret or (told.login_link and isinstance(value, str))


@dataclass(frozen=True)
class _Told:
    """What a name tells of its value."""

    secret: bool
    login_link: bool
    hash: bool


def _told(name: str) -> _Told:
    # The same few names head every value of a page; giant ones are not worth remembering.
    return _remembered(name) if len(name) <= 100 else _read_name(name)


def _read_name(name: str) -> _Told:
    plain = _plain(name)
    return _Told(
        secret=bool(SECRET_NAMES.search(_plain(NOT_SSN.sub("s", name)))),
        login_link=bool(LOGIN_LINK_NAMES.search(plain)),
        hash=plain.endswith("hash"),
    )


_remembered = lru_cache(maxsize=4096)(_read_name)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def mask_deep(value: Value, name: str = "") -> Value | Masked:
    """The value with every secret inside it masked: in maps, lists, sets and JSON held in text."""
    if name and not isinstance(value, bool) and hides(name, value):
        return mask_value(value, Mask.FULL)
    match value:
        case dict():
            return {key: mask_deep(member, key) for key, member in value.items()}
        case list():
            return [mask_deep(member) for member in value]
        case frozenset() if any(isinstance(member, str) for member in value):
            return frozenset(mask_text(member, name) for member in value)
        case str():
            return mask_text(value, name)
    return value


def mask_text(text: str, name: str = "") -> str:
    """Text without secrets: masked inside JSON; long tokens and the queries of addresses go."""
    stripped = text.lstrip()
    if stripped[:1] in ("{", "["):
        return _mask_json(text)
    if stripped[:1] == '"' and stripped.rstrip()[-1:] == '"':
        return _mask_json(text)
    if len(text) >= 64 and not _told(name).hash:
        text = LONG_HEX.sub(DOTS, text)
    return hide_queries(text)


def hide_queries(text: str) -> str:
    """Web addresses keep their place but lose their query, where signatures and tokens travel."""
    return SIGNED_QUERY.sub(rf"\1?{DOTS}", text) if "?" in text else text


NUMBER_MARK = "\0"
MARKED_NUMBER = re.compile(r'"\\u0000([^"]*)"')


def _mask_json(text: str) -> str:
    try:
        held = json.loads(text, parse_float=_marked)
        masked = _mask_json_value(held)
        if masked == held:
            return text
        shown = MARKED_NUMBER.sub(r"\1", json.dumps(masked, ensure_ascii=False))
        shown.encode()  # an escaped half of a character would come out as one, on no page
        return shown
    except (ValueError, RecursionError):
        return _mask_broken_json(text)


def _marked(number: str) -> str:
    # Fractions pass through as marked text, so that no float ever rounds them.
    return NUMBER_MARK + number


def _mask_json_value(held: object, name: str = "") -> object:
    if name and not isinstance(held, bool) and held not in ("", None) and hides(name, held):
        return DOTS
    if isinstance(held, dict):
        return {key: _mask_json_value(member, key) for key, member in held.items()}
    if isinstance(held, list):
        return [_mask_json_value(member) for member in held]
    return mask_text(held, name) if isinstance(held, str) else held


BROKEN_MEMBER = re.compile(
    r'((?P<quote>\\*")(?P<name>[^"\\]{1,80})(?P=quote)\s*:\s*)((?P=quote).*?(?:(?P=quote)|$)|[^,}\]\s]+)',
    re.DOTALL,
)


def _mask_broken_json(text: str) -> str:
    # Cut-off or otherwise unreadable JSON still shows its secrets to the eye.
    def hide(found: re.Match) -> str:
        hidden = hides(found["name"], "")
        return f'{found[1]}"{DOTS}"' if hidden else found[0]

    return hide_queries(LONG_HEX.sub(DOTS, BROKEN_MEMBER.sub(hide, text)))
