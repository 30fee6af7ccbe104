"""A change of many items: chosen on a list, previewed, applied exactly as shown, undone."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import ValueInvalid
from entities.operations.bulk.planning import start_plan
from entities.operations.bulk.preview import (
    CHANGE,
    MOST_DELETED,
    Previewed,
    changeable,
    plan_of,
    preview,
)
from entities.operations.bulk.selection import TooManyChosen
from entities.operations.bulk.starting import check_digest, start_bulk
from entities.operations.bulk.taking_back import done_by, start_undo
from entities.operations.runs.control import find
from entities.web.bulk.choosing import Asking, Chosen, asking, change_of, chosen
from entities.web.bulk.pages import BulkPage, confirmation_of, previewed_row
from entities.web.bulk.quick import carry_out, to_run
from entities.web.bulk.saying import act_of, of_the_form, offer_of
from entities.web.bulk.sealed import open_plan, seal_plan
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.views.shared import entity_for, must_reason


@may_do("bulk")
@require_POST
def bulk(request: HttpRequest, entity_name: str) -> HttpResponse:
    """Step by step: what is changed, to which value, the preview."""
    entity = entity_for(entity_name, request.viewer)
    found = chosen(get_store(), entity, request.POST, request.viewer)
    asked = asking(found.selection.entity, request.POST)
    step = request.POST.get("step", "")
    if asked.problems:
        return _form(request, found, asked, status=422)
    if step != "preview" and asked.action != "delete":
        return _form(request, found, asked)
    if not asked.action:
        return _form(request, found, asked)
    try:
        change = change_of(asked)
    except ValueInvalid as refusal:
        wrong = Asking(asked.action, asked.declared, asked.text, {"value": str(refusal)})
        return _form(request, found, wrong, status=422)
    return _preview(request, found, asked, change)


def _form(request: HttpRequest, found: Chosen, asked: Asking, *, status: int = 200) -> HttpResponse:
    entity = found.selection.entity
    page = BulkPage(entity, found, asked, changeable(entity))
    return render(request, "entities/bulk.html", {"page": page}, status=status)


def _preview(request: HttpRequest, found: Chosen, asked: Asking, change) -> HttpResponse:
    entity, items = found.selection.entity, found.selection.items
    many = change.action == "delete" and len(items) > MOST_DELETED
    if found.is_long or (many and found.everything):
        act = act_of(request, f"preview_{uuid.uuid4().hex}")
        return to_run(start_plan(hands_of(request), entity, found.asked, change, act).run_id)
    if many:
        refusal = TooManyChosen(MOST_DELETED)
        wrong = Asking(asked.action, problems={"action": f"{refusal} {refusal.hint}"})
        return _form(request, found, wrong, status=422)
    shown = preview(
        get_store(),
        catalogue,
        entity,
        items,
        change,
        viewer=request.viewer,
        sealer=get_sealer(),
        now=timezone.now(),
    )
    plan = plan_of(entity, shown, change, token=uuid.uuid4().hex, sealer=get_sealer())
    page = BulkPage(
        entity,
        found,
        asked,
        changeable(entity),
        [previewed_row(entity, one, change, request.viewer) for one in _changes_first(shown)],
        plan if any(one.verdict == CHANGE for one in shown) else None,
        seal_plan(plan, entity, request.viewer),
        reason_required=must_reason(),
    )
    return render(request, "entities/bulk.html", {"page": page})


def _changes_first(shown: list[Previewed]) -> list[Previewed]:
    return sorted(shown, key=lambda one: one.verdict != CHANGE)


@may_do("bulk")
@require_POST
def bulk_apply(request: HttpRequest, entity_name: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    sealed, digest = request.POST.get("sealed", ""), request.POST.get("digest", "")
    plan = open_plan(sealed, entity, request.viewer)
    check_digest(plan, digest)
    act = act_of(request, f"bulk_{plan.token}")
    problems = of_the_form(request, confirmation_of(plan))
    if problems:
        context = {"entity": entity, "plan": plan, "sealed": sealed, "problems": problems}
        context |= {"confirmation": confirmation_of(plan), "reason": act.reason}
        context |= {"reason_required": must_reason()}
        return render(request, "entities/bulk_confirm.html", context, status=422)
    hands = hands_of(request)
    run = start_bulk(hands, entity, plan, digest, act)
    return carry_out(hands, run, len(plan.items))


@may_do("undo")
@require_POST
def run_undo(request: HttpRequest, run_id: str) -> HttpResponse:
    """Take back all that a run did."""
    hands = hands_of(request)
    run = find(hands, run_id, viewer=request.viewer)
    problems = of_the_form(request, "")
    if problems:
        context = {"run": run, "undo": offer_of(run, request), "problems": problems}
        return render(request, "runs/undo.html", context, status=422)
    token = request.POST.get("token", "")[:32] or uuid.uuid4().hex
    undo = start_undo(hands, run, act_of(request, f"undo_{run_id[-32:]}_{token}"))
    return carry_out(hands, undo, done_by(run))
