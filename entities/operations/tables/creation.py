"""Creating the declared tables that are missing. Existing tables are never touched here."""

from collections.abc import Iterable, Iterator

from entities.catalogue import Catalogue
from entities.dynamodb.tables import create_table, creation_calls
from entities.operations.tables.changing import Outcome
from entities.operations.tables.desired import Desired, desired_tables
from entities.operations.tables.drift import check_table
from entities.operations.tables.recording import Recorder


def create_missing(
    store,
    catalogue: Catalogue,
    recorder: Recorder,
    *,
    system: str | None = None,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """One outcome per declared table, as it is done, and for the tables of the log where they are
    missing. Raises the service's refusals."""
    wanted = desired_tables(store, catalogue, system)
    for desired in log_first(recorder.missing, wanted):
        words = _existing(store, desired)
        if words:
            yield Outcome(desired.name, words)
        elif dry_run:
            yield Outcome(desired.name, "would be created")
        else:
            yield create(store, desired, recorder)


def log_first(log: Iterable[Desired], wanted: Iterable[Desired]) -> list[Desired]:
    """What is wanted, after what it is recorded in; each table once."""
    found: dict[str, Desired] = {}
    for desired in (*log, *wanted):
        found.setdefault(desired.name, desired)
    return list(found.values())


def create(store, desired: Desired, recorder: Recorder) -> Outcome:
    """Make a table with everything declared, on the record."""
    calls = creation_calls(store, desired.entity, desired.sharing, tags=desired.tags)
    with recorder.recording(desired, calls):
        created = create_table(store, desired.entity, desired.sharing, tags=desired.tags)
    return Outcome(desired.name, "; ".join(("created", *created.notes)))


def _existing(store, desired: Desired) -> str:
    """What is said of a table that is there: also what its creation did not come to."""
    checked = check_table(store, desired)
    if checked.live is None:
        return ""
    said = ", ".join(dict.fromkeys(difference.kind for difference in checked.differences))
    return f"exists, and differs from its declaration: {said}" if said else "exists"
