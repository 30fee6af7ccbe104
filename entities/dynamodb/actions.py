"""Folded steps as the actions of one TransactWriteItems request, checked before they are sent.

Source of the numbers: “Quotas in Amazon DynamoDB”, expression parameters and transactions.
"""

import re
from collections.abc import Sequence

from entities.dynamodb.codec import to_wire
from entities.dynamodb.errors import TooManyAttributes
from entities.dynamodb.expressions import Placeholders, conjunction
from entities.dynamodb.limits import ACTIONS, TRANSACTION_BYTES, check_item, check_key
from entities.dynamodb.steps import Change, Check, Delete, Put, Step
from entities.dynamodb.store import Store
from entities.errors import TooLargeAtOnce, TooMuchAtOnce
from entities.schema.values import Item, item_size

VERBS = {Check: "ConditionCheck", Put: "Put", Change: "Update", Delete: "Delete"}
TOKEN_LIMIT = 36  # characters
EXPRESSION_LIMIT = 4096  # bytes
OPERATORS = 300  # of one expression, functions included
OPERATOR = re.compile(r"<>|[<>]=?|=|\b(?:AND|OR|BETWEEN|IN)\b|\w+\(")


def request_of(store: Store, actions: Sequence[Step], token: str) -> dict:
    """The arguments of the call.

    Raises TooMuchAtOnce, TooLargeAtOnce or TooManyAttributes beyond the service's limits,
    ValueInvalid for what it could not hold, and ValueError for a token that is too long.
    """
    if len(actions) > ACTIONS:
        raise TooMuchAtOnce(len(actions), ACTIONS)
    if len(token) > TOKEN_LIMIT:
        raise ValueError(f"a token has at most {TOKEN_LIMIT} characters")
    held = sum(_checked_size(step) for step in actions)
    if held > TRANSACTION_BYTES:
        raise TooLargeAtOnce(held, TRANSACTION_BYTES)
    items = [action_of(store, step) for step in actions]
    return {"TransactItems": items, "ClientRequestToken": token}


def update_of(store: Store, change: Change) -> dict:
    """The arguments of an UpdateItem that answers with the new item. Raises as `request_of`."""
    _checked_size(change)
    return action_of(store, change)["Update"] | {"ReturnValues": "ALL_NEW"}


def _checked_size(step: Step) -> int:
    """Bytes of the item as far as it is known. Raises ValueInvalid."""
    check_key(step.entity, step.key)
    match step:
        case Put(item=item):
            return check_item(step.entity, item)
        case Change():
            return check_item(step.entity, _known(step))
    return item_size(step.entity.key_item(step.key))


def _known(change: Change) -> Item:
    """The item as it will be, or the part of it that the change itself tells."""
    key = change.entity.key_item(change.key)
    return {**key, **change.add, **(change.becomes or {}), **change.set}


def action_of(store: Store, step: Step) -> dict:
    """The step as one member of TransactItems. Raises TooManyAttributes."""
    use = Placeholders()
    expressions = {}
    if isinstance(step, Change):
        expressions["UpdateExpression"] = _update(step, use)
    if step.conditions:
        expressions["ConditionExpression"] = conjunction(step.conditions, use)
    for expression in expressions.values():
        _check_expression(step, expression)
    # What the item was then tells which of several folded conditions failed.
    told = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if step.conditions else {}
    table = {"TableName": store.table(step.entity)}
    return {VERBS[type(step)]: table | _target(store, step) | expressions | told | use.arguments}


def _target(store: Store, step: Step) -> dict:
    if isinstance(step, Put):
        return {"Item": to_wire(step.item)}
    return {"Key": to_wire(store.key_item(step.entity, step.key))}


def _update(change: Change, use: Placeholders) -> str:
    sets = [f"{use.name(name)} = {use.value(value)}" for name, value in change.set.items()]
    removes = [use.name(name) for name in change.remove]
    adds = [f"{use.name(name)} {use.value(amount)}" for name, amount in change.add.items()]
    clauses = (("SET", sets), ("REMOVE", removes), ("ADD", adds))
    return " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses if parts)


def _check_expression(step: Step, expression: str) -> None:
    too_long = len(expression.encode()) > EXPRESSION_LIMIT
    if too_long or len(OPERATOR.findall(expression)) > OPERATORS:
        raise TooManyAttributes(step.entity.label)
