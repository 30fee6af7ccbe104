"""A declaration drafted from a live table, as Python source in the style of the catalogue.

Keys, indexes and settings are what the service tells. Fields, references and masks are guesses
from a sample, which the draft says; somebody reads it before it joins the catalogue.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from entities.catalogue import Catalogue
from entities.operations.tables.drafted_fields import drafted_fields
from entities.operations.tables.guesses import HIDDEN, Guess
from entities.operations.tables.quoting import (
    WIDTH,
    Nested,
    call,
    flat,
    laid_out,
    quoted,
    tuple_of,
)
from entities.operations.tables.samples import UNKNOWN, Sample
from entities.schema.entity import Entity, Index
from entities.schema.system import System
from entities.schema.table_settings import TableSettings

COLUMNS = 7
HEADINGS = ("name", "title", "email")
HEAVY = ("JsonText", "List", "Map", "Picture", "Binary", "LongText", "Anything")


def draft(sample: Sample, catalogue: Catalogue) -> str:
    """The source of a module that declares the table."""
    guesses = drafted_fields(sample, catalogue)
    body = [*_system(sample.table.system), *_entity(sample, catalogue, guesses)]
    imports = _imports(sample, guesses, "\n".join(body))
    return "\n".join((*_docstring(sample), "", *imports, "", *body, ""))


def _docstring(sample: Sample) -> Iterator[str]:
    yield '"""Drafted from a live table by `manage.py inspect_table`.'
    yield ""
    yield f"The table is {sample.name}."
    if sample.declared:
        names = ", ".join(entity.name for entity in sample.declared)
        yield from wrap(f"It is declared already, as {names}.", WIDTH)
    read = f"{len(sample.items):,} of its items; there were about {sample.item_count:,}"
    yield "Keys, indexes and settings are the table's. Fields, masks and references are guesses"
    yield f"from {read}. Read every line."
    yield '"""'


def _imports(sample: Sample, guesses: dict[str, Guess], body: str) -> Iterator[str]:
    system = sample.table.system
    if system.name != UNKNOWN:
        folder = system.name.replace("-", "_")
        yield f"from entities.catalogue.{folder}.system import {_constant(system.name)}"
    names = ("CompanyFrom", "Entity", "Index", "SecretKey")
    yield f"from entities.schema.entity import {', '.join(n for n in names if f'{n}(' in body)}"
    kinds = sorted({found.kind for found in guesses.values()})
    yield from _import("entities.schema.fields", kinds)
    if "Mask." in body:
        yield "from entities.schema.masking import Mask"
    if system.name == UNKNOWN:
        yield "from entities.schema.system import System"
    if "TableSettings(" in body:
        yield "from entities.schema.table_settings import TableSettings"


def _import(module: str, names: list[str]) -> Iterator[str]:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        yield line
    else:
        yield from laid_out(Nested(f"from {module} import (", tuple(names), broken=True))


def _system(system: System) -> Iterator[str]:
    """A table whose name follows no known rule is of a system of its own."""
    if system.name == UNKNOWN:
        yield "UNKNOWN = System("
        yield '    "unknown",'
        yield '    "Unknown",'
        yield '    prefixes={"production": "", "staging": "", "dev": ""},'
        yield '    generations=(("unknown", "Unknown"),),'
        yield ")"
        yield ""


def _entity(sample: Sample, catalogue: Catalogue, guesses: dict[str, Guess]) -> Iterator[str]:
    table = sample.table
    slug = _slug(table.table)
    spoken = slug.replace("-", " ").capitalize()
    heading = next((name for name in HEADINGS if name in guesses), "")
    parts = (
        quoted(slug),
        f"system={_constant(table.system.name)}",
        f"generation={quoted(table.generation)}",
        f"table={quoted(table.table)}",
        f"label={quoted(spoken.removesuffix('s'))}",
        f"plural={quoted(spoken)}",
        f"partition={quoted(table.partition)}",
        *([f"sort={quoted(table.sort)}"] if table.sort else []),
        *([f"heading={quoted(heading)}"] if heading else []),
        Nested("fields=(", tuple(_fields(sample, guesses)), broken=True),
        tuple_of(_columns(guesses), "columns"),
        *_tuple("indexes", map(_index, table.indexes)),
        *_company(catalogue, guesses),
        *_tuple("secret_keys", _secret_keys(table, guesses)),
        *_settings(table.settings),
    )
    yield from laid_out(call(f"{_constant(slug)} = Entity", *parts, broken=True))


def _tuple(name: str, parts: Iterable[Nested]) -> Iterator[Nested]:
    """A keyword argument; none where there is nothing to say."""
    held = tuple(parts)
    if held:
        yield Nested(f"{name}=(", held)


def _fields(sample: Sample, guesses: dict[str, Guess]) -> Iterator[Nested]:
    for name, values in sample.attributes.items():
        found, whole = guesses[name], len(values) == len(sample.items)
        remark = "" if whole else f"In {len(values):,} of {len(sample.items):,} items."
        choices = [tuple_of(found.choices)] if found.choices else []
        yield call(found.kind, quoted(name), *choices, *found.arguments, remark=remark)


def _columns(guesses: dict[str, Guess]) -> tuple[str, ...]:
    light = (name for name, found in guesses.items() if found.kind not in HEAVY)
    return tuple(light)[:COLUMNS]


def _index(index: Index) -> Nested:
    parts = [quoted(part) for part in (index.name, *index.keys)]
    if index.local:
        parts.append("local=True")
    if isinstance(index.projection, tuple):
        parts.append(tuple_of(index.projection, "projection"))
    elif index.projection != "ALL":
        parts.append(f"projection={quoted(index.projection)}")
    return call("Index", *parts)


def _company(catalogue: Catalogue, guesses: dict[str, Guess]) -> Iterator[Nested]:
    tenants = {f"to={quoted(entity.name)}" for entity in catalogue.tenants}
    for name, found in guesses.items():
        if tenants.intersection(found.arguments):
            yield call("company_from=CompanyFrom", f"attribute={quoted(name)}")
            return


def _secret_keys(table: Entity, guesses: dict[str, Guess]) -> Iterator[Nested]:
    """A masked key would still stand in addresses."""
    for name in table.keys:
        if HIDDEN in guesses[name].arguments:
            yield call("SecretKey", quoted(name), quoted(".+"))


def _settings(settings: TableSettings) -> Iterator[Nested]:
    """Only what differs from the usual settings."""
    usual = TableSettings()
    said = [
        f"{name}={_source(value)}"
        for name, value in vars(settings).items()
        if value != getattr(usual, name)
    ]
    if said:
        yield call("settings=TableSettings", *said)


def _source(value: object) -> str:
    if isinstance(value, tuple):
        return flat(Nested("(", tuple(map(_source, value))))
    return quoted(value) if isinstance(value, str) else repr(value)


def _slug(table: str) -> str:
    return "-".join(word.lower() for word in re.findall(r"[A-Za-z0-9]+", table))


def _constant(name: str) -> str:
    constant = re.sub(r"[^A-Za-z0-9]+", "_", name).upper()
    return constant if constant[:1].isalpha() else f"TABLE_{constant}"
