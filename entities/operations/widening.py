"""Filters as staff mean them: fields also under their aliases, choices in every spelling."""

from dataclasses import replace

from entities.schema.conditions import AllOf, AnyOf, Condition, Equals, In, Missing, NotEquals
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Field
from entities.schema.values import Value


def widen(entity: Entity, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """What is widened cannot stand on a key: widen before an access path is chosen."""
    return tuple(_widened(entity, condition) for condition in conditions)


def _widened(entity: Entity, condition: Condition) -> Condition:
    if isinstance(condition, AllOf | AnyOf):
        return condition
    declared = entity.field(condition.attribute)
    names = declared.names if condition.attribute == declared.name else (condition.attribute,)
    spelled = [s for name in names for s in _spelled(declared, replace(condition, attribute=name))]
    if len(spelled) == 1:
        return spelled[0]
    combine = AllOf if isinstance(condition, Missing | NotEquals) else AnyOf
    return combine(tuple(spelled))


def _spelled(declared: Field, condition: Condition) -> list[Condition]:
    """The condition for every stored spelling of its values."""
    if not isinstance(declared, Choice):
        return [condition]
    match condition:
        case Equals(attribute, value) if len(_spellings(declared, value)) > 1:
            return [In(attribute, _spellings(declared, value))]
        case NotEquals(attribute, value):
            return [NotEquals(attribute, spelling) for spelling in _spellings(declared, value)]
        case In(attribute, values):
            every = (s for value in values for s in _spellings(declared, value))
            return [In(attribute, tuple(every))]
    return [condition]


def _spellings(declared: Choice, value: Value) -> tuple[Value, ...]:
    if not isinstance(value, str):
        return (value,)
    plain = value.lower() if declared.ignore_case else value
    return tuple(dict.fromkeys((value, *declared.spellings(plain))))
