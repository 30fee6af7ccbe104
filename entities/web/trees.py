"""Nested values as trees that open and close, and JSON laid out."""

import json
import re

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from entities.schema.masking import Masked
from entities.schema.values import Value
from entities.web.drawing import counted, summary, text_of
from entities.web.markup import markup

EMPTY = mark_safe('<span class="absent">empty</span>')  # noqa: S308
NULL = mark_safe('<span class="absent">null</span>')  # noqa: S308
MARKED = re.compile(r'"\\u0000([^"]*)"')


def tree(value: Value) -> SafeString:
    """A nested value as a tree that opens and closes, also without JavaScript."""
    match value:
        case dict():
            rows = ((name, tree(value[name])) for name in sorted(value))
            return _branch(counted("map", value), rows)
        case list():
            rows = ((str(place), tree(member)) for place, member in enumerate(value))
            return _branch(counted("list", value), rows)
        case Masked():
            return markup('<span class="masked">{}</span>', value.text)
        case None:
            return NULL
        case "":
            return EMPTY
        case bytes() | frozenset():
            return summary(value)
    return markup('<span class="text" dir="auto">{}</span>', _long(text_of(value)))


def _long(text: str) -> str:
    return text if len(text) <= 2000 else f"{text[:200]}… ({len(text):,} characters)"


def _branch(said: str, rows) -> SafeString:
    items = format_html_join("", '<div><dt dir="auto">{}</dt><dd>{}</dd></div>', rows)
    form = '<details class="tree" open><summary>{}</summary><dl>{}</dl></details>'
    return markup(form, said, items)


def pretty_json(text: str) -> str:
    """JSON on several lines, its numbers untouched; other text as it is."""
    try:
        held = json.loads(text, parse_float=_marked, parse_int=_marked)
        laid_out = json.dumps(held, ensure_ascii=False, indent=2)
        laid_out.encode()  # halves of characters can be written in JSON and not be sent
    except (ValueError, RecursionError):
        return text
    return MARKED.sub(r"\1", laid_out)


def _marked(number: str) -> str:
    return f"\0{number}"
