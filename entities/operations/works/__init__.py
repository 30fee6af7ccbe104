"""The kinds of long work, one file each; found by being there."""

import importlib
import pkgutil
from functools import cache

from entities.errors import RunBroken
from entities.operations.runs.base import Work


@cache
def works() -> dict[str, Work]:
    """Every kind of work by its name."""
    found: dict[str, Work] = {}
    for module in pkgutil.iter_modules(__path__):
        declared = vars(importlib.import_module(f"{__name__}.{module.name}"))
        for work in (value for value in declared.values() if isinstance(value, Work)):
            found[work.name] = work
    return found


def work_of(operation: str) -> Work:
    """Raises RunBroken for a kind that is not known here."""
    if operation not in works():
        raise RunBroken(
            f"There is no work called “{operation}” here.", "Start a worker of the same release."
        )
    return works()[operation]


def find_work(operation: str) -> Work | None:
    """None for a kind that is not known here."""
    return works().get(operation)


def labels() -> dict[str, str]:
    """What each kind of work is called."""
    return {name: work.label for name, work in works().items()}
