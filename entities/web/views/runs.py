"""Runs: what is under way and what was, and one run with all that is known of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entities.operations.runs.control import find
from entities.operations.runs.progress import progress_of
from entities.operations.runs.run import runs_of_status
from entities.operations.runs.segments import read_segments
from entities.operations.runs.status import LIVE
from entities.web.decorators import may_do
from entities.web.hands import hands_of


@may_do("view")
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer
    live = runs_of_status(hands_of(request), LIVE)
    shown = [run for run in live if not viewer.limited or run.by == viewer.name]
    return render(request, "runs/list.html", {"runs": shown})


@may_do("view")
@require_safe
def run_page(request: HttpRequest, run_id: str) -> HttpResponse:
    hands = hands_of(request)
    run = find(hands, run_id, viewer=request.viewer)
    segments = read_segments(hands.store, hands.catalogue, run_id)
    progress = progress_of(run, segments, hands.clock())
    return render(request, "runs/run.html", {"run": run, "progress": progress})
