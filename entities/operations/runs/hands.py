"""What a worker works with: handed in from above, so that nothing here knows settings or staff."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from entities.catalogue import Catalogue
from entities.schema.viewer import ViewerOf


@dataclass(frozen=True)
class Lease:
    """How long a segment is a worker's without a sign of life, and how often it gives one.

    `stuck` is after how long without a sign of any worker a run is called interrupted.
    """

    held: timedelta = timedelta(seconds=20)
    beat: timedelta = timedelta(seconds=5)
    stuck: timedelta = timedelta(seconds=30)


@dataclass(frozen=True)
class Hands:
    """`viewer_of` gives what a person, by account name, may do now. `clock` is aware.

    `places` are further things that works need, by name, such as where exports are kept.
    """

    store: Any
    catalogue: Catalogue
    sealer: Any
    clock: Callable[[], datetime]
    viewer_of: ViewerOf
    lease: Lease = Lease()
    places: dict[str, Any] = field(default_factory=dict)
