"""What tests of the audit log do: create, edit and delete as staff, and look at what is stored."""

from datetime import datetime, timedelta

from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.operations.audit import Recorded
from entities.operations.audit.verification import Verification, verify
from entities.operations.deeds import Act, Deed
from entities.operations.writing import write
from entities.schema.values import Item
from entities.sealing import Sealer
from tests.operations.making import NOW

SEALER = Sealer("a secret for tests only", "the one before it")
AUDIT = catalogue.entity("audit")
PROJECTS = catalogue.entity("projects")
MINUTE = timedelta(minutes=1)


def act(minutes: int = 0, **facts) -> Act:
    """What Dana decides so many minutes after noon."""
    return Act(**{"actor": "dana", "now": NOW + minutes * MINUTE, **facts})


def do(store, *deeds: Deed, by: Act | None = None) -> list[Recorded]:
    return write(store, catalogue, deeds, by or act(), sealer=SEALER)


def project(number: int = 1, company: str = "C1", **more) -> Item:
    return {"companyId": company, "projectId": f"P{number}", "name": f"House {number}", **more}


def created(item: Item, entity=PROJECTS) -> Deed:
    return Deed(entity, "create", None, item)


def edited(item: Item, entity=PROJECTS, **changes) -> Deed:
    """None removes an attribute."""
    after = {name: value for name, value in (item | changes).items() if value is not None}
    return Deed(entity, "edit", item, after)


def deleted(item: Item, entity=PROJECTS) -> Deed:
    return Deed(entity, "delete", item, None)


def lived(store, number: int = 1, *, edits: int = 2, company: str = "C1", from_minute: int = 0):
    """An item that was created and edited so many times, a minute apart; returns it."""
    item = project(number, company)
    do(store, created(item), by=act(from_minute))
    for edit in range(1, edits + 1):
        deed = edited(item, name=f"House {number}, called {edit}")
        do(store, deed, by=act(from_minute + edit))
        item = deed.after
    return item


def stored(store) -> list[Item]:
    """Every item of the audit table, in the order of its keys."""
    items = [item for page in store.pages(AUDIT, consistent=True) for item in page.items]
    return sorted(items, key=AUDIT.key_of)


def entries_of(store) -> list[Item]:
    return [item for item in stored(store) if "action" in item]


def put_back(store, item: Item) -> None:
    """Write an item of the audit table as no code of ours would."""
    put_all(store, AUDIT, [item])


def proof(store, *, now: datetime = NOW, **options) -> Verification:
    return verify(store, catalogue, sealer=SEALER, now=now, progress=lambda found: None, **options)


def problems(store, *, now: datetime = NOW, **options) -> list[str]:
    return [str(found) for found in proof(store, now=now, **options).breaks]
