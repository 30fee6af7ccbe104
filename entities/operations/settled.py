"""What follows from a change inside the same item: stamps, stored composites, VAT.

Clearing an index key removes the attribute, since an index key may be absent but never empty.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from entities.schema.entity import Entity
from entities.schema.fields import Composite
from entities.schema.values import WIDE, Item

CENT = Decimal("0.01")
VAT = Decimal("0.18")
TOUCHED = "updatedAt"


def settled(entity: Entity, after: Item, changed: Iterable[str], now: datetime) -> Item:
    """The item as it is stored once these attributes changed."""
    names = frozenset(changed)
    made = {n: v for n, v in after.items() if not (n in names and _is_empty_key(entity, n, v))}
    made |= _vat(entity, made) if "amount" in names else {}
    made = composed(entity, made)
    return touched(entity, made, now)


def touched(entity: Entity, item: Item, now: datetime) -> Item:
    """The item stamped; a save at the very moment of the one before tells itself apart from it."""
    if TOUCHED not in entity.fields_by_name:
        return item
    made = stamp(now)
    if item.get(TOUCHED) == made:
        made = stamp(now + timedelta(milliseconds=1))
    return item | {TOUCHED: made}


def stamp(now: datetime) -> str:
    """A moment as the application writes it: ISO 8601, milliseconds, Z."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def composed(entity: Entity, item: Item) -> Item:
    """Stored composites recomputed from their parts; absent where a part is."""
    made = dict(item)
    for declared in entity.fields:
        if isinstance(declared, Composite):
            parts = [made.get(name) for name in declared.parts]
            if all(isinstance(part, str) and part for part in parts):
                made[declared.name] = declared.separator.join(parts)
            else:
                made.pop(declared.name, None)
    return made


def _is_empty_key(entity: Entity, name: str, value) -> bool:
    return value in ("", b"") and any(name in index.keys for index in entity.indexes)


def _vat(entity: Entity, item: Item) -> Item:
    """Amounts are VAT-inclusive: base is amount / 1.18, half up, VAT the rest (domain rules)."""
    derived = {rule.attribute: rule.formula for rule in entity.derived}
    amount = item.get("amount")
    if "amount_before_vat" not in derived.values() or not isinstance(amount, Decimal):
        return {}
    base = WIDE.divide(amount, 1 + VAT).quantize(CENT, ROUND_HALF_UP, WIDE)
    values = {
        "amount_before_vat": base,
        "vat_of_amount": WIDE.subtract(amount, base),
        "vat_rate": VAT,
    }
    return {name: values[formula] for name, formula in derived.items() if formula in values}
