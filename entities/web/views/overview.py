"""The overview and the pages of one company."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import EntityNotFound
from entities.operations.approvals.reading import sees_approvals
from entities.operations.companies import show_company
from entities.operations.overview import overview as read_overview
from entities.web.addresses import item_url, read_key
from entities.web.approvals import cards
from entities.web.backups.board import alarm_cache
from entities.web.decorators import may_do
from entities.web.recent import remember
from entities.web.runs.waiting import runs_cache
from entities.web.views.shared import is_swap
from entities.web.waiting import waiting_cache


@may_do("view")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The whole page, or the part of it that moves."""
    runs = runs_cache.read(request.viewer)
    if is_swap(request):
        return render(request, "runs/_overview.html", {"runs": runs})
    context = {
        "overview": read_overview(get_store(), catalogue, viewer=request.viewer),
        "approvals": cards(waiting_cache.read(request.viewer), request.viewer),
        "runs": runs,
        "sees_approvals": sees_approvals(request.viewer),
        "sees_backups": request.viewer.may("back up"),
        "alarms": alarm_cache.get(request.viewer),
    }
    return render(request, "entities/overview.html", context)


@may_do("view")
@require_safe
def company(request: HttpRequest, segment: str) -> HttpResponse:
    """Everything of one company, of the first system that has companies."""
    tenant = next(iter(catalogue.tenants), None)
    if tenant is None:
        raise EntityNotFound("companies")
    (company_id,) = read_key(tenant, segment)
    now = timezone.now()
    page = show_company(get_store(), catalogue, tenant, company_id, viewer=request.viewer, now=now)
    remember(request, company_id)
    # A list: in a template an attribute called `items` would hide the mapping's own.
    profile = list(page.company.values.values())
    context = {"page": page, "url": item_url(tenant, (company_id,)), "profile": profile}
    return render(request, "entities/company.html", context)
