"""Settings turned into the objects the house works with; the only reader of settings."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from entities.dynamodb.client import connect
from entities.dynamodb.metering import finished_calls, metered
from entities.dynamodb.store import Store
from entities.sealing import Sealer

__all__ = [
    "backup_folder",
    "backup_targets",
    "backup_times",
    "embedded",
    "environment",
    "finished_calls",
    "files_folder",
    "get_sealer",
    "get_store",
    "metered",
    "metrics_token",
    "read_budget",
    "region",
    "run_seconds",
    "store_of",
    "systems",
    "table_prefixes",
]


@lru_cache(maxsize=1)
def get_store() -> Store:
    """The one store of this process; its client is shared by all threads."""
    current = settings.ENVIRONMENT
    return Store(connect(), environment=current, prefixes=table_prefixes(current))


def store_of(environment: str) -> Store:
    """A store that names the tables of this environment, by the client of `get_store`."""
    if environment == settings.ENVIRONMENT:
        return get_store()
    return Store(connect(), environment=environment, prefixes=table_prefixes(environment))


def table_prefixes(environment: str) -> dict[str, str]:
    """What replaces the start of table names, by system name.

    The configured ones are those of the current environment; others are named by their systems'
    rules.
    """
    if environment != settings.ENVIRONMENT:
        return {}
    configured = {
        "construction": settings.TABLE_PREFIX,
        "rental": settings.RENTAL_TABLE_PREFIX,
        "pilotforce": settings.PILOTFORCE_TABLE_PREFIX,
        "pilotforce-deployed": settings.PILOTFORCE_TABLE_PREFIX,
    }
    return {system: prefix for system, prefix in configured.items() if prefix}


def systems() -> tuple[str, ...]:
    """The systems that are to be shown; none for those that are on by themselves."""
    return tuple(settings.SYSTEMS)


@lru_cache(maxsize=1)
def get_sealer() -> Sealer:
    return Sealer(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def environment() -> str:
    """production, staging or dev."""
    return settings.ENVIRONMENT


def embedded() -> bool:
    """Whether DynamoDB is the engine that `start` runs beside us."""
    return settings.EMBEDDED_ENGINE


def metrics_token() -> str:
    """What a collector of figures brings; nothing where none may come without signing in."""
    return settings.METRICS_TOKEN


def read_budget() -> int:
    """Read units one list page may spend."""
    return settings.READ_BUDGET_UNITS


def region() -> str:
    """The AWS region the store talks to."""
    return get_store().client.meta.region_name


def files_folder() -> Path:
    """Where runs write the files that people download; made when first asked for."""
    settings.FILES_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.FILES_DIR


def run_seconds() -> tuple[float, float, float]:
    """Of a worker's lease, of its signs of life, and until a run is called interrupted."""
    return settings.RUN_LEASE_SECONDS, settings.RUN_BEAT_SECONDS, settings.RUN_STUCK_SECONDS


def backup_folder() -> Path:
    """Where backup sets lie that are kept in this installation's folder."""
    return settings.BACKUP_FOLDER


def backup_targets() -> tuple[str, ...]:
    """Where a backup set may be put by a page, the usual one first: “folder”, or s3://…"""
    return (settings.BACKUP_BUCKET, "folder") if settings.BACKUP_BUCKET else ("folder",)


def backup_times() -> tuple[int, int, int, int]:
    """Hours from one scheduled set to the next, the hour of the first, days kept, sets kept."""
    return (
        settings.BACKUP_EVERY_HOURS,
        settings.BACKUP_HOUR,
        settings.BACKUP_DAYS,
        settings.BACKUP_KEPT,
    )
