"""A plan: which tables would be created, what would be changed in others, and what would stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from entities.catalogue import Catalogue
from entities.dynamodb.table_calls import TableCall
from entities.dynamodb.tables import creation_calls
from entities.errors import NameUnused
from entities.operations.tables.creation import log_first
from entities.operations.tables.desired import Desired, desired_tables
from entities.operations.tables.difference import Difference
from entities.operations.tables.drift import check_table
from entities.operations.tables.recording import missing_log


@dataclass(frozen=True)
class Creation:
    """A table that is missing, with the calls that make it."""

    desired: Desired
    calls: tuple[TableCall, ...]


@dataclass(frozen=True)
class Mending:
    """A difference that would be mended; `calls` without those that an earlier one makes."""

    desired: Desired
    difference: Difference
    calls: tuple[TableCall, ...]


@dataclass(frozen=True)
class TablePlan:
    """Of all tables, of a `system`, or of the one `table` of this real name.

    `left` are the differences that stay: for a reason, or until they are named.
    """

    system: str | None
    named: frozenset[str]
    creations: tuple[Creation, ...]
    mendings: tuple[Mending, ...]
    left: tuple[Difference, ...]
    table: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.creations and not self.mendings

    @property
    def calls(self) -> Iterator[TableCall]:
        """In the order in which they would be sent."""
        for part in (*self.creations, *self.mendings):
            yield from part.calls

    @property
    def hash(self) -> str:
        """SHA-256 over the calls: whoever confirms it confirms exactly these."""
        return sha256("\n".join(call.text for call in self.calls).encode()).hexdigest()


def make_plan(
    store,
    catalogue: Catalogue,
    *,
    system: str | None = None,
    table: str | None = None,
    named: Iterable[str] = (),
) -> TablePlan:
    """Reads every table of the system, or of all, or the one of this real name. `named` are
    differences whose fix takes something away; one that is gone already is fine. Raises NameUnused
    for a name of none of these tables."""
    names = frozenset(named)
    creations, mendings, left = [], [], []
    asked = (d for d in desired_tables(store, catalogue, system) if table in (None, d.name))
    wanted = log_first(missing_log(store, catalogue), asked)
    _check_names(names, {desired.name for desired in wanted})
    for desired in wanted:
        checked = check_table(store, desired)
        if checked.live is None:
            calls = creation_calls(store, desired.entity, desired.sharing, tags=desired.tags)
            creations.append(Creation(desired, tuple(calls)))
        applied = [found for found in checked.differences if found.is_applied(names)]
        mendings += _mendings(desired, applied)
        left += (found for found in checked.differences if not found.is_applied(names))
    return TablePlan(system, names, tuple(creations), tuple(mendings), tuple(left), table)


def _mendings(desired: Desired, applied: list[Difference]) -> Iterator[Mending]:
    sent: set[str] = set()
    for difference in applied:
        calls = tuple(call for call in difference.fix if call.text not in sent)
        sent |= {call.text for call in calls}
        yield Mending(desired, difference, calls)


def _check_names(names: frozenset[str], tables: set[str]) -> None:
    unused = sorted(name for name in names if name.partition("/")[0] not in tables)
    if unused:
        raise NameUnused(unused)
