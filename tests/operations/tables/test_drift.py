"""Every class of drift, made by hand, is found; what can be mended in place is, and only once."""

from dataclasses import replace

import pytest

from entities.dynamodb.metering import metered
from entities.dynamodb.table_schema import index_definition
from entities.operations.tables.compare_keys import MIGRATE
from entities.operations.tables.creation import create_missing
from entities.operations.tables.desired import desired_table
from entities.operations.tables.difference import CLASSES
from entities.operations.tables.drift import check_table
from entities.schema.entity import Index
from tests.operations.tables.by_hand import (
    KNOWN,
    LOCAL,
    NAME,
    OWNERS,
    THINGS,
    TOPICS,
    indexes,
    make,
    settings,
)
from tests.operations.tables.changer import apply_all, recorder

WRITES = ("CreateTable", "Update", "Tag", "Untag", "Delete", "TransactWrite", "Put", "Batch")
PROVISIONED = {
    "BillingMode": "PROVISIONED",
    "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 2},
}
EXTRA = Index("extra-index", "owner", "topic")
CAPACITY = {"ProvisionedThroughput": PROVISIONED["ProvisionedThroughput"]}

# What is live instead, and the differences that it makes: (class, subject).
MENDED = {
    "billing": (THINGS, PROVISIONED, [("billing", "billing")]),
    "a global index is missing": (indexes(TOPICS, LOCAL), {}, [("global index", OWNERS)]),
    "two are missing": (indexes(LOCAL), {}, [("global index", TOPICS), ("global index", OWNERS)]),
    "no TTL": (settings(ttl=None), {}, [("TTL", "ttl")]),
    "TTL by another attribute": (settings(ttl="other"), {}, [("TTL", "ttl")]),
    "no recovery": (settings(point_in_time_recovery=False), {}, [("recovery", "recovery")]),
    "recovery of fewer days": (settings(recovery_days=7), {}, [("recovery", "recovery")]),
    "no key of KMS": (settings(encryption=None), {}, [("encryption", "encryption")]),
    "no stream": (settings(stream=None), {}, [("stream", "stream")]),
    "not protected": (
        settings(deletion_protection=False),
        {},
        [("deletion protection", "protection")],
    ),
    "tags": (THINGS, {"tags": {"owner": "them", "foreign": "kept"}}, [("tags", "tags")]),
}
# Only when they are named, since the fix takes something away.
NAMED = {
    "an index nobody declared": (indexes(TOPICS, OWNERS, LOCAL, EXTRA), [("global index", EXTRA)]),
    "an index by other keys": (
        indexes(replace(TOPICS, sort=None), OWNERS, LOCAL),
        [("global index", TOPICS)],
    ),
    "an index of another projection": (
        indexes(TOPICS, replace(OWNERS, projection="KEYS_ONLY"), LOCAL),
        [("global index", OWNERS)],
    ),
    "a type that indexes fix": (
        replace(THINGS, key_types=(("rank", "S"),)),
        [("attribute types", "type/rank")],
    ),
    "a type and the keys of an index": (
        replace(
            indexes(replace(TOPICS, partition="owner"), OWNERS, LOCAL), key_types=(("rank", "S"),)
        ),
        [("attribute types", "type/rank"), ("global index", TOPICS)],
    ),
    "another stream": (settings(stream="KEYS_ONLY"), [("stream", "stream")]),
    "recovery of more days": (settings(recovery_days=35), [("recovery", "recovery")]),
}
# Never in place.
MIGRATED = {
    "keys": (replace(THINGS, sort="topic", indexes=(TOPICS, OWNERS)), "keys"),
    "the type of a key": (replace(THINGS, key_types=(("at", "N"),)), "attribute types"),
    "the type of a local index": (replace(THINGS, key_types=(("topic", "N"),)), "attribute types"),
    "no local index": (indexes(TOPICS, OWNERS), "local index"),
    "a local index nobody declared": (
        indexes(TOPICS, OWNERS, LOCAL, Index("more-index", "id", "owner", local=True)),
        "local index",
    ),
    "another local index": (
        indexes(TOPICS, OWNERS, replace(LOCAL, sort="rank")),
        "local index",
    ),
}
# Moto forgets a change of encryption and reopens no stream; the embedded engine tells no days.
MOTO_LIES = ("no key of KMS", "another stream", "all")


@pytest.fixture
def place(request):
    """A store of production with the tables of the log, on an engine that tells the truth."""
    name = request.node.callspec.params.get("name") if hasattr(request.node, "callspec") else ""
    store = request.getfixturevalue("exact" if name in MOTO_LIES else "bare")
    list(create_missing(store, KNOWN, recorder(store, KNOWN), system="dashboard"))
    return store


def found(store) -> list:
    return list(check_table(store, desired_table(store, KNOWN, THINGS)).differences)


def told(differences) -> list[tuple[str, str]]:
    return [(difference.kind, difference.subject) for difference in differences]


def subjects(expected) -> list[tuple[str, str]]:
    return [
        (kind, f"index/{subject.name}" if isinstance(subject, Index) else subject)
        for kind, subject in expected
    ]


def writes(meter) -> dict:
    return {name: n for name, n in meter.calls.items() if name.startswith(WRITES) and n}


def applied_again(store, named=()) -> dict:
    """The writing calls of another apply."""
    with metered() as meter:
        _, outcomes = apply_all(store, KNOWN, named=named)
    assert outcomes == []
    return writes(meter)


def test_a_table_made_as_declared_has_no_drift(place):
    make(place.client)

    assert found(place) == []
    assert applied_again(place) == {}


@pytest.mark.parametrize("name", MENDED)
def test_what_differs_is_found_and_mended_once(place, name):
    like, more, expected = MENDED[name]
    make(place.client, like, **more)
    before = found(place)

    assert told(before) == subjects(expected)
    assert all(difference.fix and not difference.takes_away for difference in before)

    plan, outcomes = apply_all(place, KNOWN)

    assert len(plan.mendings) == len(outcomes) == len(expected)
    assert not any(outcome.failed for outcome in outcomes), outcomes
    assert found(place) == []
    assert applied_again(place) == {}


@pytest.mark.parametrize("name", NAMED)
def test_what_would_take_something_away_is_mended_only_when_named(place, name):
    like, expected = NAMED[name]
    make(place.client, like)
    before = found(place)

    assert told(before) == subjects(expected)
    assert all(difference.takes_away in difference.remedy for difference in before)
    assert applied_again(place) == {}

    names = [difference.name for difference in before]
    _, outcomes = apply_all(place, KNOWN, named=names)

    assert not any(outcome.failed for outcome in outcomes), outcomes
    assert found(place) == []
    assert applied_again(place, names) == {}


@pytest.mark.parametrize("name", MIGRATED)
def test_what_a_table_keeps_for_life_says_migrate(place, name):
    like, kind = MIGRATED[name]
    make(place.client, like)

    _, outcomes = apply_all(place, KNOWN)
    left = found(place)

    assert kind in [difference.kind for difference in left]
    assert not any(outcome.failed for outcome in outcomes), outcomes
    assert {(d.fix, d.why_not) for d in left} == {((), MIGRATE)}
    assert applied_again(place) == {}


def test_every_class_of_drift_is_made_here():
    made = {kind for _, _, expected in MENDED.values() for kind, _ in expected}
    made |= {kind for _, expected in NAMED.values() for kind, _ in expected}
    made |= {kind for _, kind in MIGRATED.values()}

    assert made == set(CLASSES)
    assert len(CLASSES) == 11


@pytest.mark.parametrize("name", ["all"])
def test_all_of_it_at_once_is_mended_in_an_order_that_works(place, name):
    worst = replace(
        settings(ttl=None, point_in_time_recovery=False, stream=None, deletion_protection=False),
        indexes=(replace(TOPICS, sort=None), EXTRA, LOCAL),
    )
    globally = [index_definition(index) | CAPACITY for index in worst.indexes if not index.local]
    make(place.client, worst, tags={}, GlobalSecondaryIndexes=globally, **PROVISIONED)
    names = [difference.name for difference in found(place) if difference.takes_away]

    _, outcomes = apply_all(place, KNOWN, named=names)

    assert not any(outcome.failed for outcome in outcomes), outcomes
    assert found(place) == []
    assert place.client.list_tables()["TableNames"].count(NAME) == 1
