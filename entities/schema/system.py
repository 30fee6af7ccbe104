"""A system: the product that entities belong to, and how its tables are named."""

from dataclasses import dataclass, field

from entities.schema.secret_names import PLAIN_NAMES, NameMasks

ENVIRONMENTS = ("production", "staging", "dev")


@dataclass(frozen=True)
class System:
    """`prefixes` gives the start of every table name per environment.

    `region` is where the tables live by default. `generations` are the table designs of the system
    in the order of history, with the label staff read. `on` says whether the system is shown where
    nothing else is configured. `masks` are what the names of its attributes hide, at any depth.
    `folded` systems begin folded up in the menu.
    """

    name: str
    label: str
    region: str = "us-east-1"
    prefixes: dict[str, str] = field(default_factory=dict, hash=False)
    generations: tuple[tuple[str, str], ...] = ()
    on: bool = True
    masks: NameMasks = PLAIN_NAMES
    folded: bool = False

    def table_name(self, suffix: str, environment: str, prefix: str = "") -> str:
        """The real name of a table. `prefix`, if given, replaces the environment's."""
        return (prefix or self.prefixes[environment]) + suffix
