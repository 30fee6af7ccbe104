"""What templates of forms ask for."""

from django import template

from entities.web.forms.inputs import Input
from entities.web.forms.merging import Choice
from entities.web.forms.merging import versions as versions_of

register = template.Library()


@register.filter
def versions(one: Input) -> list[Choice]:
    """The versions of a clash to pick from."""
    return versions_of(one)
