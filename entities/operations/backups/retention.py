"""Which sets have had their time: shown first, then removed by a run that looks again.

Of each scope the last sets stay whatever their age, and the last one that a drill proved; a set
that somebody holds stays as long as it is held. What came to no end goes once a later set did.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.operations.backups.policy import Policy
from entities.operations.backups.sets import BEING_REMOVED, BackupSet, is_followed


@dataclass(frozen=True)
class Verdict:
    """Whether a set goes; `why` is the end of a sentence."""

    held: BackupSet
    goes: bool
    why: str


def verdicts(
    sets: Iterable[BackupSet], policy: Policy, now: datetime, live: Collection[str] = ()
) -> list[Verdict]:
    """One for each set, newest first. `live` are the ids of those whose run is not at its end."""
    ordered = sorted(sets, key=lambda held: held.item.get("startedAt", ""), reverse=True)
    return [_verdict(held, ordered, policy, now, live) for held in ordered]


def _verdict(
    held: BackupSet,
    ordered: Sequence[BackupSet],
    policy: Policy,
    now: datetime,
    live: Collection[str],
) -> Verdict:
    if held.status == BEING_REMOVED:
        return Verdict(held, True, "its removal was begun")
    if held.held_by:
        return Verdict(held, False, f"it is held by {' and '.join(sorted(held.held_by))}")
    if held.set_id in live:
        return Verdict(held, False, "its run is not at its end")
    peers = [peer for peer in ordered if peer.complete and peer.scope == held.scope]
    if not held.complete and is_followed(held, ordered):
        return Verdict(held, True, "it came to no end, and a later one did")
    if held in peers[: policy.kept]:
        return Verdict(held, False, f"it is one of the last {policy.kept} of its tables")
    if held in [peer for peer in peers if peer.verified][:1]:
        return Verdict(held, False, "it is the last one of its tables that a drill proved")
    expires = held.at("expiresAt")
    if expires is None or expires > now:
        return Verdict(held, False, "its time is not over")
    return Verdict(held, True, f"its time was over on {expires:%Y-%m-%d}")
