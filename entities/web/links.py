"""Addresses of lists from conditions: the way back from what is read to what can be opened."""

from decimal import Decimal
from urllib.parse import urlencode

from entities.schema.conditions import Condition, Equals
from entities.schema.entity import Entity
from entities.web.addresses import entity_url


def list_url(entity: Entity, conditions: tuple[Condition, ...] = (), **more: str) -> str:
    """The list of the items for which these equalities hold."""
    pairs = [
        (f"{condition.attribute}.is", _text(condition.value))
        for condition in conditions
        if isinstance(condition, Equals)
    ]
    query = urlencode([*pairs, *more.items()])
    return entity_url(entity) + (f"?{query}" if query else "")


def _text(value: str | Decimal | bytes) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
