"""A run as it is stored, and the audited writes that move it along its arrows."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.deeds import Act, Deed
from entities.operations.flags import moment
from entities.operations.runs.heard import Moved, moves
from entities.operations.runs.status import ENDED, OPEN, OVER, RUNNING, reason_of
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.access import choose
from entities.schema.conditions import Equals, In
from entities.schema.masking import mask_text
from entities.schema.values import Item, Value

WORKER = "Keyroom"  # who acts where no person does


@dataclass(frozen=True)
class Run:
    """A run as it was read. `options` are what was asked for, `facts` what its work keeps."""

    item: Item

    @property
    def run_id(self) -> str:
        return self.item["runId"]

    @property
    def operation(self) -> str:
        return self.item.get("operation", "")

    @property
    def status(self) -> str:
        return self.item.get("status", "")

    @property
    def reason(self) -> str:
        """Why it stands where it stands."""
        return self.item.get("statusReason", "")

    @property
    def by(self) -> str:
        return self.item.get("requestedBy", "")

    @property
    def company(self) -> str | None:
        return self.item.get("companyId")

    @property
    def options(self) -> Mapping[str, Value]:
        return self.item.get("options", {})

    @property
    def facts(self) -> Mapping[str, Value]:
        return self.item.get("facts", {})

    @property
    def entities(self) -> list[str]:
        return self.item.get("entities", [])

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def at(self, name: str) -> datetime | None:
        """A moment of its life: createdAt, startedAt, finishedAt or updatedAt."""
        return moment(self.item.get(name, ""))


def new_run_id(now: datetime) -> str:
    """Sorts by time; random enough that two never meet."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def find_run(store, catalogue: Catalogue, run_id: str) -> Run:
    """The run as it is now, by a consistent read. Raises ItemNotFound."""
    runs = catalogue.entity("runs")
    item = store.find(runs, (run_id,), consistent=True)
    if item is None:
        raise ItemNotFound(runs.label, run_id)
    return Run(item)


def create_run(hands, item: Item, act: Act, action: str = "", beside: Sequence[Deed] = ()) -> Run:
    """Write a run that is not there yet, on the record, with what is done in the same act."""
    made = {name: value for name, value in item.items() if value not in (None, "")}
    return _written(hands, None, made, act, action, beside)


def move(hands, run: Run, to: str, act: Act, *, why: str = "", **facts: Value) -> Run:
    """Follow an arrow, on the record. Raises ArrowRefused, and Stale where somebody was first."""
    now = stamp(act.now)
    reason = why or reason_of(run.status, to)
    reason_of(run.status, to)
    after = {**run.item, **facts, "status": to, "statusReason": mask_text(reason), "updatedAt": now}
    if to == RUNNING:
        after.setdefault("startedAt", now)
    if to in ENDED:
        after["finishedAt"] = now
    else:
        after.pop("finishedAt", None)
    return _written(hands, run.item, after, act)


def keep(hands, run: Run, action: str, act: Act, **changes: Value) -> Run:
    """Change what a run says about itself, on the record; its status stays."""
    return _written(hands, run.item, {**run.item, **changes}, act, action)


def by_worker(hands, run: Run, why: str = "") -> Act:
    """The act of nobody in particular: what happens to a run by itself."""
    return Act(WORKER, hands.clock(), reason=why, run_id=run.run_id)


def _written(
    hands,
    before: Item | None,
    after: Item,
    act: Act,
    action: str = "",
    beside: Sequence[Deed] = (),
) -> Run:
    runs = hands.catalogue.entity("runs")
    after["standing"] = OVER if after["status"] in ENDED else OPEN
    deed = Deed(runs, action or after["status"], before, after)
    write(hands.store, hands.catalogue, (deed, *beside), act, sealer=hands.sealer)
    if before is None or before["status"] != after["status"]:
        moves.tell(Moved(after["operation"], after["status"]))
    return Run(after)


def runs_of_status(hands, statuses: Iterable[str]) -> Iterable[Run]:
    """Open runs that stand there, oldest first: one query. The index may be a moment late, so who
    acts on a run reads it again."""
    runs = hands.catalogue.entity("runs")
    path = choose(runs, (Equals("standing", OPEN), In("status", tuple(statuses))))
    for page in hands.store.pages(runs, path=path):
        yield from map(Run, page.items)
