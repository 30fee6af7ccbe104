"""Items of a backup copied back over those of today: chosen, agreed to by a second person, done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entities.catalogue import catalogue
from entities.errors import (
    EnvironmentRefused,
    ItemNotFound,
    NotAllowed,
    NotFound,
    NothingChosen,
    Refusal,
)
from entities.operations.approvals.deciding import request as request_approval
from entities.operations.approvals.reading import last_approval
from entities.operations.deeds import Act
from entities.operations.restores.copying import copy_plan, start_copy
from entities.operations.restores.picking import look, put_aside, read_choice
from entities.operations.restores.today import chosen
from entities.operations.runs.control import find
from entities.operations.runs.hands import Hands
from entities.operations.runs.starting import is_there
from entities.operations.works.copy_back import COPY_BACK
from entities.web.approvals import approval_url
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.restores.compared import compared_url
from entities.web.restores.copied import CopyPage
from entities.web.restores.forms import WhyForm
from entities.web.views.second_person import ASKED
from entities.web.waiting import waiting_cache


@may_do("back up")
@require_POST
def choose(request: HttpRequest, run_id: str) -> HttpResponse:
    """Puts aside what was ticked, and leads to the page where it is looked at; back to the list
    where that cannot be."""
    hands = hands_of(request)
    run = find(hands, run_id, viewer=request.viewer)
    if run.operation != "comparison":
        raise ItemNotFound("Run", run_id)
    picked = chosen(hands, run, request.POST.getlist("item"))
    act = Act(request.viewer.name, timezone.now(), request_id=request.id)
    try:
        return redirect("copy_back", put_aside(hands, run, picked, act))
    except (NothingChosen, EnvironmentRefused) as refusal:
        messages.error(request, f"{refusal} {refusal.hint}")
        return redirect(compared_url(run_id, request.POST.get("table"), request.POST.get("kind")))


@may_do("back up", "approve")
@require_http_methods(["GET", "HEAD", "POST"])
def copy_back(request: HttpRequest, copy_id: str) -> HttpResponse:
    hands = hands_of(request)
    page = _page(hands, request, copy_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, hands, page, form.cleaned_data["reason"])
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(None, f"{refusal} {refusal.hint}".strip())
            page = _page(hands, request, copy_id)
    context = {"page": page, "form": form}
    return render(request, "restores/copy.html", context, status=422 if form.errors else 200)


def _page(hands: Hands, request: HttpRequest, copy_id: str) -> CopyPage:
    choice = read_choice(hands, copy_id)
    items = look(hands, choice)
    plan = copy_plan(choice, items, hands.sealer)
    known = {"now": timezone.now(), "viewer_of": hands.viewer_of}
    last = last_approval(hands.store, catalogue, request.path, **known)
    return CopyPage(choice, items, plan, last, request.viewer, is_there(hands, copy_id))


def _sent(request: HttpRequest, hands: Hands, page: CopyPage, reason: str) -> HttpResponse:
    act = Act(request.viewer.name, timezone.now(), reason, request.id)
    if page.is_ready or page.done:
        approval = page.last.approval_id if page.last else ""
        run = start_copy(hands, COPY_BACK, page.choice, approval, act)
        messages.success(request, "Copying back has begun.")
        return redirect("run", run.run_id)
    given = {"viewer": request.viewer, "viewer_of": hands.viewer_of}
    given |= {"act": act, "sealer": hands.sealer}
    asked = request_approval(hands.store, catalogue, page.plan, page.url, **given)
    waiting_cache.clear()
    messages.success(request, ASKED)
    return redirect(approval_url(asked.approval_id))
