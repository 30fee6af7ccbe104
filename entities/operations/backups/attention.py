"""What is wrong with the backups, by the policy: too old, never proved, failing, broken."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BEING_TAKEN, FAILING, BackupSet, is_followed
from entities.schema.system import System


@dataclass(frozen=True)
class Alarm:
    """`words` is a sentence, `short` its gist, `held` the set it is about, where there is one."""

    system: System
    short: str
    words: str
    held: BackupSet | None = None


def alarms(
    sets: Iterable[BackupSet],
    systems: Iterable[System],
    environment: str,
    policy: Policy,
    now: datetime,
    live: Collection[str],
) -> list[Alarm]:
    """For these systems, whose tables are there. `sets` come newest first; `live` are the ids of
    those whose run is not at its end."""
    mine = [held for held in sets if held.environment == environment]
    return [
        alarm
        for system in systems
        for alarm in _of_system(
            system, [held for held in mine if held.system == system.name], policy, now, live
        )
    ]


def _of_system(
    system: System, sets: list[BackupSet], policy: Policy, now: datetime, live: Collection[str]
) -> Iterator[Alarm]:
    taken = [held for held in sets if held.complete and held.whole]
    if not taken:
        yield Alarm(system, "no backup yet", f"{system.label} has no backup of all its tables.")
    elif (taken[0].at("startedAt") or now) < policy.oldest(now):
        words = f"The last backup of {system.label} is older than the policy asks."
        yield Alarm(system, "too old", words, taken[0])
    if taken and not any(held.verified for held in taken):
        words = f"No backup of {system.label} stands proved by a drill."
        yield Alarm(system, "never drilled", words, taken[0])
    for held in sets:
        if held.drill_status == FAILING:
            words = f"The last drill of “{held.name}” failed."
            yield Alarm(system, "failing its drill", words, held)
        if held.status == BEING_TAKEN and held.set_id not in live and not is_followed(held, sets):
            words = f"The backup “{held.name}” came to no end."
            yield Alarm(system, "came to no end", words, held)
