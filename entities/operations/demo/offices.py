"""The offices of the source: each becomes a company, or the user whose rows they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from entities.operations.demo.chance import identifier, letters, number
from entities.operations.demo.moments import at
from entities.operations.demo.source import Contract

ISLANDS = ("Luzon", "Visayas", "Mindanao")


@dataclass(frozen=True)
class Office:
    """An office and its contracts; `position` counts the offices of an island by name."""

    name: str
    island: str
    position: int
    contracts: tuple[Contract, ...]

    @cached_property
    def opened(self) -> datetime:
        """The moment of its first contract, which makes the office known."""
        day = min(contract.start for contract in self.contracts)
        return at(day, number(self.name)).replace(hour=6)

    @cached_property
    def contractors(self) -> dict[str, datetime]:
        """The first contract of each contractor, joint ventures included, by name."""
        first: dict[str, str] = {}
        for contract in sorted(self.contracts, key=lambda contract: contract.start):
            for name in contract.contractors:
                first.setdefault(name, contract.start)
        return {name: at(day, number(self.name, name)) for name, day in first.items()}

    def contractor_id(self, name: str) -> str:
        return identifier("contr", self.contractors[name], self.name, name)

    @property
    def user_id(self) -> str:
        """The login id of the person who entered the office's rows."""
        return f"user_2demo{letters(20, 'user', self.name)}"


def offices_by_island(contracts: Iterable[Contract]) -> dict[str, list[Office]]:
    """The offices of each island in the order of their names."""
    found: dict[str, dict[str, list[Contract]]] = {island: defaultdict(list) for island in ISLANDS}
    for contract in contracts:
        found[contract.island][contract.office].append(contract)
    return {
        island: [
            Office(name, island, position, tuple(held[name]))
            for position, name in enumerate(sorted(held))
        ]
        for island, held in found.items()
    }
