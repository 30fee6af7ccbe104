"""Drift: every difference between the tables as declared and as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.inspection import LiveTable, inspect
from entities.errors import TableMissing
from entities.operations.tables.compare_indexes import global_differences, local_differences
from entities.operations.tables.compare_keys import key_differences, type_differences
from entities.operations.tables.compare_settings import (
    billing_differences,
    encryption_differences,
    expiry_differences,
    protection_differences,
    recovery_differences,
    stream_differences,
    tag_differences,
)
from entities.operations.tables.desired import Desired, desired_tables
from entities.operations.tables.difference import Difference

# In the order in which they are mended: an index is not built while capacity is provisioned.
COMPARISONS = (
    *(key_differences, billing_differences, type_differences),
    *(global_differences, local_differences),
    *(expiry_differences, recovery_differences, encryption_differences),
    *(stream_differences, protection_differences, tag_differences),
)


@dataclass(frozen=True)
class Checked:
    """A table as declared beside what was found; `live` is None where it does not exist."""

    desired: Desired
    live: LiveTable | None
    differences: tuple[Difference, ...] = ()

    @property
    def as_declared(self) -> bool:
        return self.live is not None and not self.differences


def differences(desired: Desired, live: LiveTable) -> tuple[Difference, ...]:
    """All of them, in the order in which they are mended. Reads nothing."""
    return tuple(found for compare in COMPARISONS for found in compare(desired, live))


def check_table(store, desired: Desired) -> Checked:
    """Four reading calls of the control plane. Raises what every call raises."""
    try:
        live = inspect(store, desired.name)
    except TableMissing:
        return Checked(desired, None)
    return Checked(desired, live, differences(desired, live))


def check_tables(store, catalogue: Catalogue, *, system: str | None = None) -> Iterator[Checked]:
    """One by one: the service takes about ten such calls a second."""
    for desired in desired_tables(store, catalogue, system):
        yield check_table(store, desired)
