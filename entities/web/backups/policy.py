"""The policy of backups, made of settings."""

from entities import conf
from entities.operations.backups.policy import Policy


def backup_policy() -> Policy:
    every, hour, days, kept = conf.backup_times()
    return Policy(every, hour, days, kept)
