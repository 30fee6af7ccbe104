"""Folded steps as the actions of one TransactWriteItems request, checked before they are sent."""

from collections.abc import Sequence

from entities.dynamodb.codec import to_wire
from entities.dynamodb.expressions import Placeholders, conjunction
from entities.dynamodb.limits import TRANSACTION_BYTES, check_item, check_key
from entities.dynamodb.steps import Action, Change, Check, Delete, Put, Step
from entities.dynamodb.store import Store
from entities.errors import TooLargeAtOnce
from entities.schema.values import item_size

VERBS = {Check: "ConditionCheck", Put: "Put", Change: "Update", Delete: "Delete"}


def request_of(store: Store, actions: Sequence[Action], token: str) -> dict:
    """Raises ValueInvalid for what DynamoDB could not hold, TooLargeAtOnce above 4 MB."""
    held = sum(_checked_size(action.step) for action in actions)
    if held > TRANSACTION_BYTES:
        raise TooLargeAtOnce(held, TRANSACTION_BYTES)
    return {
        "TransactItems": [_action(store, action.step) for action in actions],
        "ClientRequestToken": token[:36],
    }


def _checked_size(step: Step) -> int:
    check_key(step.entity, step.key)
    match step:
        case Put(item=item):
            return check_item(step.entity, item)
        case Change(becomes=item) if item is not None:
            return check_item(step.entity, item)
        case Change(set=values):
            return item_size(values)
    return 0


def _action(store: Store, step: Step) -> dict:
    use = Placeholders()
    arguments = {"TableName": store.table(step.entity)} | _body(step, use)
    if step.conditions:
        arguments["ConditionExpression"] = conjunction(step.conditions, use)
        # What the item was then tells which of several folded conditions failed.
        arguments["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return {VERBS[type(step)]: arguments | use.arguments}


def _body(step: Step, use: Placeholders) -> dict:
    if isinstance(step, Put):
        return {"Item": to_wire(step.item)}
    key = {"Key": to_wire(step.entity.key_item(step.key))}
    if isinstance(step, Change):
        return key | {"UpdateExpression": _update(step, use)}
    return key


def _update(step: Change, use: Placeholders) -> str:
    sets = [f"{use.name(name)} = {use.value(value)}" for name, value in step.set.items()]
    adds = [f"{use.name(name)} {use.value(amount)}" for name, amount in step.add.items()]
    removes = [use.name(name) for name in step.remove]
    clauses = (("SET", sets), ("REMOVE", removes), ("ADD", adds))
    return " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses if parts)
