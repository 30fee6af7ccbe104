"""Items of three companies in every table, each text stamped with its company.

What companies could share (ids, addresses, numbers) is the same for all of them, so that a query
that forgets the scope finds everybody's.
"""

from entities.catalogue import catalogue
from entities.schema.entity import Entity
from entities.schema.fields import Email, Lookup, Picture, Reference
from entities.schema.values import Item
from entities.schema.viewer import Viewer
from tests.operations.making import item_of, put

COMPANIES = ("C1", "C2", "C3")
KEPT_BY_COMPANY = [e for e in catalogue.entities if e.company_attribute]


def stamp(company: str | None) -> str:
    """What stands in every text of the company's items, and nowhere else."""
    return f"of~{company}~"


def item_in(declared: Entity, company: str | None) -> Item:
    """The company's item of an entity; None makes one that belongs to no company."""
    own = {}
    for field in declared.fields:
        if type(field).__name__ in ("Text", "LongText") and field.name not in declared.keys:
            own[field.name] = f"Acme shared {stamp(company)}"
        if isinstance(field, Reference):
            own[field.name] = f"{field.to}-1"
        if isinstance(field, Email) or (field.lookup is Lookup.WHOLE and company):
            own[field.name] = "shared@acme.il"
        if isinstance(field, Picture):
            own[field.name] = {"data": "aGk=", "name": stamp(company), "type": "image/png"}
    for name in declared.keys:
        own[name] = f"{name}-1"
    if declared.company_attribute not in declared.keys:
        own[declared.partition] = f"{declared.partition} {stamp(company)}"
    own[declared.company_attribute] = company
    return item_of(declared, 1, **own)


def fill(store) -> None:
    for declared in KEPT_BY_COMPANY:
        companies = COMPANIES
        if declared.company_attribute not in declared.keys:
            companies = (*COMPANIES, None)
        put(store, declared.name, *(item_in(declared, company) for company in companies))


def is_theirs(viewer: Viewer, text: str) -> bool:
    """Whether nothing in the text is of a company the viewer does not see."""
    hidden = [company for company in (*COMPANIES, None) if not viewer.sees_company(company)]
    return not any(stamp(company) in text for company in hidden)
