"""Files about tables to take away: CloudFormation templates, and schemas as JSON."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from entities import conf, yaml_text
from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import FilterInvalid, SystemNotFound, TableMissing
from entities.operations.tables.cloudformation.parts import PARTS, templates
from entities.operations.tables.schema_archive import schema_archive, schema_at
from entities.operations.tables.schemas import write
from entities.operations.tables.standing import seen_tables
from entities.schema.system import ENVIRONMENTS
from entities.web.decorators import may_do
from entities.web.tables.standings import standings
from entities.web.views.tables import table_for


@may_do("manage tables")
@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """One CloudFormation template, made of the declarations alone."""
    system = request.GET.get("system", "")
    known = tuple(declared.name for declared in catalogue.systems)
    if system not in known:
        raise SystemNotFound(system, known)
    part = _chosen(request, "part", tuple(PARTS), "tables")
    environment = _chosen(request, "environment", ENVIRONMENTS, conf.environment())
    prefixes = conf.table_prefixes(environment)
    (made,) = templates(catalogue, part, environment=environment, prefixes=prefixes, system=system)
    text = yaml_text.write(made.document, heading=made.heading, remarks=made.remarks)
    return _file(f"{made.name}.yaml", "application/yaml; charset=utf-8", text.encode())


@may_do("manage tables")
@require_safe
def schema_file(request: HttpRequest, table_name: str) -> HttpResponse:
    desired = table_for(table_name, request.viewer)
    (standing,) = standings.of([desired]).standings
    if standing.refusal:
        raise standing.refusal
    schema = schema_at(get_store(), standing, region=conf.region())
    if schema is None:
        raise TableMissing(table_name)
    return _file(f"{table_name}.json", "application/json", write(schema).encode())


@may_do("manage tables")
@require_safe
def schemas_file(request: HttpRequest) -> HttpResponse:
    """All schemas and a summary, in a folder per system."""
    wanted = seen_tables(get_store(), catalogue, viewer=request.viewer)
    looked = standings.of(wanted)
    made = schema_archive(get_store(), looked.standings, region=conf.region())
    name = f"schemas-{conf.environment()}-{timezone.now():%Y-%m-%d}.zip"
    return _file(name, "application/zip", made)


def _chosen(request: HttpRequest, name: str, known: tuple[str, ...], default: str) -> str:
    """Raises FilterInvalid for what is none of `known`."""
    value = request.GET.get(name, default)
    if value not in known:
        raise FilterInvalid(
            name, f"There is no {name} of this name.", f"Known: {', '.join(known)}."
        )
    return value


def _file(name: str, kind: str, content: bytes) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
