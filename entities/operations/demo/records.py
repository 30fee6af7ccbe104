"""A record of the demo data: an item and the name of the entity it belongs to."""

from collections.abc import Iterator
from typing import TypeAlias

from entities.schema.values import Item

Record: TypeAlias = tuple[str, Item]
Records: TypeAlias = Iterator[Record]
