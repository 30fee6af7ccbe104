"""What every answer gets: a policy for the browser, a request id, a meter, and calm refusals."""

import uuid
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponse

from entities.conf import metered
from entities.errors import Refusal
from entities.web.metrics.counting import count_answer
from entities.web.views.errors import refused

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
log = structlog.get_logger(__name__)


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere. A view may set a stricter policy of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class Metering:
    """Counts requests, and the calls that each one makes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:16]
        structlog.contextvars.bind_contextvars(request_id=request.id)
        started = perf_counter()
        try:
            with metered() as meter:
                request.meter = meter
                response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response.headers["X-Request-Id"] = request.id
        count_answer(request, response, perf_counter() - started)
        return response


class Refusals:
    """A refusal becomes its page, with its status; everything else goes on to the error page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        response = refused(request, error)
        log.info("refused", kind=type(error).__name__, status=response.status_code)
        # Django would log the address, and addresses carry keys: a mistyped one may be a secret.
        response._has_been_logged = True
        return response
