"""What would be done to a table so that it is as declared: shown, confirmed, done."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import ActionNotAllowed, TablePlanMoved
from entities.operations.deeds import Act
from entities.operations.tables.applying_at_once import (
    OWN_ACTION,
    Applied,
    apply_at_once,
    may_plan,
)
from entities.operations.tables.desired import Desired
from entities.operations.tables.plan import TablePlan, make_plan
from entities.operations.tables.prerequisites import readiness
from entities.web.decorators import may_do
from entities.web.forms.base import new_token
from entities.web.forms.kept import KEPT, forget, keeps_what_was_typed, kept_for
from entities.web.forms.reading import reason_problem
from entities.web.hands import hands_of
from entities.web.tables.addresses import again_url, table_url
from entities.web.tables.planning import Answer, PlanPage
from entities.web.tables.standings import standings
from entities.web.views.shared import must_reason
from entities.web.views.tables import table_for


@keeps_what_was_typed
@may_do("manage tables")
@require_http_methods(["GET", "HEAD", "POST"])
def table_plan(request: HttpRequest, table_name: str) -> HttpResponse:
    desired = table_for(table_name, request.viewer)
    if not may_plan(request.viewer, desired.entity):
        raise ActionNotAllowed(OWN_ACTION)
    if request.method == "POST":
        return _apply(request, desired)
    kept = kept_for(request)
    if kept is not None:
        forget(request)
        messages.warning(request, KEPT)
    return _draw(request, _page(desired, Answer.read(request.GET if kept is None else kept)))


def _page(desired: Desired, answer: Answer) -> PlanPage:
    plan = make_plan(get_store(), catalogue, table=desired.name, named=answer.named)
    obstacles = ()
    if plan.creations:
        system = desired.entity.system.name
        obstacles = readiness(get_store(), catalogue, system=system).problems
    token = answer.token or new_token()
    return PlanPage(desired, plan, obstacles, answer, token, must_reason())


def _draw(request: HttpRequest, page: PlanPage, *, status: int = 200) -> HttpResponse:
    return render(request, "tables/plan.html", {"page": page}, status=status)


def _apply(request: HttpRequest, desired: Desired) -> HttpResponse:
    page = _page(desired, Answer.read(request.POST))
    if page.plan.hash != page.answer.hash or page.obstacles:
        return _moved(request, page)
    problems = _problems(page)
    if problems:
        return _draw(request, replace(page, problems=problems), status=422)
    try:
        applied = apply_at_once(hands_of(request), page.plan, _act(request, page))
    except TablePlanMoved:
        return _moved(request, _page(desired, page.answer))
    finally:
        _forget(desired, page.plan)
    _tell(request, applied)
    forget(request)
    # Another process may remember the table as it was.
    return HttpResponseRedirect(again_url(table_url(desired.name), {}), status=303)


def _moved(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """The plan as it is now, with what was typed."""
    moved = TablePlanMoved()
    said = page.obstacles[0] if page.obstacles else f"{moved} {moved.hint}"
    return _draw(request, replace(page, problems={"plan": said}), status=409)


def _problems(page: PlanPage) -> dict[str, str]:
    """What is wrong with what was typed, by input."""
    wrong = reason_problem(page.answer.reason, must_reason=page.reason_required)
    problems = {"reason": wrong} if wrong else {}
    if page.answer.confirm != page.confirmation:
        problems["confirm"] = f"Type “{page.confirmation}” to go on."
    return problems


def _act(request: HttpRequest, page: PlanPage) -> Act:
    name, reason = request.viewer.name, page.answer.reason
    return Act(name, timezone.now(), reason, request.id, token=f"{page.token} {page.plan.hash}")


def _forget(desired: Desired, plan: TablePlan) -> None:
    """All tables that were changed are looked at anew."""
    for name in {desired.name, *(creation.desired.name for creation in plan.creations)}:
        standings.forget(name)


def _tell(request: HttpRequest, applied: Applied) -> None:
    for outcome in applied.outcomes:
        say = messages.error if outcome.failed else messages.success
        say(request, f"{outcome.table}: {outcome.words}")
