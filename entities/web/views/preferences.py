"""Theme, density and time zone, kept in cookies: nobody's secret, and they need no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from entities.web.navigation import DENSITIES, THEMES
from entities.web.zones import ZONES

YEAR = 365 * 24 * 3600


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204) if request.htmx else redirect(_back(request))
    for name, known in (("theme", THEMES), ("density", DENSITIES), ("zone", ZONES)):
        value = request.POST.get(name)
        if value in known:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else "/"
