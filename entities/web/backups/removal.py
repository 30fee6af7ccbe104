"""The page of what retention would remove."""

from collections.abc import Sequence
from dataclasses import dataclass

from entities.operations.backups.policy import Policy
from entities.operations.backups.retention import Verdict
from entities.web.backups.listing import SetRow


@dataclass(frozen=True)
class Judged:
    row: SetRow
    goes: bool
    why: str


@dataclass(frozen=True)
class RemovalPage:
    verdicts: Sequence[Verdict]
    policy: Policy

    @property
    def going(self) -> list[Judged]:
        return [one for one in self._judged if one.goes]

    @property
    def staying(self) -> list[Judged]:
        return [one for one in self._judged if not one.goes]

    @property
    def bytes(self) -> int:
        return sum(verdict.held.bytes for verdict in self.verdicts if verdict.goes)

    @property
    def shown(self) -> str:
        """The ids of what would go: exactly these are removed, or nothing."""
        return " ".join(verdict.held.set_id for verdict in self.verdicts if verdict.goes)

    @property
    def _judged(self) -> list[Judged]:
        return [Judged(SetRow(one.held), one.goes, one.why) for one in self.verdicts]
