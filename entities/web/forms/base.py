"""What a form was filled with, sealed into the form: no server has to remember it.

The seal opens for the same person and item alone. It is encrypted, so nothing in it is shown.
"""

import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from entities.conf import get_sealer
from entities.errors import SealBroken
from entities.schema.entity import Entity
from entities.schema.values import Key, canonical
from entities.schema.viewer import Viewer
from entities.web.forms.slots import Slot

Byline = tuple[str, str]  # a name, empty for somebody outside Keyroom, and when, as ISO text


@dataclass(frozen=True)
class Base:
    """`token` makes a double click one act. `theirs` names what somebody else changed meanwhile,
    where that was met before, and `authors` who did it. `opened` is when the form was filled, as
    ISO text."""

    slots: tuple[Slot, ...]
    etags: Mapping[str, str] = field(default_factory=dict)
    theirs: tuple[str, ...] = ()
    token: str = ""
    opened: str = ""
    authors: Mapping[str, Byline] = field(default_factory=dict)

    @property
    def since(self) -> datetime:
        """When the form was filled; long ago for one that does not say."""
        return datetime.fromisoformat(self.opened or "0001-01-02T00:00:00+00:00")

    @property
    def clashes(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.was is not None)


def new_token() -> str:
    return uuid.uuid4().hex


def seal_base(base: Base, entity: Entity, key: Key, viewer: Viewer) -> str:
    content = json.dumps(asdict(base), separators=(",", ":"))
    return get_sealer().seal(zlib.compress(content.encode()), _context(entity, key, viewer))


def open_base(sealed: str, entity: Entity, key: Key, viewer: Viewer) -> Base:
    """Raises SealBroken."""
    opened = get_sealer().open(sealed, _context(entity, key, viewer))
    held = json.loads(zlib.decompress(opened))
    slots = tuple(Slot(**slot | {"was": _pair(slot["was"])}) for slot in held.pop("slots"))
    authors = {name: tuple(byline) for name, byline in held.get("authors", {}).items()}
    return Base(slots, **held | {"theirs": tuple(held["theirs"]), "authors": authors})


def _pair(held: list | None) -> tuple | None:
    return None if held is None else tuple(held)


def _context(entity: Entity, key: Key, viewer: Viewer) -> str:
    return f"form {viewer.name} {entity.name} {json.dumps(canonical(list(key)))}"


def proof_of(path: str) -> str:
    """Shows that a form of this address was given to one of our staff, whoever sends it now."""
    return get_sealer().seal(b"", f"form of {path}")


def is_proof(text: str, path: str) -> bool:
    try:
        return get_sealer().open(text, f"form of {path}") == b""
    except SealBroken:
        return False
