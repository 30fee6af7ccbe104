"""The overview: every table, how it stands, and what is worth attention."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.dynamodb.tables import create_table
from entities.errors import ActionNotAllowed
from entities.operations.counting import Counts, count_items
from entities.operations.overview import overview, table_states
from entities.schema.entity import Index
from entities.schema.viewer import Viewer
from tests.operations.making import NOW, STAFF, Declared, entity, item_of, limited, put
from tests.samples import VISITS


def state_of(store, declared, viewer=STAFF, counts=None):
    known = Declared(declared)
    (state,) = table_states(store, known, counts or Counts(), viewer=viewer)
    return state


def test_every_table_is_in_its_generation_with_its_count(store):
    put(store, "projects", item_of(entity("projects"), 1, companyId="C1"))
    count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    page = overview(store, catalogue, viewer=STAFF)

    assert {g.name for g in page.generations} >= {"company", "multi", "single", "dashboard"}
    tables = [table for generation in page.generations for table in generation.tables]
    assert len(tables) == len(catalogue.tables)
    assert {table.status for table in tables} == {"ok"}
    assert page.total == 1
    assert dict(page.figures)[entity("projects")] == 1
    assert dict(page.figures)[entity("works")] == 0


def test_the_tables_that_are_not_as_declared_are_named_together(store):
    gone = replace(entity("projects"), table="gone")
    known = Declared(entity("works"), gone, entity("counts"))

    page = overview(store, known, viewer=STAFF)

    assert [[t.entity.table for t in g.problems] for g in page.generations] == [["gone"], []]


def test_the_overview_is_one_data_call(store):
    with metered() as meter:
        overview(store, catalogue, viewer=STAFF)

    assert meter.calls == {"BatchGetItem": 1}


def test_before_the_first_count_no_figure_is_known(store):
    page = overview(store, catalogue, viewer=STAFF)

    assert {figure for _, figure in page.figures} == {None}
    assert page.total == 1
    assert page.attention == []


def test_attention_comes_worst_first(store):
    put(store, "companies", {"companyId": "g1"}, {"companyId": "g2"})
    webhooks = [
        item_of(entity("paddle-webhooks"), n, status="failed_to_dlq", companyId="C1")
        for n in range(3)
    ]
    put(store, "paddle-webhooks", *webhooks)
    count_items(store, catalogue, now=NOW, progress=lambda *_: None)

    attention = overview(store, catalogue, viewer=STAFF).attention

    assert [(a.watch.name, a.watch.tone, a.count) for a in attention] == [
        ("ghost", "bad", 2),
        ("failed", "warn", 3),
    ]


def test_a_missing_table_is_told(store):
    state = state_of(store, replace(entity("projects"), table="gone"))

    assert state.status == "missing"
    assert "does not exist" in state.problem


def test_a_table_keyed_otherwise_differs(sample_store):
    state = state_of(sample_store, VISITS)

    assert state.status == "differs"
    assert state.problem == "keys: declared userId and zoneinfo, live userId and timestamp"


def test_a_table_without_a_declared_index_differs(store):
    more = Index("location-index", "location")
    declared = replace(
        entity("company-users"),
        indexes=(*entity("company-users").indexes, replace(more, partition="name")),
    )

    assert state_of(store, declared).problem == (
        "global index: declared location-index (name; ALL), live missing"
    )


def test_an_index_that_is_being_built_is_told(store, faults):
    users = entity("company-users")
    table = store.client.describe_table(TableName=store.table(users))["Table"]
    table["GlobalSecondaryIndexes"][0]["IndexStatus"] = "CREATING"
    faults.answer("DescribeTable", {"Table": {**table, "CreationDateTime": 0}})

    state = state_of(store, users)

    assert (state.status, state.problem) == ("differs", "index userId-index is creating")


def test_a_table_that_is_being_removed_cannot_be_used(store, faults):
    description = store.client.describe_table(TableName=store.table(entity("projects")))["Table"]
    table = {**description, "TableStatus": "DELETING", "CreationDateTime": 0}
    table.pop("SSEDescription", None)
    faults.answer("DescribeTable", {"Table": table})

    state = state_of(store, entity("projects"))

    assert (state.status, state.problem) == ("differs", "is deleting")


def test_a_table_nobody_may_describe_is_unknown(store, faults):
    faults.refuse("DescribeTable", "AccessDeniedException")

    state = state_of(store, entity("projects"), counts=Counts({"projects": 3}, {}, NOW))

    assert (state.status, state.count) == ("unknown", 3)


def test_the_size_of_a_table_is_for_viewers_without_a_limit(store):
    assert state_of(store, entity("projects")).size is not None
    assert state_of(store, entity("projects"), viewer=limited("C1")).size is None


def test_only_tables_are_shown_of_which_something_may_be_browsed(store):
    viewer = limited("C1", actions=("view",))

    shown = {state.entity.name for state in table_states(store, catalogue, Counts(), viewer=viewer)}

    assert "projects" in shown
    assert not shown & {"audit", "runs", "multi-projects", "single-works", "pending-payments"}


def test_who_may_not_view_gets_no_overview(store):
    with pytest.raises(ActionNotAllowed):
        overview(store, catalogue, viewer=Viewer("nobody"))


def test_kinds_of_one_table_are_one_state_and_count_together(store):
    kinds = [e for e in catalogue.entities if e.table == "production-table"]
    counts = Counts({kind.name: 2 for kind in kinds}, {}, NOW)

    (state,) = table_states(store, Declared(*kinds), counts, viewer=STAFF)

    assert (state.count, len(state.entities)) == (2 * len(kinds), 5)


def test_a_table_made_as_declared_is_ok(store):
    declared = replace(entity("projects"), table="made")
    create_table(store, declared)

    assert (state_of(store, declared).status, state_of(store, declared).indexes) == ("ok", 0)
