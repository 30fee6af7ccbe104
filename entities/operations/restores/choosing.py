"""What a set can bring back: one source for each of its tables, under the name it will have."""

from collections.abc import Iterable

from entities.dynamodb.inspection import point_in_time
from entities.errors import BackupPartMissing, MomentOutOfReach, RecoveryOff, TableMissing
from entities.operations.backups.manifest import TableFacts, TableManifest
from entities.operations.backups.places import place_of
from entities.operations.backups.reading import read_table
from entities.operations.backups.sets import BackupSet
from entities.operations.backups.tables import store_for
from entities.operations.flags import moment
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT, Source
from entities.operations.restores.tables import keys_of
from entities.operations.runs.hands import Hands
from entities.operations.tables.desired import desired_named


def facts_of(held: BackupSet, tables: Iterable[str] = ()) -> list[TableFacts]:
    """Those of the tables that are asked for, or of all. Raises BackupPartMissing for others."""
    wanted, known = set(tables), {facts.table: facts for facts in held.tables}
    for table in sorted(wanted - known.keys()):
        raise BackupPartMissing(held.name, f"the table “{table}”", tuple(known))
    return [facts for name, facts in known.items() if not wanted or name in wanted]


def source_from(hands: Hands, held: BackupSet, facts: TableFacts, how: str, name: str) -> Source:
    """Raises BackupPartMissing where the set has none of this kind, FileMissing and
    ManifestDamaged."""
    if how == EXPORT and facts.exported:
        return _export(hands, held, facts, name)
    if how == BACKUP and facts.native_arn:
        keys = _live_keys(hands, held.environment, facts.table)
        begun = facts.started_at or held.item.get("startedAt", "")
        since = begun if _is_there(hands, held.environment, facts.table) else ""
        return Source(
            BACKUP,
            facts.entity,
            facts.table,
            name,
            keys,
            items=facts.items,
            arn=facts.native_arn,
            since=since,
        )
    raise BackupPartMissing(held.name, f"{WORDS[how]} of “{facts.table}”")


def moment_source(hands: Hands, held: BackupSet, facts: TableFacts, at: str, name: str) -> Source:
    """The table of today as it was at a moment (ISO 8601; nothing: the latest that there is).

    Raises MomentOutOfReach, RecoveryOff, TableMissing.
    """
    store = store_for(hands.store, held.environment)
    window, wanted = point_in_time(store, facts.table), moment(at)
    if not window.on:
        raise RecoveryOff(facts.table)
    bounds = (window.earliest, window.latest)
    outside = wanted and all(bounds) and not bounds[0] <= wanted <= bounds[1]
    if (at and wanted is None) or outside:
        raise MomentOutOfReach(facts.table, *bounds)
    keys = _live_keys(hands, held.environment, facts.table)
    asked = wanted.isoformat() if wanted else ""
    return Source(MOMENT, facts.entity, facts.table, name, keys, moment=asked)


WORDS = {EXPORT: "a typed export", BACKUP: "a backup of the service"}


def _export(hands: Hands, held: BackupSet, facts: TableFacts, name: str) -> Source:
    manifest = read_table(
        place_of(hands, held.target), held.set_id, facts.table, facts.manifest_sha256
    )
    return Source(
        EXPORT,
        facts.entity,
        facts.table,
        name,
        _keys(manifest),
        parts=len(manifest.parts),
        items=manifest.items,
        sha256=facts.manifest_sha256,
    )


def _keys(manifest: TableManifest) -> dict[str, str]:
    defined = manifest.definition["AttributeDefinitions"]
    types = {known["AttributeName"]: known["AttributeType"] for known in defined}
    return {name: types[name] for name in manifest.keys}


def _is_there(hands: Hands, environment: str, table: str) -> bool:
    try:
        return store_for(hands.store, environment).describe(table).usable
    except TableMissing:
        return False


def _live_keys(hands: Hands, environment: str, table: str) -> dict[str, str]:
    """Of the table as it is; where it is gone, as it is declared."""
    store = store_for(hands.store, environment)
    try:
        return keys_of(store.describe(table))
    except TableMissing:
        desired = desired_named(store, hands.catalogue, table)
        return {name: desired.key_types[name] for name in desired.keys}
