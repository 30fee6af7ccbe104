"""What a declaration adds for the overview (what is worth attention) and for project pages."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from entities.schema.values import Item


@dataclass(frozen=True)
class Watch:
    """Something worth attention, counted whenever items are counted.

    `test` decides it for one item; `query` is the query string of the list that shows those items,
    where filters can express it. `tone` is warn or bad.
    """

    name: str
    label: str
    test: Callable[[Item], bool]
    _: KW_ONLY
    tone: str = "warn"
    query: str = ""


@dataclass(frozen=True)
class Dashboard:
    """The page of one project: which entities hold its expenses, works and contractors.

    Names are entity names and attribute names. `by` is the attribute of expenses and works that
    names the project, `match` the attribute of the project it equals.
    """

    expenses: str
    works: str
    contractors: str
    by: str = "projectId"
    match: str = "projectId"
    contractor: str = "contractorId"
    amount: str = "amount"
    date: str = "date"
    cost: str = "totalWorkCost"
    budget: str = ""
    stated: str = ""
