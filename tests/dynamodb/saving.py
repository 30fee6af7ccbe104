"""A save as the tests of transactions make one: steps on invoices, and the entry that proves it."""

from decimal import Decimal

from entities.dynamodb.steps import Change, Check, Put, Step
from entities.dynamodb.transactions import Proof, commit
from entities.errors import AlreadyThere, ItemNotFound, Refusal, Stale
from entities.schema.conditions import Condition, Equals, Exists, Missing
from tests.samples import INVOICES, invoice

ONE = Decimal(1)
KEY = ("C1", "INV-0001")
OTHER = ("C1", "INV-0002")
AMOUNT = Decimal(10)  # of the invoice under KEY


def gone() -> Refusal:
    return ItemNotFound("Invoice", "INV-0001")


def add(amount: Decimal = ONE, key=KEY, refused: Refusal | None = None) -> Change:
    """Add to the amount of an invoice that is there."""
    there = (Exists("companyId"),)
    return Change(INVOICES, key, there, refused or gone(), add={"amount": amount})


def edit(*, status: str, was: str = "open", key=KEY, refused: Refusal | None = None) -> Change:
    """Change the status if it is what was read."""
    held = (Equals("status", was),)
    return Change(INVOICES, key, held, refused or Stale("Invoice"), set={"status": status})


def check(*conditions: Condition, key=KEY, refused: Refusal | None = None) -> Check:
    return Check(INVOICES, key, conditions, refused or gone())


def put(number: int, **more) -> Put:
    item = invoice(number, **more)
    free = (Missing("companyId"),)
    return Put(INVOICES, INVOICES.key_of(item), free, AlreadyThere("Invoice"), item=item)


def entry(name: str = "E1", **more) -> Put:
    """The step that puts the proof."""
    item = {"companyId": "entries", "invoiceId": name, **more}
    free = (Missing("companyId"),)
    return Put(INVOICES, ("entries", name), free, AlreadyThere("Entry"), item=item)


def proof(name: str = "E1", *told_by: str) -> Proof:
    return Proof(INVOICES, ("entries", name), told_by)


def save(store, *steps: Step, name: str = "E1", token: str = "") -> None:
    commit(store, [*steps, entry(name)], proof=proof(name), token=token)


def is_proved(store, name: str = "E1") -> bool:
    return store.find(INVOICES, ("entries", name), consistent=True) is not None


def amount(store, key=KEY) -> Decimal:
    return store.get(INVOICES, key, consistent=True)["amount"]
