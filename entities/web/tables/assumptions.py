"""What somebody assumes of a month for the estimate of costs, kept in the address."""

from dataclasses import dataclass

from django.http import QueryDict

from entities.operations.tables.cost import Assumed

INPUTS = (
    ("reads", "Read units a month"),
    ("writes", "Write units a month"),
    ("backups", "Backups kept"),
)
MOST = 12  # digits


@dataclass(frozen=True)
class Input:
    name: str
    label: str
    text: str


def inputs(query: QueryDict) -> list[Input]:
    return [Input(name, label, _whole(query.get(name, ""))) for name, label in INPUTS]


def assumed(query: QueryDict) -> Assumed:
    """What is no whole number is left to the estimate."""
    typed = {one.name: int(one.text) for one in inputs(query) if one.text}
    return Assumed(**typed)


def _whole(text: str) -> str:
    plain = text.replace(",", "").strip()
    return plain if plain.isascii() and plain.isdecimal() and len(plain) <= MOST else ""
