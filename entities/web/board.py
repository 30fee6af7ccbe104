"""The project page: what the operation found, and where things stand in its drawings."""

from dataclasses import dataclass
from decimal import Decimal

from entities.operations.projects import Board
from entities.operations.showing import Shown
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Date, Text
from entities.web.addresses import item_url
from entities.web.chart import Chart, month_chart
from entities.web.detail import company_page

BAR = 1000
FACTS = 4


@dataclass(frozen=True)
class ProjectPage:
    """All that the project's template receives. Places on the bar count from 0 to 1,000."""

    entity: Entity
    board: Board
    chart: Chart | None

    @property
    def url(self) -> str:
        return item_url(self.entity, self.board.project.key)

    @property
    def company_page(self) -> str:
        return company_page(self.entity, self.board.project.company)

    @property
    def facts(self) -> list[Shown]:
        """What is said under the heading: short declared values that are there."""
        values = self.board.project.values
        skipped = {self.entity.heading, *self.entity.keys}
        shown = [
            values[name]
            for name in self.entity.columns
            if name in values and name not in skipped
            if isinstance(values[name].field, Choice | Date | Text)
        ]
        return shown[:FACTS]

    @property
    def used(self) -> int:
        """Per cent of the budget, above 100 where it was overspent."""
        return int(self.board.spent * 100 / self.board.budget) if self.board.budget else 0

    @property
    def bar_spent(self) -> int:
        return self._place(self.board.spent)

    @property
    def bar_stated(self) -> int:
        return self._place(self.board.stated or Decimal(0))

    @property
    def bar_budget(self) -> int:
        return self._place(self.board.budget or Decimal(0))

    def _place(self, amount: Decimal) -> int:
        whole = max(self.board.spent, self.board.budget or Decimal(0))
        return max(0, min(BAR, int(amount * BAR / whole))) if whole > 0 else 0


def project_page(entity: Entity, board: Board) -> ProjectPage:
    return ProjectPage(entity, board, month_chart(board.months))
