"""Deleting, as a declaration: what never goes, and what becomes of the items that refer to it.

Without a declaration an item goes for good, unless something refers to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from entities.schema.values import Item, Value


class Way(Enum):
    """What becomes of the items that refer to one that is deleted, or of the item itself."""

    ALONE = "alone"  # nothing refers to it
    REPOINT = "re-point"  # they refer to the stand-in from now on
    CASCADE = "cascade"  # they go with it
    CLEAR = "clear"  # they refer to nothing from now on
    SOFT = "soft"  # it stays, marked as gone


@dataclass(frozen=True)
class Guard:
    """Items for which `test` holds do not go, and `why` is the sentence that says so.

    An `overridable` one asks a person to insist.
    """

    test: Callable[[Item], bool]
    why: str
    overridable: bool = False


@dataclass(frozen=True)
class Kept:
    """Of the items of a partition for which `test` holds, at least one is kept.

    `told_by` are the attributes that the test looks at.
    """

    test: Callable[[Item], bool]
    told_by: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Soft:
    """The item stays and gets these attributes. `at` and `by` name those for when and who.

    `seat` names a counter of the company in which the application counts an item for as long as
    `holds_seat` is true of it.
    """

    set: tuple[tuple[str, Value], ...]
    at: str = ""
    by: str = ""
    seat: str = ""
    holds_seat: Callable[[Item], bool] | None = None


@dataclass(frozen=True)
class Along:
    """Items of this entity may go with the one they refer to; with a `test` only some of them, and
    those whatever their own guards say."""

    entity: str
    test: Callable[[Item], bool] | None = None


@dataclass(frozen=True)
class Deletion:
    """How items of an entity are deleted.

    `never` says why nobody deletes them by hand. `stand_in` is the last key part of the item that
    takes over what refers to one that goes. `clears` empties references to it. `for_good` is
    False where items are only ever marked as gone. `two_people` asks for a second person's yes.
    """

    never: str = ""
    guards: tuple[Guard, ...] = ()
    soft: Soft | None = None
    stand_in: str = ""
    along: tuple[Along, ...] = ()
    clears: bool = False
    for_good: bool = True
    two_people: bool = False
