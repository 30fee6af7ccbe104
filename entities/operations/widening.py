"""Filters as staff mean them: fields also under their aliases, choices in every spelling."""

from dataclasses import replace

from entities.schema.conditions import AllOf, AnyOf, Condition, Equals, In, Missing, NotEquals
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Field


def widen(entity: Entity, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(_widened(entity, condition) for condition in conditions)


def _widened(entity: Entity, condition: Condition) -> Condition:
    if isinstance(condition, AllOf | AnyOf):
        return condition
    declared = entity.field(condition.attribute)
    spelled = _spelled(declared, condition)
    others = [replace(spelled, attribute=name) for name in declared.aliases]
    if not others or condition.attribute != declared.name:
        return spelled
    combine = AllOf if isinstance(condition, Missing | NotEquals) else AnyOf
    return combine((spelled, *others))


def _spelled(declared: Field, condition: Condition) -> Condition:
    if not isinstance(declared, Choice):
        return condition
    match condition:
        case Equals(attribute, str() as value) if len(declared.spellings(value)) > 1:
            return In(attribute, declared.spellings(value))
        case In(attribute, values):
            every = [s for value in values for s in declared.spellings(value)]
            return In(attribute, tuple(dict.fromkeys(every))[:100])
    return condition
