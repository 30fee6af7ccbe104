"""The step `make`: the new table, never over one that is there.

That the name is free is kept before the table is asked for: so one that is there after a kill is
our own. A worker that lost its segment asks for nothing more.
"""

from datetime import datetime

from entities.dynamodb.backup_calls import restore_from_backup, restore_to_moment
from entities.dynamodb.inspection import inspect
from entities.dynamodb.table_calls import tag
from entities.dynamodb.tables import alter, creation_calls, send_creation
from entities.errors import ExportDamaged, NameTaken, RestoreNotOffered, TableMissing, TableNotReady
from entities.operations.restores.pieces import Piece
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT
from entities.operations.runs.base import Advanced, Task
from entities.operations.runs.segments import beat


def make(task: Task) -> Advanced:
    """Look, ask, wait, tag: a page each. Raises NameTaken, RestoreNotOffered."""
    piece, stage = Piece(task), task.segment.cursor.get("stage", "look")
    match stage:
        case "look":
            _must_be_whole(piece)
            _must_be_free(piece)
            return Advanced({"stage": "ask"})
        case "ask":
            task.segment = beat(task.store, task.segment, task.now, task.hands.lease)
            _ask(piece)
            return Advanced({"stage": "wait"})
    return _made(piece)


def _must_be_whole(piece: Piece) -> None:
    """A drill goes on to see what comes back; a restore of a damaged export takes a decision.

    Raises ExportDamaged.
    """
    options = piece.task.run.options
    damaged = sum(segment.count("failed") for segment in piece.all_of("read"))
    if damaged and piece.task.run.operation != "drill" and not options.get("leaveOut"):
        raise ExportDamaged(damaged)


def _must_be_free(piece: Piece) -> None:
    """Raises NameTaken."""
    try:
        piece.store.describe(piece.source.name)
    except TableMissing:
        return
    raise NameTaken(piece.source.name)


def _ask(piece: Piece) -> None:
    try:
        offered = _ASK[piece.source.how](piece)
    except (NameTaken, TableNotReady):
        return  # asked for by a worker that did not come to keep it
    if not offered:
        raise RestoreNotOffered


def _create(piece: Piece) -> bool:
    creation = creation_calls(piece.store, piece.new_with_indexes(), tags=piece.desired.tags)[0]
    send_creation(piece.store, creation)
    return True


def _from_backup(piece: Piece) -> bool:
    encryption = piece.desired.settings.encryption
    return restore_from_backup(piece.store, piece.source.arn, piece.source.name, encryption)


def _to_moment(piece: Piece) -> bool:
    source = piece.source
    moment = datetime.fromisoformat(source.moment) if source.moment else None
    encryption = piece.desired.settings.encryption
    return restore_to_moment(piece.store, source.table, source.name, moment, encryption)


_ASK = {EXPORT: _create, BACKUP: _from_backup, MOMENT: _to_moment}


def _made(piece: Piece) -> Advanced:
    """Waits for the table, and tags what the service restored: a restore takes no tags along."""
    try:
        description = piece.store.describe(piece.source.name)
    except TableMissing:  # a table just made is not known everywhere at once
        return piece.wait("is about to be made", {"stage": "wait"})
    if not description.active:
        return piece.wait(f"is {description.status.lower()}", {"stage": "wait"})
    if piece.source.how != EXPORT:
        live = inspect(piece.store, description.name)
        call = tag(description.name, description.arn, piece.desired.tags)
        alter(piece.store, call, live, patience=0)
    return Advanced({"stage": "done"}, finished=True)
