"""Values as HTML: one small function per kind of field, chosen by the field's class.

They are functions and not templates because a list page draws hundreds of them, and an include
costs more than reading the page's items. Everything is escaped by `markup`.
"""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import singledispatch

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from entities.operations.flags import moment
from entities.operations.showing import Shown, ShownItem
from entities.schema.fields import (
    Choice,
    Date,
    Epoch,
    Field,
    Flag,
    Link,
    LongText,
    Money,
    Number,
    Reference,
    Timestamp,
)
from entities.schema.masking import Masked
from entities.schema.values import WIDE, Value
from entities.web.addresses import item_url
from entities.web.clock import ago, exact
from entities.web.links import list_url
from entities.web.markup import escaped, markup

ABSENT = mark_safe('<span class="absent">–</span>')  # noqa: S308
EMPTY = mark_safe('<span class="absent">empty</span>')  # noqa: S308
NULL = mark_safe('<span class="absent">null</span>')  # noqa: S308
CUT = 80
MARKED = re.compile(r'"\\u0000([^"]*)"')
WHOLE = re.compile(r"-?[0-9]+")


def cell(row: ShownItem, name: str, *, now: datetime) -> SafeString:
    """One cell of a list: the key leads to the item, everything else speaks for itself."""
    shown = row.values.get(name)
    if name == row.entity.keys[-1]:
        return _key_link(row, shown)
    return ABSENT if shown is None else short(shown, now=now)


def _key_link(row: ShownItem, shown: Shown | None) -> SafeString:
    text = row.heading if shown is None or shown.masked else str(shown.value)
    return markup('<a class="id mono" href="{}" dir="auto">{}</a>', _url(row), _cut(text))


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
    return _summary(value)


@singledispatch
def draw(field: Field, value: Value, now: datetime, compact: bool) -> SafeString:
    """A text, number or yes/no of this kind of field."""
    text = _text(value)
    if isinstance(value, str) and compact:
        return markup('<span dir="auto">{}</span>', _cut(text))
    return markup('<span class="text" dir="auto">{}</span>', text)


@draw.register
def _(field: Money, value: Value, now: datetime, compact: bool) -> SafeString:
    amount = _amount(field, value)
    if amount is None:
        return draw(Field(field.name), value, now, compact)
    places = -WIDE.normalize(amount).as_tuple().exponent
    text = f"{amount:,.2f}" if places <= 2 else f"{amount:,f}"
    if compact:
        return escaped(text)
    return markup('{} <span class="dim">{}</span>', text, field.currency)


def _amount(field: Money, value: Value) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if field.minor_when_text and isinstance(value, str) and WHOLE.fullmatch(value):
        return Decimal(f"{value}E-2")
    return None


@draw.register
def _(field: Number, value: Value, now: datetime, compact: bool) -> SafeString:
    text = f"{value:,f}" if isinstance(value, Decimal) and abs(value) < 10**20 else _text(value)
    return escaped(text)


@draw.register
def _(field: Flag, value: Value, now: datetime, compact: bool) -> SafeString:
    return escaped(_text(value))


@draw.register
def _(field: Choice, value: Value, now: datetime, compact: bool) -> SafeString:
    text = _text(value)
    name = dict(field.names_of).get(field.folded(text), "")
    words = _named(text, name, compact) if name else text
    tone = field.tone(text)
    if not field.tones:
        return markup('<span dir="auto">{}</span>', words)
    return markup('<span class="st {}">{}</span>', tone, words)


def _named(text: str, name: str, compact: bool) -> SafeString:
    """A stored word with its English name; in a cell the name alone, the word on hover."""
    if compact:
        return markup('<span title="{}">{}</span>', text, name)
    return markup('{} <small class="dim">{}</small>', text, name)


@draw.register
def _(field: Date, value: Value, now: datetime, compact: bool) -> SafeString:
    return markup('<span class="date">{}</span>', _text(value))


@draw.register
def _(field: Timestamp, value: Value, now: datetime, compact: bool) -> SafeString:
    read = moment(value) if isinstance(value, str) else None
    return (
        draw(Field(field.name), value, now, compact) if read is None else _when(read, now, compact)
    )


@draw.register
def _(field: Epoch, value: Value, now: datetime, compact: bool) -> SafeString:
    if not isinstance(value, Decimal) or not 0 < value < 10**11:
        return draw(Field(field.name), value, now, compact)
    return _when(datetime.fromtimestamp(int(value), UTC), now, compact)


def _when(read: datetime, now: datetime, compact: bool) -> SafeString:
    if compact:
        form = '<time datetime="{}" title="{}">{}</time>'
        return markup(form, read.isoformat(), exact(read), ago(read, now))
    form = '<time datetime="{}">{}</time> <span class="dim">{}</span>'
    return markup(form, read.isoformat(), exact(read), ago(read, now))


@draw.register
def _(field: Link, value: Value, now: datetime, compact: bool) -> SafeString:
    text = _text(value)
    if not text.startswith("https://") or "?" in text:
        return markup('<span class="mono" dir="auto">{}</span>', _cut(text) if compact else text)
    form = '<a class="link" href="{}" rel="noreferrer noopener" target="_blank" dir="auto">{}</a>'
    return markup(form, text, _cut(text) if compact else text)


def _dangling(text: str, remark: str, compact: bool) -> SafeString:
    """The remark leads in a cell, where the end of a long id is cut."""
    if compact:
        form = '<span class="flag dot" title="{}"><span class="vh">{}</span></span> {}'
        shown = markup('<span class="mono dim" dir="auto">{}</span>', _cut(text))
        return markup(form, remark, remark, shown)
    form = '<span class="mono dim" dir="auto">{}</span> <span class="flag bad">{}</span>'
    return markup(form, text, remark)


def _reference(shown: Shown, compact: bool) -> SafeString:
    """A labelled link; a reference to nothing says so."""
    pointer, text = shown.pointer, str(shown.value)
    if pointer.key is None:
        href = list_url(pointer.entity, pointer.conditions)
        return markup('<a class="link" href="{}" dir="auto">{}</a>', href, _cut(text))
    if pointer.dangling:
        return _dangling(text, f"no such {pointer.entity.label.lower()}", compact)
    label = pointer.label or text
    href = item_url(pointer.entity, pointer.key)
    title = "" if label == text else text
    link = markup(
        '<a class="link" href="{}" dir="auto" title="{}">{}</a>', href, title, _cut(label)
    )
    if compact or not title:
        return link
    return markup('{} <code class="dim">{}</code>', link, text)


def _summary(value: Value) -> SafeString:
    """What a nested or binary value is, in the space of a cell."""
    match value:
        case bytes():
            return markup('<span class="dim">binary, {} bytes</span>', len(value))
        case dict():
            return markup('<span class="dim">map, {} entries</span>', len(value))
        case list():
            return markup('<span class="dim">list, {} entries</span>', len(value))
    shown = sorted(_text(member) for member in value)
    return markup('<span dir="auto">{}</span>', _cut(", ".join(shown)))


def _text(value: Value) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 40 else str(value)
        case bytes():
            return value.hex()
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= CUT else text[: CUT - 1] + "…"


def tree(value: Value) -> SafeString:
    """A nested value as a tree that opens and closes, also without JavaScript."""
    match value:
        case dict():
            rows = ((name, tree(value[name])) for name in sorted(value))
            return _branch(f"map, {len(value)} entries", rows)
        case list():
            rows = ((str(place), tree(member)) for place, member in enumerate(value))
            return _branch(f"list, {len(value)} entries", rows)
        case Masked():
            return markup('<span class="masked">{}</span>', value.text)
        case None:
            return NULL
        case "":
            return EMPTY
        case bytes() | frozenset():
            return _summary(value)
    return markup('<span class="text" dir="auto">{}</span>', _long(_text(value)))


def _long(text: str) -> str:
    return text if len(text) <= 2000 else f"{text[:200]}… ({len(text):,} characters)"


def _branch(summary: str, rows) -> SafeString:
    items = format_html_join("", '<div><dt dir="auto">{}</dt><dd>{}</dd></div>', rows)
    form = '<details class="tree" open><summary>{}</summary><dl>{}</dl></details>'
    return markup(form, summary, items)


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


def alignment(field: Field) -> str:
    """The class of a column: numbers and dates stand under each other, long texts are cut."""
    if isinstance(field, Number | Date):
        return "num"
    return "long" if isinstance(field, LongText | Reference) else ""
