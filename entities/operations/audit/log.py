"""The audit log over all items: by company, person or day, narrowed by action and entity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from entities.catalogue import Catalogue
from entities.operations.audit.anchors import last_anchor
from entities.operations.audit.shown import Entry, entry_of
from entities.operations.paging import FIRST, Budget, Mark, read_slice
from entities.schema.access import AccessPath
from entities.schema.conditions import BeginsWith, Condition, Equals
from entities.schema.entity import Entity, Index
from entities.schema.viewer import Viewer

LOG_SIZE = 50
BUDGET = Budget()


@dataclass(frozen=True)
class Asked:
    """What the log is asked for; empty means everything. `day` is YYYY-MM-DD in UTC."""

    day: str = ""
    company: str = ""
    actor: str = ""
    action: str = ""
    entity: str = ""


@dataclass(frozen=True)
class Log:
    """A page of the log, newest first. `asked` is what was read, the viewer's limit included."""

    asked: Asked
    entries: list[Entry]
    companies: tuple[str, ...] = ()
    next: Mark | None = None
    previous: Mark | None = None
    exhausted: bool = False


def entries(
    store,
    catalogue: Catalogue,
    asked: Asked,
    *,
    viewer: Viewer,
    sealer,
    now: datetime,
    mark: Mark = FIRST,
    budget: Budget = BUDGET,
) -> Log:
    """The entries of a company, a person or a day; of today (UTC) where none of them is named.

    A viewer with a limit reads one company at a time, the first of theirs unless one is named.
    Raises ActionNotAllowed and CompanyNotAllowed.
    """
    viewer.must("read audit")
    companies = tuple(sorted(viewer.companies)) if viewer.limited else ()
    if asked.company:
        viewer.must_see_company(asked.company)
    elif viewer.limited:
        if not companies:
            return Log(asked, [])
        asked = replace(asked, company=companies[0])
    if not (asked.company or asked.actor or asked.day):
        asked = replace(asked, day=now.astimezone(UTC).date().isoformat())
    audit = catalogue.entity("audit")
    path = _log_path(audit, asked)
    page = read_slice(store, audit, path, mark, size=LOG_SIZE, descending=True, budget=budget)
    found = [entry_of(catalogue, item, sealer) for item in page.items]
    return Log(asked, found, companies, page.next, page.previous, page.exhausted)


def anchored_until(store, catalogue: Catalogue) -> str:
    """The last day that has its anchor; empty where none has."""
    last = last_anchor(store, catalogue.entity("audit"))
    return last["entryId"] if last else ""


def _log_path(audit: Entity, asked: Asked) -> AccessPath:
    """The narrowest index; a day narrows the others too, since ids begin with it."""
    conditions = {
        "companyId": asked.company,
        "actor": asked.actor,
        "day": asked.day,
        "action": asked.action,
        "entity": asked.entity,
    }
    named = {name: value for name, value in conditions.items() if value}
    index = next(i for i in _indexes(audit) if i.partition in named)
    partition = Equals(index.partition, named.pop(index.partition))
    day = named.pop("day", "")
    sort = BeginsWith("entryId", day) if day else None
    rest: tuple[Condition, ...] = tuple(Equals(name, value) for name, value in named.items())
    return AccessPath("query", index, partition, sort, rest, keys=audit.keys)


def _indexes(audit: Entity) -> Iterator[Index]:
    names = ("company-index", "actor-index", "day-index")
    return (audit.index(name) for name in names)
