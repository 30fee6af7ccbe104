"""What happens to runs in this process, for who keeps figures of it."""

from dataclasses import dataclass

from entities.schema.listening import Listeners


@dataclass(frozen=True)
class Moved:
    """A run came to stand at a status; `kind` is the name of its work."""

    kind: str
    status: str


@dataclass(frozen=True)
class PageDone:
    """A page of a segment, saved: its units, and whether it was the last one."""

    kind: str
    done: int
    failed: int
    seconds: float
    finished: bool


moves: Listeners[Moved] = Listeners()
pages: Listeners[PageDone] = Listeners()
