"""What an update of a stack does to its tables, and what no update can do, in sentences."""

import json
from collections.abc import Iterator

from entities.operations.tables.cloudformation.aligning import parameters_of, resolved
from entities.operations.tables.cloudformation.properties import (
    attribute_types,
    indexes_of,
    key_names,
)

LABELS = {
    "BillingMode": "billing",
    "DeletionProtectionEnabled": "protection from deletion",
    "PointInTimeRecoverySpecification": "recovery to a point in time",
    "ProvisionedThroughput": "throughput",
    "SSESpecification": "encryption",
    "StreamSpecification": "stream",
    "Tags": "tags",
    "TimeToLiveSpecification": "TTL",
}
TOLD = ("AttributeDefinitions", "GlobalSecondaryIndexes")  # by their indexes
REPLACED = "CloudFormation would have to replace the table, which it cannot. Migrate its items."


def changes_of(before: dict, after: dict) -> Iterator[str]:
    """One sentence per change, table by table; nothing where both are the same."""
    old, new = before["Resources"], after["Resources"]
    names = {name: _name(after, new, name) or _name(before, old, name) for name in (*new, *old)}
    for name in new:
        held = resolved(old.get(name), parameters_of(before))
        follows = resolved(new[name], parameters_of(after))
        yield from (f"{names[name]}: {words}" for words in _resource(held, follows))
    for name in old:
        if name not in new:
            yield f"{names[name]}: leaves the stack; the table stays"
    for section in ("Parameters", "Outputs"):
        if before.get(section) != after.get(section):
            yield f"{section}: change"


def _name(document: dict, resources: dict, name: str) -> str:
    """The table's real name where it has one, else the resource's."""
    properties = resources.get(name, {}).get("Properties", {})
    told = resolved(properties.get("TableName"), parameters_of(document))
    return told if isinstance(told, str) else name if name in resources else ""


def _resource(before: dict | None, after: dict) -> Iterator[str]:
    if before is None:
        yield "is created"
        return
    if before.get("DeletionPolicy") != after.get("DeletionPolicy"):
        yield "is kept from now on when it leaves the stack"
    old, new = before.get("Properties", {}), after.get("Properties", {})
    yield from _indexes(old, new)
    for name in dict.fromkeys((*new, *old)):
        if name not in TOLD and old.get(name) != new.get(name):
            yield f"{LABELS.get(name, name)} {_told(old.get(name))} → {_told(new.get(name))}"


def _indexes(before: dict, after: dict) -> Iterator[str]:
    old, new = indexes_of(before), indexes_of(after)
    for name in old:
        if name not in new:
            yield f"the index {name} is removed"
    for name, index in new.items():
        if name not in old:
            yield f"the index {name} ({', '.join(key_names(index))}) is built"


def _told(value: object) -> str:
    match value:
        case None:
            return "none"
        case [{"Key": _, "Value": _}, *_]:
            return ", ".join(f"{tag['Key']}={tag['Value']}" for tag in value)
    return json.dumps(value, ensure_ascii=False).replace('"', "")


def obstacles_of(before: dict, after: dict) -> Iterator[str]:
    """What no update does."""
    old, new = before["Resources"], after["Resources"]
    for name in new:
        if name in old:
            told = _name(after, new, name)
            properties = old[name].get("Properties", {}), new[name].get("Properties", {})
            yield from (f"{told}: {why} {REPLACED}" for why in _obstacles(*properties))


def _obstacles(before: dict, after: dict) -> Iterator[str]:
    if before.get("TableName") != after.get("TableName"):
        yield f"its name was {_told(before.get('TableName'))}."
    if before.get("KeySchema") != after.get("KeySchema"):
        keys = " and ".join(key_names(before)), " and ".join(key_names(after))
        yield f"its keys change from {keys[0]} to {keys[1]}."
    if before.get("LocalSecondaryIndexes") != after.get("LocalSecondaryIndexes"):
        yield "its local indexes change, which are made with their table only."
    old, new = attribute_types(before), attribute_types(after)
    for name in key_names(after) if "KeySchema" in after else ():
        if name in old and old[name] != new.get(name):
            yield f"its key {name} changes from {old[name]} to {new.get(name)}."
