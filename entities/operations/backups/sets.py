"""Backup sets as they are kept: reading them, and what each says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.backups.manifest import TableFacts, plain, table_facts
from entities.operations.flags import moment
from entities.schema.access import choose
from entities.schema.conditions import Equals
from entities.schema.values import Item, Value

BEING_TAKEN, COMPLETE = "being taken", "complete"
BROKEN_OFF, BEING_REMOVED = "broken off", "being removed"
STATUSES = (COMPLETE, BEING_TAKEN, BROKEN_OFF, BEING_REMOVED)
MANUAL, SCHEDULED, PRE_MIGRATION, FINAL = "manual", "scheduled", "pre-migration", "final"
KINDS = (MANUAL, SCHEDULED, PRE_MIGRATION, FINAL)
VERIFIED, FAILING = "verified", "failing"


@dataclass(frozen=True)
class BackupSet:
    """A set as it was read; from a list it knows nothing of `tables` and `drills`."""

    item: Item

    @property
    def set_id(self) -> str:
        return self.item["setId"]

    @property
    def name(self) -> str:
        return self.item.get("name") or self.set_id

    @property
    def kind(self) -> str:
        return self.item.get("kind", MANUAL)

    @property
    def system(self) -> str:
        return self.item.get("system", "")

    @property
    def environment(self) -> str:
        return self.item.get("environment", "")

    @property
    def status(self) -> str:
        return self.item.get("status", "")

    @property
    def complete(self) -> bool:
        return self.status == COMPLETE

    @property
    def whole(self) -> bool:
        """Whether it holds all tables of its system that were there."""
        return self.item.get("whole", False)

    @property
    def scope(self) -> tuple[str, ...]:
        """What it is a backup of: sets of one scope follow on each other."""
        named = () if self.whole else tuple(sorted(self.table_names))
        return (self.environment, self.system, *named)

    @property
    def table_names(self) -> list[str]:
        return self.item.get("tableNames", [])

    @property
    def tables(self) -> tuple[TableFacts, ...]:
        return tuple(table_facts(_unstored(held)) for held in self.item.get("tables", ()))

    @property
    def native(self) -> bool:
        return self.item.get("native", False)

    @property
    def exported(self) -> bool:
        return self.item.get("exported", False)

    @property
    def target(self) -> str:
        return self.item.get("target", "")

    @property
    def run_id(self) -> str:
        return self.item.get("runId", "")

    @property
    def items(self) -> int:
        return int(self.item.get("items", 0))

    @property
    def bytes(self) -> int:
        """Of the export, compressed."""
        return int(self.item.get("bytes", 0))

    @property
    def skew_seconds(self) -> int:
        return int(self.item.get("skewSeconds", 0))

    @property
    def manifest_hash(self) -> str:
        return self.item.get("manifestHash", "")

    @property
    def drill_status(self) -> str:
        """Of the last drill: verified, failing, or nothing where there was none."""
        return self.item.get("drillStatus", "")

    @property
    def verified(self) -> bool:
        """Whether the last drill proved it."""
        return self.drill_status == VERIFIED

    @property
    def drills(self) -> list[Mapping[str, Value]]:
        return self.item.get("drills", [])

    @property
    def held_by(self) -> Mapping[str, str]:
        """Why it is kept whatever happens, by who holds it."""
        return self.item.get("heldBy", {})

    def at(self, name: str) -> datetime | None:
        """A moment of its life: startedAt, endedAt, expiresAt, drilledAt, verifiedAt."""
        return moment(self.item.get(name, ""))


def find_set(store, catalogue: Catalogue, set_id: str) -> BackupSet:
    """The set as it is now, by a consistent read. Raises ItemNotFound."""
    entity = catalogue.entity("backup-sets")
    item = store.find(entity, (set_id,), consistent=True)
    if item is None:
        raise ItemNotFound(entity.label, set_id)
    return BackupSet(item)


def read_sets(store, catalogue: Catalogue, statuses: Iterable[str] = STATUSES) -> list[BackupSet]:
    """All sets that stand there, newest first: one query a status. The index may be a moment
    late, so who acts on a set reads it again."""
    entity = catalogue.entity("backup-sets")
    found = [
        BackupSet(item)
        for status in statuses
        for page in store.pages(entity, path=choose(entity, (Equals("status", status),)))
        for item in page.items
    ]
    return sorted(found, key=lambda held: held.item.get("startedAt", ""), reverse=True)


def is_followed(held: BackupSet, sets: Sequence[BackupSet]) -> bool:
    """Whether a later set of the same tables is complete; it is one of the sets, newest first."""
    later = sets[: sets.index(held)]
    return any(peer.complete and peer.scope == held.scope for peer in later)


def newest_of(sets: Iterable[BackupSet]) -> dict[str, BackupSet]:
    """The newest complete set of each table, by the table's real name."""
    last: dict[str, BackupSet] = {}
    for held in sets:
        for table in held.table_names if held.complete else ():
            last.setdefault(table, held)
    return last


def stored(facts: TableFacts) -> Item:
    """As a set's item holds the facts of a table."""
    return {name: _stored(value) for name, value in plain(facts).items() if value not in ("", {})}


def _stored(value):
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _unstored(held: Mapping[str, Value]) -> dict:
    return {n: int(v) if isinstance(v, Decimal) else v for n, v in held.items()}
