"""What lists ask for so that many items can be changed, taken out and brought in at once."""

from django import template
from django.utils import timezone

from entities.operations.runs.run import Run
from entities.operations.showing import ShownItem
from entities.operations.transfer.filing import kept_until
from entities.web.addresses import key_segment
from entities.web.bulk.saying import offer_of
from entities.web.listing import ListPage

register = template.Library()


@register.simple_tag
def key_of(row: ShownItem) -> str:
    """The key as a form sends it."""
    return key_segment(row.entity, row.key)


@register.filter
def takes(page: ListPage, action: str) -> bool:
    """Whether its viewer may do this with the items of the list, as far as that can be told."""
    changes = action != "export"
    closed = page.entity.read_only or bool(page.listing and page.listing.differences)
    return page.viewer is not None and page.viewer.may(action) and not (changes and closed)


@register.inclusion_tag("runs/_undo.html", takes_context=True)
def undo_form(context, run: Run) -> dict:
    """The offer to take a run back as a whole, where there is one."""
    request = context["request"]
    return {"undo": offer_of(run, request), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("runs/_file.html", takes_context=True)
def file_form(context, run: Run) -> dict:
    """The file of an export, while it is kept."""
    until = kept_until(run)
    gone = until is None or until <= timezone.now()
    may = context["request"].viewer.may("export")
    made = {"run": run, "until": None if gone else until, "may": may}
    return made | {"csrf_token": context.get("csrf_token")}
