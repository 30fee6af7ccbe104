"""What templates ask for: icons, values, addresses, numbers. The work is done in `web`."""

from decimal import Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString

from entities.catalogue import catalogue
from entities.operations.headings import key_text
from entities.operations.showing import Shown, ShownItem
from entities.schema.conditions import Condition
from entities.schema.entity import Entity
from entities.schema.values import Key
from entities.web import addresses, cells, clock, trees
from entities.web.highlight import highlighted
from entities.web.links import list_url
from entities.web.markup import escaped, markup

register = template.Library()


@register.simple_tag
@cache  # by the few names there are: a page has dozens of icons
def icon(name: str) -> SafeString:
    """A decorative icon of the sprite."""
    form = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
    return markup(form, static("icons/icons.svg"), name)


@register.simple_tag(takes_context=True)
def row_cells(context, row: ShownItem, columns) -> SafeString:
    """The cells of one row of a list: all of them at once, since there are hundreds on a page."""
    now = context.get("now") or timezone.now()
    drawn = [
        f'<td class="{column.align}">{escaped(cells.cell(row, column.field.name, now=now))}</td>'
        for column in columns
    ]
    return SafeString("".join(drawn))  # a class is one of ours, a cell is escaped


@register.simple_tag(takes_context=True)
def short(context, row: ShownItem, name: str) -> SafeString:
    """One value of a row in the space of a cell."""
    return cells.cell(row, name, now=context.get("now") or timezone.now())


@register.simple_tag(takes_context=True)
def full(context, shown: Shown) -> SafeString:
    """A value on the page of its item."""
    return cells.full(shown, now=context.get("now") or timezone.now())


@register.simple_tag
def tree(shown: Shown) -> SafeString:
    return trees.tree(shown.value)


@register.simple_tag
def item_url(entity: Entity, key: Key, page: str = "") -> str:
    return addresses.item_url(entity, key, page)


@register.simple_tag
def key_of(entity: Entity, key: Key) -> str:
    """What an item is called by its key; a secret never."""
    return key_text(entity, key)


@register.simple_tag
def entity_url(entity: Entity) -> str:
    return addresses.entity_url(entity)


@register.simple_tag
def menu_url(entity: Entity) -> str:
    return addresses.menu_url(entity)


@register.simple_tag
def company_url(company: str) -> str:
    return addresses.company_url(company)


@register.simple_tag
def filtered_url(entity: Entity, conditions: tuple[Condition, ...], scan: bool = False) -> str:
    return list_url(entity, conditions, scan="1") if scan else list_url(entity, conditions)


@register.simple_tag
def title_of(entity: Entity, name: str) -> str:
    return entity.field(name).title


@register.simple_tag
def align_of(entity: Entity, name: str) -> str:
    return cells.alignment(entity.field(name))


@register.filter
def system_label(name: str) -> str:
    """What staff call a system."""
    return catalogue.system_label(name)


@register.filter
def ago(moment) -> str:
    return clock.ago(moment, timezone.now()) if moment else "never"


@register.filter
def exact(moment) -> str:
    return clock.exact(moment) if moment else ""


@register.filter
def thousands(number) -> str:
    """1234567 as 1,234,567; an en dash for None."""
    return "–" if number is None else f"{number:,}"


@register.filter
def money(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:,.2f}"


@register.filter
def cents(amount: Decimal) -> str:
    """Dollars with two decimals; what is less than half a cent says so."""
    return "under 0.01" if 0 < amount < Decimal("0.005") else f"{amount:,.2f}"


@register.simple_tag
def count_of(counts, entity: Entity) -> str:
    """The exact count of an entity; an en dash where nobody counted."""
    return thousands(counts.of(entity) or 0 if counts.counted_at and entity.counted else None)


@register.filter
def bytes_text(size: int | None) -> str:
    if size is None:
        return "–"
    for unit, factor in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} B"


@register.filter
def share(part: Decimal | None, whole: Decimal | None) -> int:
    """Per cent, from 0 to 100; 0 where there is no whole."""
    if not part or not whole or whole <= 0:
        return 0
    return max(0, min(100, int(part * 100 / whole)))


@register.filter
def json_pretty(shown: Shown) -> SafeString:
    return highlighted(trees.pretty_json(str(shown.value)))


@register.filter
def json_coloured(text: str) -> SafeString:
    return highlighted(text)
