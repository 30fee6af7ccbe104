"""A vault from which sets are restored and drilled."""

from dataclasses import dataclass

from entities.catalogue import catalogue
from entities.operations.backups.files import data_file
from entities.operations.backups.reading import read_table
from entities.operations.backups.sets import BackupSet, find_set
from entities.operations.deeds import Act
from entities.operations.restores.drilling import start_drill
from entities.operations.restores.starting import start_restore
from entities.operations.restores.tables import keys_of
from entities.operations.runs.outcomes import Outcome, read_outcomes
from entities.operations.runs.run import Run
from entities.operations.works.drill import DRILL
from entities.operations.works.restore import RESTORE
from entities.schema.values import Item
from entities.schema.viewer import everyone
from tests.operations.backups import vault
from tests.operations.writing.desk import SEALER

OPERATOR = everyone(
    "olga", "view", "edit", "create", "delete", "back up", "administer", "request approval"
)


@dataclass
class Vault(vault.Vault):
    viewer: object = OPERATOR
    actor: str = "olga"

    def act(self, **facts) -> Act:
        return Act(self.actor, self.clock(), **facts)

    def drill(self, held: BackupSet) -> Run:
        return start_drill(self.hands, DRILL, held, self.act(reason="monthly"))

    def restore(self, held: BackupSet, **more) -> Run:
        names = more.pop("names", {table: f"restored-{table}" for table in held.table_names})
        return start_restore(self.hands, RESTORE, held, self.act(), names=names, **more)

    def set_of(self, run: Run) -> BackupSet:
        return find_set(self.store, catalogue, run.options["set"])

    def items(self, table: str) -> list[Item]:
        """All items of the table of this real name, in order."""
        keys = keys_of(self.store.describe(table))
        answer = self.store.call("Scan", table, {"TableName": table})
        return sorted(answer["Items"], key=lambda item: [str(item[name]) for name in keys])

    def damage(self, held: BackupSet, name: str, part: int = 0, at: int = 40) -> str:
        """Another bit in a byte of the items of a part; the part's name."""
        table = self.table(name)
        named = read_table(self.place, held.set_id, table).parts[part].name
        file = data_file(held.set_id, table, named)
        content = bytearray(self.place.read(file))
        content[at] ^= 0x10
        self.place.write(file, bytes(content))
        return named

    def told(self, run: Run, name: str = "contractors") -> list[Outcome]:
        entity = catalogue.entity(name)
        return list(read_outcomes(self.store, catalogue, run.run_id, entity, sealer=SEALER))

    def tables(self, start: str = "keyroom-drill-") -> list[str]:
        """The tables that are there whose names begin so."""
        names = self.store.call("ListTables", "", {})["TableNames"]
        return [name for name in names if name.startswith(start)]
