"""The page of all backup sets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from entities.catalogue import catalogue
from entities.operations.backups.attention import Alarm
from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BackupSet
from entities.web.backups.timeline import Timeline, state_of, timeline, tone_of

ROWS = 50


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
class Tab:
    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class BackupsPage:
    """`everything` are the sets of all systems, newest first; `sets` those of the system chosen."""

    everything: Sequence[BackupSet]
    alarms: Sequence[Alarm]
    policy: Policy
    now: datetime
    system: str = ""
    number: int = 1

    @cached_property
    def sets(self) -> list[BackupSet]:
        return [held for held in self.everything if self.system in ("", held.system)]

    @property
    def tabs(self) -> list[Tab]:
        systems = Counter(held.system for held in self.everything)
        every = Tab("All", reverse("backups"), not self.system, len(self.everything))
        return [
            every,
            *(
                Tab(catalogue.system_label(name), self._url(1, name), name == self.system, count)
                for name, count in sorted(systems.items())
            ),
        ]

    @cached_property
    def rows(self) -> list[SetRow]:
        begin = (self.number - 1) * ROWS
        return [SetRow(held) for held in self.sets[begin : begin + ROWS]]

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1, self.system) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return (
            self._url(self.number + 1, self.system) if self.number * ROWS < len(self.sets) else ""
        )

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

    def _url(self, number: int, system: str) -> str:
        query = {"system": system, "page": number if number > 1 else ""}
        held = urlencode({name: value for name, value in query.items() if value})
        return f"{reverse('backups')}?{held}" if held else reverse("backups")


def number_of(text: str) -> int:
    """The number of a page, as the address says it; 1 where it says nothing usable."""
    usable = text.isascii() and text.isdecimal() and len(text) <= 6
    return max(int(text), 1) if usable else 1
