"""Undo: the button of a message that says what was done, or of an entry in a history."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.operations.deeds import Act
from entities.operations.undo import undo
from entities.web.decorators import may_do
from entities.web.forms.telling import WayBack, tell

LONGEST_REASON = 500


@may_do("undo")
@require_POST
def undo_entry(request: HttpRequest) -> HttpResponse:
    way = WayBack.opened(request.POST.get("entry", ""), request.viewer)
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=request.POST.get("reason", "").strip()[:LONGEST_REASON] or "Undone at once.",
        request_id=request.id,
        token=f"undo {way.entry.entry_id}",
    )
    undone = undo(
        get_store(), catalogue, way.entry, viewer=request.viewer, act=act, sealer=get_sealer()
    )
    tell(request, "Undone.", undone.entries, back=way.here, here=way.back)
    return HttpResponseRedirect(way.back, status=303)
