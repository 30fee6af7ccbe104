"""What happens in this process, put into figures."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse

from entities import conf
from entities.catalogue import catalogue
from entities.operations.runs.heard import Moved, PageDone, moves, pages
from entities.operations.works import find_work
from entities.web.metrics import figures

METHODS = ("GET", "HEAD", "POST")
OTHER = "other"
SEVERAL = "several"
NONE = "none"


def begin() -> None:
    """Listen to calls and runs from now on; once or more often, it is the same."""
    conf.finished_calls.add(count_call)
    moves.add(count_move)
    pages.add(count_page_of_run)


def count_call(call) -> None:
    labels = (call.operation, _table(call.table))
    figures.CALLS.labels(*labels).inc()
    figures.CALL_SECONDS.labels(call.operation).observe(call.seconds)
    if call.error:
        figures.CALL_ERRORS.labels(*labels, call.error).inc()
    if call.retries:
        figures.RETRIES.labels(*labels).inc(call.retries)
    if call.throttles:
        figures.THROTTLES.labels(*labels).inc(call.throttles)
    for table, units in call.units.items():
        kind = "write" if call.writes else "read"
        figures.UNITS.labels(_table(table), kind).inc(float(units))


def count_answer(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """The route is the name of an address, never what was asked of it."""
    route = request.resolver_match.view_name if request.resolver_match else NONE
    method = request.method if request.method in METHODS else OTHER
    figures.PAGES.labels(route, method, str(response.status_code)).inc()
    figures.PAGE_SECONDS.labels(route).observe(seconds)


def count_move(moved: Moved) -> None:
    figures.RUN_MOVES.labels(kind_of(moved.kind), moved.status).inc()


def count_page_of_run(page: PageDone) -> None:
    kind = kind_of(page.kind)
    figures.RUN_PAGE_SECONDS.labels(kind).observe(page.seconds)
    figures.RUN_UNITS.labels(kind, "done").inc(page.done)
    figures.RUN_UNITS.labels(kind, "failed").inc(page.failed)
    if page.finished:
        figures.RUN_SEGMENTS.labels(kind).inc()


def kind_of(name: str) -> str:
    """The name of a kind of work that is known here."""
    return name if find_work(name) else OTHER


def _table(named: str) -> str:
    """The real name of a declared table; tables beyond those come and go with restores."""
    environment = conf.environment()
    prefixes = tuple(sorted(conf.table_prefixes(environment).items()))
    if named in _names(environment, prefixes):
        return named
    return NONE if not named else SEVERAL if "," in named else OTHER


@lru_cache(maxsize=8)
def _names(environment: str, prefixes: tuple[tuple[str, str], ...]) -> frozenset[str]:
    replaced = dict(prefixes)
    return frozenset(
        table.system.table_name(table.table, environment, replaced.get(table.system.name, ""))
        for table in catalogue.tables
    )
