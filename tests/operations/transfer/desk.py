"""Files out of and into a store, as the pages and commands move them."""

import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.store import Store
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.outcomes import Outcome, read_outcomes
from entities.operations.runs.run import Run, find_run
from entities.operations.transfer.exporting import Export, export_items
from entities.operations.transfer.lines import read_file
from entities.operations.transfer.planning import Planned, planner
from entities.operations.transfer.starting import start_import
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
    moment: datetime = NOW

    def act(self, **facts) -> Act:
        self.runs += 1
        given = {"actor": self.viewer.name, "now": NOW, "run_id": f"run_{self.runs}", **facts}
        return Act(**given)

    def entity(self, name: str) -> Entity:
        return self.catalogue.entity(name)

    def clock(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    @property
    def hands(self) -> Hands:
        return Hands(
            self.store,
            self.catalogue,
            SEALER,
            clock=self.clock,
            viewer_of=lambda name: replace(self.viewer, name=name),
        )

    def drive(self, run: Run, name: str = "worker") -> Run:
        def pause(seconds: float) -> None:
            self.moment += timedelta(seconds=seconds)

        return Driver(self.hands, name, sleep=pause).drive(run.run_id)

    def run(self, run: Run) -> Run:
        return find_run(self.store, self.catalogue, run.run_id)

    def outcomes(self, run: Run) -> list[Outcome]:
        entity = self.entity(run.entities[0])
        read = read_outcomes(self.store, self.catalogue, run.run_id, entity, sealer=SEALER)
        return sorted(read, key=lambda one: one.at)

    def export(self, name: str, *conditions, form: str = "csv", **asked) -> str:
        return "".join(self.leaving(name, *conditions, form=form, **asked).text)

    def leaving(self, name: str, *conditions, form: str = "csv", **asked) -> Export:
        entity, wanted = self.entity(name), Asked(conditions, **asked)
        return export_items(self.hands, entity, wanted, form=form, act=self.act())

    def planner(self, name: str):
        entity = self.entity(name)
        return planner(
            self.store, self.catalogue, entity, viewer=self.viewer, sealer=SEALER, now=NOW
        )

    def plan(self, name: str, text: str, form: str = "csv") -> list[Planned]:
        planned = self.planner(name)
        lines = read_file(planned.entity, io.StringIO(text, newline=""), form=form).lines
        return list(planned.plan(lines))

    def start_import(self, name: str, plan: list[Planned], **facts) -> Run:
        return start_import(self.hands, self.entity(name), plan, self.act(**facts))

    def bring(self, name: str, text: str, form: str = "csv") -> list[str]:
        """Import a file; the status of every line."""
        plan = self.plan(name, text, form)
        run = self.drive(self.start_import(name, plan))
        found = {one.at: one.status for one in self.outcomes(run)}
        assert run.item["counters"].get("same", 0) == len(plan) - len(found)
        return [found.get(one.line, "same") for one in plan]

    def all(self, name: str) -> list[dict]:
        pages = self.store.pages(self.entity(name), consistent=True)
        return [item for page in pages for item in page.items]

    def verdicts(self, name: str, text: str, form: str = "csv") -> list[str]:
        return [one.verdict for one in self.plan(name, text, form)]
