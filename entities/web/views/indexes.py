"""One index of a table: built, signed for, tried again, removed."""

import re
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.errors import ConfirmationWrong, IndexKept, SignatureMovedOn, SignatureNotAsked
from entities.operations.deeds import Act
from entities.operations.runs.control import wish
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.status import RETRY
from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.queueing import (
    queue_declared,
    queue_removal,
)
from entities.operations.tables.indexing.reading import index_standing
from entities.operations.tables.indexing.signing import sign
from entities.web.decorators import may_do
from entities.web.forms.base import new_token
from entities.web.forms.reading import reason_problem
from entities.web.hands import hands_of
from entities.web.tables.addresses import index_url
from entities.web.tables.index_page import Typed, index_page
from entities.web.tables.standings import standings
from entities.web.views.shared import must_reason
from entities.web.views.tables import table_for

TOKEN = re.compile(r"[0-9a-f]{32}")
QUEUED = "Asked. It stands below, and a worker takes it up."


@may_do("manage tables")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, table_name: str, index: str) -> HttpResponse:
    desired = table_for(table_name, request.viewer)
    hands = hands_of(request)
    if request.method != "POST":
        return _page(request, hands, desired, index)
    acts = {"build": _build, "remove": _remove, "sign": _sign, "again": _again}
    return acts.get(request.POST.get("act", ""), _page)(request, hands, desired, index)


def _page(
    request: HttpRequest,
    hands: Hands,
    desired: Desired,
    name: str,
    typed: Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    page = index_page(
        hands,
        desired,
        name,
        request.GET,
        viewer=request.viewer,
        reason_required=must_reason(),
        typed=typed,
    )
    return render(request, "tables/index.html", {"page": page}, status=status)


def _build(request: HttpRequest, hands: Hands, desired: Desired, name: str) -> HttpResponse:
    """What is declared, and nothing else."""
    typed = _typed(request)
    if typed.problems:
        return _page(request, hands, desired, name, typed, 422)
    act = _act(request, typed, _run_id(request))
    queue_declared(hands, desired, name, act)
    return _done(request, desired, name, QUEUED)


def _remove(request: HttpRequest, hands: Hands, desired: Desired, name: str) -> HttpResponse:
    """Only what is not declared as it is: the rest would come back."""
    if not index_standing(hands, desired, name, viewer=request.viewer).is_unwanted:
        raise IndexKept(name)
    typed = _typed(request, confirm=name)
    if typed.problems:
        return _page(request, hands, desired, name, typed, 422)
    act = _act(request, typed, _run_id(request))
    queue_removal(hands, desired, name, act)
    return _done(request, desired, name, QUEUED)


def _sign(request: HttpRequest, hands: Hands, desired: Desired, name: str) -> HttpResponse:
    run = _last_run(request, hands, desired, name)
    typed = _typed(request, confirm=name, in_full=True)
    if typed.problems:
        return _page(request, hands, desired, name, typed, 422)
    given, wanted = _act(request, typed, run.run_id), request.POST.get("hash", "")
    try:
        sign(hands, run.run_id, wanted, given, typed=typed.confirm, viewer=request.viewer)
    except SignatureMovedOn as refusal:
        moved = replace(typed, problems={"": f"{refusal} {refusal.hint}"})
        return _page(request, hands, desired, name, moved, 409)
    return _done(request, desired, name, "Signed. The table is looked at once more, then built.")


def _again(request: HttpRequest, hands: Hands, desired: Desired, name: str) -> HttpResponse:
    run, typed = _last_run(request, hands, desired, name), _typed(request, optional=True)
    act = _act(request, typed, run.run_id)
    wish(hands, run.run_id, RETRY, act, viewer=request.viewer)
    return _done(request, desired, name, "It is tried again: the table is looked at anew.")


def _last_run(request: HttpRequest, hands: Hands, desired: Desired, name: str) -> Run:
    """Raises SignatureNotAsked where there is none."""
    run = index_standing(hands, desired, name, viewer=request.viewer).run
    if run is None:
        raise SignatureNotAsked
    return run


def _typed(
    request: HttpRequest, *, confirm: str = "", in_full: bool = False, optional: bool = False
) -> Typed:
    reason = request.POST.get("reason", "").strip()
    given = request.POST.get("confirm", "").strip()
    must = must_reason() and not optional
    wrong = reason_problem(reason, must_reason=must, in_full=in_full)
    problems = {"reason": wrong} if wrong else {}
    if confirm and given != confirm:
        problems["confirm"] = str(ConfirmationWrong(confirm))
    return Typed(reason, given, problems)


def _act(request: HttpRequest, typed: Typed, run_id: str) -> Act:
    return Act(request.viewer.name, timezone.now(), typed.reason, request.id, run_id)


def _run_id(request: HttpRequest) -> str:
    """The same for a double click."""
    token = request.POST.get("token", "")
    return f"index_{token if TOKEN.fullmatch(token) else new_token()}"


def _done(request: HttpRequest, desired: Desired, name: str, words: str) -> HttpResponse:
    standings.forget(desired.name)
    messages.success(request, words)
    return HttpResponseRedirect(index_url(desired.name, name), status=303)
