"""Where data is kept now that an older generation only remembers: of one user, or all of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.errors import Refusal
from entities.operations.live import live
from entities.operations.paging import FIRST, Budget, read_slice
from entities.schema.access import choose
from entities.schema.conditions import Condition, Equals
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer

MEMBERSHIPS = "company-users"
MOST = 5  # companies of one user


@dataclass(frozen=True)
class Whereabouts:
    """The entity that holds the same kind of thing now, and whose of it: everybody's where there
    are no conditions. `owner` is the id of the company or user."""

    entity: Entity
    conditions: tuple[Condition, ...] = ()
    owner: str = ""


def whereabouts(
    store, catalogue: Catalogue, entity: Entity, user: str, *, viewer: Viewer
) -> list[Whereabouts]:
    """Nothing where no later generation holds such things, or the viewer may not see them.

    A user's data is in the companies of their active memberships; that of a user without one is
    still kept by user. One Query of at most five memberships where a user is named.
    """
    known = [catalogue.entity(name) for name in entity.successors]
    later = [successor for successor in known if viewer.may_browse(successor)]
    if not (user and later):
        return [Whereabouts(successor) for successor in later]
    companies = list(_companies(store, catalogue, user, viewer))
    for successor in later:
        found = list(_of_user(successor, user, companies))
        if found:
            return found
    return []


def _of_user(entity: Entity, user: str, companies: list[str]) -> Iterator[Whereabouts]:
    if entity.company_attribute:
        for company in companies:
            yield Whereabouts(entity, (Equals(entity.company_attribute, company),), company)
    else:
        yield Whereabouts(entity, (Equals(entity.company_from.user, user),), user)


def _companies(store, catalogue: Catalogue, user: str, viewer: Viewer) -> Iterator[str]:
    """Those of the active memberships; a membership without a status is active."""
    memberships = catalogue.entity(MEMBERSHIPS)
    try:
        table = live(store, memberships)
        path = choose(table.entity, (Equals("userId", user),), live=table.keys)
        if path.how == "scan":
            return
        page = read_slice(store, table.entity, path, FIRST, size=MOST, budget=Budget(calls=1))
    except Refusal:
        return  # the page that asks is about something else
    for item in page.items:
        company, status = memberships.company_of(item), item.get("status")
        inactive = isinstance(status, str) and status.lower() == "inactive"
        if company and not inactive and viewer.sees_company(company):
            yield company
