"""One value as HTML: a text, number or yes/no by its field's class, the rest by what it is.

Everything is escaped by `markup`.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import singledispatch

from django.utils.safestring import SafeString

from entities.operations.flags import moment
from entities.schema.fields import (
    Choice,
    Date,
    Epoch,
    Field,
    Flag,
    Link,
    Money,
    Number,
    Timestamp,
)
from entities.schema.values import WIDE, Value, number_text
from entities.web.clock import ago, exact
from entities.web.markup import escaped, markup

CUT = 80
WHOLE = re.compile(r"-?[0-9]+")


@singledispatch
def draw(field: Field, value: Value, now: datetime, compact: bool) -> SafeString:
    """A text, number or yes/no of this kind of field."""
    text = text_of(value)
    if isinstance(value, str) and compact:
        return markup('<span dir="auto">{}</span>', cut(text))
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
    text = f"{value:,f}" if isinstance(value, Decimal) and abs(value) < 10**20 else text_of(value)
    return escaped(text)


@draw.register
def _(field: Flag, value: Value, now: datetime, compact: bool) -> SafeString:
    return escaped(text_of(value))


@draw.register
def _(field: Choice, value: Value, now: datetime, compact: bool) -> SafeString:
    text = text_of(value)
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
    return markup('<span class="date">{}</span>', text_of(value))


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
    text = text_of(value)
    if not text.startswith("https://") or "?" in text:
        return markup('<span class="mono" dir="auto">{}</span>', cut(text) if compact else text)
    form = '<a class="link" href="{}" rel="noreferrer noopener" target="_blank" dir="auto">{}</a>'
    return markup(form, text, cut(text) if compact else text)


def summary(value: Value) -> SafeString:
    """What a nested or binary value is, in the space of a cell."""
    match value:
        case bytes():
            return markup('<span class="dim">binary, {} bytes</span>', len(value))
        case dict():
            return markup('<span class="dim">{}</span>', counted("map", value))
        case list():
            return markup('<span class="dim">{}</span>', counted("list", value))
    shown = sorted(text_of(member) for member in value)
    return markup('<span dir="auto">{}</span>', cut(", ".join(shown)))


def counted(kind: str, held: dict | list) -> str:
    """“map, 1 entry”, “list, 3 entries”."""
    return f"{kind}, {len(held)} {'entry' if len(held) == 1 else 'entries'}"


def text_of(value: Value) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 40 else number_text(value)
        case bytes():
            return value.hex()
    return str(value)


def cut(text: str) -> str:
    return text if len(text) <= CUT else text[: CUT - 1] + "…"
