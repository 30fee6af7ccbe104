"""Reading an export back, item by item; what is damaged is named, and hides nothing else."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from entities.dynamodb.fastpath import UNREADABLE
from entities.dynamodb.readers import read_item
from entities.errors import ManifestDamaged
from entities.objects import Place
from entities.operations.backups.files import (
    data_file,
    hashes_file,
    set_manifest,
    table_manifest,
)
from entities.operations.backups.manifest import (
    Part,
    SetManifest,
    TableManifest,
    digest,
    read_set_manifest,
    read_table_manifest,
)
from entities.operations.backups.parts import BLOCK
from entities.schema.values import Item, Key, content_hash

GZIP = 31  # zlib's word for a gzip member


@dataclass(frozen=True)
class Line:
    """One item of a part. `number` counts from 1; 0 is the file as a whole.

    `item` is None where it cannot be read, `problem` empty where all is well, else a sentence.
    `stated` is the hash the item had when it was read from its table.
    """

    number: int
    key: Key
    stated: str
    item: Item | None
    problem: str = ""


def read_manifest(place: Place, set_id: str, sha256: str = "") -> SetManifest:
    """Raises FileMissing and ManifestDamaged. `sha256` is what it should be; nothing: not known."""
    name = set_manifest(set_id)
    return read_set_manifest(_intact(place.read(name), sha256, name), name)


def read_table(place: Place, set_id: str, table: str, sha256: str = "") -> TableManifest:
    """Raises FileMissing and ManifestDamaged."""
    name = table_manifest(set_id, table)
    return read_table_manifest(_intact(place.read(name), sha256, name), name)


def read_hashes(
    place: Place, set_id: str, table: TableManifest, part: Part
) -> list[tuple[Key, str]]:
    """Key and hash of every item of the part, in its order.

    Raises FileMissing, and ManifestDamaged where the list is not what was written.
    """
    name = hashes_file(set_id, table.table, part.name)
    content = _intact(place.read(name), part.hashes_sha256, name)
    lines = (json.loads(line) for line in gzip.decompress(content).splitlines())
    return [(_key(table, read_item(held["Keys"])), held["Hash"]) for held in lines]


def read_part(place: Place, set_id: str, table: TableManifest, part: Part) -> Iterator[Line]:
    """Every item that the part should hold, with what is wrong with it.

    Raises FileMissing and ManifestDamaged.
    """
    stated = read_hashes(place, set_id, table, part)
    data = place.read(data_file(set_id, table.table, part.name))
    found_fault, at = False, 0
    for block, begin in zip(part.blocks, range(0, part.items, BLOCK), strict=True):
        lines = _lines(data[at : at + block])
        at += block
        for n, (key, hashed) in enumerate(stated[begin : begin + BLOCK]):
            line = _compared(begin + n + 1, key, hashed, lines[n] if n < len(lines) else b"")
            found_fault = found_fault or bool(line.problem)
            yield line
    if not found_fault and digest(data) != part.sha256:
        yield Line(0, (), "", None, "The file is not the one written, though each item is whole.")


def read_items(place: Place, set_id: str, table: TableManifest) -> Iterator[Line]:
    """Every item of the table's export."""
    for part in table.parts:
        yield from read_part(place, set_id, table, part)


def _intact(content: bytes, sha256: str, name: str) -> bytes:
    if sha256 and digest(content) != sha256:
        raise ManifestDamaged(name, "its bytes are not those that were written")
    return content


def _key(table: TableManifest, keys: Item) -> Key:
    return tuple(keys[name] for name in table.keys)


def _compared(number: int, key: Key, stated: str, text: bytes) -> Line:
    try:
        item = read_item(json.loads(text)["Item"])
        hashed = content_hash(item)
    except UNREADABLE:
        return Line(number, key, stated, None, "It cannot be read.")
    if hashed != stated:
        return Line(number, key, stated, item, "Its content is not what was backed up.")
    return Line(number, key, stated, item)


def _lines(block: bytes) -> list[bytes]:
    """The lines of a gzip member as far as it can be read."""
    try:
        return gzip.decompress(block).splitlines()
    except (EOFError, OSError, zlib.error):
        return _readable(block).splitlines()


def _readable(block: bytes) -> bytes:
    unpack, text = zlib.decompressobj(GZIP), bytearray()
    try:
        for byte in block:
            text += unpack.decompress(bytes((byte,)))
    except zlib.error:
        pass
    return bytes(text)
