"""Who is looking. Every operation takes a viewer and denies by default."""

from collections.abc import Callable
from dataclasses import dataclass

from entities.errors import ActionNotAllowed, CompanyNotAllowed, ScopeTooNarrow
from entities.schema.entity import Entity
from entities.schema.values import Item


@dataclass(frozen=True)
class Viewer:
    """`companies` None means every company; an empty set means none.

    `actions` is what the viewer may do; `reveals` names the fields (`entity.attribute`) whose mask
    is lifted for this one operation.
    """

    name: str
    actions: frozenset[str] = frozenset()
    companies: frozenset[str] | None = frozenset()
    reveals: frozenset[str] = frozenset()

    @property
    def limited(self) -> bool:
        return self.companies is not None

    def may(self, action: str) -> bool:
        return action in self.actions

    def must(self, action: str) -> None:
        """Raises ActionNotAllowed."""
        if not self.may(action):
            raise ActionNotAllowed(action)

    def sees_company(self, company: str | None) -> bool:
        """Items of no known company are for viewers without a company limit only."""
        return self.companies is None or (company is not None and company in self.companies)

    def must_see_company(self, company: str) -> None:
        """Raises CompanyNotAllowed."""
        if not self.sees_company(company):
            raise CompanyNotAllowed(company)

    def sees(self, entity: Entity, item: Item) -> bool:
        return self.may(entity.view_action) and self.sees_company(entity.company_of(item))

    def may_browse(self, entity: Entity) -> bool:
        """Whether any item of the entity could be shown."""
        tellable = bool(entity.company_attribute) or not self.limited
        return self.may(entity.view_action) and tellable

    def must_browse(self, entity: Entity) -> None:
        """Raises ActionNotAllowed or ScopeTooNarrow."""
        self.must(entity.view_action)
        if self.limited and not entity.company_attribute:
            raise ScopeTooNarrow(entity.titles)

    def reveals_field(self, entity: Entity, attribute: str) -> bool:
        return f"{entity.name}.{attribute}" in self.reveals


ViewerOf = Callable[[str], Viewer]  # what a person, by account name, may do now


def everyone(name: str, *actions: str) -> Viewer:
    """A viewer without a company limit, for commands and machinery."""
    return Viewer(name, frozenset(actions or ("view", "administer")), None)
