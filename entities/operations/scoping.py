"""Company scope: which items of an entity a viewer may see, turned into conditions.

It is decided here, below every page and command, and deny is the default.
"""

from dataclasses import dataclass

from entities.schema.conditions import Condition, Equals, In
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer


@dataclass(frozen=True)
class Scope:
    """The conditions of a list with the viewer's limit added.

    `company` is the one company the list was narrowed to; `companies` the ones the viewer may pick
    from instead (empty for a viewer without a limit).
    """

    conditions: tuple[Condition, ...]
    company: str | None = None
    companies: tuple[str, ...] = ()


def scope(entity: Entity, conditions: tuple[Condition, ...], viewer: Viewer) -> Scope:
    """Raises ActionNotAllowed, ScopeTooNarrow or CompanyNotAllowed.

    A viewer with a limit who names no company gets the first of theirs where the data is kept by
    company, and otherwise a filter on all of theirs.
    """
    viewer.must_browse(entity)
    asked = _asked(entity, conditions)
    if not viewer.limited:
        return Scope(conditions, asked)
    companies = tuple(sorted(viewer.companies))
    if asked is not None:
        viewer.must_see_company(asked)
        return Scope(conditions, asked, companies)
    if kept_by_company(entity) and companies:
        narrowed = (Equals(entity.company_attribute, companies[0]), *conditions)
        return Scope(narrowed, companies[0], companies)
    theirs = In(entity.company_attribute, companies)
    return Scope((theirs, *conditions), None, companies)


def kept_by_company(entity: Entity) -> bool:
    """Whether the items of one company can be read without reading those of others."""
    partitions = {entity.partition, *(index.partition for index in entity.indexes)}
    return entity.company_attribute in partitions and not entity.tenant


def _asked(entity: Entity, conditions: tuple[Condition, ...]) -> str | None:
    return next(
        (
            condition.value
            for condition in conditions
            if isinstance(condition, Equals)
            and condition.attribute == entity.company_attribute
            and isinstance(condition.value, str)
        ),
        None,
    )
