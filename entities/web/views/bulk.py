"""A change of many items: chosen on a list, previewed, applied exactly as shown, undone."""

import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import AlreadyThere, ItemNotFound, ValueInvalid
from entities.operations.bulk.applying import Hand, apply, check_digest, undo_all
from entities.operations.bulk.preview import (
    CHANGE,
    MOST_DELETED,
    Previewed,
    changeable,
    plan_of,
    preview,
)
from entities.operations.bulk.selection import TooManyChosen
from entities.operations.deeds import Act
from entities.operations.transfer.journal import Journal, Run, read_run
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value
from entities.web.bulk.choosing import Asking, Chosen, asking, change_of, chosen
from entities.web.bulk.pages import BulkPage, confirmation_of, previewed_row, run_page
from entities.web.bulk.sealed import open_plan, seal_plan
from entities.web.decorators import may_do
from entities.web.forms.reading import reason_problem
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
    if change.action == "delete" and len(items) > MOST_DELETED:
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
    act = Act(
        request.viewer.name,
        timezone.now(),
        request.POST.get("reason", "").strip(),
        request.id,
        f"bulk_{plan.token}",
        token=plan.token,
    )
    journal = Journal(get_store(), catalogue, "bulk", act, get_sealer())
    if begun(journal):
        return to_run(entity, act.run_id)
    problems = of_the_form(request, confirmation_of(plan))
    if problems:
        context = {"entity": entity, "plan": plan, "sealed": sealed, "problems": problems}
        context |= {"confirmation": confirmation_of(plan), "reason": act.reason}
        context |= {"reason_required": must_reason()}
        return render(request, "entities/bulk_confirm.html", context, status=422)
    keys = [key for key, _ in plan.items]
    options = {"action": plan.change.action, "field": plan.change.name, "items": str(len(keys))}
    if began(journal, entity, keys, options, planHash=digest):
        hand = Hand(get_store(), catalogue, entity, request.viewer, get_sealer())
        journal.follow(entity, apply(hand, plan, act))
    return to_run(entity, act.run_id)


@may_do("view")
@require_safe
def bulk_run(request: HttpRequest, entity_name: str, run_id: str) -> HttpResponse:
    """What came of a bulk change, an import or an undo of either."""
    run = _run(request, entity_name, run_id)
    return _draw_run(request, run)


def _draw_run(
    request: HttpRequest, run: Run, problems: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    reason = request.POST.get("reason", "")
    page = run_page(run, request.viewer, uuid.uuid4().hex)
    context = {"page": page, "reason": reason, "reason_required": must_reason()}
    context |= {"problems": problems or {}}
    return render(request, "entities/bulk_run.html", context, status=status)


@may_do("undo")
@require_POST
def bulk_undo(request: HttpRequest, entity_name: str, run_id: str) -> HttpResponse:
    run = _run(request, entity_name, run_id)
    problems = of_the_form(request, "")
    if problems:
        return _draw_run(request, run, problems, status=422)
    token = request.POST.get("token", "")[:32] or uuid.uuid4().hex
    undo_id = f"undo_{run_id[-32:]}_{token}"
    reason = request.POST.get("reason", "").strip()
    act = Act(request.viewer.name, timezone.now(), reason, request.id, undo_id, token=undo_id)
    journal = Journal(get_store(), catalogue, "undo", act, get_sealer())
    keys = [one.key for one in run.undoable if one.key]
    if not begun(journal) and began(journal, run.entity, keys, {"undoes": run_id}):
        hand = Hand(get_store(), catalogue, run.entity, request.viewer, get_sealer())
        journal.follow(run.entity, undo_all(hand, run.results, act))
    return to_run(run.entity, undo_id)


def _run(request: HttpRequest, entity_name: str, run_id: str) -> Run:
    entity = entity_for(entity_name, request.viewer)
    run = read_run(get_store(), catalogue, run_id, viewer=request.viewer, sealer=get_sealer())
    if run.entity.name != entity.name:
        raise ItemNotFound("Run", run_id)
    return run


# ---- what imports share with it ------------------------------------------------------------------


def begun(journal: Journal) -> bool:
    """Whether the same click came before: then its page tells what came of it."""
    runs = catalogue.entity("runs")
    return get_store().find(runs, (journal.act.run_id,), consistent=True) is not None


def began(
    journal: Journal, entity: Entity, keys: Iterable[Key], options: Item, **facts: Value
) -> bool:
    """Records that it begins; False where the same click did so at the same moment."""
    try:
        journal.begin(entity, company_of(entity, keys), options, **facts)
    except AlreadyThere:
        return False
    return True


def to_run(entity: Entity, run_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("bulk_run", args=[entity.name, run_id]), status=303)


def of_the_form(request: HttpRequest, confirmation: str) -> dict[str, str]:
    """What is wrong with the reason and the confirmation, by input."""
    reason = request.POST.get("reason", "").strip()
    wrong = reason_problem(reason, must_reason=must_reason())
    problems = {"reason": wrong} if wrong else {}
    if confirmation and request.POST.get("confirm", "").strip() != confirmation:
        problems["confirm"] = f"Type “{confirmation}” to go on."
    return problems


def company_of(entity: Entity, keys: Iterable[Key]) -> str | None:
    """The one company that all these keys belong to, where they tell it."""
    companies = {entity.company_of(entity.key_item(key)) for key in keys}
    return companies.pop() if len(companies) == 1 else None
