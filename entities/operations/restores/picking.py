"""What is chosen to be copied back: put aside under an id, and looked at on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from entities.errors import EnvironmentRefused, ItemNotFound, NothingChosen
from entities.operations.audit.changes import NOBODY
from entities.operations.backups.tables import store_for
from entities.operations.deeds import Act
from entities.operations.headings import heading_of
from entities.operations.restores.comparing import differing
from entities.operations.restores.sources import Source, source_of
from entities.operations.restores.tables import table_at
from entities.operations.restores.today import Difference
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import Parts, stage
from entities.operations.runs.run import Run, new_run_id
from entities.operations.runs.staged import key_from, plain_key
from entities.operations.tables.desired import desired_named
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

MOST = 500  # items at once: each is looked at when the plan is made


@dataclass(frozen=True)
class Copied:
    """One item as it was backed up beside the one of today; None where there is none any more."""

    entity: Entity
    key: Key
    backup: Item | None
    today: Item | None

    @property
    def changes(self) -> list[str]:
        """The attributes that would change."""
        return differing(self.today or {}, self.backup or {})

    @property
    def words(self) -> str:
        shown = self.backup or self.today or self.entity.key_item(self.key)
        what = f"{self.entity.label} “{heading_of(self.entity, shown, NOBODY)}”"
        if self.backup is None:
            return f"{what} is not in the restored table any more"
        if self.today is None:
            return f"{what} comes back"
        titles = [self.entity.field(name).title for name in self.changes]
        return f"{what} goes back: {', '.join(titles)}" if titles else f"{what} stays as it is"


@dataclass(frozen=True)
class Choice:
    """What was chosen, as it was put aside under an id."""

    copy_id: str
    compared: str
    set_id: str
    environment: str
    units: Sequence[list]


def put_aside(hands: Hands, compared: Run, picked: Sequence[Difference], act: Act) -> str:
    """Keep what was chosen of one table for a month; the id under which it is found.

    Raises NothingChosen, and EnvironmentRefused for tables of another environment than ours.
    """
    tables = {difference.source.table for difference in picked}
    if not 0 < len(picked) <= MOST or len(tables) > 1:
        raise NothingChosen(MOST)
    options = compared.options
    if options["environment"] != hands.store.environment:
        raise EnvironmentRefused(str(options["environment"]))
    head = [len(picked), compared.run_id, options["set"], options["environment"]]
    units = [[n, plain_key(d.key), _plain(d.source)] for n, d in enumerate(picked, 1)]
    copy_id = new_run_id(act.now)
    stage(hands, copy_id, [head, *units])
    return copy_id


def read_choice(hands: Hands, copy_id: str) -> Choice:
    """Raises ItemNotFound for what was never put aside, or too long ago."""
    held = hands.store.find(
        hands.catalogue.entity("parts"), (copy_id, "000000000.000"), consistent=True
    )
    if held is None:
        raise ItemNotFound("Choice of items", copy_id)
    count, compared, set_id, environment = Parts(hands, copy_id, 0, 1)[0]
    return Choice(copy_id, compared, set_id, environment, Parts(hands, copy_id, 1, count + 1))


def look(hands: Hands, choice: Choice) -> list[Copied]:
    """Each item chosen, read strongly on both sides: two calls a hundred."""
    return [look_at(hands, choice.environment, unit) for unit in choice.units]


def look_at(hands: Hands, environment: str, unit: list) -> Copied:
    store, source = store_for(hands.store, environment), source_of(unit[2])
    desired, key = desired_named(store, hands.catalogue, source.table), key_from(unit[1])
    backup, today = (
        store.find(table_at(desired, name, source.keys), key, consistent=True)
        for name in (source.name, source.table)
    )
    held = backup or today or {}
    entity = next((e for e in desired.sharing if e.holds(held)), desired.entity)
    return Copied(entity, key, backup, today)


def _plain(source: Source) -> dict:
    return {n: int(v) if isinstance(v, Decimal) else v for n, v in source.options.items()}
