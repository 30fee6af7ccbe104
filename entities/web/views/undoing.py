"""Undo: the button of a message that says what was done, or of an entry in a history."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.operations.deeds import Act
from entities.operations.undo import undo
from entities.web.decorators import may_do
from entities.web.forms.reading import reason_problem
from entities.web.forms.telling import UndoPage, WayBack, tell
from entities.web.views.shared import must_reason

AT_ONCE = "Undone at once."


@may_do("undo")
@require_POST
def undo_entry(request: HttpRequest) -> HttpResponse:
    sealed, reason = request.POST.get("entry", ""), request.POST.get("reason", "").strip()
    way = WayBack.opened(sealed, request.viewer)
    problem = reason_problem(reason, must_reason=must_reason())
    if problem:
        page = UndoPage(sealed, way.back, reason, reason_required=must_reason())
        return _ask(request, page, problem)
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=reason or AT_ONCE,
        request_id=request.id,
        token=f"undo {way.entry.entry_id}",
    )
    undone = undo(
        get_store(), catalogue, way.entry, viewer=request.viewer, act=act, sealer=get_sealer()
    )
    entries = [] if undone.takes_two else undone.entries
    tell(request, "Undone.", entries, back=way.here, here=way.back)
    return HttpResponseRedirect(way.back, status=303)


def _ask(request: HttpRequest, page: UndoPage, problem: str) -> HttpResponse:
    """The page that asks why. A message's button cannot have been asked before."""
    was_asked = "reason" in request.POST
    if was_asked:
        page = replace(page, reason_problem=problem)
    return render(request, "entities/undo.html", {"page": page}, status=422 if was_asked else 200)
