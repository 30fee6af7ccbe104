"""What stands in the way of copying the earlier designs: stray names, clashes, odd types."""

from decimal import Decimal

from entities.catalogue.construction.payment_methods import CASH
from entities.operations.demo.mapping_cases import MappedUser
from entities.operations.demo.moments import before, stamp
from entities.operations.demo.records import Records
from entities.schema.values import Item

USER = "user_2demosinglemistakes"
MADE = stamp(before(300))
CLASHING = "exp_1735000000000_democlash"


def single_mistakes() -> Records:
    """Names that differ in case or space, or fit no row or two; blank and wrongly typed values."""
    for mark, name in (("one", "Riverbank"), ("two", "Two of a name"), ("three", "Two of a name")):
        project = {"startDate": "2025-01-02", "description": "", "status": "active"}
        row = _row(f"proj_1735000000000_demo{mark}", "projectId")
        yield "single-projects", row | project | {"name": name}
    row = _row("contr_1735000000000_demoone", "contractorId")
    yield "single-contractors", row | {"name": "Dredgers", "phone": ""}
    references = ("Riverbank", "  Riverbank ", "RIVERBANK", "Two of a name", "No such project", "")
    for position, project in enumerate(references):
        yield "single-expenses", _expense(position, project=project)
    yield "single-expenses", _expense(10, invoiceNum="")
    yield "single-expenses", _expense(11, amount="1,180.00")
    yield "single-expenses", _expense(12, contractor="No such contractor")
    yield "single-expenses", _expense(13, status="deleted", paymentMethod="ביט")
    work = {"name": "", "project": "riverbank", "contractor": "Dredgers", "cost": "5000"}
    row = _row("work_1735000000000_demoone", "workId")
    yield "single-works", row | work | {"description": "", "status": "active"}
    unknown = {"name": "settings", "theme": "dark", "language": "he"}
    yield "single-unknown", _row("settings") | unknown


def _row(own_id: str, id_name: str = "expenseId") -> Item:
    stamps = {"createdAt": MADE, "updatedAt": MADE}
    return {"userId": USER, "expenseId": own_id, id_name: own_id, **stamps}


def _expense(position: int, **changes) -> Item:
    return (
        _row(f"exp_1735000000000_demo{position:05}")
        | {
            "project": "Riverbank",
            "contractor": "Dredgers",
            "invoiceNum": f"INV-2025-{position:03}",
            "amount": Decimal(1180),
            "paymentTerms": "30 ימים",
            "paymentMethod": "העברה",
            "date": "2025-01-05",
            "description": "",
            "status": "pending",
        }
        | changes
    )


def multi_mistakes(users: list[MappedUser]) -> Records:
    """Two users who join one company hold an expense of the same id, contractor and invoice."""
    contractor = "contr_1735000000000_democlash"
    for user in [user for user in users if user.case == "shared"]:
        expense = {
            "userId": user.user_id,
            "expenseId": CLASHING,
            "projectId": "",
            "contractorId": contractor,
            "invoiceNum": "INV-CLASH",
            "amount": Decimal(100 + user.turn),
            "paymentMethod": CASH,
            "date": "2025-01-05",
            "description": "",
            "userId#contractorId": f"{user.user_id}#{contractor}",
            "createdAt": MADE,
        }
        yield "multi-expenses", expense
