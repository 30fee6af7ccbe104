"""What the pages about sign-in ask for."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """JSON as plain text, for an element a script reads; the policy allows no inline script."""
    return json.dumps(value, cls=DjangoJSONEncoder)
