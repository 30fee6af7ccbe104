"""Settings of a table: billing, TTL, recovery, encryption, stream, protection, tags.

What was not asked for, or what the engine does not offer, is no difference. More protection than
declared is none either, and foreign tags are their owners' business.
"""

from collections.abc import Iterator

from entities.dynamodb.inspection import LiveTable
from entities.dynamodb.table_calls import (
    bill_on_demand,
    close_stream,
    encrypt,
    expire_by,
    keep_recoverable,
    open_stream,
    protect,
    stop_expiry,
    stop_recovery,
    tag,
)
from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference
from entities.schema.system import ENVIRONMENTS
from entities.schema.table_settings import ON_DEMAND

OFF = "off"


def billing_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    if live.description.billing != ON_DEMAND:
        fix = (bill_on_demand(desired.name),)
        live_words = f"provisioned ({live.description.throughput.words})"
        yield Difference("billing", desired.name, "billing", "on demand", live_words, fix)


def expiry_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    held, wanted = live.time_to_live, desired.settings.ttl
    if held is None or not held.offered:
        return
    there = held.attribute if held.on else None
    if there == wanted:
        return
    words = ("TTL", desired.name, "ttl", wanted or OFF, there or held.status.lower())
    if held.changing:
        said = "A change of TTL is under way, which takes up to an hour: look again then."
        yield Difference(*words, why_not=said)
        return
    stop = (stop_expiry(desired.name, there),) if there else ()
    start = (expire_by(desired.name, wanted),) if wanted else ()
    loss = "" if wanted else "the removal of items whose time has passed"
    yield Difference(*words, fix=(*stop, *start), takes_away=loss)


def recovery_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    held, settings = live.recovery, desired.settings
    if held is None or not held.offered:
        return
    words = ("recovery", desired.name, "recovery")
    days = settings.recovery_days
    keep = (keep_recoverable(desired.name, days),)
    if settings.point_in_time_recovery and not held.on:
        yield Difference(*words, f"{days} days", OFF, fix=keep)
    elif not settings.point_in_time_recovery and held.on:
        stop = (stop_recovery(desired.name),)
        loss = "every point in time kept so far"
        yield Difference(*words, OFF, "on", fix=stop, takes_away=loss)
    elif held.on and held.days not in (None, days):
        loss = f"the days before the last {days}" if held.days > days else ""
        there = f"{held.days} days"
        yield Difference(*words, f"{days} days", there, fix=keep, takes_away=loss)


def encryption_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    wanted, held = desired.settings.encryption, live.description.encryption.kind
    if wanted != held:
        said = [f"by {kind}" if kind else "by DynamoDB's own key" for kind in (wanted, held)]
        fix = (encrypt(desired.name, wanted),)
        loss = "" if wanted else "the key it is encrypted with now"
        yield Difference("encryption", desired.name, "encryption", *said, fix, takes_away=loss)


def stream_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    wanted, held = desired.settings.stream, live.description.stream
    if wanted != held:
        close = (close_stream(desired.name),) if held else ()
        start = (open_stream(desired.name, wanted),) if wanted else ()
        loss = "the stream from whatever reads it, with what was not read yet" if held else ""
        words = ("stream", desired.name, "stream", wanted or OFF, held or OFF)
        yield Difference(*words, (*close, *start), takes_away=loss)


def protection_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    if desired.protected and not live.description.deletion_protection:
        fix = (protect(desired.name, True),)
        yield Difference("deletion protection", desired.name, "protection", "on", OFF, fix)


def tag_differences(desired: Desired, live: LiveTable) -> Iterator[Difference]:
    held = live.tags
    if held is None or not held.offered:
        return
    wrong = {key: value for key, value in desired.tags.items() if held.get(key) != value}
    if wrong:
        declared = ", ".join(f"{key}={value}" for key, value in wrong.items())
        there = ", ".join(f"{key}={held.get(key)}" for key in wrong if held.get(key)) or "missing"
        fix = (tag(desired.name, live.arn, wrong),)
        # Systems whose tables are named alike everywhere may meet those of another environment.
        theirs = held.get("environment") if "environment" in wrong else None
        loss = f"its mark as a table of {theirs}" if theirs in ENVIRONMENTS else ""
        yield Difference("tags", desired.name, "tags", declared, there, fix, takes_away=loss)
