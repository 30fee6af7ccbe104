"""What a run is called and how it stands, in words and tones."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from entities.catalogue import catalogue
from entities.errors import EntityNotFound
from entities.operations.runs.run import Run
from entities.operations.runs.status import CANCEL, PAUSE, RESUME, RETRY
from entities.operations.works import find_work
from entities.schema.entity import Entity
from entities.schema.fields import Text
from entities.schema.masking import Masked, mask_deep
from entities.schema.values import Value

TONES = dict(catalogue.entity("runs").choice("status").tones)
OUTCOME_TONES = {"done": "ok", "failed": "bad", "same": "draft"}
WISHES = {
    PAUSE: ("Pause", "pause"),
    RESUME: ("Go on", "play"),
    CANCEL: ("Cancel", "x"),
    RETRY: ("Try again", "refresh-cw"),
}
SHORT = 200  # characters of a fact


def kind_of(operation: str) -> str:
    """“Bulk change”: the words of a kind of work, known here or not."""
    work = find_work(operation)
    return work.label if work else operation.replace("_", " ").capitalize() or "Run"


def title_of(run: Run) -> str:
    """“Bulk change of expenses”, “Index build: company-expenses”."""
    named = [entity.titles.lower() for entity in entities_of(run)]
    about = f" of {', '.join(named[:3])}{' and more' if named[3:] else ''}" if named else ""
    plan = run.item.get("plan", "")
    return kind_of(run.operation) + about + (f": {plan}" if plan and not about else "")


def entities_of(run: Run) -> list[Entity]:
    """Those that are still declared."""
    found = (entity_named(name) for name in run.entities if isinstance(name, str))
    return [entity for entity in found if entity]


def entity_named(name: str) -> Entity | None:
    try:
        return catalogue.entity(name)
    except EntityNotFound:
        return None


def span(time: timedelta | None) -> str:
    """“40 s”, “12 min”, “3 h”, “2 d”; nothing for None."""
    if time is None:
        return ""
    seconds = int(time.total_seconds())
    for size, most, unit in ((1, 90, "s"), (60, 90, "min"), (3600, 48, "h")):
        if seconds < size * most:
            return f"{seconds // size} {unit}"
    return f"{seconds // 86400} d"


def counted(counters: Mapping[str, int]) -> str:
    """“12 done, 3 failed”."""
    return ", ".join(f"{count:,} {name}" for name, count in counters.items() if count)


def facts_of(held: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """(what, value) for what can be said in a line; secrets stay hidden."""
    for name, value in held.items():
        said = _said(mask_deep(value, name))
        if said:
            yield Text(name).title, said


def _said(value: Value | Masked) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:,f}"
        case list() | frozenset():
            return _cut(", ".join(filter(None, map(_said, value))))
        case dict():
            pairs = ((name, _said(held)) for name, held in value.items())
            return _cut(", ".join(f"{name}: {said}" for name, said in pairs if said))
        case str() | Masked():
            return _cut(str(value))
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
