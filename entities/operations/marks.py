"""Marks as bytes, so that they can travel sealed in an address."""

import json
import zlib

from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.errors import CursorInvalid, ValueInvalid
from entities.operations.paging import Mark
from entities.schema.values import Item

UNREADABLE = (
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,  # of JSON and of text that is not UTF-8
    ValueInvalid,
    zlib.error,
)


def packed(mark: Mark) -> bytes:
    content = {
        "s": _typed(mark.start),
        "b": mark.back,
        "t": [_typed(start) for start in mark.trail],
        "n": mark.before,
    }
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9)


def unpacked(content: bytes) -> Mark:
    """Raises CursorInvalid."""
    try:
        held = json.loads(zlib.decompress(content))
        trail = tuple(_item(start) for start in held["t"])
        return Mark(_item(held["s"]), held["b"], trail, held["n"])
    except UNREADABLE as error:
        raise CursorInvalid from error


def _typed(start: Item | None) -> dict | None:
    return None if start is None else to_typed_item(start)


def _item(typed: dict | None) -> Item | None:
    return None if typed is None else from_typed_item(typed)
