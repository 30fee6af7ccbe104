"""Which companies and items the measurements look at, chosen by size from the stored data."""

from collections import Counter
from dataclasses import dataclass

from entities.catalogue import catalogue
from entities.operations.counting import EVERYTHING
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

PAGE = 50  # items of a full list page


@dataclass(frozen=True)
class Sized:
    """A company id, or the key of an item, with the number of expenses it has."""

    key: Key
    expenses: int


@dataclass(frozen=True)
class Subjects:
    """`listed` is the middle one of the companies whose expenses fill a page and lead to another;
    `expenses` and `companies` are the first items of its list and of the list of companies."""

    listed: Sized
    median: Sized
    large: Sized
    project: Sized
    expenses: list[Item]
    companies: list[Item]


def choose_subjects(store) -> Subjects:
    """Raises IndexError where no company has more than a page of expenses."""
    expenses, companies = catalogue.entity("expenses"), catalogue.entity("companies")
    sizes = _company_sizes(store)
    listed = _middle([company for company in sizes if company.expenses > PAGE])
    partition = Equals(expenses.partition, listed.key[0])
    return Subjects(
        listed,
        _middle(sizes),
        sizes[-1],
        _largest_project(store, expenses),
        _first(store, expenses, AccessPath("query", partition=partition, keys=expenses.keys)),
        _first(store, companies, AccessPath("scan", keys=companies.keys)),
    )


def _company_sizes(store) -> list[Sized]:
    """The companies that have expenses, the smallest first."""
    kept = [item for page in store.pages(catalogue.entity("counts")) for item in page.items]
    counted = [
        Sized((item["scope"],), int(item["counts"].get("expenses", 0)))
        for item in kept
        if item["scope"] != EVERYTHING
    ]
    return sorted((c for c in counted if c.expenses), key=lambda c: (c.expenses, c.key))


def _middle(companies: list[Sized]) -> Sized:
    return companies[len(companies) // 2]


def _largest_project(store, expenses: Entity) -> Sized:
    held = Counter(
        (item["companyId"], item["projectId"])
        for page in store.pages(expenses, attributes=("companyId", "projectId"))
        for item in page.items
        if item.get("projectId")
    )
    ((key, count),) = held.most_common(1)
    return Sized(key, count)


def _first(store, entity: Entity, path: AccessPath) -> list[Item]:
    return store.page(entity, path, limit=PAGE).items
