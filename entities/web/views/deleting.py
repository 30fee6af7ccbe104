"""Deleting an item: what else is touched, the ways there are, and what comes of choosing one."""

from dataclasses import replace
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import NotAllowed, NotFound, Refusal, TooLargeAtOnce, TooMuchAtOnce
from entities.operations.bulk.cascading import start_deletion
from entities.operations.deleting import Deleted, delete, preview_delete
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.web.addresses import entity_url, item_url, read_key
from entities.web.bulk.quick import to_run
from entities.web.decorators import may_do
from entities.web.forms.base import Base, new_token, open_base
from entities.web.forms.deletion import Decision, DeletePage, delete_page
from entities.web.forms.kept import keeps_what_was_typed
from entities.web.forms.telling import tell
from entities.web.hands import hands_of, viewer_of_name
from entities.web.statuses import status_of
from entities.web.views.second_person import act_of, ask, second_person
from entities.web.views.shared import entity_for, must_reason

TOO_BIG = (TooMuchAtOnce, TooLargeAtOnce)


@keeps_what_was_typed
@may_do("delete")
@require_http_methods(["GET", "HEAD", "POST"])
def delete_item(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    if request.method == "POST":
        return _send(request, entity, key)
    return _draw(request, _page(request, entity, key))


def _page(request: HttpRequest, entity: Entity, key: Key, base: Base | None = None) -> DeletePage:
    preview = preview_delete(
        get_store(), catalogue, entity, key, viewer=request.viewer, sealer=get_sealer()
    )
    base = base or Base((), preview.etags, token=new_token())
    second = second_person(request, preview) if preview.entity.deletion.two_people else None
    return delete_page(
        preview,
        base,
        request.viewer,
        now=timezone.now(),
        url=request.path,
        must_reason=must_reason(),
        decision=Decision.read(request.POST),
        second=second,
    )


def _draw(
    request: HttpRequest, page: DeletePage, problems: dict | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"page": page.with_problems(problems or {})}
    return render(request, "entities/delete.html", context, status=status)


def _send(request: HttpRequest, entity: Entity, key: Key) -> HttpResponse:
    base = open_base(request.POST.get("base", ""), entity, key, request.viewer)
    page = _page(request, entity, key, base)
    problems = page.asked()
    if problems:
        return _draw(request, page, problems, status=422)
    try:
        if page.decision.asks:
            return ask(request, entity, key, base, page.decision)
        deleted = _delete(request, entity, key, base, page.decision)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        # An approval is used up in the transaction that it is for, so that has to be one.
        if isinstance(refusal, TOO_BIG) and not entity.deletion.two_people:
            return _delete_at_length(request, entity, key, base, page.decision)
        # What was decided about another state of the item is decided anew.
        fresh = _page(request, entity, key)
        problem = {"": f"{refusal} {refusal.hint}".strip()}
        return _draw(request, fresh, problem, status=status_of(refusal))
    here, there = item_url(entity, key), entity_url(entity)
    said = "Marked as deleted." if page.decision.way == Way.SOFT.value else "Deleted."
    kept = page.decision.way == Way.SOFT.value
    tell(request, said, deleted.entries, back=here, here=here if kept else there)
    return HttpResponseRedirect(here if kept else there, status=303)


def _delete(
    request: HttpRequest, entity: Entity, key: Key, base: Base, decision: Decision
) -> Deleted:
    return delete(
        get_store(),
        catalogue,
        entity,
        key,
        way=Way(decision.way),
        viewer=request.viewer,
        act=act_of(request, base, decision),
        sealer=get_sealer(),
        etags=base.etags,
        insist=decision.insist,
        approval=decision.approval,
        viewer_of=viewer_of_name,
    )


def _delete_at_length(
    request: HttpRequest, entity: Entity, key: Key, base: Base, decision: Decision
) -> HttpResponse:
    """What one transaction does not hold becomes a run."""
    act = act_of(request, base, decision)
    run_id = f"deletion_{sha256(act.token.encode()).hexdigest()[:32]}"
    run = start_deletion(
        hands_of(request),
        entity,
        key,
        way=Way(decision.way),
        act=replace(act, run_id=run_id, token=""),
        etags=base.etags,
        insist=decision.insist,
    )
    return to_run(run.run_id)
