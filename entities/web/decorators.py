"""Who may open a view: signed in, and with the action. Both are decided before anything is read."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from entities.permissions import viewer_for


def may_do(action: str) -> Callable:
    """The view gets `request.viewer`. Raises ActionNotAllowed (403) for who may not."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            request.viewer = viewer_for(request.user)
            request.viewer.must(action)
            return view(request, *args, **kwargs)

        checked.action = action
        return checked

    return decorate
