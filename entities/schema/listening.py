"""Being told of what happens further down, without that being known there."""

from collections.abc import Callable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Listeners(Generic[Event]):
    """Who hears of one kind of event in this process; in the thread in which it happens."""

    def __init__(self):
        self._listeners: list[Callable[[Event], None]] = []

    def add(self, listener: Callable[[Event], None]) -> None:
        """The same listener is told once only."""
        if listener not in self._listeners:
            self._listeners.append(listener)

    def tell(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)
