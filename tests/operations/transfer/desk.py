"""Files out of and into a store, as the pages and commands move them."""

import io
from dataclasses import dataclass

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.store import Store
from entities.operations.deeds import Act
from entities.operations.transfer.exporting import export_items
from entities.operations.transfer.importing import apply
from entities.operations.transfer.lines import read_file
from entities.operations.transfer.planning import Planned, planner
from entities.operations.transfer.walking import Asked
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer, everyone
from entities.sealing import Sealer
from tests.operations.making import NOW, Declared
from tests.samples import INVOICES

SEALER = Sealer("a secret of the tests")
MOVER = everyone(
    "omer", "view", "export", "import", "edit", "create", "delete", "bulk", "undo", "administer"
)
WITH_SAMPLES = Declared(*catalogue.entities, INVOICES)


@dataclass
class Carrier:
    """One member of staff who takes items out and brings items in."""

    store: Store
    viewer: Viewer = MOVER
    catalogue: Catalogue = WITH_SAMPLES
    runs: int = 0

    def act(self, **facts) -> Act:
        self.runs += 1
        given = {"actor": self.viewer.name, "now": NOW, "run_id": f"run_{self.runs}", **facts}
        return Act(**given)

    def entity(self, name: str) -> Entity:
        return self.catalogue.entity(name)

    def export(self, name: str, *conditions, form: str = "csv", **asked) -> str:
        export = export_items(
            self.store,
            self.catalogue,
            self.entity(name),
            Asked(conditions, **asked),
            form=form,
            viewer=self.viewer,
            act=self.act(),
            sealer=SEALER,
        )
        return "".join(export.text)

    def planner(self, name: str):
        entity = self.entity(name)
        return planner(
            self.store, self.catalogue, entity, viewer=self.viewer, sealer=SEALER, now=NOW
        )

    def plan(self, name: str, text: str, form: str = "csv") -> list[Planned]:
        planned = self.planner(name)
        lines = read_file(planned.entity, io.StringIO(text, newline=""), form=form).lines
        return list(planned.plan(lines))

    def bring(self, name: str, text: str, form: str = "csv") -> list[str]:
        """Import a file; the status of every line."""
        plan = self.plan(name, text, form)
        return [done.status for done in apply(self.planner(name), plan, self.act())]

    def all(self, name: str) -> list[dict]:
        pages = self.store.pages(self.entity(name), consistent=True)
        return [item for page in pages for item in page.items]

    def verdicts(self, name: str, text: str, form: str = "csv") -> list[str]:
        return [one.verdict for one in self.plan(name, text, form)]
