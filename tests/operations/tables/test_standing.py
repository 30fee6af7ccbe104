"""How tables stand: one word for each, whatever the service answers."""

from dataclasses import replace

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.tables.compared import further_differences, settings_of
from entities.operations.tables.desired import desired_table, desired_tables
from entities.operations.tables.standing import (
    AS_DECLARED,
    BUSY,
    DIFFERS,
    MISSING,
    UNKNOWN,
    WRONG_KEYS,
    seen_tables,
    stand,
)
from entities.schema.viewer import Viewer
from tests.operations.making import NOW, STAFF, Declared, entity, limited
from tests.operations.tables.by_hand import KNOWN, LOCAL, OWNERS, THINGS, TOPICS, indexes, make
from tests.operations.tables.by_hand import settings as changed
from tests.samples import VISITS


def standing_of(store, declared=THINGS, known=KNOWN):
    (found,) = stand(store, [desired_table(store, known, declared)], now=NOW)
    return found


def words_of(standing) -> dict[str, tuple[str, str]]:
    return {one.subject: (one.declared, one.live) for one in settings_of(standing)}


def test_a_table_made_as_declared_stands_as_declared(bare):
    make(bare.client)

    found = standing_of(bare)

    assert (found.state, found.differences, found.at) == (AS_DECLARED, (), NOW)
    assert all(one.offered and not one.difference for one in settings_of(found))
    assert words_of(found) | {"recovery": ()} == {
        "keys": ("id (text) and at (text)",) * 2,
        "billing": ("on demand", "on demand"),
        "ttl": ("expiresAt", "expiresAt"),
        "recovery": (),
        "encryption": ("with a key in KMS",) * 2,
        "stream": ("new image", "new image"),
        "protection": ("on", "on"),
        "tags": (
            "system=made, environment=production, owner=us",
            "environment=production, owner=us, system=made",
        ),
    }


def test_every_setting_that_differs_stands_beside_what_mends_it(bare):
    held = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 2}
    provisioned = {"BillingMode": "PROVISIONED", "ProvisionedThroughput": held}
    other = replace(indexes(LOCAL), settings=changed(stream=None, ttl=None).settings)
    make(bare.client, other, tags={}, **provisioned)

    found = standing_of(bare)

    assert found.state == DIFFERS
    told = {one.subject: one for one in settings_of(found) if one.difference}
    assert told["billing"].live == "provisioned, 3 reads and 2 writes a second"
    assert {told[name].live for name in ("ttl", "stream")} == {"off"}
    assert told["tags"].live == "none"
    assert told["stream"].difference.remedy == "Open a stream of NEW_IMAGE."
    assert [d.subject for d in further_differences(found)] == [
        f"index/{index.name}" for index in (TOPICS, OWNERS)
    ]


def test_what_the_engine_does_not_offer_is_a_word_and_no_difference(bare, faults):
    make(bare.client)
    for operation in ("DescribeTimeToLive", "DescribeContinuousBackups", "ListTagsOfResource"):
        faults.refuse(operation, "UnknownOperationException")

    found = standing_of(bare)

    assert found.state == AS_DECLARED
    silent = {one.subject for one in settings_of(found) if not one.offered}
    assert silent == {"ttl", "recovery", "tags"}


def test_recovery_that_is_off_and_a_ttl_that_changes_are_told(bare, faults):
    make(bare.client)
    faults.answer(
        "DescribeTimeToLive",
        {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLING", "AttributeName": "other"}},
    )
    off = {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}
    faults.answer("DescribeContinuousBackups", {"ContinuousBackupsDescription": off})

    words = words_of(standing_of(bare))

    assert words["ttl"] == ("expiresAt", "other disabling")
    assert words["recovery"] == ("14 days", "off")


def test_a_table_that_is_not_there_is_missing_and_has_no_settings(bare):
    found = standing_of(bare)

    assert (found.state, found.description, settings_of(found)) == (MISSING, None, [])


def test_a_table_with_other_keys_is_told_before_anything_else(sample_store):
    assert standing_of(sample_store, VISITS, Declared(VISITS)).state == WRONG_KEYS


def test_a_table_that_is_being_made_is_busy(bare, faults):
    make(bare.client)
    table = bare.client.describe_table(TableName="made-things")["Table"]
    table = {**table, "TableStatus": "CREATING", "CreationDateTime": 0}
    faults.answer("DescribeTable", {"Table": table}, times=3)
    faults.refuse("DescribeTimeToLive", "ResourceNotFoundException")

    found = standing_of(bare)

    assert (found.state, found.description) == (BUSY, None)
    assert "is creating and cannot be used yet" in str(found.refusal)


def test_an_index_that_is_being_built_makes_the_table_busy(bare, faults):
    make(bare.client)
    table = bare.client.describe_table(TableName="made-things")["Table"]
    table["GlobalSecondaryIndexes"][0]["IndexStatus"] = "CREATING"
    faults.answer("DescribeTable", {"Table": {**table, "CreationDateTime": 0}})

    assert standing_of(bare).state == BUSY


def test_one_table_that_may_not_be_asked_hides_no_other(store, faults):
    faults.refuse("DescribeTable", "AccessDeniedException")

    found = stand(store, desired_tables(store, catalogue), now=NOW, at_once=1)

    assert [one.state for one in found].count(UNKNOWN) == 1
    assert [one.state for one in found].count(AS_DECLARED) == len(catalogue.tables) - 1


def test_a_service_that_does_not_answer_is_asked_once(store, faults):
    faults.unreachable("DescribeTable")

    with metered() as meter:
        found = stand(store, desired_tables(store, catalogue), now=NOW, at_once=1)

    assert {one.state for one in found} == {UNKNOWN}
    assert meter.calls == {"DescribeTable": 1}


def test_who_may_browse_nothing_of_a_table_does_not_see_it(store):
    def seen(viewer) -> set[str]:
        return {one.entity.name for one in seen_tables(store, catalogue, viewer=viewer)}

    assert seen(Viewer("nobody")) == set()
    assert "projects" in seen(limited("C1", actions=("view",)))
    assert not seen(limited("C1", actions=("view",))) & {"audit", "multi-projects"}
    assert len(seen(STAFF)) == len(catalogue.tables)
    managing = Viewer("o", frozenset(("view", "manage tables")), None)
    assert entity("runs").name in seen(managing)
