"""Filters as they were typed, whether they make sense or not."""

from dataclasses import dataclass

from django.http import QueryDict

from entities.errors import FilterInvalid
from entities.schema.entity import Entity
from entities.web.filters import OPERATORS, conditions_of, read_filters
from entities.web.state import State


@dataclass(frozen=True)
class Typed:
    """One filter of an address: its field, its words, its text, and what is wrong with it."""

    name: str
    parameter: str
    title: str
    words: str
    value: str
    problem: str = ""


def typed_filters(entity: Entity, state: State) -> list[Typed]:
    """Nothing that was typed is lost: fields nobody declared are here too, under their name."""
    return [_typed(entity, name, value) for name, value in state.hidden() if _is_filter(name)]


def _is_filter(parameter: str) -> bool:
    name, _, operator = parameter.rpartition(".")
    return bool(name) and operator in OPERATORS


def _typed(entity: Entity, parameter: str, value: str) -> Typed:
    name, _, operator = parameter.rpartition(".")
    words = OPERATORS[operator]
    problem = _problem(entity, parameter, value)
    return Typed(name, parameter, entity.field(name).title, words, value, problem)


def _problem(entity: Entity, parameter: str, value: str) -> str:
    """What is wrong with this one filter by itself."""
    alone = QueryDict(mutable=True)
    alone[parameter] = value
    try:
        conditions_of(entity, read_filters(entity, alone))
    except FilterInvalid as refusal:
        return str(refusal)
    return ""
