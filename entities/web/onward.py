"""Where an address leads on to when what it names is not there, or is not kept there any more."""

from dataclasses import dataclass

from django.http import HttpRequest

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.headings import key_text
from entities.operations.moved import moved_to
from entities.operations.whereabouts import Whereabouts, whereabouts
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.schema.viewer import Viewer
from entities.web.addresses import item_url, menu_url, read_key
from entities.web.links import list_url


@dataclass(frozen=True)
class Onward:
    """A link in words."""

    label: str
    href: str


def kept_now(entity: Entity, user: str, viewer: Viewer) -> list[Onward]:
    """The lists that hold now what a read-only entity shows: of one user, where one is named."""
    if not entity.read_only:
        return []
    found = whereabouts(get_store(), catalogue, entity, user, viewer=viewer)
    return [_list(of) for of in found]


def _list(of: Whereabouts) -> Onward:
    if not of.conditions:
        return Onward(of.entity.titles, menu_url(of.entity))
    return Onward(f"{of.entity.titles} of {of.owner}", list_url(of.entity, of.conditions))


def where_kept(request: HttpRequest) -> list[Onward]:
    """The same for an address of an item, or of a new one, that cannot be changed there."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    try:
        entity = catalogue.entity(named.get("entity_name", ""))
        segment = named.get("segment")
        user = user_of(entity, read_key(entity, segment)) if segment else ""
        return kept_now(entity, user, request.viewer)
    except Refusal:
        return []


def user_of(entity: Entity, key: Key) -> str:
    """The user whose data an item is, as far as its key tells."""
    held = entity.key_item(key).get(entity.company_from.user) if entity.company_from else None
    return held if isinstance(held, str) else ""


def where_it_went(request: HttpRequest) -> list[Onward]:
    """The page of the item under the key it was moved to, for an address of its old one."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if not {"entity_name", "segment"} <= named.keys():
        return []
    try:
        entity = catalogue.entity(named["entity_name"])
        key = read_key(entity, named["segment"])
        found = moved_to(
            get_store(), catalogue, entity, key, viewer=request.viewer, sealer=get_sealer()
        )
    except Refusal:
        return []  # what was refused first is what is told
    if found is None:
        return []
    return [Onward(f"{entity.label} “{key_text(entity, found)}”", item_url(entity, found))]
