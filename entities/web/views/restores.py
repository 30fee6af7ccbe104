"""A set drilled or restored; what a restore made; how that differs from today."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import ItemNotFound, NotFound, Refusal
from entities.operations.backups.sets import BackupSet, find_set
from entities.operations.backups.tables import store_for
from entities.operations.deeds import Act
from entities.operations.restores.drilling import start_drill
from entities.operations.restores.reports import report_of
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT
from entities.operations.restores.starting import start_restore
from entities.operations.restores.swapping import swap_steps
from entities.operations.restores.today import (
    comparisons_of,
    counts_of,
    desired_of,
    differences_of,
    sources_of,
    start_comparison,
)
from entities.operations.runs.control import find
from entities.operations.runs.run import Run, new_run_id
from entities.operations.runs.segments import read_segments
from entities.operations.tables.desired import desired_named
from entities.operations.works.comparison import COMPARISON
from entities.operations.works.drill import DRILL
from entities.operations.works.restore import RESTORE
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.restores.compared import KINDS, ComparedPage
from entities.web.restores.forms import RUN_ID, RestoreForm, StartForm
from entities.web.restores.restored import Compared, ReportRow, RestoredPage


@may_do("back up")
@require_http_methods(["GET", "HEAD", "POST"])
def backup_drill(request: HttpRequest, set_id: str) -> HttpResponse:
    held = find_set(get_store(), catalogue, set_id)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = start_drill(hands_of(request), DRILL, held, _act(request, form.cleaned_data))
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(None, f"{refusal} {refusal.hint}".strip())
        else:
            messages.success(request, "The drill has begun.")
            return redirect("run", run.run_id)
    context = {"held": held, "form": form}
    return render(request, "restores/drill.html", context, status=422 if form.errors else 200)


@may_do("back up")
@require_http_methods(["GET", "HEAD", "POST"])
def backup_restore(request: HttpRequest, set_id: str) -> HttpResponse:
    held = find_set(get_store(), catalogue, set_id)
    options = {"tables": held.table_names, "kinds": _kinds(held)}
    form = RestoreForm(request.POST or None, **options)
    if request.method == "POST" and form.is_valid():
        try:
            run = _begun(request, held, form)
        except Refusal as refusal:
            form.add_error(None, f"{refusal} {refusal.hint}".strip())
        else:
            messages.success(request, "The restore has begun.")
            return redirect("run", run.run_id)
    context = {"held": held, "form": form}
    return render(request, "restores/restore.html", context, status=422 if form.errors else 200)


def _kinds(held: BackupSet) -> list[str]:
    there = {EXPORT: held.exported, BACKUP: held.native, MOMENT: True}
    return [kind for kind, offered in there.items() if offered]


def _begun(request: HttpRequest, held: BackupSet, form: RestoreForm) -> Run:
    asked = form.cleaned_data
    return start_restore(
        hands_of(request),
        RESTORE,
        held,
        _act(request, asked),
        names=form.names,
        how=asked["how"],
        moment=form.asked_moment,
        leave_out=asked["leave_out"],
    )


def _act(request: HttpRequest, asked: dict) -> Act:
    now, reason = timezone.now(), asked["reason"]
    return Act(request.viewer.name, now, reason, request.id, asked["run_id"])


@may_do("back up")
@require_safe
def restored(request: HttpRequest, run_id: str) -> HttpResponse:
    """What a restore made, and what can be done with it."""
    hands = hands_of(request)
    run = _run(hands, request, run_id, "restore")
    held = find_set(hands.store, catalogue, run.options["set"])
    reports = report_of(read_segments(hands.store, catalogue, run_id))
    names = {report.table: report.name for report in reports}
    store = store_for(hands.store, held.environment)
    tables = [desired_named(store, catalogue, table) for table in names]
    page = RestoredPage(
        run,
        held,
        [ReportRow(report) for report in reports],
        [Compared(each) for each in comparisons_of(hands, run)],
        swap_steps(tables, names),
        new_run_id(timezone.now()),
    )
    return render(request, "restores/restored.html", {"page": page})


@may_do("back up")
@require_POST
def compare_today(request: HttpRequest, run_id: str) -> HttpResponse:
    hands = hands_of(request)
    run = _run(hands, request, run_id, "restore")
    asked = request.POST.get("run_id", "")
    wanted = asked if RUN_ID.fullmatch(asked) else ""
    act = Act(request.viewer.name, timezone.now(), "", request.id, wanted)
    compared_run = start_comparison(hands, COMPARISON, run, act)
    messages.success(request, "The comparison has begun.")
    return redirect("run", compared_run.run_id)


@may_do("back up")
@require_safe
def compared(request: HttpRequest, run_id: str) -> HttpResponse:
    """A page of the differences of one kind in one table."""
    hands = hands_of(request)
    run = _run(hands, request, run_id, "comparison")
    sources = sources_of(hands, run)
    asked = request.GET.get("table", "0")
    number = int(asked) if asked.isdecimal() and int(asked) < len(sources) else 0
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else next(iter(KINDS))
    page = ComparedPage(
        run,
        sources,
        number,
        kind,
        counts_of(hands, run, number),
        differences_of(hands, run, number, kind, after=request.GET.get("after", "")),
        desired_of(hands, run, sources[number]).entity,
    )
    return render(request, "restores/compared.html", {"page": page})


def _run(hands, request: HttpRequest, run_id: str, operation: str) -> Run:
    """Raises ItemNotFound, also for a run of another kind."""
    run = find(hands, run_id, viewer=request.viewer)
    if run.operation != operation:
        raise ItemNotFound("Run", run_id)
    return run
