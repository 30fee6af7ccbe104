"""The first design: one table for everything; only its attributes tell what kind an item is.

The kinds are looked for in a fixed order, and the first attribute that is there decides. So each
kind states what it has and what it must therefore lack.
"""

from entities.catalogue.construction.inventory import inventory
from entities.schema.entity import Kind
from entities.schema.fields import Text

TABLE = "production-table"
OTHER_TABLES = ("construction-expenses-local", "ExpensesTable")
INVENTORY = inventory(december=(4, 782))

USER_ID = Text("userId", label="User id", required=True, max_length=100)
ROW_ID = Text(
    "expenseId", label="Row id", required=True, max_length=100, help="Repeats the item's own id."
)

WORK = Kind("work", any_of=("workId",))
PROJECT = Kind("project", any_of=("projectId",), none_of=("workId",))
CONTRACTOR = Kind("contractor", any_of=("contractorId",), none_of=("workId", "projectId"))
EXPENSE = Kind(
    "expense",
    any_of=("amount", "invoiceNum"),
    none_of=("workId", "projectId", "contractorId"),
)
UNKNOWN = Kind(
    "unknown",
    none_of=("workId", "projectId", "contractorId", "amount", "invoiceNum"),
)
