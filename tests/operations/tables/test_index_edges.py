"""Index changes at their edges: nobody at rest, no table, no options, nothing to name."""

import pytest

from entities.errors import Stale
from entities.management.index_options import asked_index
from entities.operations.tables.indexing import turns
from entities.operations.tables.indexing.findings import Finding
from entities.operations.tables.indexing.reading import index_standing
from tests.engines import as_production
from tests.operations.tables.yard import STAFF, Yard
from tests.samples import INVOICES, TOKENS


def test_a_queue_that_is_never_at_rest_is_given_up(store, monkeypatch):
    def taken(store, step):
        raise Stale("queue")

    monkeypatch.setattr(turns, "change", taken)

    with pytest.raises(Stale):
        Yard(as_production(store)).build()


def test_an_index_of_a_missing_table_stands_as_missing(store):
    yard = Yard(as_production(store), like=None)

    standing = index_standing(yard.hands, yard.desired, "rank-index", viewer=STAFF)

    assert (standing.held, standing.run, standing.is_wanted) == (None, None, True)


@pytest.mark.parametrize(
    ("entity", "key", "within"),
    [(INVOICES, ("c_1", "i_1"), "c_1"), (TOKENS, ("a" * 64,), ""), (INVOICES, None, "")],
)
def test_a_finding_names_the_partition_where_there_is_more(entity, key, within):
    assert Finding("u", entity, key, "").within == within


def test_an_index_named_by_options_holds_whole_items_unless_told(store):
    yard = Yard(as_production(store), like=None)
    given = {"partition": "owner:S", "sort": None, "projection": None, "sparse": False}

    index, types = asked_index(yard.desired, "x-index", given)

    assert (index.keys, index.projection, types) == (("owner",), "ALL", {"owner": "S"})
