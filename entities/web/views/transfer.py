"""Export of a list, and import of a file: upload, dry run, apply exactly what was shown."""

import io
import uuid
from collections.abc import Iterable
from itertools import islice

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entities.catalogue import catalogue
from entities.conf import get_sealer, get_store
from entities.errors import Refusal
from entities.operations.bulk.starting import company_of
from entities.operations.runs.control import find
from entities.operations.runs.starting import is_there
from entities.operations.transfer.ahead import look_ahead
from entities.operations.transfer.errors import FileInvalid, PlanMoved
from entities.operations.transfer.exporting import FORMATS, export_items
from entities.operations.transfer.filing import start_export, take_out
from entities.operations.transfer.importing import check_plan
from entities.operations.transfer.lines import form_of, read_file, undecodable
from entities.operations.transfer.planning import APPLIED, Digest, Planner, planner
from entities.operations.transfer.starting import start_dry_run, start_import
from entities.operations.transfer.walking import walk
from entities.schema.entity import Entity
from entities.web.bulk.asked import asked_in
from entities.web.bulk.pages import ImportPage, planned_row
from entities.web.bulk.quick import carry_out, to_run
from entities.web.bulk.saying import act_of, of_the_form
from entities.web.bulk.sealed import FILE_BYTES, FileTooLarge, open_file, seal_file
from entities.web.decorators import may_do
from entities.web.hands import hands_of
from entities.web.views.shared import entity_for, must_reason

MOST_LINES = 500
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson; charset=utf-8"}
ENDINGS = {"csv": "csv", "json": "jsonl"}


@may_do("export")
@require_POST
def export(request: HttpRequest, entity_name: str) -> HttpResponse:
    """The list of an address as a file. It is a POST because it leaves a record.

    A long list becomes a run, whose page has the file once it is whole.
    """
    entity, hands = entity_for(entity_name, request.viewer), hands_of(request)
    form = request.POST.get("format", "csv")
    form = form if form in FORMATS else "csv"
    asked, act = asked_in(entity, request.POST), act_of(request, f"export_{uuid.uuid4().hex}")
    request.viewer.must("export")
    found = walk(hands.store, entity, asked, viewer=request.viewer)
    ahead = look_ahead(found)
    if not ahead.ends:
        return to_run(start_export(hands, found, asked, form=form, act=act).run_id)
    made = export_items(hands, entity, asked, form=form, act=act, found=ahead)
    return _file(made, entity, form)


@may_do("export")
@require_POST
def run_file(request: HttpRequest, run_id: str) -> HttpResponse:
    """The file of an export that became a run."""
    hands = hands_of(request)
    run = find(hands, run_id, viewer=request.viewer)
    text = take_out(hands, run, act_of(request, run_id), viewer=request.viewer)
    return _file(text, catalogue.entity(run.entities[0]), run.options["format"])


def _file(text: Iterable[str], entity: Entity, form: str) -> HttpResponse:
    response = StreamingHttpResponse(text, content_type=TYPES[form])
    name = f"{entity.name}-{timezone.now():%Y-%m-%d}.{ENDINGS[form]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@may_do("import")
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, entity_name: str) -> HttpResponse:
    entity = entity_for(entity_name, request.viewer)
    made = _planner(request, entity)
    if request.method != "POST":
        return _upload(request, entity)
    if "sealed" in request.POST:
        return _apply(request, made)
    try:
        name, form, text = _uploaded(request)
        if text.count("\n") > MOST_LINES and _is_long(made, form, text):
            return _long_dry_run(request, made, name, form, text)
        return _dry_run(request, made, name, form, text)
    except (FileInvalid, FileTooLarge) as refusal:
        return _upload(request, entity, refusal)


def _planner(request: HttpRequest, entity: Entity) -> Planner:
    return planner(
        get_store(),
        catalogue,
        entity,
        viewer=request.viewer,
        sealer=get_sealer(),
        now=timezone.now(),
    )


def _upload(request: HttpRequest, entity: Entity, refusal: Refusal | None = None) -> HttpResponse:
    problem = f"{refusal} {refusal.hint}".strip() if refusal else ""
    context = {"entity": entity, "problem": problem, "most": MOST_LINES, "bytes": FILE_BYTES}
    return render(request, "entities/import.html", context, status=422 if problem else 200)


def _uploaded(request: HttpRequest) -> tuple[str, str, str]:
    """Raises FileInvalid, FileTooLarge."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileInvalid("no file was chosen")
    if upload.size > FILE_BYTES:
        raise FileTooLarge
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise undecodable() from error
    return upload.name, form_of(upload.name, io.StringIO(text)), text


def _is_long(made: Planner, form: str, text: str) -> bool:
    """Whether the file holds more items than one page shows. Raises FileInvalid."""
    lines = read_file(made.entity, io.StringIO(text, newline=""), form=form).lines
    return next(islice(lines, MOST_LINES, None), None) is not None


def _long_dry_run(
    request: HttpRequest, made: Planner, name: str, form: str, text: str
) -> HttpResponse:
    """A run compares the lines with what is stored. Raises FileInvalid."""
    file = read_file(made.entity, io.StringIO(text, newline=""), form=form)
    act = act_of(request, f"preview_{uuid.uuid4().hex}")
    run = start_dry_run(hands_of(request), made, file.lines, act, name=name)
    return to_run(run.run_id)


def _dry_run(
    request: HttpRequest,
    made: Planner,
    name: str,
    form: str,
    text: str,
    *,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Raises FileInvalid."""
    file = read_file(made.entity, io.StringIO(text, newline=""), form=form, most=MOST_LINES)
    digest = Digest(made.sealer)
    rows = [planned_row(made.entity, digest.add(one)) for one in made.plan(file.lines)]
    page = ImportPage(
        made.entity,
        name,
        file.columns,
        rows,
        seal_file(name, form, text, uuid.uuid4().hex, made.entity, request.viewer),
        digest.text,
        request.POST.get("reason", ""),
        must_reason(),
        problems or {},
    )
    return render(request, "entities/import_plan.html", {"page": page}, status=status)


def _apply(request: HttpRequest, made: Planner) -> HttpResponse:
    name, form, text, token = open_file(request.POST["sealed"], made.entity, request.viewer)
    act, hands = act_of(request, f"import_{token}"), hands_of(request)
    if is_there(hands, act.run_id):
        return to_run(act.run_id)
    file = read_file(made.entity, io.StringIO(text, newline=""), form=form, most=MOST_LINES)
    try:
        digest = request.POST.get("digest", "")
        planned = check_plan(made.plan(file.lines), digest, made.sealer)
    except PlanMoved as refusal:
        problems = {"": f"{refusal} {refusal.hint}"}
        return _dry_run(request, made, name, form, text, problems=problems, status=409)
    wanted = ImportPage(
        made.entity, name, [], [planned_row(made.entity, one) for one in planned], "", ""
    ).confirmation
    problems = of_the_form(request, wanted)
    if problems:
        return _dry_run(request, made, name, form, text, problems=problems, status=422)
    company = company_of(made.entity, (one.key for one in planned if one.key))
    more = {"company": company, "options": {"file": name}, "planHash": digest}
    run = start_import(hands, made.entity, planned, act, **more)
    return carry_out(hands, run, sum(one.verdict in APPLIED for one in planned))
