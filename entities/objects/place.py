"""What every place offers. Names are paths with `/` between their parts."""

import re
from collections.abc import Iterable, Iterator

from entities.errors import FileMissing

PART = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"  # none begins with a dot: those are a folder's own
NAME = re.compile(f"{PART}(/{PART})*")


class Place:
    """Files by name, each written as a whole or not at all.

    Every method raises PlaceRefused and PlaceUnavailable, and FileMissing for a name that none of
    ours could have.
    """

    def write(self, name: str, content: bytes) -> None:
        """Once it returns, the file is there to stay; a kill before that leaves none."""
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        """Raises FileMissing."""
        raise NotImplementedError

    def names(self, under: str) -> Iterator[str]:
        """The names of the files below this name, in order."""
        raise NotImplementedError

    def remove(self, names: Iterable[str]) -> None:
        """What is not there is no failure."""
        raise NotImplementedError

    def clear(self, under: str) -> None:
        """Remove everything below this name."""
        self.remove(self.names(under))


def checked(name: str) -> str:
    """Raises FileMissing for a name that would lead elsewhere."""
    if not NAME.fullmatch(name):
        raise FileMissing(name)
    return name
