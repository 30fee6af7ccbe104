"""What came of each unit, kept with the unit's own write, so that no unit is done twice.

Units that failed are the dead letters of a run: kept with what was said, tried again on request.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.errors import AlreadySent
from entities.dynamodb.steps import Put, Step
from entities.dynamodb.transactions import Proof, commit
from entities.errors import DoneAlready, LeaseLost
from entities.operations.audit import Recorded
from entities.operations.audit.chain import opened_key, sealed_key
from entities.operations.audit.changes import cut
from entities.operations.paging import FIRST, Budget, Mark, Slice, read_slice
from entities.operations.runs.base import Task
from entities.operations.settled import stamp
from entities.schema.access import choose
from entities.schema.conditions import (
    AllOf,
    AnyOf,
    BeginsWith,
    Compare,
    Equals,
    Missing,
    NotEquals,
)
from entities.schema.entity import Entity
from entities.schema.masking import mask_text
from entities.schema.values import Item, Key

DONE, FAILED = "done", "failed"
SAME = "same"  # nothing had to be done: that is counted, and not kept for each
SAID = 500  # characters
LISTED = 50  # on a page
BUDGET = Budget()


@dataclass(frozen=True)
class Outcome:
    """`status` is done, failed (can be tried again), or a word of the work for what was left alone.

    `at` is the unit's place in a list or file, `entry` the audit entry by which it is undone.
    """

    at: int
    status: str
    said: str = ""
    key: Key | None = None
    entry: Recorded | None = None
    unit_id: str = ""


def unit_id(segment_id: str, number: int) -> str:
    return f"{segment_id}#{number:08d}"


def known(task: Task, numbers: Iterable[int]) -> dict[int, str]:
    """The status of those units of the segment that have an outcome."""
    outcomes = task.catalogue.entity("outcomes")
    names = {unit_id(task.segment.segment_id, number): number for number in numbers}
    keys = [(task.run.run_id, name) for name in names]
    found = task.store.batch_get({outcomes: keys}, consistent=True)
    return {names[key[1]]: item["status"] for (_, key), item in found.items()}


def steps_of(task: Task, entity: Entity | None, number: int, outcome: Outcome) -> list[Step]:
    """The step that keeps the outcome; refused where one is there that is no failure."""
    outcomes = task.catalogue.entity("outcomes")
    item = _item(task, entity, unit_id(task.segment.segment_id, number), outcome)
    failed = AllOf((Equals("status", FAILED), NotEquals("createdAt", item["createdAt"])))
    new = AnyOf((Missing(outcomes.partition), failed))
    return [Put(outcomes, outcomes.key_of(item), (new,), DoneAlready(), item=item)]


def keep(task: Task, entity: Entity | None, number: int, outcome: Outcome) -> None:
    """Keep the outcome of a unit that wrote nothing.

    Raises DoneAlready where an earlier try of the same page has kept one, and LeaseLost, also where
    whoever has the segment now has kept one of their own.
    """
    outcomes = task.catalogue.entity("outcomes")
    put = steps_of(task, entity, number, outcome)
    try:
        commit(task.store, [task.guard, *put], proof=Proof(outcomes, put[0].key))
    except AlreadySent as sent:
        held = task.store.find(task.guard.entity, task.guard.key, consistent=True)
        raise (DoneAlready if task.guard.allows(held) else LeaseLost) from sent


def _item(task: Task, entity: Entity | None, name: str, outcome: Outcome) -> Item:
    key = outcome.key
    facts = {
        "said": cut(mask_text(outcome.said), SAID),
        "key": sealed_key(entity, key, task.sealer) if entity and key else None,
        "itemKey": outcome.entry.item_key if outcome.entry else "",
        "entryId": outcome.entry.entry_id if outcome.entry else "",
    }
    return {
        "runId": task.run.run_id,
        "unitId": name,
        "status": outcome.status,
        "at": Decimal(outcome.at),
        "createdAt": stamp(task.now),
        **{name: value for name, value in facts.items() if value},
    }


def read_outcomes(
    store, catalogue: Catalogue, run_id: str, entity: Entity | None, *, sealer, segment: str = ""
) -> Iterator[Outcome]:
    """All outcomes of a run, or of one of its segments, page by page."""
    outcomes = catalogue.entity("outcomes")
    within = (BeginsWith("unitId", f"{segment}#"),) if segment else ()
    path = choose(outcomes, (Equals("runId", run_id), *within))
    for page in store.pages(outcomes, path=path, consistent=True):
        for item in page.items:
            yield _outcome(item, entity, sealer)


def last_outcomes(
    store,
    catalogue: Catalogue,
    run_id: str,
    entity: Entity | None,
    *,
    sealer,
    before: str = "",
    limit: int,
) -> tuple[list[Outcome], str]:
    """One page from the end, the last first, and the `before` of the next page: nothing at the
    end."""
    outcomes = catalogue.entity("outcomes")
    within = (Compare("unitId", "<", before),) if before else ()
    path = choose(outcomes, (Equals("runId", run_id), *within))
    page = store.page(outcomes, path, limit=limit, backward=True, consistent=True)
    found = [_outcome(item, entity, sealer) for item in page.items]
    return found, page.cursor["unitId"] if page.cursor else ""


def _outcome(item: Item, entity: Entity | None, sealer) -> Outcome:
    key = opened_key(entity, item["key"], sealer) if entity and item.get("key") else None
    entry = Recorded(item["itemKey"], item["entryId"]) if item.get("entryId") else None
    said, at = item.get("said", ""), int(item.get("at", 0))
    return Outcome(at, item["status"], said, key, entry, item["unitId"])


def first_entry(entries: Sequence[Recorded]) -> Recorded | None:
    """That by which a unit is undone: it undoes all of its act."""
    return entries[0] if entries else None


def list_outcomes(
    store,
    catalogue: Catalogue,
    run_id: str,
    entity_of: Callable[[str], Entity | None],
    *,
    sealer,
    status: str = "",
    mark: Mark = FIRST,
    budget: Budget = BUDGET,
) -> tuple[list[Outcome], Slice]:
    """A page of a run's outcomes, of one status where it is named; `entity_of` tells by the id of a
    segment whose keys they name."""
    outcomes = catalogue.entity("outcomes")
    rest = (Equals("status", status),) if status else ()
    path = choose(outcomes, (Equals("runId", run_id), *rest))
    page = read_slice(store, outcomes, path, mark, size=LISTED, strong=True, budget=budget)
    found = [_outcome(i, entity_of(segment_of(i["unitId"])), sealer) for i in page.items]
    return found, page


def segment_of(unit: str) -> str:
    """The id of the segment that a unit belongs to."""
    return unit.rpartition("#")[0]
