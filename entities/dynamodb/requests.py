"""The arguments of one Query, Scan or GetItem."""

from dataclasses import dataclass

from entities.dynamodb.codec import to_wire
from entities.dynamodb.expressions import Placeholders, conjunction, projection
from entities.dynamodb.key_conditions import key_conditions, split_filter
from entities.schema.access import AccessPath
from entities.schema.conditions import Condition, attributes_of
from entities.schema.entity import Entity
from entities.schema.values import Item


@dataclass(frozen=True)
class ReadRequest:
    """`kept` are the conditions the service cannot take; they are decided on what comes back."""

    operation: str
    arguments: dict
    kept: tuple[Condition, ...]


def filter_of(entity: Entity, path: AccessPath) -> tuple[Condition, ...]:
    """The path's filter and what tells the entity apart in a shared table."""
    return (*path.filter, *((entity.kind.condition,) if entity.kind else ()))


def page_request(
    entity: Entity,
    path: AccessPath,
    *,
    limit: int | None,
    after: Item | None,
    backward: bool,
    consistent: bool,
    attributes: tuple[str, ...],
) -> ReadRequest | None:
    """One Query or Scan, without the table's name; None where no item can match."""
    use, arguments = Placeholders(), {}
    if path.how == "query":
        keys = key_conditions(path)
        if keys is None:
            return None
        arguments["KeyConditionExpression"] = conjunction(keys, use)
        arguments["ScanIndexForward"] = not backward
    sent, kept = split_filter(path, filter_of(entity, path))
    if sent:
        arguments["FilterExpression"] = conjunction(sent, use)
    if attributes:
        wanted = _projected(entity, path, attributes, kept)
        arguments["ProjectionExpression"] = projection(wanted, use)
    arguments |= use.arguments | _place(path, consistent)
    arguments |= {"Limit": limit} if limit else {}
    arguments |= {"ExclusiveStartKey": to_wire(after)} if after else {}
    return ReadRequest(path.how.capitalize(), arguments, kept)


def _place(path: AccessPath, consistent: bool) -> dict:
    index = path.index
    strong = consistent and (index is None or index.local)  # a global index has no strong reads
    return {
        **({"IndexName": index.name} if index else {}),
        **({"ConsistentRead": True} if strong else {}),
    }


def _projected(
    entity: Entity, path: AccessPath, attributes: tuple[str, ...], kept: tuple[Condition, ...]
) -> tuple[str, ...]:
    """What is read: what is wanted, every key attribute, and what `kept` must look at."""
    looked_at = [name for condition in kept for name in sorted(attributes_of(condition))]
    keys = path.order_attributes or entity.keys
    wanted = (*keys, *attributes, *looked_at)
    # The service refuses to read from a global index what it does not hold.
    index = path.index
    return wanted if index is None else tuple(name for name in wanted if index.holds(name, keys))


def item_arguments(key: Item, attributes: tuple[str, ...], consistent: bool) -> dict:
    """One GetItem, without the table's name."""
    use = Placeholders()
    expression = projection((*key, *attributes), use) if attributes else ""
    return {
        "Key": to_wire(key),
        **({"ConsistentRead": True} if consistent else {}),
        **({"ProjectionExpression": expression} if expression else {}),
        **use.arguments,
    }
