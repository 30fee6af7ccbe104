"""What is wrong with the backups, by the policy: too old, never proved, failing, broken."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BEING_TAKEN, FAILING, BackupSet


@dataclass(frozen=True)
class Alarm:
    """`words` is a sentence, `held` the set it is about, where there is one."""

    system: str
    words: str
    held: BackupSet | None = None


def alarms(
    sets: Iterable[BackupSet],
    systems: Iterable[str],
    environment: str,
    policy: Policy,
    now: datetime,
    runs: Mapping[str, str],
) -> list[Alarm]:
    """For these systems, whose tables are there. `runs` gives the status of the run of each set
    that is being taken; a run that is not there has none."""
    mine = [held for held in sets if held.environment == environment]
    return [
        alarm
        for system in systems
        for alarm in _of_system(
            system, [held for held in mine if held.system == system], policy, now, runs
        )
    ]


def _of_system(
    system: str, sets: list[BackupSet], policy: Policy, now: datetime, runs: Mapping[str, str]
) -> Iterator[Alarm]:
    taken = [held for held in sets if held.complete and held.whole]
    if not taken:
        yield Alarm(system, f"{system} has no backup of all its tables.")
    elif (taken[0].at("startedAt") or now) < policy.oldest(now):
        yield Alarm(system, f"The last backup of {system} is older than the policy asks.", taken[0])
    if taken and not any(held.verified for held in taken):
        yield Alarm(system, f"No backup of {system} was ever proved by a drill.", taken[0])
    for held in sets:
        if held.drill_status == FAILING:
            yield Alarm(system, f"The last drill of “{held.name}” failed.", held)
        if held.status == BEING_TAKEN and runs.get(held.set_id, "gone") in ("failed", "gone"):
            yield Alarm(system, f"The backup “{held.name}” came to no end.", held)
