"""The plan that a run has made: looked at page by page, and applied exactly as it stands."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from entities.errors import ItemNotFound
from entities.operations.bulk.planning import apply_plan
from entities.operations.runs.control import find
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from entities.operations.runs.status import SUCCEEDED
from entities.operations.transfer.starting import apply_dry_run
from entities.operations.works.bulk_preview import BULK_PREVIEW
from entities.operations.works.import_preview import IMPORT_PREVIEW
from entities.web.bulk.plans import plan_page
from entities.web.bulk.quick import carry_out
from entities.web.bulk.saying import act_of, of_the_form
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.views.shared import must_reason

PREVIEWS = (BULK_PREVIEW.name, IMPORT_PREVIEW.name)


@may_do("bulk", "import")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, run_id: str) -> HttpResponse:
    hands = hands_of(request)
    run = _planned(request, hands, run_id)
    if run.status != SUCCEEDED:
        return HttpResponseRedirect(reverse("run", args=[run_id]))
    if request.method == "POST":
        return _apply(request, hands, run)
    return _draw(request, hands, run)


def _planned(request: HttpRequest, hands: Hands, run_id: str) -> Run:
    """Raises ItemNotFound also for a plan whose own action the viewer may not do."""
    run = find(hands, run_id, viewer=request.viewer)
    if run.operation not in PREVIEWS:
        raise ItemNotFound("Plan", run_id)
    request.viewer.must("bulk" if run.operation == BULK_PREVIEW.name else "import")
    return run


def _draw(
    request: HttpRequest,
    hands: Hands,
    run: Run,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    begin = request.GET.get("from", "")
    page = plan_page(
        hands,
        run,
        int(begin) if begin.isascii() and begin.isdigit() else 0,
        request.viewer,
        reason=request.POST.get("reason", ""),
        reason_required=must_reason(),
        problems=problems or {},
    )
    return render(request, "entities/plan.html", {"page": page}, status=status)


def _apply(request: HttpRequest, hands: Hands, run: Run) -> HttpResponse:
    page = plan_page(hands, run, 0, request.viewer)
    problems = of_the_form(request, page.confirmation)
    if problems:
        return _draw(request, hands, run, problems, status=422)
    bulk = run.operation == BULK_PREVIEW.name
    start, name = (apply_plan, "bulk") if bulk else (apply_dry_run, "import")
    act, seen = act_of(request, f"{name}_{run.run_id}"), request.POST.get("digest", "")
    begun = start(hands, run, seen, act, viewer=request.viewer)
    return carry_out(hands, begun, page.count)
