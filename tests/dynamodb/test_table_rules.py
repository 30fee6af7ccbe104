"""What the control plane of DynamoDB refuses, refused before the call; engines take it."""

from dataclasses import replace

import pytest

from entities.dynamodb import table_calls as calls
from entities.dynamodb.description import IndexDescription, described
from entities.dynamodb.inspection import NOT_OFFERED, LiveTable, PointInTime, Tags, TimeToLive
from entities.dynamodb.table_rules import check_call
from entities.dynamodb.table_schema import table_definition
from entities.errors import TableChangeRefused
from entities.schema.entity import Index
from tests.samples import INVOICES, entity_of

KEYS = [{"AttributeName": "id", "KeyType": "HASH"}]
DESCRIPTION = described(
    {
        "Table": {
            "TableName": "things",
            "TableStatus": "ACTIVE",
            "KeySchema": KEYS,
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
            "GlobalSecondaryIndexes": [{"IndexName": "old", "KeySchema": KEYS}],
        }
    }
)
OFF = TimeToLive("DISABLED")
LIVE = LiveTable(DESCRIPTION, OFF, PointInTime("DISABLED"), Tags((("owner", "us"),)))
ACTIVE = DESCRIPTION.indexes[0]
TYPES = {"id": "S", "topic": "S"}
NEW = calls.create_index("things", Index("new", "topic"), TYPES)


def but(**changed) -> LiveTable:
    """The live table, described otherwise."""
    return replace(LIVE, description=replace(DESCRIPTION, **changed))


def expiring(status: str) -> LiveTable:
    return replace(LIVE, time_to_live=TimeToLive(status, "ttl"))


def indexes(count: int, **changed) -> tuple[IndexDescription, ...]:
    held = replace(ACTIVE, index=replace(ACTIVE.index, **changed))
    return tuple(replace(held, index=replace(held.index, name=f"index-{n}")) for n in range(count))


def twice(call: calls.TableCall) -> calls.TableCall:
    changes = [*call.index_changes, *call.index_changes]
    return replace(call, arguments=call.arguments | {"GlobalSecondaryIndexUpdates": changes})


def tagged(**tags: str) -> calls.TableCall:
    return calls.tag("things", "arn", {key.replace("_", ":"): v for key, v in tags.items()})


LOCAL = replace(ACTIVE, index=replace(ACTIVE.index, local=True))
INCLUDING = tuple(f"a{n}" for n in range(60))
WIDE = calls.create_index("things", Index("new", "topic", projection=INCLUDING), TYPES)
RECOVERY = calls.stop_recovery("things")
DAYS = {"PointInTimeRecoveryEnabled": False, "RecoveryPeriodInDays": 5}
ODD = replace(RECOVERY, arguments={"PointInTimeRecoverySpecification": DAYS})

REFUSED = [
    (calls.delete_table("things"), but(deletion_protection=True), "protected from deletion"),
    (calls.delete_table("things"), but(status="UPDATING"), "it is updating"),
    (calls.bill_on_demand("things"), but(status="UPDATING"), "it is updating"),
    (
        replace(NEW, arguments=NEW.arguments | {"BillingMode": "PAY_PER_REQUEST"}),
        LIVE,
        "one call changes one thing",
    ),
    (calls.open_stream("things", "NEW_IMAGE"), but(stream="KEYS_ONLY"), "KEYS_ONLY is open"),
    (calls.close_stream("things"), LIVE, "it has no stream"),
    (twice(NEW), LIVE, "one call changes one index"),
    (twice(calls.delete_index("things", "old")), LIVE, "one call changes one index"),
    (NEW, but(indexes=(replace(ACTIVE, status="CREATING"),)), "its index old is creating"),
    (calls.create_index("things", Index("old", "id"), TYPES), LIVE, "of this name is there"),
    (NEW, but(indexes=indexes(20)), "at most 20 global indexes"),
    (WIDE, but(indexes=indexes(1, projection=INCLUDING)), "more than 100 attributes"),
    (NEW, but(billing="PROVISIONED"), "provisioned capacity"),
    (NEW, but(key_types=(("topic", "N"),)), "the attribute topic is known there as N"),
    (calls.create_index("things", Index("new", "topic"), {}), LIVE, "topic is not given"),
    (calls.delete_index("things", "none"), LIVE, "no such index"),
    (calls.delete_index("things", "old"), but(indexes=(LOCAL,)), "a local index stays"),
    (calls.expire_by("things", "ttl"), expiring("ENABLED"), "that must stop first"),
    (calls.expire_by("things", "ttl"), expiring("DISABLING"), "under way"),
    (calls.stop_expiry("things", "ttl"), expiring("ENABLING"), "under way"),
    (calls.stop_expiry("things", "ttl"), LIVE, "TTL is off"),
    (calls.stop_expiry("things", "other"), expiring("ENABLED"), "its TTL is ttl"),
    (calls.keep_recoverable("things", 36), LIVE, "the days are 1 to 35"),
    (calls.keep_recoverable("things", 0), LIVE, "the days are 1 to 35"),
    (ODD, LIVE, "days are given only"),
    (tagged(**{f"k{n}": "v" for n in range(50)}), LIVE, "at most 50 tags"),
    (tagged(k="v" * 257), LIVE, "a tag's key"),
    (tagged(aws_x="v"), LIVE, "AWS's own"),
    (calls.untag("things", "arn", ("aws:x",)), LIVE, "AWS's own"),
]
ACCEPTED = [
    (calls.delete_table("things"), LIVE),
    (calls.bill_on_demand("things"), LIVE),
    (calls.encrypt("things", "KMS"), LIVE),
    (calls.encrypt("things", None), LIVE),
    (calls.protect("things", True), LIVE),
    (calls.open_stream("things", "NEW_IMAGE"), LIVE),
    (calls.close_stream("things"), but(stream="NEW_IMAGE")),
    (NEW, LIVE),
    (calls.delete_index("things", "old"), LIVE),
    (calls.expire_by("things", "ttl"), LIVE),
    (calls.expire_by("things", "ttl"), replace(LIVE, time_to_live=TimeToLive(NOT_OFFERED))),
    (calls.stop_expiry("things", "ttl"), expiring("ENABLED")),
    (calls.keep_recoverable("things", 35), LIVE),
    (RECOVERY, LIVE),
    (tagged(owner="them", **{f"k{n}": "v" for n in range(49)}), LIVE),
    (calls.untag("things", "arn", ("owner",)), LIVE),
]


def name_of(value) -> str:
    return value.words if isinstance(value, calls.TableCall) else str(value)[:30]


@pytest.mark.parametrize(("call", "live", "why"), REFUSED, ids=name_of)
def test_what_dynamodb_refuses_is_refused_before_the_call(call, live, why):
    with pytest.raises(TableChangeRefused, match=why) as refused:
        check_call(call, live)

    assert str(refused.value).startswith(f"“things”: cannot {call.words}, because ")


@pytest.mark.parametrize(("call", "live"), ACCEPTED, ids=name_of)
def test_what_dynamodb_takes_is_let_through(call, live):
    check_call(call, live)


def creation(name: str = "things", *declared: Index):
    entity = entity_of("things", "id", "topic", partition="id", sort="topic", indexes=declared)
    return calls.create_table_call(name, table_definition(entity), {"system": "samples"})


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (creation("ab"), "3 to 255"),
        (creation("no spaces"), "3 to 255"),
        (creation("x", *(Index(f"i{n}", "topic") for n in range(21))), "3 to 255"),
        (creation("things", *(Index(f"i{n}", "topic") for n in range(21))), "20 global"),
        (
            creation("things", *(Index(f"i{n}", "id", "topic", local=True) for n in range(6))),
            "5 local",
        ),
        (
            creation("things", *(Index(f"i{n}", "topic", projection=INCLUDING) for n in (1, 2))),
            "100 attributes",
        ),
    ],
)
def test_a_table_that_cannot_be_is_not_asked_for(call, why):
    with pytest.raises(TableChangeRefused, match=why):
        check_call(call)


def test_a_table_as_declared_may_be_made():
    check_call(calls.create_table_call("things", table_definition(INVOICES), {}))
    check_call(creation())


def test_a_call_is_spelled_alike_whatever_the_order_of_its_parts():
    (there, back) = (dict(a=1, b={"c": 2, "d": 3}), dict(b={"d": 3, "c": 2}, a=1))
    texts = {calls.TableCall("UpdateTable", "t", arguments, "").text for arguments in (there, back)}

    assert texts == {'UpdateTable {"a": 1, "b": {"c": 2, "d": 3}}'}
