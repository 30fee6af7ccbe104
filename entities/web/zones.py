"""The time zone moments are shown in: chosen by each person, UTC until then."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

ZONES = (
    "UTC",
    "Asia/Jerusalem",
    "Asia/Manila",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)


class Zone:
    """Middleware: uses the zone of the cookie for the request, if it is one of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("zone", "")
        with timezone.override(ZoneInfo(chosen) if chosen in ZONES else None):
            return self.get_response(request)
