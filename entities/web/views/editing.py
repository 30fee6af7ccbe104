"""Editing one item: the form, the merge page, and what comes of sending them."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import (
    MergeNeeded,
    NotAllowed,
    NotFound,
    Refusal,
    SealBroken,
)
from entities.operations.authors import Author, authors
from entities.operations.deeds import Act
from entities.operations.editing import Opened, Saved, open_item, save
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Key
from entities.web.addresses import item_url, read_key
from entities.web.decorators import may_do
from entities.web.detail import company_page
from entities.web.forms.base import Base, open_base
from entities.web.forms.kept import KEPT, forget, keeps_what_was_typed, kept_for
from entities.web.forms.merging import rebased
from entities.web.forms.page import Filling
from entities.web.forms.reading import Answer, read_answer
from entities.web.forms.refusing import problems_of, status_of_form
from entities.web.forms.telling import tell
from entities.web.views.shared import entity_for, must_reason


@keeps_what_was_typed
@may_do("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, entity_name: str, segment: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    key = read_key(entity, segment)
    if request.method == "POST":
        return _send(request, entity, key)
    opened = _open(request, entity, key)
    if "pick" in request.GET:
        return _candidates(request, opened)
    if "fresh" in request.GET:
        forget(request)
        return redirect(request.path)
    return _kept(request, opened) or _draw(request, opened, _filling(request, opened))


def _open(request: HttpRequest, entity: Entity, key: Key) -> Opened:
    return open_item(get_store(), entity, key, viewer=request.viewer, sealer=get_sealer())


def _filling(request: HttpRequest, opened: Opened) -> Filling:
    return Filling(
        get_store(),
        opened.entity,
        opened.key,
        opened.item,
        request.viewer,
        timezone.now(),
        request.path,
        must_reason(),
        company_page(opened.entity, opened.entity.company_of(opened.item)),
    )


def _draw(
    request: HttpRequest,
    opened: Opened,
    filling: Filling,
    base: Base | None = None,
    answer: Answer | None = None,
    problems: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    base = base or filling.base(opened.etags)
    page = filling.page(base, answer, problems)
    template = "entities/merge.html" if base.clashes else "entities/edit.html"
    context = {"page": page, "notice": notice, "item_url": item_url(opened.entity, opened.key)}
    return render(request, template, context, status=status)


def _candidates(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The options of a reference's list, as htmx asks for them while somebody types."""
    declared = opened.entity.field(request.GET["pick"])
    if not isinstance(declared, Reference):
        return HttpResponse("")
    text = next((v for n, v in request.GET.items() if n.endswith(".text")), "")
    found = _filling(request, opened).candidates(declared, text)
    return render(request, "entities/forms/_candidates.html", {"candidates": found})


def _kept(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    """The form as it was when the sign-in of the same person ended."""
    posted = kept_for(request)
    if posted is None:
        return None
    try:
        base = open_base(posted.get("base", ""), opened.entity, opened.key, request.viewer)
    except SealBroken:
        forget(request)
        return None
    answer = read_answer(posted, {}, opened.entity, base, must_reason=False)
    return _draw(request, opened, _filling(request, opened), base, answer, {}, notice=KEPT)


def _send(request: HttpRequest, entity: Entity, key: Key) -> HttpResponse:
    base = open_base(request.POST.get("base", ""), entity, key, request.viewer)
    answer = read_answer(request.POST, request.FILES, entity, base, must_reason=must_reason())
    if answer.problems:
        opened = _open(request, entity, key)
        filling = _filling(request, opened)
        return _draw(request, opened, filling, base, answer, status=422)
    try:
        saved = _save(request, entity, key, answer)
    except (NotFound, NotAllowed):
        raise
    except MergeNeeded as refusal:
        return _merge(request, entity, key, answer, refusal)
    except Refusal as refusal:
        return _refused(request, entity, key, answer, refusal)
    forget(request)
    _tell(request, entity, key, saved, answer)
    return HttpResponseRedirect(item_url(entity, key), status=303)


def _save(request: HttpRequest, entity: Entity, key: Key, answer: Answer) -> Saved:
    act = Act(
        actor=request.viewer.name,
        now=timezone.now(),
        reason=answer.reason,
        request_id=request.id,
        token=answer.token,
    )
    return save(
        get_store(),
        catalogue,
        entity,
        key,
        answer.wish,
        viewer=request.viewer,
        act=act,
        sealer=get_sealer(),
    )


def _merge(
    request: HttpRequest, entity: Entity, key: Key, answer: Answer, refusal: MergeNeeded
) -> HttpResponse:
    opened = _open(request, entity, key)
    base, again = rebased(
        opened.entity,
        opened.item,
        opened.etags,
        answer,
        refusal.clashes,
        refusal.theirs,
        request.viewer,
        now=timezone.now(),
        authors=_authors(request, opened, answer, refusal),
    )
    notice = f"{refusal} {refusal.hint}"
    filling = _filling(request, opened)
    return _draw(request, opened, filling, base, again, status=409, notice=notice)


def _authors(
    request: HttpRequest, opened: Opened, answer: Answer, refusal: MergeNeeded
) -> dict[str, Author]:
    return authors(
        get_store(),
        catalogue,
        opened.entity,
        opened.item,
        refusal.theirs,
        since=answer.base.since,
        viewer=request.viewer,
        sealer=get_sealer(),
    )


def _refused(
    request: HttpRequest, entity: Entity, key: Key, answer: Answer, refusal: Refusal
) -> HttpResponse:
    """The form again with what is wrong."""
    opened = _open(request, entity, key)
    filling, base = _filling(request, opened), answer.base
    problems = problems_of(refusal, base)
    return _draw(request, opened, filling, base, answer, problems, status=status_of_form(refusal))


def _tell(request: HttpRequest, entity: Entity, key: Key, saved: Saved, answer: Answer) -> None:
    if not saved.entries:
        said = "It already was as you typed it." if answer.edited else "Nothing was changed."
        messages.info(request, said)
        return
    here = item_url(entity, key)
    tell(request, f"Saved.{_beside(entity, saved)}", saved.entries, back=here, here=here)
    for sentence in saved.warnings:
        messages.warning(request, sentence)


def _beside(entity: Entity, saved: Saved) -> str:
    """What somebody else had changed, and was kept."""
    fields = (entity.field(name) for name in sorted(saved.merged))
    titles = [f"“{found.title}”" for found in fields if not found.automatic]
    if not titles:
        return ""
    return f" Somebody else changed {', '.join(titles)} meanwhile; that is kept."
