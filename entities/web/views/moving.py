"""Moving an item to another key: the form, what would follow, and what comes of sending it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import (
    AlreadyThere,
    CompanyNotAllowed,
    EditRefused,
    NotAllowed,
    NotFound,
    Refusal,
)
from entities.operations.deeds import Act
from entities.operations.editing import Saved
from entities.operations.moving import move, preview_move
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.web.addresses import item_url, read_key
from entities.web.decorators import may_do
from entities.web.forms.base import Base, new_token, open_base
from entities.web.forms.kept import KEPT, forget, keeps_what_was_typed, kept_for
from entities.web.forms.moving import MovePage, Typed, move_page, read_key_typed
from entities.web.forms.refusing import status_of_form
from entities.web.forms.telling import tell
from entities.web.views.shared import entity_for, must_reason


@keeps_what_was_typed
@may_do("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def move_item(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    if request.method == "POST":
        return _send(request, entity, key)
    posted = kept_for(request)
    if posted is None or "fresh" in request.GET:
        forget(request)
        return _draw(request, _page(request, entity, key))
    typed = read_key_typed(posted, entity, key, must_reason=False)
    return _draw(request, _page(request, entity, key, typed=typed), notice=KEPT)


def _page(
    request: HttpRequest,
    entity: Entity,
    key: Key,
    base: Base | None = None,
    typed: Typed | None = None,
) -> MovePage:
    preview = preview_move(get_store(), catalogue, entity, key, viewer=request.viewer)
    return move_page(
        preview,
        base or Base((), token=new_token()),
        request.viewer,
        now=timezone.now(),
        url=request.path,
        must_reason=must_reason(),
        typed=typed,
    )


def _draw(
    request: HttpRequest,
    page: MovePage,
    problems: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context = {"page": page.with_problems(problems or {}), "notice": notice}
    return render(request, "entities/move.html", context, status=status)


def _send(request: HttpRequest, entity: Entity, key: Key) -> HttpResponse:
    base = open_base(request.POST.get("base", ""), entity, key, request.viewer)
    typed = read_key_typed(request.POST, entity, key, must_reason=must_reason())
    if typed.key is None:
        page = _page(request, entity, key, base, typed)
        return _draw(request, page, typed.problems, status=422)
    try:
        saved = _move(request, entity, key, typed, base)
    except Refusal as refusal:
        problems = _problems(refusal, entity)
        page = _page(request, entity, key, base, typed)
        return _draw(request, page, problems, status=status_of_form(refusal))
    forget(request)
    there = item_url(entity, entity.key_of(saved.item))
    tell(request, "Moved.", saved.entries, back=item_url(entity, key), here=there)
    return HttpResponseRedirect(there, status=303)


def _problems(refusal: Refusal, entity: Entity) -> Mapping[str, str]:
    """Sentences by attribute. Raises the refusal where it concerns no part of the key."""
    sentence = f"{refusal} {refusal.hint}".strip()
    match refusal:
        case EditRefused():
            return refusal.problems
        case AlreadyThere():
            return {entity.keys[-1]: sentence}
        case CompanyNotAllowed():
            return {entity.company_attribute: sentence}
        case NotFound() | NotAllowed():
            raise refusal
    return {"": sentence}


def _move(request: HttpRequest, entity: Entity, key: Key, typed: Typed, base: Base) -> Saved:
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=typed.reason,
        request_id=request.id,
        token=typed.token(base),
    )
    return move(
        get_store(),
        catalogue,
        entity,
        key,
        typed.key,
        viewer=request.viewer,
        act=act,
        sealer=get_sealer(),
    )
