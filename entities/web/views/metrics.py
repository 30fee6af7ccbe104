"""The figures, for a collector with the token and for signed-in administrators; for nobody else."""

import os
from hmac import compare_digest

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from entities import conf
from entities.web.decorators import may_do
from entities.web.metrics.figures import REGISTRY
from entities.web.metrics.standing import STANDING

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BEARER = "Bearer "


def metrics(request: HttpRequest) -> HttpResponse:
    """Who brings a token must bring the right one; who brings none is asked to sign in."""
    brought = request.headers.get("Authorization")
    if brought is None:
        return _for_staff(request)
    if _is_right(brought):
        return _figures(request)
    refused = HttpResponse("This token opens nothing\n", status=401, content_type="text/plain")
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused


def _is_right(brought: str) -> bool:
    token = conf.metrics_token()
    return bool(token) and compare_digest(brought.encode(), f"{BEARER}{token}".encode())


@may_do("administer")
def _for_staff(request: HttpRequest) -> HttpResponse:
    return _figures(request)


metrics.actions = _for_staff.actions  # what opens it to whoever brings no token


@require_safe
def _figures(_request: HttpRequest) -> HttpResponse:
    standing = generate_latest(STANDING)
    body = generate_latest(_counted()) + standing
    return HttpResponse(body, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _counted() -> CollectorRegistry:
    """Of every process of this machine where they share a folder, else of this one."""
    if SHARED not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return shared
