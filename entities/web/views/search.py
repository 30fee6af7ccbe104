"""Search, and the palette that jumps: ids, e-mails, invoice numbers, names, and pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import LookupsMissing
from entities.operations.searching import Results, search
from entities.operations.tables.standing import seen_tables
from entities.schema.viewer import Viewer
from entities.web.addresses import menu_url
from entities.web.decorators import may_do
from entities.web.places import BESIDE, MENU, open_to
from entities.web.tables.addresses import table_url

PAGES_SHOWN = 6
PLACES = (*MENU, *BESIDE)


@may_do("view")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:500]
    problem = None
    try:
        results = search(get_store(), catalogue, text, viewer=request.viewer)
    except LookupsMissing as refusal:
        results, problem = Results(text, []), refusal
    context = {
        "text": text,
        "results": results,
        "problem": problem,
        "pages": _pages(text, request.viewer),
    }
    template = "entities/_results.html" if request.htmx else "entities/search.html"
    return render(request, template, context)


def _pages(text: str, viewer: Viewer) -> list[tuple[str, str, str, str]]:
    """Pages whose name holds the text: label, address, icon, where it stands in the menu."""
    wanted = text.casefold()
    known = [(place.label, place.href, place.icon, "") for place in open_to(viewer, PLACES)]
    known += [
        (entity.titles, menu_url(entity), entity.icon, entity.group)
        for entity in catalogue.entities
        if viewer.may_browse(entity)
    ]
    known += [
        (desired.name, table_url(desired.name), "server", "Tables")
        for desired in seen_tables(get_store(), catalogue, viewer=viewer)
    ]
    return [page for page in known if wanted and wanted in page[0].casefold()][:PAGES_SHOWN]
