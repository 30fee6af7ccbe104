"""The step `settings`: what no restore brings along is set again, and read back.

TTL, stream, tags, recovery to a point in time, deletion protection, encryption, billing, and the
indexes that were left out while items were written. Scaling is not looked at: tables are billed on
demand, and what scales others is a service of its own.
"""

from entities.dynamodb.inspection import LiveTable, inspect
from entities.dynamodb.tables import alter
from entities.errors import Refusal, TableNotReady, Unavailable
from entities.operations.restores.pieces import Piece
from entities.operations.runs.base import Advanced, Task
from entities.operations.tables.difference import Difference
from entities.operations.tables.drift import differences

SCALING = "scaling: not read here; tables are billed on demand"


def settle(task: Task) -> Advanced:
    """One difference a page, then the reading back. Wrong is what was set and does not hold."""
    piece, cursor = Piece(task), dict(task.segment.cursor)
    live = inspect(piece.store, piece.source.name)
    if not live.description.active:
        return piece.wait(f"is {live.description.status.lower()}", cursor)
    found = differences(piece.desired, live)
    tried = list(cursor.get("tried", ()))
    for difference in found:
        if difference.is_applied(frozenset()) and difference.subject not in tried:
            return _mended(piece, live, difference, cursor)
    return _read_back(piece, live, found, cursor)


def _mended(piece: Piece, live: LiveTable, difference: Difference, cursor: dict) -> Advanced:
    said = dict(cursor.get("said", {}))
    try:
        for call in difference.fix:
            if not alter(piece.store, call, live, patience=0):
                said[difference.subject] = f"{difference.kind}: not offered by this engine"
    except TableNotReady:
        return piece.wait("is busy with another change", cursor)
    except Unavailable:
        raise
    except Refusal as refusal:
        said[difference.subject] = f"{difference.kind}: {refusal}"
    tried = [*cursor.get("tried", ()), difference.subject]
    return Advanced({**cursor, "tried": tried, "said": said})


def _read_back(piece: Piece, live: LiveTable, found, cursor: dict) -> Advanced:
    said, tried = dict(cursor.get("said", {})), list(cursor.get("tried", ()))
    wrong = [
        d for d in found if d.subject in tried and "not offered" not in said.get(d.subject, "")
    ]
    for number, difference in enumerate(wrong):
        why = said.get(difference.subject, difference.words)
        piece.tell(number, f"Settings of the restored table: {why}")
    kept = {
        "set": [name for name in tried if name not in said],
        "notes": [*said.values(), *not_offered(live), SCALING],
        "left": [d.words for d in found if d not in wrong and d.subject not in said],
    }
    return Advanced(kept, finished=True, failed=len(wrong))


def not_offered(live: LiveTable) -> list[str]:
    """What of a table's settings this engine does not know."""
    known = {
        "TTL": live.time_to_live.offered,
        "recovery to a point in time": live.recovery.offered,
        "tags": live.tags.offered,
    }
    return [f"{name}: not offered by this engine" for name, offered in known.items() if not offered]
