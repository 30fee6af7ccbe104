"""What a page was made of, sealed into its form: a plan, or an uploaded file.

The seal opens for the same person and entity alone, and nothing in it can be altered.
"""

import json
import zlib

from entities.conf import get_sealer
from entities.errors import Invalid
from entities.operations.bulk.preview import Plan
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer

FILE_BYTES = 5_000_000
SEALED_BYTES = 1_500_000  # a form is refused by the server above 2.5 MB


class FileTooLarge(Invalid):
    def __init__(self):
        super().__init__("The file is too large for this page.")
        self.field = "file"
        self.hint = "Import it with `manage.py import_items`, or in parts."


def seal_plan(plan: Plan, entity: Entity, viewer: Viewer) -> str:
    return _seal(plan.packed(), f"bulk {viewer.name} {entity.name}")


def open_plan(sealed: str, entity: Entity, viewer: Viewer) -> Plan:
    """Raises SealBroken."""
    return Plan.unpacked(_open(sealed, f"bulk {viewer.name} {entity.name}"))


def seal_file(name: str, form: str, text: str, token: str, entity: Entity, viewer: Viewer) -> str:
    """Raises FileTooLarge."""
    content = json.dumps([name, form, text, token]).encode()
    sealed = _seal(content, f"import {viewer.name} {entity.name}")
    if len(sealed) > SEALED_BYTES:
        raise FileTooLarge
    return sealed


def open_file(sealed: str, entity: Entity, viewer: Viewer) -> tuple[str, str, str, str]:
    """Raises SealBroken."""
    return tuple(json.loads(_open(sealed, f"import {viewer.name} {entity.name}")))


def _seal(content: bytes, context: str) -> str:
    return get_sealer().seal(zlib.compress(content), context)


def _open(sealed: str, context: str) -> bytes:
    return zlib.decompress(get_sealer().open(sealed, context))
