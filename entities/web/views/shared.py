"""What views look up before they do anything."""

from decimal import Decimal

from django.http import HttpRequest

from entities import conf
from entities.catalogue import catalogue
from entities.errors import EntityNotFound
from entities.operations.paging import Budget
from entities.operations.reasons import is_required
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer


def entity_for(name: str, viewer: Viewer) -> Entity:
    """The entity, which the viewer may browse. Raises EntityNotFound and what browsing raises.

    An entity whose action is not the viewer's does not exist for them.
    """
    entity = catalogue.entity(name)
    if not viewer.may(entity.view_action):
        raise EntityNotFound(name)
    viewer.must_browse(entity)
    return entity


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a restored history entry needs it whole."""
    return request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request


def must_reason() -> bool:
    """Whether a change needs a reason."""
    return is_required(conf.get_store())


def budget() -> Budget:
    """What one list page may spend."""
    return Budget(units=Decimal(conf.read_budget()))
