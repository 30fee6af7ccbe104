"""The address of a list: everything the page shows stands in it, and links change one thing."""

from dataclasses import dataclass

from django.http import QueryDict

from entities.schema.entity import Entity
from entities.web.addresses import entity_url

CURSOR = "cursor"
COLUMNS = "columns"
OPTIONS = ("index", "order", "strong", "scan", "view")


@dataclass(frozen=True)
class State:
    """The query of a list page, without the mark."""

    entity: Entity
    query: QueryDict

    @classmethod
    def of(cls, entity: Entity, query: QueryDict) -> "State":
        kept = query.copy()
        kept.pop(CURSOR, None)
        return cls(entity, kept)

    @property
    def text(self) -> str:
        return self.query.urlencode()

    @property
    def url(self) -> str:
        return self._url(self.query)

    def with_(self, **changes: str | list[str] | None) -> str:
        """The address with parameters set, or removed where None."""
        query = self.query.copy()
        for name, value in changes.items():
            _set(query, name, value)
        return self._url(query)

    def without(self, *names: str) -> str:
        query = self.query.copy()
        for name in names:
            query.pop(name, None)
        return self._url(query)

    def adding(self, parameter: str, values: list[str]) -> str:
        """The address with a filter added; a value joins those of its parameter for `in`."""
        query = self.query.copy()
        if parameter.endswith(".in"):
            values = list(dict.fromkeys([*query.getlist(parameter), *values]))
        query.setlist(parameter, values)
        return self._url(query)

    def marked(self, cursor: str) -> str:
        return self.with_(**{CURSOR: cursor})

    def _url(self, query: QueryDict) -> str:
        text = query.urlencode()
        return entity_url(self.entity) + (f"?{text}" if text else "")

    def hidden(self, *leave_out: str) -> list[tuple[str, str]]:
        """Name and value pairs for the hidden inputs of a form that keeps the state."""
        return [
            (name, value)
            for name, values in self.query.lists()
            if name not in leave_out
            for value in values
        ]


def _set(query: QueryDict, name: str, value: str | list[str] | None) -> None:
    if value is None:
        query.pop(name, None)
    else:
        query.setlist(name, value if isinstance(value, list) else [value])
