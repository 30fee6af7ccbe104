"""Keyroom's own tables: once per account and region that holds company tables."""

from entities.schema.entity import TableSettings
from entities.schema.system import System

DASHBOARD = System(
    "dashboard",
    "Keyroom",
    prefixes={
        "production": "keyroom-",
        "staging": "keyroom-staging-",
        "dev": "keyroom-dev-",
    },
    generations=(("dashboard", "Keyroom"),),
    folded=True,
)

KEPT = TableSettings()
SWEPT = TableSettings(ttl="expiresAt")
