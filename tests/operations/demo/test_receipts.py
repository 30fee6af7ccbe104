"""Pictures and documents inside items are real ones."""

import re
import zlib
from base64 import b64decode

from entities.operations.demo.receipts import pdf, png


def pictures(value):
    """Every {name, data, type, size} at any depth."""
    if isinstance(value, dict):
        if {"name", "data", "type", "size"} <= value.keys():
            yield value
        for member in value.values():
            yield from pictures(member)


def test_every_receipt_decodes_to_what_its_type_and_size_say(demo):
    starts = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
    found = [p for items in demo.values() for item in items for p in pictures(item)]
    assert {picture["type"] for picture in found} == set(starts)
    for picture in found:
        content = b64decode(picture["data"], validate=True)
        assert content.startswith(starts[picture["type"]])
        assert len(content) == picture["size"]


def test_a_picture_holds_as_many_pixels_as_it_says():
    for seed in ("", "noise"):
        content = png(7, 5, seed)
        start = content.index(b"IDAT") + 4
        pixels = zlib.decompress(content[start:-16])
        assert len(pixels) == 5 * (1 + 7 * 3)
        assert set(pixels[:: 1 + 7 * 3]) == {0}


def test_a_document_points_at_its_own_parts():
    content = pdf("Example")
    table = int(re.search(rb"startxref\n(\d+)", content)[1])
    assert content[table:].startswith(b"xref")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", content)]
    assert len(places) == 5
    for number, place in enumerate(places, 1):
        assert content[place:].startswith(b"%d 0 obj" % number)
