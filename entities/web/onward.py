"""Where an address leads on to when what it names is not there, or is not kept there any more."""

from dataclasses import dataclass

from django.http import HttpRequest

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.headings import key_text
from entities.operations.moved import moved_to
from entities.web.addresses import item_url, read_key


@dataclass(frozen=True)
class Onward:
    """A link in words."""

    label: str
    href: str


def where_it_went(request: HttpRequest) -> Onward | None:
    """The page of the item under the key it was moved to, for an address of its old one."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if not {"entity_name", "segment"} <= named.keys():
        return None
    try:
        entity = catalogue.entity(named["entity_name"])
        key = read_key(entity, named["segment"])
        found = moved_to(
            get_store(), catalogue, entity, key, viewer=request.viewer, sealer=get_sealer()
        )
    except Refusal:
        return None  # what was refused first is what is told
    if found is None:
        return None
    return Onward(f"{entity.label} “{key_text(entity, found)}”", item_url(entity, found))
