"""Whether the process lives, and whether it can do its work: for load balancers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """One read of our own counts table; says nothing about why it failed."""
    counts = catalogue.entity("counts")
    try:
        get_store().find(counts, ("*",))
    except Refusal:
        return HttpResponse("DynamoDB cannot be used\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
