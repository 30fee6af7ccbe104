"""Starting a restore: under names that are free, and never over a table that is there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from entities.dynamodb.table_rules import TABLE_NAME
from entities.errors import NameTaken, NameUnfit, RestoreRefused, TableMissing
from entities.operations.backups.sets import BackupSet
from entities.operations.deeds import Act
from entities.operations.restores.choosing import facts_of, moment_source, source_from
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT, Source
from entities.operations.restores.steps import slices_of
from entities.operations.runs.base import Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run, new_run_id
from entities.operations.runs.starting import is_there, start_once
from entities.operations.tables.desired import desired_tables
from entities.operations.tables.temporary import DRILLED, RESTORED_AS
from entities.schema.system import ENVIRONMENTS


def start_restore(
    hands: Hands,
    work: Work,
    held: BackupSet,
    act: Act,
    *,
    names: Mapping[str, str],
    how: str = "",
    moment: str = "",
    leave_out: bool = False,
) -> Run:
    """`names` gives the new name of each table that is restored. `how` is export, backup or moment;
    nothing: the export where there is one. `leave_out`: damaged items are left out; else nothing is
    restored where there are any.

    The same click again is the same run. Raises ActionNotAllowed, NameUnfit and NameTaken,
    BackupPartMissing, FileMissing, ManifestDamaged, MomentOutOfReach, RecoveryOff.
    """
    run_id = act.run_id or new_run_id(act.now)
    if is_there(hands, run_id):
        return find_run(hands.store, hands.catalogue, run_id)
    must_be_restorable(held)
    check_names(hands, names)
    sources = [
        _source(hands, held, facts, how, moment, names[facts.table])
        for facts in facts_of(held, names)
    ]
    return start_once(
        hands,
        work,
        slices_of(sources),
        replace(act, run_id=run_id),
        entities=entities_of(sources),
        plan=held.set_id,
        options={
            "set": held.set_id,
            "target": held.target,
            "environment": held.environment,
            "tags": {"restored-by": run_id},
            **({"leaveOut": True} if leave_out else {}),
        },
    )


def entities_of(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(source.entity for source in sources))


def must_be_restorable(held: BackupSet) -> None:
    """Raises RestoreRefused."""
    if not held.complete:
        raise RestoreRefused(held.name, held.status)


def name_for(table: str, act: Act) -> str:
    """The name a table is restored under where none is given: those of one restore begin alike, so
    that they can be used together by their prefix."""
    return f"{RESTORED_AS}{act.now:%Y%m%d-%H%M}-{table}"


def check_names(hands: Hands, names: Mapping[str, str]) -> None:
    """Raises NameUnfit and NameTaken. No declared table of any environment may be meant."""
    declared = _declared(hands)
    for name in names.values():
        if not TABLE_NAME.fullmatch(name):
            raise NameUnfit(
                name, "a table's name is 3 to 255 letters, digits, dots, hyphens or underscores"
            )
        if name.startswith(DRILLED):
            raise NameUnfit(name, "tables of drills are called so, and removed")
        if name in declared or list(names.values()).count(name) > 1:
            raise NameTaken(name)
        _must_be_free(hands, name)


def _declared(hands: Hands) -> set[str]:
    """The real names of all declared tables, in every environment."""
    store, catalogue = hands.store, hands.catalogue
    elsewhere = {
        table.system.table_name(table.table, environment)
        for table in catalogue.tables
        for environment in ENVIRONMENTS
    }
    return elsewhere | {desired.name for desired in desired_tables(store, catalogue)}


def _must_be_free(hands: Hands, name: str) -> None:
    try:
        hands.store.describe(name)
    except TableMissing:
        return
    raise NameTaken(name)


def _source(hands, held, facts, how: str, moment: str, name: str) -> Source:
    if how == MOMENT:
        return moment_source(hands, held, facts, moment, name)
    chosen = how or (EXPORT if facts.exported else BACKUP)
    return source_from(hands, held, facts, chosen, name)
