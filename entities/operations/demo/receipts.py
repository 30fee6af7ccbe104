"""Receipts and signatures as they lie inside items: real pictures and documents in base64."""

import hashlib
import struct
import zlib
from base64 import b64encode
from decimal import Decimal

from entities.schema.values import Value

JPEG = (
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////"
    "//////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)


def picture(name: str, content: bytes, kind: str) -> dict[str, Value]:
    return encoded(name, b64encode(content).decode(), kind, len(content))


def encoded(name: str, text: str, kind: str, size: int) -> dict[str, Value]:
    """`text` is base64; `size` counts the bytes it stands for."""
    return {"name": name, "data": text, "type": kind, "size": Decimal(size)}


def png(width: int, height: int, seed: str = "") -> bytes:
    """A picture of plain paper; with a seed, of noise that no compression makes smaller."""
    row = 1 + width * 3
    if seed:
        pixels = bytearray(hashlib.shake_256(seed.encode()).digest(row * height))
        pixels[::row] = bytes(height)  # each row starts with its filter: none
    else:
        pixels = (b"\0" + b"\xf4\xf1\xea" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(pixels))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def pdf(text: str) -> bytes:
    """A page with one line of plain letters."""
    drawing = f"BT /F1 18 Tf 40 90 Td ({text}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 320 140]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    document, places = b"%PDF-1.4\n", []
    for position, content in enumerate(objects, 1):
        places.append(len(document))
        document += b"%d 0 obj%bendobj\n" % (position, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return document + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(document))
    )


def signature(name: str) -> dict[str, Value]:
    return picture(f"{name}.png", png(120, 40), "image/png")
