"""The construction application and how its tables are named."""

from entities.schema.system import System

CONSTRUCTION = System(
    "construction",
    "Construction",
    prefixes={
        "production": "construction-expenses-",
        "staging": "construction-expenses-staging-",
        "dev": "construction-expenses-dev-",
    },
    generations=(
        ("single", "Single table"),
        ("multi", "Multi-table"),
        ("company", "Company-scoped"),
    ),
)
