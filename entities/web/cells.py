"""Cells of lists and values of item pages: small functions that say what is remarkable.

They are functions and not templates because a list page draws hundreds of them, and an include
costs more than reading the page's items. Everything is escaped by `markup`.
"""

from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from entities.operations.showing import Shown, ShownItem
from entities.schema.fields import Date, Field, LongText, Number, Reference
from entities.schema.masking import Masked
from entities.web.addresses import item_url
from entities.web.drawing import cut, draw, summary
from entities.web.links import list_url
from entities.web.markup import markup
from entities.web.trees import EMPTY, NULL

ABSENT = mark_safe('<span class="absent">–</span>')  # noqa: S308


def cell(row: ShownItem, name: str, *, now: datetime) -> SafeString:
    """One cell of a list: the key leads to the item, everything else speaks for itself."""
    shown = row.values.get(name)
    if name == row.entity.keys[-1]:
        return _key_link(row, shown)
    return ABSENT if shown is None else short(shown, now=now)


def _key_link(row: ShownItem, shown: Shown | None) -> SafeString:
    text = row.heading if shown is None or shown.masked else str(shown.value)
    return markup('<a class="id mono" href="{}" dir="auto">{}</a>', _url(row), cut(text))


def _url(row: ShownItem) -> str:
    return item_url(row.entity, row.key)


def short(shown: Shown, *, now: datetime) -> SafeString:
    """A value in the space of a cell, with a mark where it is remarkable."""
    body = _body(shown, now, compact=True)
    if not shown.flag:
        return body
    return _flagged(body, shown.flag)


def _flagged(body: SafeString, remark: str) -> SafeString:
    mark = '{}<span class="flag dot" title="{}"><span class="vh">{}</span></span>'
    return markup(mark, body, remark, remark)


def full(shown: Shown, *, now: datetime) -> SafeString:
    """A value on the item's page, with its remark in words."""
    return _body(shown, now, compact=False)


def _body(shown: Shown, now: datetime, *, compact: bool) -> SafeString:
    value = shown.value
    if isinstance(value, Masked):
        return markup('<span class="masked" title="masked">{}</span>', value.text)
    if value is None:
        return NULL
    if value == "" or value == frozenset():
        return ABSENT if compact else EMPTY
    if shown.pointer is not None:
        return _reference(shown, compact)
    if isinstance(value, str | Decimal | bool):
        return draw(shown.field, value, now, compact)
    return summary(value)


def _dangling(text: str, remark: str, compact: bool) -> SafeString:
    """The remark leads in a cell, where the end of a long id is cut."""
    if compact:
        form = '<span class="flag dot" title="{}"><span class="vh">{}</span></span> {}'
        shown = markup('<span class="mono dim" dir="auto">{}</span>', cut(text))
        return markup(form, remark, remark, shown)
    form = '<span class="mono dim" dir="auto">{}</span> <span class="flag bad">{}</span>'
    return markup(form, text, remark)


def _reference(shown: Shown, compact: bool) -> SafeString:
    """A labelled link; a reference to nothing says so."""
    pointer, text = shown.pointer, str(shown.value)
    if pointer.key is None:
        href = list_url(pointer.entity, pointer.conditions)
        return markup('<a class="link" href="{}" dir="auto">{}</a>', href, cut(text))
    if pointer.dangling:
        return _dangling(text, f"no such {pointer.entity.label.lower()}", compact)
    label = pointer.label or text
    href = item_url(pointer.entity, pointer.key)
    title = "" if label == text else text
    link = markup('<a class="link" href="{}" dir="auto" title="{}">{}</a>', href, title, cut(label))
    if compact or not title:
        return link
    return markup('{} <code class="dim">{}</code>', link, text)


def alignment(field: Field) -> str:
    """The class of a column: numbers and dates stand under each other, long texts are cut."""
    if isinstance(field, Number | Date):
        return "num"
    return "long" if isinstance(field, LongText | Reference) else ""
