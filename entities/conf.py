"""Settings turned into the objects the house works with; the only reader of settings."""

from functools import lru_cache

from django.conf import settings

from entities.dynamodb.client import connect
from entities.dynamodb.metering import metered
from entities.dynamodb.store import Store
from entities.sealing import Sealer

__all__ = ["embedded", "environment", "get_sealer", "get_store", "metered", "read_budget", "region"]


@lru_cache(maxsize=1)
def get_store() -> Store:
    """The one store of this process; its client is shared by all threads."""
    prefix = settings.TABLE_PREFIX
    return Store(
        connect(),
        environment=settings.ENVIRONMENT,
        prefixes={"construction": prefix} if prefix else {},
    )


@lru_cache(maxsize=1)
def get_sealer() -> Sealer:
    return Sealer(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def environment() -> str:
    """production, staging or dev."""
    return settings.ENVIRONMENT


def embedded() -> bool:
    """Whether DynamoDB is the engine that `start` runs beside us."""
    return settings.EMBEDDED_ENGINE


def read_budget() -> int:
    """Read units one list page may spend."""
    return settings.READ_BUDGET_UNITS


def region() -> str:
    """The AWS region the store talks to."""
    return get_store().client.meta.region_name
