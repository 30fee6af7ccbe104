"""Who may open a view: signed in, and with the action. Both are decided before anything is read."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from entities.permissions import viewer_for


def may_do(action: str, *others: str) -> Callable:
    """The view gets `request.viewer`; any one of the actions opens it. Raises ActionNotAllowed
    (403) for who has none."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request, _page_of(request))
            request.viewer = viewer_for(request.user)
            if not any(map(request.viewer.may, others)):
                request.viewer.must(action)
            return view(request, *args, **kwargs)

        checked.actions = (action, *others)
        return checked

    return decorate


def to_sign_in(request: HttpRequest, back: str) -> HttpResponse:
    """The sign-in page, which leads back; for htmx as a page, never inside a part of one."""
    answer = redirect_to_login(back)
    return HttpResponseClientRedirect(answer["Location"]) if request.htmx else answer


def _page_of(request: HttpRequest) -> str:
    """The address of the page that asks, whatever part of it is asked for."""
    return request.htmx.current_url_abs_path or request.get_full_path()
