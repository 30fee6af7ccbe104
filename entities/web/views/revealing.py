"""Revealing one hidden value: a page that asks why, and the value once that is on the record.

The value leaves in the answer to the form alone: never by an address, a cookie, the session or the
log, and no cache keeps it.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import ReasonRefused
from entities.operations.deeds import Act
from entities.operations.headings import heading_of
from entities.operations.hiding import Hidden, said_of
from entities.operations.revealing import find_hidden, reveal
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.web.addresses import item_url, read_key, read_path, reveal_url
from entities.web.decorators import may_do
from entities.web.detail import company_page
from entities.web.forms.base import proof_of
from entities.web.forms.kept import forget, keeps_what_was_typed, kept_for
from entities.web.revealing import RevealPage, clear_picture, clear_text
from entities.web.views.shared import entity_for


@keeps_what_was_typed
@may_do("reveal")
@require_http_methods(["GET", "HEAD", "POST"])
def reveal_value(request: HttpRequest, entity_name: str, segment: str, place: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key, path = read_key(entity, segment), read_path(place)
    page = _page(request, entity, key, path)
    if request.method != "POST":
        return _draw(request, replace(page, reason=_kept_reason(request)))
    try:
        hidden = _reveal(request, entity, key, path)
    except ReasonRefused as refusal:
        reason = request.POST.get("reason", "")
        asked = replace(page, reason=reason, reason_problem=str(refusal))
        return _draw(request, asked, status=422)
    picture = clear_picture(hidden)
    shown = replace(page, picture=picture, text="" if picture else clear_text(hidden))
    return _draw(request, shown, name="revealed")


def _kept_reason(request: HttpRequest) -> str:
    """What was typed when the sign-in of the same person ended."""
    kept = kept_for(request)
    if kept is None:
        return ""
    forget(request)
    return kept.get("reason", "")


def _page(request: HttpRequest, entity: Entity, key: Key, path: tuple[str, ...]) -> RevealPage:
    fitted, item, hidden = find_hidden(get_store(), entity, key, path, viewer=request.viewer)
    url = reveal_url(fitted, key, hidden.path)
    return RevealPage(
        fitted,
        heading_of(fitted, item, request.viewer),
        fitted.field(hidden.path[0]).title,
        hidden.said,
        said_of(hidden.path[1:]),
        url,
        item_url(fitted, key),
        proof_of(url),
        company_page(fitted, fitted.company_of(item)),
    )


def _reveal(request: HttpRequest, entity: Entity, key: Key, path: tuple[str, ...]) -> Hidden:
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=request.POST.get("reason", "").strip(),
        request_id=request.id,
    )
    return reveal(
        get_store(),
        catalogue,
        entity,
        key,
        path,
        viewer=request.viewer,
        act=act,
        sealer=get_sealer(),
    )


def _draw(
    request: HttpRequest, page: RevealPage, *, name: str = "reveal", status: int = 200
) -> HttpResponse:
    """The whole page, or for htmx what stands in place of the mask."""
    template = f"entities/_{name}.html" if request.htmx else f"entities/{name}.html"
    response = render(request, template, {"page": page}, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
