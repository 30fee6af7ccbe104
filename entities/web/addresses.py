"""Keys in addresses, and the addresses of pages.

A key part is written as it is where that is safe; any other byte becomes `~` and two hexadecimal
digits, so commas, slashes, percent signs, spaces, emoji and right-to-left text survive every
server and every copy and paste. A part that is itself a secret appears only sealed, after `~~`.
"""

import binascii
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from entities.conf import get_sealer
from entities.errors import AttributeNotFound, KeyInvalid
from entities.schema.entity import Entity
from entities.schema.hidden import Path
from entities.schema.values import Key
from entities.sealing import SealBroken

SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")
SEALED = "~~"
SPELLED = [chr(byte) if byte in SAFE else f"~{byte:02x}" for byte in range(256)]
PART = re.compile(r"(?:[A-Za-z0-9_.-]|~[0-9a-f]{2})+")


def key_segment(entity: Entity, key: Key) -> str:
    """The key as one segment of an address."""
    parts = zip(entity.keys, key, strict=True)
    return ",".join(_part(entity, name, value) for name, value in parts)


def _part(entity: Entity, name: str, value: str | Decimal | bytes) -> str:
    if entity.is_secret(name, value):
        return SEALED + get_sealer().seal(value.encode(), _context(entity, name))
    return _spelled(value if isinstance(value, bytes) else str(value).encode())


def _spelled(raw: bytes) -> str:
    text = "".join(map(SPELLED.__getitem__, raw))
    # A segment of dots alone would be taken for a way up.
    return text.replace(".", "~2e") if set(text) == {"."} else text


def read_key(entity: Entity, segment: str) -> Key:
    """The key in a segment. Raises KeyInvalid."""
    parts = segment.split(",")
    if len(parts) != len(entity.keys):
        need = " and ".join(entity.keys)
        given = "one part was" if len(parts) == 1 else f"{len(parts)} parts were"
        raise KeyInvalid(entity.label, f"it needs {need}, and {given} given")
    named = zip(entity.keys, parts, strict=True)
    return tuple(_read_part(entity, name, part) for name, part in named)


def _read_part(entity: Entity, name: str, part: str) -> str | Decimal | bytes:
    if part.startswith(SEALED):
        return _open(entity, name, part.removeprefix(SEALED))
    try:
        raw = _raw(part)
    except ValueError as error:
        problem = f"its {name} is empty or holds characters no key has there"
        raise KeyInvalid(entity.label, problem) from error
    value = _typed(entity, name, raw)
    if entity.is_secret(name, value):
        raise KeyInvalid(entity.label, f"its {name} is a secret and never stands in an address")
    return value


def _raw(part: str) -> bytes:
    """Raises ValueError for what `_spelled` never writes."""
    if not PART.fullmatch(part):
        raise ValueError(part)
    return binascii.unhexlify("".join(_bytes(found[0]) for found in re.finditer("~..|.", part)))


def _bytes(piece: str) -> str:
    return piece[1:] if piece[0] == "~" else f"{ord(piece):02x}"


def _typed(entity: Entity, name: str, raw: bytes) -> str | Decimal | bytes:
    kind = entity.key_type(name)
    if kind == "B":
        return raw
    try:
        text = raw.decode()
        return _number(text) if kind == "N" else text
    except (UnicodeDecodeError, InvalidOperation) as error:
        what = "a number" if kind == "N" else "text"
        raise KeyInvalid(entity.label, f"its {name} is not {what}") from error


def _number(text: str) -> Decimal:
    """Raises InvalidOperation for what DynamoDB holds in no key."""
    number = Decimal(text)
    digits = len(number.as_tuple().digits)
    if not number.is_finite() or digits > 38 or not -130 <= number.adjusted() <= 125:
        raise InvalidOperation
    return number


def _open(entity: Entity, name: str, sealed: str) -> str:
    try:
        return get_sealer().open(sealed, _context(entity, name)).decode()
    except SealBroken as error:
        raise KeyInvalid(entity.label, f"the handle of its {name} is damaged") from error


def _context(entity: Entity, name: str) -> str:
    return f"key {entity.name} {name}"


def entity_url(entity: Entity) -> str:
    return f"/data/{quote(entity.name)}/"


def menu_url(entity: Entity) -> str:
    """The list as the menu opens it: small directories may be scanned page by page."""
    return entity_url(entity) + ("?scan=1" if entity.listed_by_scan else "")


def item_url(entity: Entity, key: Key, page: str = "") -> str:
    """The item's page, or one beside it (`raw`, `history`, …)."""
    return f"{entity_url(entity)}{key_segment(entity, key)}/" + (f"{page}/" if page else "")


def reveal_url(entity: Entity, key: Key, path: Path) -> str:
    """The page that asks before it shows one hidden value of an item."""
    spelled = ",".join(_spelled(str(part).encode()) for part in path)
    return item_url(entity, key, f"reveal/{spelled}")


def read_path(segment: str) -> tuple[str, ...]:
    """The parts of a path in an address. Raises AttributeNotFound."""
    try:
        return tuple(_raw(part).decode() if part else "" for part in segment.split(","))
    except ValueError as error:
        raise AttributeNotFound(segment[:60]) from error


def company_url(company: str) -> str:
    safe = "".join(map(SPELLED.__getitem__, company.encode()))
    return f"/companies/{safe.replace('.', '~2e') if set(safe) <= {'.'} else safe}/"
