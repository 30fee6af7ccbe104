"""The pages of one item: details, raw, and what is held inside it."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import AttributeNotFound
from entities.operations.items import attachment, raw_item, show_item
from entities.operations.projects import show_project
from entities.web.addresses import item_url, read_key
from entities.web.attachments import Attachment
from entities.web.board import project_page
from entities.web.decorators import may_do
from entities.web.detail import company_page, item_page
from entities.web.highlight import shortened
from entities.web.onward import kept_now, user_of
from entities.web.views.shared import entity_for

LINE = 110


@may_do("view")
@require_safe
def item_detail(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    detail = show_item(
        get_store(), catalogue, entity, key, viewer=request.viewer, now=timezone.now()
    )
    context = {
        "page": item_page(detail, request.viewer),
        "kept_now": kept_now(entity, user_of(entity, key), request.viewer),
    }
    return render(request, "entities/item.html", context)


@may_do("view")
@require_safe
def item_raw(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    raw = raw_item(get_store(), entity, key, viewer=request.viewer)
    if request.GET.get("format") == "json":
        return HttpResponse(_json(raw.attributes), content_type="application/json; charset=utf-8")
    context = {
        "entity": entity,
        "text": _json(shortened(raw.attributes)),
        "heading": raw.heading,
        "url": item_url(entity, key),
        "company_page": company_page(entity, raw.company),
    }
    return render(request, "entities/raw.html", context)


@may_do("view")
@require_safe
def item_attachment(request: HttpRequest, entity_name: str, segment: str, name: str):
    """A picture or document held in the item, under a policy that lets it run nothing."""
    entity = entity_for(entity_name, request.viewer)
    held = attachment(get_store(), entity, read_key(entity, segment), name, viewer=request.viewer)
    found = Attachment.read(held)
    if found is None:
        raise AttributeNotFound(name)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = found.disposition
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@may_do("view")
@require_safe
def project(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    board = show_project(
        get_store(), catalogue, entity, key, viewer=request.viewer, now=timezone.now()
    )
    return render(request, "entities/project.html", {"page": project_page(entity, board)})


def _json(attributes: dict[str, object]) -> str:
    """One attribute a line where it is short, as people compare them."""
    lines = (f"  {json.dumps(n, ensure_ascii=False)}: {_value(v)}" for n, v in attributes.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _value(typed: object) -> str:
    line = json.dumps(typed, ensure_ascii=False)
    if len(line) <= LINE:
        return line
    return json.dumps(typed, ensure_ascii=False, indent=2).replace("\n", "\n  ")
