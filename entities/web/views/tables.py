"""All tables, and one of them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entities import conf
from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import TableUnknown
from entities.operations.tables.builds import Build, builds_of
from entities.operations.tables.desired import Desired, desired_named
from entities.operations.tables.index_entries import count_entries, read_entries
from entities.operations.tables.standing import seen_tables, sees
from entities.schema.viewer import Viewer
from entities.web.decorators import may_do
from entities.web.navigation import counts_cache
from entities.web.tables.addresses import since_of, table_url
from entities.web.tables.listing import tables_page
from entities.web.tables.page import Known, table_page
from entities.web.tables.standings import standings


@may_do("view")
@require_safe
def table_list(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    wanted = seen_tables(get_store(), catalogue, viewer=viewer)
    looked = standings.of(wanted, since=since_of(request.GET))
    page = tables_page(looked, counts_cache.get(viewer), request.GET, viewer=viewer)
    return render(request, "tables/list.html", {"page": page})


def table_for(name: str, viewer: Viewer) -> Desired:
    """The declared table of this real name. Raises TableUnknown, also for who may not see it."""
    desired = desired_named(get_store(), catalogue, name)
    if desired.name != name or not sees(viewer, desired):
        raise TableUnknown(name)
    return desired


@may_do("view")
@require_safe
def table(request: HttpRequest, table_name: str) -> HttpResponse:
    viewer, store = request.viewer, get_store()
    desired = table_for(table_name, viewer)
    builds = builds_of(store, catalogue, table_name, viewer=viewer)
    looked = standings.of([desired], since=_since(request, builds))
    (standing,) = looked.standings
    indexes = () if viewer.limited else tuple(index.name for index in desired.indexes)
    known = Known(
        counts_cache.get(viewer),
        read_entries(store, catalogue, desired, indexes),
        looked.backups.get(table_name),
        builds,
        conf.region(),
    )
    page = table_page(standing, known, request.GET, viewer=viewer, now=timezone.now())
    return render(request, "tables/table.html", {"page": page})


def _since(request: HttpRequest, builds: Sequence[Build]) -> datetime | None:
    """How new the look must be: as asked for, and no older than the last change of an index."""
    if any(build.goes_on for build in builds):
        return timezone.now()
    moments = (since_of(request.GET), *(build.finished_at for build in builds))
    return max(filter(None, moments), default=None)


@may_do("manage tables")
@require_POST
def count_index(request: HttpRequest, table_name: str, index: str) -> HttpResponse:
    """Reads the whole index, which somebody asked for; the page then shows what was found."""
    desired = table_for(table_name, request.viewer)
    entries = count_entries(
        get_store(),
        catalogue,
        desired,
        index,
        viewer=request.viewer,
        now=timezone.now(),
        budget=Decimal(conf.read_budget()),
    )
    least = "" if entries.whole else "at least "
    said = f"{index} holds {least}{entries.count:,} items. Counting took {entries.units} read units"
    if entries.whole:
        messages.success(request, f"{said}.")
    else:
        messages.warning(request, f"{said}, which is all that a page may spend, and was ended.")
    return HttpResponseRedirect(table_url(table_name), status=303)
