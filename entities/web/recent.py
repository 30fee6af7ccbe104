"""The companies somebody looked at last, kept in their session, offered where one must be named."""

from django.http import HttpRequest

KEPT = 6
NAME = "recent companies"


def remember(request: HttpRequest, company: str | None) -> None:
    """Writes the session only when the order changes."""
    if not company:
        return
    held = request.session.get(NAME, [])
    if held[:1] != [company]:
        request.session[NAME] = [company, *(other for other in held if other != company)][:KEPT]


def recent(request: HttpRequest) -> list[str]:
    """Latest first, only those the viewer may still see."""
    held = request.session.get(NAME, [])
    return [company for company in held if request.viewer.sees_company(company)]
