"""What follows from a change inside the same item: stamps, stored composites, VAT.

Clearing an index key removes the attribute, since an index key may be absent but never empty.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from entities.schema.entity import Entity
from entities.schema.fields import Composite
from entities.schema.values import Item

CENT = Decimal("0.01")
VAT = Decimal("0.18")


def settled(
    entity: Entity, before: Item, after: Item, changed: Iterable[str], now: datetime
) -> Item:
    """The item as it is stored once these attributes changed."""
    names = frozenset(changed)
    made = {name: value for name, value in after.items() if not _is_empty_key(entity, name, value)}
    made |= _vat(entity, made) if "amount" in names else {}
    made = _composed(entity, made)
    if "updatedAt" in entity.fields_by_name:
        made["updatedAt"] = stamp(now)
    return made


def stamp(now: datetime) -> str:
    """A moment as the application writes it: ISO 8601, milliseconds, Z."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def _is_empty_key(entity: Entity, name: str, value) -> bool:
    return value in ("", b"") and any(name in index.keys for index in entity.indexes)


def _vat(entity: Entity, item: Item) -> Item:
    """Amounts are VAT-inclusive: base is amount / 1.18, half up, VAT the rest (domain rules)."""
    derived = {rule.attribute: rule.formula for rule in entity.derived}
    amount = item.get("amount")
    if "amount_before_vat" not in derived.values() or not isinstance(amount, Decimal):
        return {}
    base = (amount / (1 + VAT)).quantize(CENT, ROUND_HALF_UP)
    values = {"amount_before_vat": base, "vat_of_amount": amount - base, "vat_rate": VAT}
    return {name: values[formula] for name, formula in derived.items() if formula in values}


def _composed(entity: Entity, item: Item) -> Item:
    """Stored composites recomputed from their parts; absent where a part is."""
    made = dict(item)
    for field in entity.fields:
        if isinstance(field, Composite):
            parts = [made.get(name) for name in field.parts]
            if all(isinstance(part, str) and part for part in parts):
                made[field.name] = field.separator.join(parts)
            else:
                made.pop(field.name, None)
    return made
