"""Backups: all sets, one taken now, what retention would remove, recovery to a point in time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entities import conf
from entities.catalogue import catalogue
from entities.errors import NothingToBackUp, SetKept, SystemNotFound
from entities.operations.backups.removing import preview, remove_sets
from entities.operations.backups.sets import read_sets
from entities.operations.backups.tables import tables_there
from entities.operations.backups.taking import Wanted, back_up
from entities.operations.deeds import Act
from entities.operations.tables.desired import desired_tables
from entities.operations.works.backup import BACKUP
from entities.operations.works.prune import PRUNE
from entities.web.backups.board import alarm_cache
from entities.web.backups.forms import BackUpForm, PruneForm
from entities.web.backups.listing import BackupsPage, number_of
from entities.web.backups.policy import backup_policy
from entities.web.backups.recovery import recovery_page
from entities.web.backups.removal import RemovalPage
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.tables.addresses import since_of
from entities.web.tables.standings import standings


@may_do("back up")
@require_safe
def backup_list(request: HttpRequest) -> HttpResponse:
    store = conf.get_store()
    alarm_cache.clear()
    sets, alarms = read_sets(store, catalogue), alarm_cache.get(request.viewer).held
    asked = request.GET.get("system", ""), number_of(request.GET.get("page", ""))
    page = BackupsPage(sets, alarms, backup_policy(), timezone.now(), *asked)
    return render(request, "backups/list.html", {"page": page})


@may_do("back up")
@require_http_methods(["GET", "HEAD", "POST"])
def backup_new(request: HttpRequest) -> HttpResponse:
    """Which tables of a system, and how; then it is a run."""
    systems = {system.name: system for system in catalogue.systems}
    name = request.GET.get("system") or next(iter(systems))
    if name not in systems:
        raise SystemNotFound(name, tuple(systems))
    store = conf.get_store()
    there = [described.name for _, described in tables_there(store, catalogue, name)]
    form = BackUpForm(request.POST or None, tables=there)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("run", _begun(request, name, form.cleaned_data))
        except NothingToBackUp as nothing:
            form.add_error(None, f"{nothing} {nothing.hint}")
    context = {"form": form, "system": systems[name], "systems": systems.values(), "there": there}
    return render(request, "backups/new.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, system: str, asked: dict) -> str:
    """The id of the run."""
    wanted = Wanted(
        system,
        conf.environment(),
        asked["target"],
        asked["name"],
        asked["kind"],
        tuple(asked["tables"]),
        asked["native"],
        asked["export"],
    )
    act = Act(request.viewer.name, timezone.now(), asked["reason"], request.id)
    run = back_up(hands_of(request), BACKUP, wanted, act, backup_policy())
    alarm_cache.clear()
    messages.success(request, "The backup has begun.")
    return run.run_id


@may_do("back up")
@require_http_methods(["GET", "HEAD", "POST"])
def backup_retention(request: HttpRequest) -> HttpResponse:
    """What would be removed now, and why the others stay."""
    hands, policy = hands_of(request), backup_policy()
    found = preview(hands, policy)
    page = RemovalPage(found, policy)
    form = PruneForm(request.POST or None, initial={"sets": page.shown})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        act = Act(request.viewer.name, timezone.now(), asked["reason"], request.id)
        try:
            run = remove_sets(hands, PRUNE, asked["sets"].split(), act, policy)
        except SetKept as kept:
            form.add_error(None, f"{kept} {kept.hint}")
        else:
            return redirect("run", run.run_id)
    context = {"page": page, "form": form}
    return render(request, "backups/retention.html", context, status=422 if form.errors else 200)


@may_do("back up")
@require_safe
def backup_recovery(request: HttpRequest) -> HttpResponse:
    """Recovery to a point in time, table by table."""
    wanted = list(desired_tables(conf.get_store(), catalogue))
    looked = standings.of(wanted, since=since_of(request.GET))
    page = recovery_page(looked.standings, request.GET.get("system", ""))
    return render(request, "backups/recovery.html", {"page": page})
