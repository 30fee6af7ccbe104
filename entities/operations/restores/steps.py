"""The steps of a restore or drill, in phases: each table goes through all that its source takes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from entities.errors import RunBroken, TableMissing
from entities.operations.restores.comparing import added, changed
from entities.operations.restores.filling import fill
from entities.operations.restores.making import make
from entities.operations.restores.proving import count, prove
from entities.operations.restores.reading import read
from entities.operations.restores.settings import settle
from entities.operations.restores.sources import EXPORT, Source
from entities.operations.runs.base import Advanced, Slice, Task

STEPS: dict[str, Callable[[Task], Advanced]] = {
    "read": read,
    "make": make,
    "fill": fill,
    "count": count,
    "changed": changed,
    "added": added,
    "prove": prove,
    "settings": settle,
}
PHASES = {
    **{"sweep": 0, "read": 1, "make": 2, "fill": 3, "count": 4, "changed": 4, "added": 4},
    **{"prove": 5, "settings": 6, "remove": 7, "stamp": 8},
}
OF_EXPORT = ("read", "make", "fill", "count", "prove", "settings")
OF_OTHERS = ("make", "count", "settings")
BY_PARTS, BY_SCAN = ("read", "fill"), ("count", "changed", "added")
BY_ITEMS = (*BY_PARTS, *BY_SCAN, "prove")
MOST_SLICES = 4
ITEMS_OF_A_SLICE = 20_000


def slices_of(sources: Iterable[Source], more: tuple[str, ...] = ()) -> Iterator[Slice]:
    """The segments for these sources; `more` are further steps where there is no export to
    compare with, but a table of today."""
    for number, source in enumerate(sources):
        steps = OF_EXPORT if source.how == EXPORT else (*OF_OTHERS, *(more if source.since else ()))
        for step in steps:
            yield from segments_of(number, source, step)


def segments_of(number: int, source: Source, step: str, **facts) -> Iterator[Slice]:
    """The segments of one step on one table; several where several workers can share it."""
    slices = _slices(source, step)
    each, rest = divmod(source.items if step in BY_ITEMS else 0, slices)
    for at in range(slices):
        place = {"slice": Decimal(at), "slices": Decimal(slices)}
        options = {**source.options, "step": step, **place}
        named = f"{PHASES[step]}-{step}-{number:03d}-{at:02d}"
        total = each + (rest if at == 0 else 0)
        yield Slice(named, source.entity, PHASES[step], total, options, **facts)


def take_step(task: Task) -> Advanced:
    """One page; once a segment ends, its total is what it has done.

    Raises RunBroken where the new table went away meanwhile, and what steps raise.
    """
    try:
        page = STEPS[task.segment.options["step"]](task)
    except TableMissing as missing:
        name = task.segment.options["as"]
        if f"“{name}”" not in str(missing):
            raise
        raise RunBroken(
            f"“{name}” is not there any more.", "Somebody removed it. Start it anew."
        ) from missing
    done = task.segment.count("done") + page.done
    return replace(page, total=done) if page.finished else page


def _slices(source: Source, step: str) -> int:
    if step in BY_PARTS:
        return max(1, min(source.parts, MOST_SLICES))
    if step in BY_SCAN:
        return min(source.items // ITEMS_OF_A_SLICE + 1, MOST_SLICES)
    return 1
