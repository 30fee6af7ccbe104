"""What a list was asked for as plain values, so that a run can ask it again."""

from dataclasses import fields

from entities.dynamodb.typed_json import from_typed_json, to_typed_json
from entities.operations.transfer.walking import Asked
from entities.schema import conditions
from entities.schema.conditions import AllOf, AnyOf, Condition, In


def plain_asked(asked: Asked) -> list:
    asks = [plain(condition) for condition in asked.conditions]
    return [asks, asked.index, asked.descending, list(asked.said)]


def asked_from(held: list) -> Asked:
    asks, index, descending, said = held
    return Asked(tuple(map(condition_from, asks)), index, descending, tuple(said))


def plain(condition: Condition) -> list:
    """[kind, part, …]: the parts are conditions, or typed JSON."""
    kind = type(condition).__name__
    if isinstance(condition, AllOf | AnyOf):
        return [kind, *map(plain, condition.conditions)]
    if isinstance(condition, In):
        return [kind, *map(to_typed_json, (condition.attribute, list(condition.values)))]
    return [kind, *(to_typed_json(getattr(condition, one.name)) for one in fields(condition))]


def condition_from(held: list) -> Condition:
    kind, *parts = held
    declared = getattr(conditions, kind)
    if declared in (AllOf, AnyOf):
        return declared(tuple(map(condition_from, parts)))
    values = list(map(from_typed_json, parts))
    if declared is In:
        return In(values[0], tuple(values[1]))
    return declared(*values)
