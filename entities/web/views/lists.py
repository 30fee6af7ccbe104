"""The list of an entity, and the saved views of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import FilterInvalid
from entities.operations.browsing import list_items
from entities.web.addresses import entity_url
from entities.web.decorators import may_do
from entities.web.filters import read_filters
from entities.web.listing import ListPage, added_filter, list_page, read_query
from entities.web.onward import kept_now
from entities.web.recent import recent, remember
from entities.web.saved_views import SaveView, remove_view, views_of
from entities.web.state import CURSOR, State
from entities.web.views.shared import budget, entity_for, is_swap


@may_do("view")
@require_safe
def item_list(request: HttpRequest, entity_name: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    state = State.of(entity, request.GET)
    if "add.field" in request.GET:
        kept = State(entity, _without_form(state.query))
        return redirect(added_filter(kept, request.GET))
    if "column" in request.GET:
        return redirect(_with_columns(state))
    try:
        page, status = _page(request, state), 200
    except FilterInvalid as refusal:
        page, status = _refused(request, state, refusal), 400
    template = "entities/_list.html" if is_swap(request) else "entities/list.html"
    views = views_of(request.user, entity, request.viewer)
    user = request.GET.get(f"{entity.company_from.user}.is", "") if entity.company_from else ""
    context = {
        "page": page,
        "views": views,
        "save": SaveView(),
        "kept_now": kept_now(entity, user, request.viewer),
    }
    return render(request, template, context, status=status)


def _page(request: HttpRequest, state: State) -> ListPage:
    filters = read_filters(state.entity, state.query)
    query = read_query(state, filters, request.GET.get(CURSOR, ""), request.viewer)
    listing = list_items(
        get_store(),
        catalogue,
        state.entity,
        query,
        viewer=request.viewer,
        now=timezone.now(),
        budget=budget(),
    )
    remember(request, listing.scope.company)
    latest = tuple(recent(request))
    return list_page(state, filters, listing, request.viewer, recent_companies=latest)


def _refused(request: HttpRequest, state: State, refusal: FilterInvalid) -> ListPage:
    """The page without rows: the filter that makes no sense stays where it was typed."""
    try:
        filters = read_filters(state.entity, state.query)
    except FilterInvalid:
        filters = []
    return ListPage(state.entity, state, filters, error=refusal, viewer=request.viewer)


def _without_form(query):
    kept = query.copy()
    for name in ("add.field", "add.operator", "add.value"):
        kept.pop(name, None)
    return kept


def _with_columns(state: State) -> str:
    """The address with the ticked columns, in the order of the declaration."""
    ticked = set(state.query.getlist("column"))
    chosen = [field.name for field in state.entity.fields if field.name in ticked]
    query = state.query.copy()
    query.pop("column", None)
    return State(state.entity, query).with_(columns=",".join(chosen) or None)


@may_do("save view")
@require_POST
def save_view(request: HttpRequest, entity_name: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    form = SaveView(request.POST)
    if form.is_valid():
        saved = form.save_for(request.user, entity, request.viewer)
        messages.success(request, f"The view “{saved.name}” was saved.")
        return redirect(f"{entity_url(entity)}?{saved.query}")
    messages.error(request, form.sentence)
    return redirect(f"{entity_url(entity)}?{request.POST.get('query', '')}")


@may_do("save view")
@require_POST
def delete_view(request: HttpRequest, entity_name: str, view_id: int) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    name = remove_view(request.user, entity, view_id, request.viewer)
    messages.success(request, f"The view “{name}” was removed.")
    return redirect(entity_url(entity))
