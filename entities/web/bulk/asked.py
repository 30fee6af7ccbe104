"""What a list asks for, from its address or from words of the same form."""

from collections.abc import Iterable

from django.http import QueryDict

from entities.errors import FilterInvalid
from entities.operations.transfer.walking import Asked
from entities.schema.entity import Entity
from entities.web.filters import OPERATORS, Filter, conditions_of, read_filters


def asked_in(entity: Entity, query: QueryDict) -> Asked:
    """What the address of a list asks for. Raises FilterInvalid."""
    filters = read_filters(entity, query)
    return Asked(
        conditions_of(entity, filters),
        query.get("index", ""),
        query.get("order") == "descending",
        tuple(map(said, filters)),
    )


def asked_of(entity: Entity, words: Iterable[str], *, company: str = "") -> Asked:
    """Filters as `field.operator=value`. Raises FilterInvalid."""
    query = QueryDict(mutable=True)
    for word in words:
        parameter, equals, value = word.partition("=")
        name, dot, operator = parameter.rpartition(".")
        if not dot or operator not in OPERATORS:
            problem = f"“{word[:60]}” is no filter; write field.operator=value"
            raise FilterInvalid(name, problem, f"Operators: {', '.join(OPERATORS)}.")
        query.appendlist(parameter, value)
    if company:
        attribute = entity.company_attribute
        if not attribute:
            raise FilterInvalid("", f"{entity.titles} cannot be told apart by company.")
        query[f"{attribute}.is"] = company
    return asked_in(entity, query)


def said(asked: Filter) -> str:
    """A filter in words, for people and for the audit log."""
    values = ", ".join(asked.values)
    return f"{asked.field.title} {OPERATORS[asked.operator]} {values}".strip()
