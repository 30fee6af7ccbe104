"""Filters in force, and the way without each."""

from dataclasses import dataclass

from entities.operations.browsing import Listing
from entities.web.filters import OPERATORS, WITHOUT_VALUE, Filter
from entities.web.state import State


@dataclass(frozen=True)
class Chip:
    """A filter in force, how DynamoDB serves it (key, index or filter), and the way without it."""

    label: str
    words: str
    values: str
    how: str
    remove: str


def chip(state: State, listing: Listing, asked: Filter) -> Chip:
    return Chip(
        asked.field.title,
        OPERATORS[asked.operator],
        ", ".join(asked.values) if asked.operator not in WITHOUT_VALUE else "",
        how(listing, asked.field.name),
        state.without(asked.parameter),
    )


def how(listing: Listing, name: str) -> str:
    """Whether DynamoDB serves a filter by key, by index, or leaves items out after reading."""
    path = listing.path
    served = {c.attribute for c in (path.partition, path.sort, *path.implied) if c is not None}
    if name not in served or path.how == "scan":
        return "filter"
    return "index" if path.index else "key"
