"""Column heads of a list, and which of them turns the order round."""

from dataclasses import dataclass

from entities.operations.browsing import Listing
from entities.schema.fields import Field
from entities.web.cells import alignment
from entities.web.state import State


@dataclass(frozen=True)
class Column:
    """A column head. `sort_url` turns the order round where the path is sorted by this field."""

    field: Field
    align: str
    sort_url: str = ""
    descending: bool = False


def column(state: State, listing: Listing, name: str) -> Column:
    declared = listing.entity.fields_by_name[name]
    descending = listing.query.descending
    sorted_by = _sort_attribute(listing)
    if name != sorted_by:
        return Column(declared, alignment(declared))
    url = state.without("order") if descending else state.with_(order="descending")
    return Column(declared, alignment(declared), url, descending)


def _sort_attribute(listing: Listing) -> str | None:
    path = listing.path
    if path.how != "query":
        return None
    return path.index.sort if path.index else listing.keys.sort
