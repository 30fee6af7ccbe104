"""Deleting what takes two people: where it stands, and asking for another person's yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import DeletionRefused
from entities.operations.approvals.deciding import request as request_approval
from entities.operations.approvals.reading import last_approval
from entities.operations.deeds import Act
from entities.operations.deleting import Preview, plan_delete
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.web.addresses import item_url
from entities.web.approvals import approval_url
from entities.web.forms.base import Base
from entities.web.forms.deletion import Decision
from entities.web.forms.second_person import SecondPerson
from entities.web.hands import viewer_of_name
from entities.web.waiting import waiting_cache

ASKED = "Asked. Somebody else has to approve it; then it can be carried out."


def act_of(request: HttpRequest, base: Base, decision: Decision) -> Act:
    return Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=decision.reason,
        request_id=request.id,
        token=base.token,
    )


def second_person(request: HttpRequest, preview: Preview) -> SecondPerson:
    """Where it stands. What was approved is planned anew, to see whether it still fits."""
    if not preview.ways.open:
        return SecondPerson(request.viewer)
    subject, now = item_url(preview.entity, preview.key), timezone.now()
    last = last_approval(get_store(), catalogue, subject, now=now, viewer_of=viewer_of_name)
    if last is None or last.status != "approved":
        return SecondPerson(request.viewer, last)
    ways = (way for way in preview.ways.open if _hash(request, preview, way) == last.plan_hash)
    return SecondPerson(request.viewer, last, next(ways, None))


def _hash(request: HttpRequest, preview: Preview, way: Way) -> str:
    """Of what would be done now; nothing where it would be refused."""
    act = Act(actor=request.viewer.name, now=timezone.now())
    given = {"viewer": request.viewer, "act": act, "sealer": get_sealer(), "insist": True}
    try:
        plan = plan_delete(get_store(), catalogue, preview.entity, preview.key, way=way, **given)
    except DeletionRefused:
        return ""
    return plan.hash


def ask(
    request: HttpRequest, entity: Entity, key: Key, base: Base, decision: Decision
) -> HttpResponse:
    """Asks for approval of exactly what would be deleted now, and leads to the request."""
    act = act_of(request, base, decision)
    given = {"viewer": request.viewer, "act": act, "sealer": get_sealer()}
    plan = plan_delete(
        get_store(),
        catalogue,
        entity,
        key,
        way=Way(decision.way),
        etags=base.etags,
        insist=decision.insist,
        **given,
    )
    given |= {"viewer_of": viewer_of_name}
    asked = request_approval(get_store(), catalogue, plan, item_url(entity, key), **given)
    waiting_cache.clear()
    messages.success(request, ASKED)
    return HttpResponseRedirect(approval_url(asked.approval_id), status=303)
