"""A vault for backups: tables with things in them, workers, a folder, a clock set by hand."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from entities.catalogue import catalogue
from entities.dynamodb.store import Store
from entities.objects import open_place
from entities.operations.backups.places import place_of
from entities.operations.backups.policy import Policy
from entities.operations.backups.reading import read_items, read_manifest, read_table
from entities.operations.backups.sets import BackupSet, find_set, read_sets
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.operations.works.backup import BACKUP
from entities.schema.viewer import everyone
from tests.operations.making import NOW, put
from tests.operations.writing.desk import SEALER, Desk

OPERATOR = everyone("olga", "view", "back up", "administer")


@dataclass
class Vault:
    store: Store
    folder: Path
    viewer: object = OPERATOR
    policy: Policy = Policy()
    moment: datetime = NOW + timedelta(days=1)
    hands: Hands = field(init=False)

    def __post_init__(self):
        self.hands = Hands(
            self.store,
            catalogue,
            SEALER,
            clock=self.clock,
            viewer_of=self.viewer_of,
            places={"backups": self.folder},
        )

    def viewer_of(self, name: str):
        """Everybody may what the operator may; Ada approves, too."""
        more = {"approve"} if name == "ada" else set()
        return replace(self.viewer, name=name, actions=self.viewer.actions | more)

    def clock(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def later(self, **time) -> None:
        self.moment += timedelta(**time)

    def act(self, **facts) -> Act:
        return Act("olga", self.clock(), **facts)

    def table(self, name: str) -> str:
        """The real name of an entity's table."""
        return self.store.table(catalogue.entity(name))

    def wanted(self, *entities: str, **more) -> Wanted:
        """A set of these entities' tables; of all of the system where none is named."""
        tables = tuple(map(self.table, entities))
        given = {"system": "construction", "environment": "dev", "target": "folder"}
        return Wanted(**given | {"tables": tables, "native": False} | more)

    def begin(self, *entities: str, **more) -> Run:
        return back_up(self.hands, BACKUP, self.wanted(*entities, **more), self.act(), self.policy)

    def take(self, *entities: str, **more) -> BackupSet:
        """A set that is complete."""
        run = self.drive(self.begin(*entities, **more))
        assert run.status == "succeeded", run.reason
        return self.set(run)

    def worker(self, name: str = "worker-1", **more) -> Driver:
        return Driver(self.hands, name, sleep=lambda seconds: self.later(seconds=seconds), **more)

    def drive(self, run: Run, name: str = "worker-1") -> Run:
        return self.worker(name).drive(run.run_id)

    def run(self, run: Run) -> Run:
        return find_run(self.store, catalogue, run.run_id)

    def set(self, run: Run) -> BackupSet:
        return find_set(self.store, catalogue, run.item["plan"])

    def sets(self) -> list[BackupSet]:
        return read_sets(self.store, catalogue)

    def segments(self, run: Run) -> list:
        return read_segments(self.store, catalogue, run.run_id)

    @property
    def place(self):
        return open_place(str(self.folder))

    def place_of(self, target: str):
        return place_of(self.hands, target)

    def files(self, held: BackupSet) -> list[str]:
        return [name.removeprefix(f"{held.set_id}/") for name in self.place.names(held.set_id)]

    def manifest(self, held: BackupSet):
        return read_manifest(self.place, held.set_id, held.manifest_hash)

    def lines(self, held: BackupSet, entity: str) -> list:
        """What the export of a table reads back as."""
        table = read_table(self.place, held.set_id, self.table(entity))
        return list(read_items(self.place, held.set_id, table))

    def logged(self, held: BackupSet) -> list[tuple[str, str]]:
        entries = Desk(self.store).entries("backup-sets", (held.set_id,))
        return [(entry["actor"], entry["action"]) for entry in entries]


def contractors(count: int) -> list[dict]:
    return [
        {
            "companyId": f"comp_{n % 3}",
            "contractorId": f"c_{n:04d}",
            "name": f"קבלן {n}",
            "rate": Decimal("12345678901234567890.123456789012345678"),
            "tags": frozenset({"a", "b"}),
            "photo": bytes((0, n % 256)),
        }
        for n in range(count)
    ]


def stocked(store: Store, folder: Path, count: int = 30) -> Vault:
    """A vault beside so many contractors and two projects."""
    put(store, "contractors", *contractors(count))
    projects = [{"companyId": "comp_1", "projectId": f"p_{n}", "name": str(n)} for n in range(2)]
    put(store, "projects", *projects)
    return Vault(store, folder)
