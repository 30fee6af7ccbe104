"""Taking a table's export out of Keyroom, unmasked: with a reason, on the record, then streamed."""

from collections.abc import Iterator

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound, SetNotComplete
from entities.objects import Place
from entities.operations.backups.files import data_file
from entities.operations.backups.manifest import TableFacts
from entities.operations.backups.reading import read_table
from entities.operations.backups.sets import BackupSet
from entities.operations.deeds import Act, Deed
from entities.operations.reasons import check_full_reason
from entities.operations.writing import write
from entities.schema.viewer import Viewer

ACTION = "take out backup"


def exported_table(held: BackupSet, table: str) -> TableFacts:
    """Raises SetNotComplete, and ItemNotFound for a table of which there is no export."""
    if not held.complete:
        raise SetNotComplete(held.name, held.status, "taken out")
    for facts in held.tables:
        if facts.table == table and facts.exported:
            return facts
    raise ItemNotFound("Export", table)


def take_out(
    store,
    catalogue: Catalogue,
    place: Place,
    held: BackupSet,
    table: str,
    act: Act,
    *,
    viewer: Viewer,
    sealer,
) -> Iterator[bytes]:
    """The table's items as gzip, part by part: gzip files one after the other are one.

    Raises ActionNotAllowed, ReasonTooShort, SetNotComplete, ItemNotFound, and what reading raises.
    """
    viewer.must(ACTION)
    check_full_reason(act.reason)
    facts = exported_table(held, table)
    manifest = read_table(place, held.set_id, table, facts.manifest_sha256)
    # Looked at, not changed: the entry says which table, and the set stays as it is.
    deed = Deed(catalogue.entity("backup-sets"), ACTION, held.item, held.item, revealed=table)
    write(store, catalogue, (deed,), act, sealer=sealer)
    return (place.read(data_file(held.set_id, table, part.name)) for part in manifest.parts)
