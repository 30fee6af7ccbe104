"""What a backup set says of itself: of the whole, of each table, of each part of a table's export.

All numbers are whole, all moments ISO 8601 in UTC, all hashes SHA-256 in hexadecimal. The content
hash of a part or table is the sum of its items' hashes modulo 2^256: whoever reads them in whatever
order comes to the same.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import Any

from entities.errors import ManifestDamaged

FORMAT = 1


@dataclass(frozen=True)
class Part:
    """One file of items and one of their hashes.

    `blocks` are the compressed sizes of the gzip members that make up the file of items, each of up
    to BLOCK lines: damage to one does not hide the others. `size` is in bytes as DynamoDB counts
    items, `expired` how many items were past their TTL.
    """

    name: str
    items: int
    bytes: int
    sha256: str
    hashes_bytes: int
    hashes_sha256: str
    content_hash: str
    blocks: tuple[int, ...]
    size: int
    expired: int
    started_at: str
    ended_at: str


@dataclass(frozen=True)
class TableManifest:
    """The export of one table: `<set>/<table>/manifest.json`.

    `keys` are the names of the key attributes, `definition` is the table as it was, under the names
    of DynamoDB's own calls (see operations/tables/definitions.py).
    """

    table: str
    entity: str
    keys: tuple[str, ...]
    items: int
    bytes: int
    size: int
    expired: int
    content_hash: str
    started_at: str
    ended_at: str
    definition: dict = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class TableFacts:
    """What a set says of one of its tables; kept in the set's item and in its manifest.

    Without an export the facts about items are those of nobody: 0 and empty. `recovery` is what was
    told of recovery to a point in time: status, earliest, latest. `native_status` is the service's
    word, or “not offered by this engine”. `segments` read the table side by side.
    """

    table: str
    entity: str
    segments: int = 1
    exported: bool = False
    items: int = 0
    bytes: int = 0
    size: int = 0
    expired: int = 0
    parts: int = 0
    content_hash: str = ""
    manifest_sha256: str = ""
    started_at: str = ""
    ended_at: str = ""
    native_arn: str = ""
    native_status: str = ""
    native_size: int = 0
    recovery: dict = field(default_factory=dict)


@dataclass(frozen=True)
class SetManifest:
    """The whole: `<set>/manifest.json`. `skew_seconds` lie between the first read and the last."""

    set_id: str
    name: str
    kind: str
    system: str
    environment: str
    taken_by: str
    started_at: str
    ended_at: str
    skew_seconds: int
    tables: tuple[TableFacts, ...]
    format: int = FORMAT


def plain(held: Any) -> dict:
    """As it is written: names in camel case, as DynamoDB items of ours have them."""
    return {_camel(f.name): _plain(getattr(held, f.name)) for f in fields(held)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain(v) if hasattr(v, "__dataclass_fields__") else v for v in value]
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def to_json(held: Any) -> bytes:
    return json.dumps(plain(held), ensure_ascii=False, indent=1).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def table_facts(held: dict) -> TableFacts:
    return _made(TableFacts, held)


def part_facts(content: bytes, name: str) -> Part:
    """Raises ManifestDamaged."""
    return _read(lambda held: _part(held), content, name)


def read_table_manifest(content: bytes, name: str) -> TableManifest:
    """Raises ManifestDamaged."""

    def made(held: dict) -> TableManifest:
        parts = tuple(_part(part) for part in held["parts"])
        return _made(TableManifest, held | {"parts": parts, "keys": tuple(held["keys"])})

    return _read(made, content, name)


def read_set_manifest(content: bytes, name: str) -> SetManifest:
    """Raises ManifestDamaged."""

    def made(held: dict) -> SetManifest:
        tables = tuple(table_facts(table) for table in held["tables"])
        return _made(SetManifest, held | {"tables": tables})

    return _read(made, content, name)


def _part(held: dict) -> Part:
    return _made(Part, held | {"blocks": tuple(held["blocks"])})


def _made(kind: type, held: dict) -> Any:
    return kind(**{f.name: held[_camel(f.name)] for f in fields(kind) if _camel(f.name) in held})


def _read(made, content: bytes, name: str) -> Any:
    try:
        held = json.loads(content)
        if held.get("format", FORMAT) != FORMAT:
            raise ManifestDamaged(name, "it is of another release")
        return made(held)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ManifestDamaged(name, "it cannot be read") from error
