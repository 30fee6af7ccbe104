"""Export: the items of a list as a file, as its viewer sees them, with an entry in the audit log.

Typed CSV needs to know its columns before its first line, so the items wait in a temporary file
meanwhile; JSON lines leave as they are read. Memory stays at one page either way.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from tempfile import SpooledTemporaryFile

from entities.catalogue import Catalogue
from entities.operations.deeds import Act
from entities.operations.transfer.columns import MASKED, columns_for
from entities.operations.transfer.journal import Journal
from entities.operations.transfer.json_lines import read_masked_line, write_line
from entities.operations.transfer.masks import Held, seen
from entities.operations.transfer.rows import write_row
from entities.operations.transfer.walking import Asked, Walk, walk
from entities.schema.entity import Entity
from entities.schema.masking import Masked
from entities.schema.values import type_of
from entities.schema.viewer import Viewer

FORMATS = ("csv", "json")
IN_MEMORY = 1_000_000  # bytes, before the temporary file is one


@dataclass(frozen=True)
class Export:
    """A file on its way. The run's record ends when `text` is read to its end, or at `close`."""

    entity: Entity
    company: str | None
    text: Iterator[str]
    source: Generator[str]

    def __iter__(self) -> Iterator[str]:
        return self.text

    def close(self) -> None:
        self.source.close()


def export_items(
    store,
    catalogue: Catalogue,
    entity: Entity,
    asked: Asked,
    *,
    form: str,
    viewer: Viewer,
    act: Act,
    sealer,
) -> Export:
    """The items as text, piece by piece; the first page is read before this returns.

    Raises ActionNotAllowed and what `walk` raises.
    """
    viewer.must("export")
    found = walk(store, entity, asked, viewer=viewer)
    company = found.scope.company
    journal = Journal(store, catalogue, "export", act, sealer)
    journal.begin(found.entity, company, {"format": form, "filters": list(asked.said)})
    counted = _Counted(found)
    write = _csv if form == "csv" else _json
    text = _recorded(write(found.entity, counted.held()), counted, journal)
    return Export(found.entity, company, _started(text), text)


class _Counted:
    """The items of a walk as the viewer may see them, and how many went by."""

    def __init__(self, found: Walk):
        self.found = found
        self.count = 0

    def held(self) -> Iterator[Held]:
        for item in self.found.items():
            self.count += 1
            yield seen(self.found.entity, item)


def _json(entity: Entity, items: Iterator[Held]) -> Iterator[str]:
    return map(write_line, items)


def _csv(entity: Entity, items: Iterator[Held]) -> Iterator[str]:
    kinds: dict[str, set[str]] = {}
    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="") as waiting:
        for held in items:
            for name, value in held.items():
                kind = MASKED if isinstance(value, Masked) else type_of(value)
                kinds.setdefault(name, set()).add(kind)
            waiting.write(write_line(held))
        columns = columns_for(entity, kinds)
        yield write_row(column.header for column in columns)
        waiting.seek(0)
        for line in waiting:
            yield write_row(_cells(columns, read_masked_line(line)))


def _cells(columns, held: Held) -> Iterator[str]:
    for column in columns:
        there = column.name in held and column.takes(held[column.name])
        yield column.write(held[column.name]) if there else ""


def _started(text: Iterator[str]) -> Iterator[str]:
    """Reads up to the first piece, so that what goes wrong there is still a refusal."""
    first = next(text, "")
    return chain((first,), text)


def _recorded(text: Iterator[str], counted: _Counted, journal: Journal) -> Generator[str]:
    status = "cancelled"  # whoever leaves before the end leaves like this
    try:
        yield from text
        status = "succeeded"
    except Exception:
        status = "failed"
        raise
    finally:
        journal.end(status, done=counted.count)
