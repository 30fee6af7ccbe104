"""The strict layer for tables: what the control plane refuses is refused before the call.

Engines are kinder: they take two index changes at once, another view of an open stream, and a TTL
change while one is under way. Source: the API reference of each call, and “Quotas in DynamoDB”.
"""

import re
from collections.abc import Iterator

from entities.dynamodb.inspection import LiveTable
from entities.dynamodb.table_calls import TableCall
from entities.errors import TableChangeRefused
from entities.schema.table_settings import LONGEST_RECOVERY, ON_DEMAND

TABLE_NAME = re.compile(r"[A-Za-z0-9_.-]{3,255}")
GLOBAL_INDEXES = 20
LOCAL_INDEXES = 5
INCLUDED_ATTRIBUTES = 100  # over all indexes of a table
TAGS = 50
TAG_KEY, TAG_VALUE = 128, 256  # characters
BESIDE_THE_CHANGE = {"TableName", "AttributeDefinitions"}


def check_call(call: TableCall, live: LiveTable | None = None) -> None:
    """Raises TableChangeRefused. `live` is the table as it is; None for one to be created."""
    rules = RULES[call.operation]
    for why in rules(call.arguments, live):
        raise TableChangeRefused(call.table, call.words, why)


def _create(arguments: dict, _live: LiveTable | None) -> Iterator[str]:
    yield from _named(arguments["TableName"])
    indexes = arguments.get("GlobalSecondaryIndexes", [])
    local = arguments.get("LocalSecondaryIndexes", [])
    if len(indexes) > GLOBAL_INDEXES:
        yield f"a table has at most {GLOBAL_INDEXES} global indexes"
    if len(local) > LOCAL_INDEXES:
        yield f"a table has at most {LOCAL_INDEXES} local indexes"
    if sum(map(_included, (*indexes, *local))) > INCLUDED_ATTRIBUTES:
        yield f"its indexes include more than {INCLUDED_ATTRIBUTES} attributes"
    yield from _tag(arguments, None)


def _included(definition: dict) -> int:
    return len(definition["Projection"].get("NonKeyAttributes", ()))


def _named(table: str) -> Iterator[str]:
    if not TABLE_NAME.fullmatch(table):
        yield "a table's name is 3 to 255 letters, digits, dots, hyphens or underscores"


def _backup(arguments: dict, _live: LiveTable | None) -> Iterator[str]:
    if not TABLE_NAME.fullmatch(arguments["BackupName"]):
        yield "a backup's name is 3 to 255 letters, digits, dots, hyphens or underscores"


def _restore(arguments: dict, _live: LiveTable | None) -> Iterator[str]:
    yield from _named(arguments["TargetTableName"])


def _delete(_arguments: dict, live: LiveTable) -> Iterator[str]:
    if live.description.deletion_protection:
        yield "it is protected from deletion"
    yield from _busy(live)


def _update(arguments: dict, live: LiveTable) -> Iterator[str]:
    changes = arguments.keys() - BESIDE_THE_CHANGE
    if len(changes) != 1:
        yield "one call changes one thing"
    yield from _busy(live)
    if "StreamSpecification" in arguments:
        yield from _stream(arguments["StreamSpecification"], live)
    if "GlobalSecondaryIndexUpdates" in arguments:
        yield from _index(arguments, live)


def _busy(live: LiveTable) -> Iterator[str]:
    if live.description.status != "ACTIVE":
        yield f"it is {live.description.status.lower()}"


def _stream(specification: dict, live: LiveTable) -> Iterator[str]:
    view = live.description.stream
    if specification["StreamEnabled"] and view:
        yield f"its stream of {view} is open; close that first"
    if not specification["StreamEnabled"] and not view:
        yield "it has no stream"


def _index(arguments: dict, live: LiveTable) -> Iterator[str]:
    changes = arguments["GlobalSecondaryIndexUpdates"]
    if len(changes) != 1:
        yield "one call changes one index"
    for held in live.description.indexes:
        if held.status != "ACTIVE":
            yield f"its index {held.index.name} is {held.status.lower()}"
    created = changes[0].get("Create")
    if created:
        yield from _new_index(created, arguments["AttributeDefinitions"], live)
    else:
        yield from _old_index(changes[0]["Delete"]["IndexName"], live)


def _new_index(created: dict, definitions: list[dict], live: LiveTable) -> Iterator[str]:
    there = live.description.indexes
    if live.description.index(created["IndexName"]):
        yield "an index of this name is there"
    if sum(not held.index.local for held in there) >= GLOBAL_INDEXES:
        yield f"a table has at most {GLOBAL_INDEXES} global indexes"
    projections = (held.index.projection for held in there)
    included = sum(len(held) for held in projections if not isinstance(held, str))
    if included + _included(created) > INCLUDED_ATTRIBUTES:
        yield f"its indexes would include more than {INCLUDED_ATTRIBUTES} attributes"
    if live.description.billing != ON_DEMAND:
        yield "it pays for provisioned capacity; bill it on demand first"
    types = {known["AttributeName"]: known["AttributeType"] for known in definitions}
    for name, kind in live.description.key_types:
        if types.get(name, kind) != kind:
            yield f"the attribute {name} is known there as {kind}"
    for key in created["KeySchema"]:
        if key["AttributeName"] not in types:
            yield f"the type of its key {key['AttributeName']} is not given"


def _old_index(name: str, live: LiveTable) -> Iterator[str]:
    held = live.description.index(name)
    if held is None:
        yield "there is no such index"
    elif held.index.local:
        yield "a local index stays as long as its table"


def _expiry(arguments: dict, live: LiveTable) -> Iterator[str]:
    asked, held = arguments["TimeToLiveSpecification"], live.time_to_live
    if held.changing:
        yield "another change of TTL is under way, which takes up to an hour"
    elif asked["Enabled"] and held.on:
        yield f"items are removed after their {held.attribute}; that must stop first"
    elif not asked["Enabled"] and not held.on:
        yield "TTL is off"
    elif held.on and asked["AttributeName"] != held.attribute:
        yield f"the attribute of its TTL is {held.attribute}"


def _recovery(arguments: dict, _live: LiveTable) -> Iterator[str]:
    asked = arguments["PointInTimeRecoverySpecification"]
    days = asked.get("RecoveryPeriodInDays", LONGEST_RECOVERY)
    if not 1 <= days <= LONGEST_RECOVERY:
        yield f"the days are 1 to {LONGEST_RECOVERY}"
    if not asked["PointInTimeRecoveryEnabled"] and "RecoveryPeriodInDays" in asked:
        yield "days are given only where recovery is on"


def _tag(arguments: dict, live: LiveTable | None) -> Iterator[str]:
    tags = {tag["Key"]: tag["Value"] for tag in arguments.get("Tags", [])}
    there = live.tags.pairs if live and live.tags else ()
    if len({*tags, *(key for key, _ in there)}) > TAGS:
        yield f"a table has at most {TAGS} tags"
    for key, value in tags.items():
        if not 1 <= len(key) <= TAG_KEY or len(value) > TAG_VALUE:
            yield f"a tag's key has 1 to {TAG_KEY} characters and its value at most {TAG_VALUE}"
        if key.startswith("aws:"):
            yield "tags that begin with aws: are AWS's own"


def _untag(arguments: dict, _live: LiveTable) -> Iterator[str]:
    if any(key.startswith("aws:") for key in arguments["TagKeys"]):
        yield "tags that begin with aws: are AWS's own"


RULES = {
    "CreateTable": _create,
    "DeleteTable": _delete,
    "CreateBackup": _backup,
    "RestoreTableFromBackup": _restore,
    "RestoreTableToPointInTime": _restore,
    "UpdateTable": _update,
    "UpdateTimeToLive": _expiry,
    "UpdateContinuousBackups": _recovery,
    "TagResource": _tag,
    "UntagResource": _untag,
}
