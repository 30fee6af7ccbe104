"""A desk: one member of staff who opens, saves and looks at items of the example company."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.store import Store
from entities.operations.audit.chain import HEAD, item_key
from entities.operations.creating import create
from entities.operations.deeds import Act
from entities.operations.deleting import Deleted, Preview, delete, preview_delete
from entities.operations.editing import Opened, Saved, Wish, open_item, save
from entities.operations.moving import move
from entities.operations.undo import Undone, undo
from entities.schema.access import AccessPath
from entities.schema.conditions import Compare, Equals
from entities.schema.deletion import Way
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer, everyone
from entities.sealing import Sealer
from tests.operations.making import NOW, put

SEALER = Sealer("a secret of the tests")
WRITER = everyone("dana", "view", "edit", "create", "delete", "undo", "administer")
C1 = "comp_1"
FURNISHED = ("companies", "company-users", "projects", "contractors", "works", "expenses")
D = Decimal


@dataclass
class Desk:
    """`opened` holds what this person's form was filled with, by entity and key."""

    store: Store
    viewer: Viewer = WRITER
    catalogue: Catalogue = catalogue
    opened: dict = field(default_factory=dict)
    minutes: int = 0

    def act(self, **facts) -> Act:
        self.minutes += 1
        now = NOW + timedelta(minutes=self.minutes)
        return Act(**{"actor": self.viewer.name, "now": now, **facts})

    def entity(self, name: str):
        return self.catalogue.entity(name)

    def open(self, name: str, key: Key) -> Opened:
        """Open the form of an item, and leave it open."""
        found = open_item(self.store, self.entity(name), key, viewer=self.viewer, sealer=SEALER)
        self.opened[name, key] = found
        return found

    def save(self, of: str, key: Key, act: Act | None = None, /, *, drop=(), **wished) -> Saved:
        """Save from the form that is open, or from a fresh one."""
        opened = self.opened.pop((of, key), None) or self.open(of, key)
        self.opened.pop((of, key), None)
        return self.wish(of, key, Wish(wished, frozenset(drop), opened.etags), act)

    def wish(self, name: str, key: Key, wish: Wish, act: Act | None = None, **more) -> Saved:
        return save(
            self.store,
            self.catalogue,
            self.entity(name),
            key,
            wish,
            viewer=self.viewer,
            act=act or self.act(),
            sealer=SEALER,
            **more,
        )

    def create(self, of: str, act: Act | None = None, /, **given) -> Saved:
        return create(self.store, self.catalogue, self.entity(of), given, **self.with_act(act))

    def preview(self, name: str, key: Key) -> Preview:
        return preview_delete(
            self.store,
            self.catalogue,
            self.entity(name),
            key,
            viewer=self.viewer,
            sealer=SEALER,
        )

    def delete(
        self, name: str, key: Key, way: Way = Way.ALONE, act: Act | None = None, **more
    ) -> Deleted:
        facts = self.with_act(act) | {"way": way} | more
        return delete(self.store, self.catalogue, self.entity(name), key, **facts)

    def move(self, name: str, key: Key, new_key: Key, act: Act | None = None) -> Saved:
        entity = self.entity(name)
        return move(self.store, self.catalogue, entity, key, new_key, **self.with_act(act))

    def undo(self, done, act: Act | None = None) -> Undone:
        """Undo by the first entry of what was done."""
        return undo(self.store, self.catalogue, done.entries[0], **self.with_act(act))

    def with_act(self, act: Act | None) -> dict:
        return {"viewer": self.viewer, "act": act or self.act(), "sealer": SEALER}

    def item(self, name: str, key: Key) -> Item | None:
        return self.store.find(self.entity(name), key, consistent=True)

    def entries(self, name: str, key: Key) -> list[Item]:
        """The audit entries of an item in order, without the head and parts."""
        audit = self.entity("audit")
        chain = Equals(audit.partition, item_key(self.entity(name), key, SEALER))
        path = AccessPath("query", None, chain, Compare("entryId", "<", HEAD), keys=audit.keys)
        return [item for page in self.store.pages(audit, path=path) for item in page.items]

    def entry_count(self, name: str, key: Key) -> int:
        """What the head of the item's chain says."""
        head = (item_key(self.entity(name), key, SEALER), HEAD)
        return int((self.item("audit", head) or {}).get("entries", 0))

    def claims(self, kind: str) -> list[Item]:
        pages = self.store.pages(self.entity("claims"))
        return [item for page in pages for item in page.items if item.get("kind") == kind]

    def data(self) -> dict[str, list[Item]]:
        """Every item of company data, by entity: what an undo has to bring back exactly."""
        return {name: sorted(self.all(name), key=str) for name in FURNISHED}

    def all(self, name: str) -> list[Item]:
        return [item for page in self.store.pages(self.entity(name)) for item in page.items]

    def another(self, name: str = "amir") -> "Desk":
        """A colleague at the next desk, in front of the same data."""
        return Desk(self.store, replace(self.viewer, name=name), self.catalogue)


# ---- the example company ---------------------------------------------------------------------

STAMPS = {"createdAt": "2025-06-01T08:00:00.000Z", "updatedAt": "2025-06-01T08:00:00.000Z"}


def company(**more) -> Item:
    return {
        "companyId": C1,
        "name": "Acme Building",
        "subscriptionTier": "professional",
        "subscriptionStatus": "active",
        "currentUsers": D(2),
        "currentProjects": D(2),
        "currentMonthExpenses": D(1),
        **STAMPS,
        **more,
    }


def member(user: str, **more) -> Item:
    return {
        "companyId": C1,
        "userId": user,
        "name": user.capitalize(),
        "role": "admin",
        "status": "active",
        **STAMPS,
        **more,
    }


def project(number: int | str = 1, **more) -> Item:
    return {
        "companyId": C1,
        "projectId": f"proj_{number}",
        "userId": "user_1",
        "name": f"Project {number}",
        "status": "active",
        "startDate": "2025-01-01",
        "endDate": None,
        "description": "",
        "budget": D(10000),
        "spentAmount": D(1180),
        **STAMPS,
        **more,
    }


def contractor(number: int | str = 1, **more) -> Item:
    return {
        "companyId": C1,
        "contractorId": f"contr_{number}",
        "userId": "user_1",
        "name": f"Contractor {number}",
        "status": "active",
        "phone": "+972-50-1234567",
        **STAMPS,
        **more,
    }


def expense(number: int = 1, **more) -> Item:
    return {
        "companyId": C1,
        "expenseId": f"exp_{number}",
        "userId": "user_1",
        "projectId": "proj_1",
        "contractorId": "contr_1",
        "workId": "",
        "invoiceNum": f"INV-{number}",
        "amount": D(1180),
        "paymentMethod": "מזומן",
        "date": "2025-06-02",
        "description": "Sand",
        "status": "pending",
        **STAMPS,
        **more,
    }


def work(number: int = 1, **more) -> Item:
    return {
        "companyId": C1,
        "workId": f"work_{number}",
        "userId": "user_1",
        "projectId": "proj_1",
        "contractorId": "contr_1",
        "workName": f"Work {number}",
        "status": "planned",
        "totalWorkCost": D(5000),
        **STAMPS,
        **more,
    }


GENERAL_PROJECT = project(
    "GENERAL_EXPENSES", isSystemProject=True, spentAmount=D(0), name="General"
)
GENERAL_CONTRACTOR = contractor("x", contractorId="cont_GENERAL", isSystemContractor=True, name="G")


def furnish(store: Store) -> None:
    """A company with two admins, two projects, two contractors, a work and an expense."""
    put(store, "companies", company())
    put(store, "company-users", member("user_1"), member("user_2"))
    put(store, "projects", project(1), project(2, spentAmount=D(0)), GENERAL_PROJECT)
    put(store, "contractors", contractor(1), contractor(2), GENERAL_CONTRACTOR)
    put(store, "works", work(1))
    put(store, "expenses", expense(1))
