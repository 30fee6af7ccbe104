"""A new item: the form, and what comes of sending it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import NotAllowed, NotFound, Refusal
from entities.operations.creating import create
from entities.operations.deeds import Act
from entities.operations.editing import must_be_writable
from entities.operations.live import live
from entities.operations.typing import fits, text_of
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item
from entities.web.addresses import entity_url, item_url
from entities.web.decorators import may_do
from entities.web.forms.base import Base, open_base
from entities.web.forms.kept import KEPT, forget, keeps_what_was_typed, kept_for
from entities.web.forms.page import Filling
from entities.web.forms.reading import Answer, Typed, read_answer
from entities.web.forms.refusing import problems_of, status_of_form
from entities.web.forms.slots import VALUE
from entities.web.forms.telling import tell
from entities.web.views.shared import entity_for, must_reason

KEY = ("new",)


@keeps_what_was_typed
@may_do("create")
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, entity_name: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    must_be_writable(live(get_store(), entity))
    if request.method == "POST":
        return _send(request, entity)
    if "pick" in request.GET:
        return _candidates(request, entity)
    base = _filling(request, entity).base({})
    return _kept(request, entity) or _draw(request, entity, base, _first(request, entity, base))


def _filling(request: HttpRequest, entity: Entity, item: Item | None = None) -> Filling:
    return Filling(
        get_store(),
        entity,
        KEY,
        item or {},
        request.viewer,
        timezone.now(),
        request.path,
        must_reason(),
        creating=True,
    )


def _first(request: HttpRequest, entity: Entity, base: Base) -> Answer:
    """The defaults, and what the address says."""
    typed = {}
    for slot in base.slots:
        text = request.GET.get(slot.name, "") or _default(entity, slot.name, slot.manner)
        typed[slot.name] = Typed(VALUE if text else slot.state, text)
    return Answer(base, typed)


def _default(entity: Entity, name: str, manner: str) -> str:
    default = entity.field(name).default
    fitting = isinstance(default, str) and fits(default, manner)
    return text_of(default, manner) if fitting and manner == "text" else ""


def _draw(
    request: HttpRequest,
    entity: Entity,
    base: Base,
    answer: Answer,
    problems: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    filling = _filling(request, entity, _lead(entity, answer))
    page = filling.page(base, answer, answer.problems if problems is None else problems)
    context = {"page": page, "notice": notice, "list_url": entity_url(entity)}
    return render(request, "entities/create.html", context, status=status)


def _lead(entity: Entity, answer: Answer) -> Item:
    """The part of the key that says what can be referred to."""
    typed = answer.typed.get(entity.partition)
    return {entity.partition: typed.text} if typed and typed.text else {}


def _candidates(request: HttpRequest, entity: Entity) -> HttpResponse:
    declared = entity.field(request.GET["pick"])
    if not isinstance(declared, Reference):
        return HttpResponse("")
    numbers = {slot.name: n for n, slot in enumerate(_filling(request, entity).base({}).slots)}
    typed = {name: request.GET.get(f"f{number}.text", "") for name, number in numbers.items()}
    filling = _filling(request, entity, {entity.partition: typed.get(entity.partition, "")})
    found = filling.candidates(declared, typed.get(declared.name, ""))
    return render(request, "entities/forms/_candidates.html", {"candidates": found})


def _kept(request: HttpRequest, entity: Entity) -> HttpResponse | None:
    posted = kept_for(request)
    if posted is None or "fresh" in request.GET:
        forget(request)
        return None
    base = open_base(posted.get("base", ""), entity, KEY, request.viewer)
    answer = read_answer(posted, {}, entity, base, must_reason=False)
    return _draw(request, entity, base, answer, {}, notice=KEPT)


def _send(request: HttpRequest, entity: Entity) -> HttpResponse:
    base = open_base(request.POST.get("base", ""), entity, KEY, request.viewer)
    answer = read_answer(request.POST, request.FILES, entity, base, must_reason=must_reason())
    if answer.problems:
        return _draw(request, entity, base, answer, status=422)
    try:
        saved = _create(request, entity, answer)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        problems = problems_of(refusal, base)
        return _draw(request, entity, base, answer, problems, status=status_of_form(refusal))
    forget(request)
    here = item_url(entity, entity.key_of(saved.item))
    # What goes for good takes two people, also where it was just made.
    entries = [] if entity.deletion.two_people else saved.entries
    tell(request, "Created.", entries, back=entity_url(entity), here=here)
    return HttpResponseRedirect(here, status=303)


def _create(request: HttpRequest, entity: Entity, answer: Answer):
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=answer.reason,
        request_id=request.id,
        token=answer.token,
    )
    return create(
        get_store(),
        catalogue,
        entity,
        answer.set,
        viewer=request.viewer,
        act=act,
        sealer=get_sealer(),
    )
