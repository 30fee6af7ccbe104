"""Who did what: the history of an item, and the audit log over all items."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.operations.audit.log import anchored_until, entries
from entities.operations.audit.reading import history
from entities.operations.moved import others
from entities.web.addresses import item_url, read_key
from entities.web.audit_log import AuditFilter, AuditPage, AuditState
from entities.web.cursors import open_mark
from entities.web.decorators import may_do
from entities.web.history import history_page, history_state
from entities.web.state import CURSOR
from entities.web.views.shared import budget, entity_for, must_reason


@may_do("view")
@require_safe
def item_history(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    cursor = request.GET.get(CURSOR, "")
    found = history(
        get_store(),
        catalogue,
        entity,
        key,
        viewer=request.viewer,
        sealer=get_sealer(),
        after=open_mark(cursor, history_state(item_url(entity, key)), request.viewer),
    )
    page = history_page(
        found,
        request.viewer,
        is_first=not cursor,
        reason_required=must_reason(),
        moves=others(get_store(), catalogue, found.entries, request.viewer, get_sealer()),
    )
    return render(request, "entities/history.html", {"page": page})


@may_do("read audit")
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    viewer, state, now = request.viewer, AuditState.of(request.GET), timezone.now()
    today = now.astimezone(UTC).date().isoformat()
    form = AuditFilter(state.query, viewer)
    if not form.is_valid():
        page = AuditPage(form, state, viewer, today)
        return render(request, "entities/audit.html", {"page": page}, status=400)
    log = entries(
        get_store(),
        catalogue,
        form.asked,
        viewer=viewer,
        sealer=get_sealer(),
        now=now,
        mark=open_mark(request.GET.get(CURSOR, ""), state.text, viewer),
        budget=budget(),
    )
    page = AuditPage(form, state, viewer, today, log, anchored_until(get_store(), catalogue))
    return render(request, "entities/audit.html", {"page": page})
