"""A large export: a run puts the lines aside, sealed; they are downloaded while they are kept.

They lie in our own tables rather than in a folder: any worker goes on with them, any process hands
them out, a worker that wakes late adds nothing, and they go by themselves.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from entities.errors import ItemNotFound
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import read_parts
from entities.operations.runs.run import Run, keep
from entities.operations.runs.segments import Segment, read_segments
from entities.operations.runs.starting import start
from entities.operations.runs.status import SUCCEEDED
from entities.operations.transfer.asking import plain_asked
from entities.operations.transfer.texts import csv_text
from entities.operations.transfer.walking import Asked, Walk
from entities.operations.works.exporting import EXPORT
from entities.schema.viewer import Viewer

KEPT = timedelta(days=7)


def start_export(
    hands: Hands, found: Walk, asked: Asked, *, form: str, act: Act, held_by: str = ""
) -> Run:
    """Enqueue an export; `held_by` names the download that takes the file along as it is read.

    Raises ActionNotAllowed.
    """
    entity, viewer = found.entity.name, found.viewer
    companies = {"companies": sorted(viewer.companies)} if viewer.limited else {}
    options = {"format": form, "filters": list(asked.said), "kept": not held_by, **companies}
    payload = json.dumps(plain_asked(asked)).encode()
    return start(
        hands,
        EXPORT,
        [Slice("000", entity, options={"kept": not held_by}, payload=payload)],
        act,
        entities=[entity],
        company=found.scope.company,
        options=options,
        held_by=held_by,
        action=EXPORT.name,
    )


def kept_until(run: Run) -> datetime | None:
    """Until when the file of an export can be downloaded; None where there is none."""
    ended = run.at("finishedAt")
    whole = run.operation == EXPORT.name and run.status == SUCCEEDED and run.options.get("kept")
    return ended + KEPT if whole and ended else None


def take_out(hands: Hands, run: Run, act: Act, *, viewer: Viewer) -> Iterator[str]:
    """The text of the file, on the record: who takes it may still see all that is in it.

    Raises ActionNotAllowed, ItemNotFound where it is no longer kept, and what browsing raises.
    """
    viewer.must("export")
    until = kept_until(run)
    if until is None or until <= hands.clock():
        raise ItemNotFound("File", run.run_id)
    entity = hands.catalogue.entity(run.entities[0])
    viewer.must_browse(entity)
    if viewer.limited:
        for company in run.options.get("companies", ("",)):
            viewer.must_see_company(company)
    taken = Decimal(run.facts.get("downloads", 0)) + 1
    keep(hands, run, EXPORT.name, act, facts={**run.facts, "downloads": taken})
    (segment,) = read_segments(hands.store, hands.catalogue, run.run_id)
    lines = (line for part in read_parts(hands, run.run_id) for line in part)
    return _text(entity, run, segment, lines)


def _text(entity, run: Run, segment: Segment, lines: Iterator[str]) -> Iterator[str]:
    if run.options["format"] == "json":
        return lines
    return csv_text(entity, segment.cursor.get("kinds", {}), lines)
