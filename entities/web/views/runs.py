"""Runs: what is under way and what was, and one run with all that is known of it."""

import secrets
from collections.abc import Callable
from functools import wraps
from time import monotonic

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entities.errors import ArrowRefused, Invalid, Stale
from entities.operations.audit.reading import chain_entries
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason
from entities.operations.runs.control import find, note, wish
from entities.operations.runs.driving import Driver
from entities.operations.runs.listing import list_runs
from entities.operations.runs.outcomes import list_outcomes
from entities.operations.runs.standing import standing_of
from entities.operations.runs.status import WISHES
from entities.operations.works import work_of
from entities.web.cursors import open_mark
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.runs.listing import RunFilter, RunsPage, cards
from entities.web.runs.listing import state_of as list_state
from entities.web.runs.log import log_page
from entities.web.runs.log import state_of as log_state
from entities.web.runs.outcomes import outcomes_page, whose
from entities.web.runs.outcomes import state_of as outcomes_state
from entities.web.runs.page import RunPage
from entities.web.runs.waiting import runs_cache
from entities.web.state import CURSOR
from entities.web.views.shared import budget, is_swap

FOLLOWED = 10  # open runs whose progress the list reads
TURN = 0.5  # seconds after which a page that helps begins nothing more


def for_its_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view is for who may do the run's work. Raises ActionNotAllowed, ItemNotFound, and
    RunBroken for a kind of work that is not known here."""

    @wraps(view)
    def checked(request: HttpRequest, run_id: str) -> HttpResponse:
        run = find(hands_of(request), run_id, viewer=request.viewer)
        request.viewer.must(work_of(run.operation).action)
        return view(request, run_id)

    return checked


@may_do("view")
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    viewer, form = request.viewer, RunFilter(request.GET)
    if not form.is_valid():
        page = RunsPage(form, request.GET, viewer, [])
        return render(request, "runs/list.html", {"page": page}, status=400)
    hands = hands_of(request)
    mark = open_mark(request.GET.get(CURSOR, ""), list_state(request.GET), viewer)
    listing = list_runs(
        hands.store, hands.catalogue, form.asked, viewer=viewer, mark=mark, budget=budget()
    )
    followed = [standing_of(hands, run) for run in listing.open[:FOLLOWED]]
    here = request.get_full_path()
    page = RunsPage(form, request.GET, viewer, cards(followed, viewer), listing, here)
    template = "runs/_lists.html" if is_swap(request) else "runs/list.html"
    return render(request, template, {"page": page})


@may_do("view")
@require_safe
def run_page(request: HttpRequest, run_id: str) -> HttpResponse:
    return _draw(request, _page(request, run_id))


def _page(request: HttpRequest, run_id: str, **facts) -> RunPage:
    """Two calls. Raises ItemNotFound also for a run that is not the viewer's to see."""
    hands = hands_of(request)
    run = find(hands, run_id, viewer=request.viewer)
    return RunPage(standing_of(hands, run), request.viewer, **facts)


def _draw(request: HttpRequest, page: RunPage, *, status: int = 200) -> HttpResponse:
    """The whole page, or the part of it that moves."""
    template = "runs/_now.html" if is_swap(request) else "runs/run.html"
    return render(request, template, {"page": page}, status=status)


@may_do("view")
@for_its_people
@require_POST
def run_wish(request: HttpRequest, run_id: str) -> HttpResponse:
    """Pause, go on, cancel, try again."""
    what, reason = request.POST.get("what", ""), request.POST.get("reason", "").strip()
    try:
        check_reason(reason, required=False)
        if what not in WISHES:
            raise ArrowRefused(_page(request, run_id).status, "changed like this")
        wish(hands_of(request), run_id, what, _act(request, reason), viewer=request.viewer)
    except (ArrowRefused, Stale, Invalid) as refusal:
        said = f"{refusal} {refusal.hint}".strip()
        page = _page(request, run_id, problem=said, typed={"reason": reason})
        return _draw(request, page, status=422 if isinstance(refusal, Invalid) else 409)
    runs_cache.clear()
    return _back(request, run_id)


@may_do("view")
@for_its_people
@require_POST
def run_note(request: HttpRequest, run_id: str) -> HttpResponse:
    """A note in the log of the run, for the next shift."""
    text = request.POST.get("text", "").strip()
    if not text:
        page = _page(request, run_id, note_problem="Nothing was written.")
        return _draw(request, page, status=422)
    note(hands_of(request), run_id, text, _act(request), viewer=request.viewer)
    messages.success(request, "The note stands.")
    return _back(request, run_id)


@may_do("view")
@for_its_people
@require_POST
def run_turn(request: HttpRequest, run_id: str) -> HttpResponse:
    """One short turn of the work, in this request: for where no worker is."""
    hands = hands_of(request)
    until = monotonic() + TURN
    name = f"page {secrets.token_hex(3)}"
    driver = Driver(hands, name, stop=lambda: monotonic() > until, sleep=lambda seconds: None)
    driver.turn(run_id, TURN)
    if not request.htmx:
        return _back(request, run_id)
    return _draw(request, _page(request, run_id, here=True))


@may_do("view")
@require_safe
def run_outcomes(request: HttpRequest, run_id: str) -> HttpResponse:
    page, hands, status = _page(request, run_id), hands_of(request), request.GET.get("status", "")
    mark = open_mark(request.GET.get(CURSOR, ""), outcomes_state(run_id, status), request.viewer)
    found, read = list_outcomes(
        hands.store,
        hands.catalogue,
        run_id,
        whose(page),
        sealer=hands.sealer,
        status=status,
        mark=mark,
        budget=budget(),
    )
    shown = outcomes_page(page, status, found, read)
    return render(request, "runs/outcomes.html", {"page": page, "outcomes": shown})


@may_do("view")
@require_safe
def run_log(request: HttpRequest, run_id: str) -> HttpResponse:
    page, hands, cursor = _page(request, run_id), hands_of(request), request.GET.get(CURSOR, "")
    mark = open_mark(cursor, log_state(run_id), request.viewer)
    runs = hands.catalogue.entity("runs")
    entries, onward = chain_entries(
        hands.store, hands.catalogue, runs, (run_id,), hands.sealer, after=mark
    )
    shown = log_page(page, entries, onward, is_first=not cursor)
    return render(request, "runs/log.html", {"page": page, "log": shown})


def _act(request: HttpRequest, reason: str = "") -> Act:
    return Act(request.viewer.name, timezone.now(), reason, request.id)


def _back(request: HttpRequest, run_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("run", args=[run_id]), status=303)
