"""The page of all backup sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from entities.operations.backups.attention import Alarm
from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BackupSet
from entities.web.backups.timeline import Timeline, state_of, timeline, tone_of


@dataclass(frozen=True)
class SetRow:
    held: BackupSet

    @property
    def url(self) -> str:
        return reverse("backup_set", args=[self.held.set_id])

    @property
    def tone(self) -> str:
        return tone_of(self.held)

    @property
    def state(self) -> str:
        return state_of(self.held)

    @property
    def begun(self) -> datetime | None:
        return self.held.at("startedAt")

    @property
    def expires(self) -> datetime | None:
        return self.held.at("expiresAt")

    @property
    def drilled(self) -> datetime | None:
        return self.held.at("drilledAt")

    @property
    def holders(self) -> str:
        return ", ".join(sorted(self.held.held_by))

    @property
    def kinds(self) -> str:
        """Of what it is made, in words."""
        kinds = [("on-demand backups", self.held.native), ("typed export", self.held.exported)]
        return " and ".join(word for word, there in kinds if there)


@dataclass(frozen=True)
class BackupsPage:
    sets: Sequence[BackupSet]
    alarms: Sequence[Alarm]
    policy: Policy
    now: datetime

    @cached_property
    def rows(self) -> list[SetRow]:
        return [SetRow(held) for held in self.sets]

    @cached_property
    def timeline(self) -> Timeline | None:
        return timeline(self.sets, self.now)

    @property
    def complete(self) -> int:
        return sum(held.complete for held in self.sets)

    @property
    def verified(self) -> int:
        return sum(held.complete and held.verified for held in self.sets)

    @property
    def bytes(self) -> int:
        return sum(held.bytes for held in self.sets)

    @property
    def newest(self) -> datetime | None:
        return next((held.at("startedAt") for held in self.sets if held.complete), None)

    @property
    def next_due(self) -> datetime:
        return self.policy.next_slot(self.now)
