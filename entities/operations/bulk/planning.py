"""A bulk change of more than one page shows: planned by a run, looked at page by page, applied."""

import json
from collections.abc import Iterator
from decimal import Decimal

from entities.errors import ItemNotFound
from entities.operations.bulk.preview import Change, Previewed, item_etag, preview
from entities.operations.bulk.starting import PlanAltered
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice, opened_payload
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import Parts
from entities.operations.runs.run import Run
from entities.operations.runs.segments import read_segments
from entities.operations.runs.staged import key_from, slices_of
from entities.operations.runs.starting import start, start_once
from entities.operations.runs.status import SUCCEEDED
from entities.operations.transfer.asking import plain_asked
from entities.operations.transfer.walking import Asked, walk
from entities.operations.works.bulk import BULK
from entities.operations.works.bulk_preview import BULK_PREVIEW, opened
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer


def start_plan(hands: Hands, entity: Entity, asked: Asked, change: Change, act: Act) -> Run:
    """Enqueue the preview of a change of all that a list finds.

    Raises ActionNotAllowed and what `walk` raises.
    """
    found = walk(hands.store, entity, asked, viewer=hands.viewer_of(act.actor))
    payload = json.dumps([plain_asked(asked), change.plain]).encode()
    options = {"action": change.action, "field": change.name, "filters": list(asked.said)}
    slices = [Slice("000", entity.name, payload=payload)]
    more = {"entities": [entity.name], "company": found.scope.company, "options": options}
    return start(hands, BULK_PREVIEW, slices, act, **more)


def must_be_whole(run: Run, viewer: Viewer) -> None:
    """A plan is applied by who asked for it, once all of it is there. Raises ItemNotFound."""
    if run.by != viewer.name or run.status != SUCCEEDED:
        raise ItemNotFound("Plan", run.run_id)


def size_of(run: Run) -> int:
    """How many units the plan holds."""
    return int(run.facts.get("units", 0))


def change_of(hands: Hands, run: Run) -> Change:
    (segment,) = read_segments(hands.store, hands.catalogue, run.run_id)
    return opened(opened_payload(hands.sealer, segment))[1]


def shown(
    hands: Hands, run: Run, change: Change, begin: int, end: int, *, viewer: Viewer
) -> Iterator[Previewed]:
    """Some of what would change, as it is by now; what moved on since is left out."""
    entity = hands.catalogue.entity(run.entities[0])
    viewer.must_browse(entity)
    units = Parts(hands, run.run_id, begin, min(end, size_of(run)))
    planned = {key_from(unit[1]): unit[2] for unit in units}
    found = hands.store.batch_get({entity: planned}, consistent=True) if planned else {}
    items = [found[entity.name, key] for key in planned if (entity.name, key) in found]
    same = [
        item
        for item in items
        if viewer.sees(entity, item)
        and item_etag(entity, item, hands.sealer) == planned[entity.key_of(item)]
    ]
    shared = {"viewer": viewer, "sealer": hands.sealer, "now": hands.clock()}
    yield from preview(hands.store, hands.catalogue, entity, same, change, **shared)


def apply_plan(hands: Hands, run: Run, seen: str, act: Act, *, viewer: Viewer) -> Run:
    """Enqueue exactly the plan whose hash was shown, once. Raises PlanAltered, ItemNotFound."""
    must_be_whole(run, viewer)
    if run.facts["planHash"] != seen:
        raise PlanAltered
    change = json.dumps(change_of(hands, run).plain).encode()
    count, entity = size_of(run), run.entities[0]
    slices = slices_of(run.run_id, count, entity=entity, payload=change)
    told = {name: run.options[name] for name in ("action", "field") if name in run.options}
    return start_once(
        hands,
        BULK,
        slices,
        act,
        entities=run.entities,
        company=run.company,
        plan=run.run_id,
        options={**told, "items": Decimal(count)},
        planHash=seen,
    )
