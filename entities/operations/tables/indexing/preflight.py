"""What the look before a build came to: how many items fit, how many do not, and whether that
stands in the way."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from entities.operations.runs.segments import DONE, Segment
from entities.operations.tables.indexing.definition import IndexChange
from entities.operations.tables.indexing.fitting import LACKING, REASONS

LOOK = "look"
DIGEST = 2**256  # of a list: the sum of its fingerprints, in whatever order they were found


@dataclass(frozen=True)
class Preflight:
    """`left` counts what would be left out by its reason. `hash` is that of the list of what
    blocks: whoever signs, signs exactly these items."""

    finished: bool
    looked: int
    eligible: int
    left: Mapping[str, int]
    sparse: bool
    hash: str

    @property
    def blocking(self) -> dict[str, int]:
        """What stands in the way: all but items that are meant to be left out."""
        meant = (LACKING,) if self.sparse else ()
        return {name: count for name, count in self.left.items() if count and name not in meant}

    @property
    def meant(self) -> int:
        """How many are left out as declared."""
        return self.left[LACKING] if self.sparse else 0

    @property
    def in_the_way(self) -> int:
        return sum(self.blocking.values())

    @property
    def blocks(self) -> bool:
        return bool(self.blocking)


def look_segments(segments: Iterable[Segment]) -> list[Segment]:
    return [one for one in segments if one.segment_id.startswith(LOOK)]


def preflight_of(change: IndexChange, segments: Iterable[Segment]) -> Preflight:
    """From the segments of the run, as far as they are."""
    looks = look_segments(segments)
    left = {name: _sum(looks, name) for name in REASONS}
    digest = sum(int(str(one.cursor.get("digest", "0")), 16) for one in looks) % DIGEST
    return Preflight(
        finished=all(one.status == DONE for one in looks),
        looked=_sum(looks, "looked"),
        eligible=_sum(looks, "eligible"),
        left=left,
        sparse=change.index.sparse,
        hash=hashlib.sha256(f"{change.call.text}\n{digest:x}".encode()).hexdigest(),
    )


def _sum(segments: list[Segment], name: str) -> int:
    return sum(int(one.cursor.get(name, 0)) for one in segments)
