"""The settings of a table side by side: as declared, and as they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from entities.dynamodb.inspection import NOT_OFFERED, LiveTable
from entities.operations.tables.compare_keys import TYPE_WORDS, live_keys
from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference
from entities.operations.tables.standing import Standing
from entities.schema.table_settings import ON_DEMAND

ON, OFF = "on", "off"
OPEN = "not asked for here"


@dataclass(frozen=True)
class Setting:
    """One setting in words. `live` is “not offered by this engine” where it cannot be had."""

    subject: str
    label: str
    declared: str
    live: str
    difference: Difference | None = None

    @property
    def offered(self) -> bool:
        return self.live != NOT_OFFERED


def settings_of(standing: Standing) -> list[Setting]:
    """All of them, by subject as in Difference; none where the table is not there."""
    live = standing.checked and standing.checked.live
    return list(_settings(standing, live)) if live else []


def further_differences(standing: Standing) -> list[Difference]:
    """Those of indexes and of the types of key attributes, which are no settings."""
    known = {subject for subject, *_ in ROWS}
    return [found for found in standing.differences if found.subject not in known]


def _settings(standing: Standing, live: LiveTable) -> Iterator[Setting]:
    found = {difference.subject: difference for difference in standing.differences}
    for subject, label, declared, there in ROWS:
        words = declared(standing.desired), there(live)
        yield Setting(subject, label, *words, found.get(subject))


def typed(keys: tuple[str, ...], types: dict[str, str]) -> str:
    """Keys with their types, as in “companyId (text) and rank (number)”."""
    return " and ".join(f"{key} ({TYPE_WORDS[types[key]]})" for key in keys)


def _tags(pairs) -> str:
    return ", ".join(f"{key}={value}" for key, value in pairs) or "none"


def _stream(view: str | None) -> str:
    """NEW_AND_OLD_IMAGES as “new and old images”."""
    return view.replace("_", " ").lower() if view else OFF


def _encryption(kind: str | None) -> str:
    return "with a key in KMS" if kind else "with DynamoDB's own key"


def _live_keys(live: LiveTable) -> str:
    return typed(live_keys(live), dict(live.description.key_types))


def _live_billing(live: LiveTable) -> str:
    table = live.description
    return "on demand" if table.billing == ON_DEMAND else f"provisioned, {table.throughput.words}"


def _live_expiry(live: LiveTable) -> str:
    held = live.time_to_live
    if not held.offered:
        return NOT_OFFERED
    if held.changing:
        return f"{held.attribute or ''} {held.status.lower()}".strip()
    return held.attribute if held.on else OFF


def _wanted_recovery(desired: Desired) -> str:
    settings = desired.settings
    return f"{settings.recovery_days} days" if settings.point_in_time_recovery else OFF


def _live_recovery(live: LiveTable) -> str:
    held = live.recovery
    if not held.offered:
        return NOT_OFFERED
    if not held.on:
        return OFF
    return f"{held.days} days" if held.days else ON


def _live_tags(live: LiveTable) -> str:
    return _tags(live.tags.pairs) if live.tags.offered else NOT_OFFERED


Declared = Callable[[Desired], str]
There = Callable[[LiveTable], str]
ROWS: tuple[tuple[str, str, Declared, There], ...] = (
    ("keys", "Keys", lambda d: typed(d.keys, d.key_types), _live_keys),
    ("billing", "Billing", lambda d: "on demand", _live_billing),
    ("ttl", "Time to live", lambda d: d.settings.ttl or OFF, _live_expiry),
    ("recovery", "Recovery to a point in time", _wanted_recovery, _live_recovery),
    (
        "encryption",
        "Encryption at rest",
        lambda d: _encryption(d.settings.encryption),
        lambda live: _encryption(live.description.encryption.kind),
    ),
    (
        "stream",
        "Stream",
        lambda d: _stream(d.settings.stream),
        lambda live: _stream(live.description.stream),
    ),
    (
        "protection",
        "Protection from deletion",
        lambda d: ON if d.protected else OPEN,
        lambda live: ON if live.description.deletion_protection else OFF,
    ),
    ("tags", "Tags", lambda d: _tags(d.tags.items()), _live_tags),
)
