"""Holding a set: it is kept whatever its age, until who holds it lets it go."""

from entities.catalogue import Catalogue
from entities.errors import SetKept, SetNotComplete
from entities.operations.backups.sets import BackupSet, find_set
from entities.operations.deeds import Act, Deed
from entities.operations.reasons import check_full_reason
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.masking import mask_text
from entities.schema.viewer import Viewer

ACTION = "back up"
MIGRATION = "migration "  # how the holds of migrations begin: they end by themselves


def hold(
    store, catalogue: Catalogue, set_id: str, act: Act, *, viewer: Viewer, sealer, holder: str = ""
) -> BackupSet:
    """Hold a complete set for the reason of the act, as who acts or as `holder`.

    Raises ActionNotAllowed, ItemNotFound, SetNotComplete, ReasonTooShort, Stale.
    """
    viewer.must(ACTION)
    check_full_reason(act.reason)
    held = find_set(store, catalogue, set_id)
    if not held.complete:
        raise SetNotComplete(held.name, held.status, "held")
    holders = {**held.held_by, holder or act.actor: mask_text(act.reason)}
    return _written(store, catalogue, held, holders, "hold", act, sealer)


def release(
    store, catalogue: Catalogue, set_id: str, act: Act, *, viewer: Viewer, sealer, holder: str
) -> BackupSet:
    """End the hold of `holder`; a person may end another's, with a reason, on the record.

    Raises ActionNotAllowed, ItemNotFound, SetKept, ReasonTooShort, Stale.
    """
    viewer.must(ACTION)
    check_full_reason(act.reason)
    held = find_set(store, catalogue, set_id)
    if holder.startswith(MIGRATION) and holder != act.actor:
        raise SetKept(held.name, f"{holder} lets it go by itself")
    holders = {name: why for name, why in held.held_by.items() if name != holder}
    return _written(store, catalogue, held, holders, "release", act, sealer)


def _written(
    store, catalogue: Catalogue, held: BackupSet, holders: dict, action: str, act: Act, sealer
) -> BackupSet:
    after = {**held.item, "heldBy": holders, "updatedAt": stamp(act.now)}
    if not holders:
        del after["heldBy"]
    deed = Deed(catalogue.entity("backup-sets"), action, held.item, after)
    write(store, catalogue, (deed,), act, sealer=sealer)
    return BackupSet(after)
