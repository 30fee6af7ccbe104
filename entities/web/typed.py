"""Filters as they were typed, whether they make sense or not."""

from dataclasses import dataclass

from entities.schema.entity import Entity
from entities.web.filters import OPERATORS
from entities.web.state import State


@dataclass(frozen=True)
class Typed:
    """One filter of an address: the field's name, its words, and the text."""

    name: str
    parameter: str
    title: str
    words: str
    value: str


def typed_filters(entity: Entity, state: State) -> list[Typed]:
    """Nothing that was typed is lost: fields nobody declared are here too, under their name."""
    return [_typed(entity, name, value) for name, value in state.hidden() if _is_filter(name)]


def _is_filter(parameter: str) -> bool:
    name, _, operator = parameter.rpartition(".")
    return bool(name) and operator in OPERATORS


def _typed(entity: Entity, parameter: str, value: str) -> Typed:
    name, _, operator = parameter.rpartition(".")
    return Typed(name, parameter, entity.field(name).title, OPERATORS[operator], value)
