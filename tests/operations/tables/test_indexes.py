"""Building one index: once, waited for, by its declared name."""

import pytest

from entities.dynamodb.inspection import NOT_OFFERED
from entities.dynamodb.metering import metered
from entities.errors import (
    IndexUnknown,
    PrerequisitesMissing,
    TableChangeRefused,
    TableMissing,
    TableUnknown,
)
from entities.operations.tables.creation import create_missing
from entities.operations.tables.desired import desired_named, desired_table
from entities.operations.tables.indexes import THERE, build_index
from tests.operations.tables.by_hand import (
    KNOWN,
    LOCAL,
    NAME,
    OWNERS,
    THINGS,
    TOPICS,
    indexes,
    make,
)
from tests.operations.tables.changer import quiet, recorder


@pytest.fixture
def place(bare):
    """A store of production with the tables of the log."""
    list(create_missing(bare, KNOWN, recorder(bare, KNOWN), system="dashboard"))
    return bare


def build(store, name: str, tell=quiet) -> str:
    desired = desired_table(store, KNOWN, THINGS)
    return build_index(store, desired, name, recorder(store, KNOWN), tell=tell)


def test_an_index_is_built_once(place):
    make(place.client, indexes(TOPICS, LOCAL))

    assert build(place, "owner-index") == "done"
    with metered() as meter:
        assert build(place, "owner-index") == THERE

    assert meter.calls["UpdateTable"] == 0
    description = place.describe(NAME)
    assert description.index("owner-index").index.projection == OWNERS.projection
    assert dict(description.key_types) == {n: THINGS.key_type(n) for n, _ in description.key_types}


def test_a_build_is_waited_for_and_tells_how_far_it_is(place, faults):
    make(place.client, indexes(TOPICS, LOCAL))
    table = place.client.describe_table(TableName=NAME)["Table"] | {"CreationDateTime": 0}
    building = {**table["GlobalSecondaryIndexes"][0], "IndexStatus": "CREATING", "ItemCount": 1234}
    busy = {**table, "GlobalSecondaryIndexes": [building]}
    faults.answer("DescribeTable", {"Table": busy}, times=2)
    faults.answer("DescribeTable", {"Table": {**table, "TableStatus": "UPDATING"}})
    told = []

    build(place, "owner-index", lambda table, words: told.append((table, words)))

    assert told == [
        (NAME, "index topic-index is creating, 1,234 items"),
        (NAME, "index topic-index is creating, 1,234 items"),
        (NAME, "is updating"),
    ]


@pytest.mark.parametrize("name", ["nothing", "local-index"])
def test_only_a_declared_global_index_is_built(place, name):
    make(place.client)

    with pytest.raises(IndexUnknown) as refused:
        build(place, name)
    assert refused.value.hint == "Declared: topic-index, owner-index."


def test_an_index_of_the_name_with_other_keys_is_not_replaced(place):
    make(place.client, indexes(TOPICS, LOCAL, type(OWNERS)("owner-index", "topic")))

    with pytest.raises(TableChangeRefused, match="an index of this name is there"):
        build(place, "owner-index")


def test_an_engine_that_builds_none_is_told(place, faults):
    make(place.client, indexes(TOPICS, LOCAL))
    faults.refuse("UpdateTable", "UnknownOperationException")

    assert build(place, "owner-index") == NOT_OFFERED


def test_an_index_of_a_missing_table_is_refused(place):
    with pytest.raises(TableMissing):
        build(place, "owner-index")


@pytest.mark.parametrize("name", ["made-things", "things"])
def test_a_table_is_found_by_any_of_its_names(place, name):
    assert desired_named(place, KNOWN, name).name == NAME


def test_what_could_not_be_recorded_is_not_done(bare):
    make(bare.client, indexes(TOPICS, LOCAL))

    with pytest.raises(PrerequisitesMissing) as refused:
        build(bare, "owner-index")
    assert refused.value.hint == "First make keyroom-audit and keyroom-tables: create_tables."


def test_a_name_that_no_table_has_is_refused(place):
    with pytest.raises(TableUnknown, match="“nothing” is not a declared table"):
        desired_named(place, KNOWN, "nothing")
