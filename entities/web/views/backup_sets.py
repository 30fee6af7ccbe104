"""One backup set: what it holds, who holds it, its manifest; its items for who may have them."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.operations.backups.files import set_manifest
from entities.operations.backups.holds import hold, release
from entities.operations.backups.places import place_of
from entities.operations.backups.retention import verdicts
from entities.operations.backups.runs import live_of
from entities.operations.backups.sets import BackupSet, find_set, read_sets
from entities.operations.backups.taking_out import exported_table, take_out
from entities.operations.deeds import Act
from entities.web.backups.board import alarm_cache
from entities.web.backups.forms import WhyForm
from entities.web.backups.policy import backup_policy
from entities.web.backups.set_page import SetPage
from entities.web.decorators import may_do
from entities.web.hands import hands_of


@may_do("back up")
@require_safe
def backup_set(request: HttpRequest, set_id: str) -> HttpResponse:
    return _page(request, find_set(get_store(), catalogue, set_id), WhyForm())


def _page(request: HttpRequest, held: BackupSet, form: WhyForm) -> HttpResponse:
    store, now = get_store(), timezone.now()
    others = [one for one in read_sets(store, catalogue) if one.set_id != held.set_id]
    live = live_of(store, catalogue, [held])
    judged = verdicts([held, *others], backup_policy(), now, live)
    verdict = next((one for one in judged if one.held is held), None)
    page = SetPage(held, verdict, request.viewer, form)
    status = 422 if form.errors else 200
    return render(request, "backups/set.html", {"page": page}, status=status)


@may_do("back up")
@require_POST
def backup_hold(request: HttpRequest, set_id: str) -> HttpResponse:
    """Hold it, or with `release` end the hold of who is named there."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, find_set(get_store(), catalogue, set_id), form)
    act = _act(request, form)
    how = {"viewer": request.viewer, "sealer": get_sealer()}
    holder = request.POST.get("release", "")
    if holder:
        release(get_store(), catalogue, set_id, act, holder=holder, **how)
        messages.success(request, f"{holder} holds it no longer.")
    else:
        hold(get_store(), catalogue, set_id, act, **how)
        messages.success(request, "It is held, and kept until you let it go.")
    alarm_cache.clear()
    return redirect("backup_set", set_id)


@may_do("back up")
@require_safe
def backup_manifest(request: HttpRequest, set_id: str) -> HttpResponse:
    """Counts and hashes: no item is in it."""
    held = find_set(get_store(), catalogue, set_id)
    content = place_of(hands_of(request), held.target).read(set_manifest(set_id))
    answer = HttpResponse(content, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{set_id}.json"'
    return answer


@may_do("take out backup")
@require_http_methods(["GET", "HEAD", "POST"])
def backup_take_out(request: HttpRequest, set_id: str, table_name: str) -> HttpResponse:
    """The reason first; then every item of the table, unmasked, on the record."""
    held = find_set(get_store(), catalogue, set_id)
    facts = exported_table(held, table_name)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = place_of(hands_of(request), held.target)
        how = {"viewer": request.viewer, "sealer": get_sealer()}
        given = (get_store(), catalogue, place, held, table_name, _act(request, form))
        answer = StreamingHttpResponse(take_out(*given, **how), content_type="application/gzip")
        name = f"{set_id}-{table_name}.jsonl.gz"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer
    context = {"held": held, "facts": facts, "form": form}
    return render(request, "backups/take_out.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, form: WhyForm) -> Act:
    """Each press is an act of its own: two looks are two entries."""
    reason, token = form.cleaned_data["reason"], secrets.token_hex(8)
    return Act(request.viewer.name, timezone.now(), reason, request.id, token=token)
