"""What somebody typed while their sign-in ended: kept, sealed, in the session until it is saved.

Only forms that we gave to our own staff are kept, told by their proof, so nobody else can fill our
database with what they send.
"""

import json
import zlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict

from entities.conf import get_sealer
from entities.errors import SealBroken
from entities.web.decorators import to_sign_in
from entities.web.forms.base import is_proof

NAME = "typed"
LEFT_OUT = ("csrfmiddlewaretoken",)
MOST_BYTES = 3_000_000
KEPT = "Your sign-in had ended, so nothing was saved. What you typed is here again; save it now."


def keeps_what_was_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A signed-out person's form leads to sign-in and back, filled with what they typed."""

    @wraps(view)
    def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated and keep(request):
            return to_sign_in(request, request.path)
        return view(request, *args, **kwargs)

    return kept


def keep(request: HttpRequest) -> bool:
    """Whether what was posted is one of our forms, and now kept for its address."""
    if request.method != "POST" or not is_proof(request.POST.get("proof", ""), request.path):
        return False
    lists = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT}
    content = zlib.compress(json.dumps(lists).encode())
    if len(content) > MOST_BYTES:
        return False
    sealed = get_sealer().seal(content, _context(request.path))
    request.session[NAME] = {"path": request.path, "sealed": sealed}
    return True


def kept_for(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, as it was posted."""
    held = request.session.get(NAME)
    if not held or held["path"] != request.path:
        return None
    try:
        content = get_sealer().open(held["sealed"], _context(request.path))
    except SealBroken:
        return None
    found = QueryDict(mutable=True)
    for name, values in json.loads(zlib.decompress(content)).items():
        found.setlist(name, values)
    return found


def forget(request: HttpRequest) -> None:
    request.session.pop(NAME, None)


def _context(path: str) -> str:
    return f"typed at {path}"
