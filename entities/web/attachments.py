"""Pictures and documents held inside items as base64, as the application stored them."""

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass

from entities.schema.values import Value

SHOWN = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
}
DATA_URL = re.compile(r"^data:[\w/+.-]*;base64,")


@dataclass(frozen=True)
class Attachment:
    """`media_type` is decided by the content's first bytes, never by what the item claims."""

    name: str
    content: bytes
    media_type: str

    @classmethod
    def read(cls, held: Value) -> "Attachment | None":
        """A binary value, or that of a map {name, data, type, size}; None where there is none."""
        within = held if isinstance(held, dict) else {}
        content = held if isinstance(held, bytes) else _decoded(within.get("data"))
        if not content:
            return None
        name = within.get("name")
        return cls(name if isinstance(name, str) else "", content, media_type(content))

    @property
    def disposition(self) -> str:
        """Pictures and PDF open in the browser, everything else is a download."""
        safe = re.sub(r"[^A-Za-z0-9._-]", "_", self.name)[:80] or "attachment"
        place = "inline" if self.media_type != "application/octet-stream" else "attachment"
        return f'{place}; filename="{safe}"'


def _decoded(data: Value) -> bytes:
    if isinstance(data, bytes):
        return data
    if not isinstance(data, str):
        return b""
    try:
        return b64decode(DATA_URL.sub("", data), validate=True)
    except (binascii.Error, ValueError):
        return b""


def media_type(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    found = (kind for start, kind in SHOWN.items() if content.startswith(start))
    return next(found, "application/octet-stream")
