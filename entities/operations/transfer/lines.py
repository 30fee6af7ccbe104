"""Lines of a file as items: read from typed CSV or from JSON lines, each with what is wrong."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from entities.dynamodb.typed_json import from_typed_item, to_typed_item
from entities.errors import ValueInvalid
from entities.operations.transfer.columns import MASKED, Column, read_header
from entities.operations.transfer.errors import FileInvalid
from entities.operations.transfer.json_lines import read_line
from entities.schema.entity import Entity
from entities.schema.values import Item

LONGEST = 2_000_000  # characters of a cell or a line; an item takes 400 KB
ENDINGS = {"csv": "csv", "json": "json", "jsonl": "json", "ndjson": "json"}
csv.field_size_limit(LONGEST)


@dataclass(frozen=True)
class Line:
    """One item as the file gives it. `number` is that of the file's line, from 1.

    `covered` are the attributes the file speaks of, None for all: of those an absent one is absent,
    while any other gets its default in an item that is added. `masked` are left alone. `problems`
    are sentences by column.
    """

    number: int
    given: Item
    covered: frozenset[str] | None = None
    masked: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> list:
        covered = None if self.covered is None else sorted(self.covered)
        masked, problems = sorted(self.masked), dict(self.problems)
        return [self.number, to_typed_item(self.given), covered, masked, problems]

    @classmethod
    def opened(cls, plain: list) -> "Line":
        number, given, covered, masked, problems = plain
        known = None if covered is None else frozenset(covered)
        return cls(number, from_typed_item(given), known, frozenset(masked), problems)


@dataclass(frozen=True)
class File:
    """A file that is being read: what its columns are (none for JSON lines), and its lines."""

    format: str
    columns: list[Column]
    lines: Iterator[Line]


def read_file(entity: Entity, stream: Iterable[str], *, form: str, most: int | None = None) -> File:
    """The lines of a text stream that keeps its line ends. Raises FileInvalid, also while the
    lines are read; `most` is how many are taken."""
    if form == "json":
        return File("json", [], _bounded(_json(stream), most))
    reader = csv.reader(stream, strict=True)
    columns = _header(entity, reader)
    return File("csv", columns, _bounded(_csv(reader, columns), most))


def _header(entity: Entity, reader) -> list[Column]:
    with _sound(reader):
        cells = next(reader, None)
    if not cells:
        raise FileInvalid("it has no header line", 1)
    try:
        columns = read_header(entity, cells)
    except ValueInvalid as refusal:
        raise FileInvalid(str(refusal).rstrip("."), 1) from refusal
    return columns


class _sound:
    """Turns what the decoder and the CSV reader say into a sentence with the line."""

    def __init__(self, reader):
        self.reader = reader

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, UnicodeDecodeError):
            raise undecodable() from error
        if isinstance(error, csv.Error):
            raise FileInvalid(f"the CSV is broken ({error})", self.reader.line_num) from error


def undecodable() -> FileInvalid:
    return FileInvalid("it is not UTF-8 text", hint="Save it as “CSV UTF-8” and try again.")


def _csv(reader, columns: list[Column]) -> Iterator[Line]:
    covered = frozenset(column.name for column in columns)
    while True:
        start = reader.line_num + 1
        with _sound(reader):
            cells = next(reader, None)
        if cells is None:
            return
        if cells:
            yield _line(start, columns, cells, covered)


def _line(number: int, columns: list[Column], cells: list[str], covered: frozenset[str]) -> Line:
    if len(cells) != len(columns):
        problem = f"The line has {len(cells)} cells, the header has {len(columns)}."
        return Line(number, {}, covered, problems={"": problem})
    given: Item = {}
    masked, problems = set(), {}
    for column, cell in zip(columns, cells, strict=True):
        if cell == "":
            continue
        if column.kind == MASKED:
            masked.add(column.name)
            continue
        try:
            given[column.name] = column.read(cell)
        except ValueInvalid as refusal:
            problems[column.name] = str(refusal)
    for name in masked & given.keys():
        problems[name] = f"{name}: it stands in a clear and in a masked column."
    return Line(number, given, covered, frozenset(masked), problems)


def _json(stream: Iterable[str]) -> Iterator[Line]:
    lines = iter(stream)
    number = 0
    while True:
        number += 1
        try:
            text = next(lines, None)
        except UnicodeDecodeError as error:
            raise undecodable() from error
        if text is None:
            return
        if text.strip():
            yield _json_line(number, text)


def _json_line(number: int, text: str) -> Line:
    if len(text) > LONGEST:
        return Line(number, {}, problems={"": f"The line is longer than {LONGEST:,} characters."})
    try:
        given, masked = read_line(text)
    except ValueInvalid as refusal:
        return Line(number, {}, problems={refusal.field.partition(".")[0]: str(refusal)})
    return Line(number, given, masked=masked)


def _bounded(lines: Iterator[Line], most: int | None) -> Iterator[Line]:
    for count, line in enumerate(lines, 1):
        if most is not None and count > most:
            hint = "Import it with `manage.py import_items`, or in parts."
            raise FileInvalid(f"it has more than {most:,} items", hint=hint)
        yield line


def form_of(name: str, stream) -> str:
    """csv or json: by the name of the file, else by how a text that can be rewound begins."""
    ending = name.lower().rpartition(".")[2]
    if ending in ENDINGS:
        return ENDINGS[ending]
    try:
        start = stream.read(200)
    except UnicodeDecodeError as error:
        raise undecodable() from error
    stream.seek(0)
    return "json" if start.lstrip().startswith("{") else "csv"
