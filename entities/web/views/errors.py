"""Error pages: what happened, why, what now."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from entities.errors import ItemNotFound, ReadOnly, Refusal
from entities.web.forms.kept import keep
from entities.web.onward import Onward, where_it_went, where_kept
from entities.web.statuses import status_of

TITLES = {
    400: "This request cannot be used",
    403: "Not allowed",
    404: "Not found",
    409: "Changed in the meantime",
    422: "Not saved",
    503: "The data cannot be read now",
}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal, with the way to where the item is now."""
    onward = _onward(request, refusal)
    moved = onward and isinstance(refusal, ItemNotFound)
    hint = "It was moved to another key." if moved else refusal.hint
    return _page(request, status_of(refusal), str(refusal), hint, onward)


def _onward(request: HttpRequest, refusal: Refusal) -> list[Onward]:
    match refusal:
        case ItemNotFound():
            return where_it_went(request)
        case ReadOnly():
            return where_kept(request)
    return []


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, "The browser sent something the dashboard cannot read.")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, "This page is not for your role.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    hint = "Check the address, or search for the id you have."
    return _page(request, 404, "There is no page at this address.", hint)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without a context, since what is broken may be what fills it."""
    context = {"request_id": getattr(request, "id", "")}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without our token: mostly one left open over a sign-in. What was typed is kept."""
    if keep(request):
        return redirect(request.path)
    message = "The form was too old, or it was not ours, so nothing was done."
    return _page(request, 403, message, "Go back, reload the page and send it again.")


def _page(
    request: HttpRequest, status: int, message: str, hint: str = "", onward: Sequence[Onward] = ()
) -> HttpResponse:
    context = {
        "layout": "bare.html" if status == 503 or not _signed_in(request) else "base.html",
        "title": TITLES[status],
        "message": message,
        "hint": hint,
        "onward": onward,
        "status": status,
        "request_id": getattr(request, "id", ""),
    }
    return render(request, f"errors/{status}.html", context, status=status)


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated
