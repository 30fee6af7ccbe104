"""What takes two people: the requests, one request, and what is decided about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import ApprovalRefused, DecidedAlready, ReasonRefused
from entities.operations.approvals.deciding import approve, decline, withdraw
from entities.operations.approvals.reading import list_approvals, read_approval
from entities.operations.deeds import Act
from entities.web.approvals import STATE, Answer, Card, approvals_page, card, refused_card
from entities.web.cursors import open_mark
from entities.web.decorators import may_do
from entities.web.forms.kept import KEPT, forget, keeps_what_was_typed, kept_for
from entities.web.hands import viewer_of_name
from entities.web.state import CURSOR
from entities.web.waiting import waiting_cache

SAID = {
    "approve": "Approved. It can be carried out once, within 24 hours.",
    "decline": "Declined.",
    "withdraw": "Withdrawn.",
}


@may_do("approve", "request approval")
@require_safe
def approval_list(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    mark = open_mark(request.GET.get(CURSOR, ""), STATE, viewer)
    known = {"viewer": viewer, "now": timezone.now(), "viewer_of": viewer_of_name}
    listing = list_approvals(get_store(), catalogue, mark=mark, **known)
    page = approvals_page(listing, viewer)
    return render(request, "entities/approvals.html", {"page": page})


@keeps_what_was_typed
@may_do("approve", "request approval")
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, approval_id: str) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, approval_id)
    known = _card(request, approval_id)
    kept = kept_for(request)
    if kept is not None:
        forget(request)
        messages.warning(request, KEPT)
        known = refused_card(known, Answer.read(kept))
    return _draw(request, known)


def _card(request: HttpRequest, approval_id: str) -> Card:
    known = {"viewer": request.viewer, "now": timezone.now(), "viewer_of": viewer_of_name}
    found = read_approval(get_store(), catalogue, approval_id, **known)
    return card(found, request.viewer)


def _draw(request: HttpRequest, known: Card, *, status: int = 200) -> HttpResponse:
    return render(request, "entities/approval.html", {"card": known}, status=status)


def _decide(request: HttpRequest, approval_id: str) -> HttpResponse:
    answer = Answer.read(request.POST)
    known = _card(request, approval_id)
    if not answer.decision:
        asked = refused_card(known, answer, problem="Say what you decide.")
        return _draw(request, asked, status=422)
    try:
        _carry(request, approval_id, answer)
    except ReasonRefused as refusal:
        return _draw(request, refused_card(known, answer, reason=str(refusal)), status=422)
    except (ApprovalRefused, DecidedAlready) as refusal:
        fresh, said = _card(request, approval_id), f"{refusal} {refusal.hint}"
        return _draw(request, refused_card(fresh, answer, problem=said), status=409)
    waiting_cache.clear()
    forget(request)
    messages.success(request, SAID[answer.decision])
    return HttpResponseRedirect(request.path, status=303)


def _carry(request: HttpRequest, approval_id: str, answer: Answer) -> None:
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=answer.reason,
        request_id=request.id,
        token=f"{answer.decision} {answer.token}" if answer.token else "",
    )
    given = {"viewer": request.viewer, "act": act, "sealer": get_sealer()}
    if answer.decision == "approve":
        approve(get_store(), catalogue, approval_id, plan_hash=answer.plan_hash, **given)
    else:
        settle = decline if answer.decision == "decline" else withdraw
        settle(get_store(), catalogue, approval_id, **given)
