"""A drill: every table of a set restored for a while, each item compared, all of it removed again.

An export is read against its hashes first, so that damage is told soon, and then restored and
counted against them. A backup of the service is compared with the table of today. What was removed
by hand, or by a kill, does no harm: a drill first removes what others left over.
"""

from collections.abc import Sequence

from entities.errors import BackupPartMissing, Refusal
from entities.operations.backups.manifest import TableFacts
from entities.operations.backups.sets import BackupSet
from entities.operations.deeds import Act
from entities.operations.restores.choosing import facts_of, source_from
from entities.operations.restores.pieces import POLL, Piece
from entities.operations.restores.sources import BACKUP, EXPORT, Source
from entities.operations.restores.stamping import stamp_set
from entities.operations.restores.starting import entities_of, must_be_restorable
from entities.operations.restores.steps import PHASES, segments_of, slices_of, take_step
from entities.operations.restores.temporary import (
    leftovers,
    remove,
    temporary_name,
    temporary_tags,
)
from entities.operations.runs.base import Advanced, Slice, Task, Work
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run, new_run_id
from entities.operations.runs.starting import is_there, start_once
from entities.operations.runs.units import GO_ON_LATER

COMPARED = ("changed", "added")
GIVEN_UP = "givenUp"
GAVE_UP = 99_999_999  # the number of this finding, after all others of a segment


def start_drill(hands: Hands, work: Work, held: BackupSet, act: Act) -> Run:
    """The same click again is the same run. Raises ActionNotAllowed, BackupPartMissing,
    FileMissing, ManifestDamaged."""
    run_id = act.run_id or new_run_id(act.now)
    if is_there(hands, run_id):
        return find_run(hands.store, hands.catalogue, run_id)
    must_be_restorable(held)
    sources = _sources(hands, held, run_id)
    options = {
        "set": held.set_id,
        "target": held.target,
        "environment": held.environment,
        "tags": temporary_tags(run_id, act.now),
    }
    return start_once(
        hands,
        work,
        [_alone("sweep"), *slices_of(sources, COMPARED), *_removals(sources), _alone("stamp")],
        Act(act.actor, act.now, act.reason, act.request_id, run_id, token=act.token),
        entities=entities_of(sources),
        plan=held.set_id,
        options=options,
    )


def _sources(hands: Hands, held: BackupSet, run_id: str) -> list[Source]:
    """All that the set holds: of a table that was both exported and backed up, both."""
    wanted = [(facts, how) for facts in facts_of(held) for how in _kinds(facts)]
    if not wanted:
        raise BackupPartMissing(held.name, "anything that can be restored")
    return [
        source_from(hands, held, facts, how, temporary_name(run_id, number, how))
        for number, (facts, how) in enumerate(wanted)
    ]


def _kinds(facts: TableFacts) -> list[str]:
    held = {EXPORT: facts.exported, BACKUP: bool(facts.native_arn)}
    return [how for how, there in held.items() if there]


def _removals(sources: Sequence[Source]) -> list[Slice]:
    """Done even where the drill is cancelled."""
    return [
        part
        for number, source in enumerate(sources)
        for part in segments_of(number, source, "remove", always=True)
    ]


def _alone(step: str) -> Slice:
    return Slice(f"{PHASES[step]}-{step}", phase=PHASES[step], total=0, options={"step": step})


def drill_page(task: Task) -> Advanced:
    match task.segment.options["step"]:
        case "sweep":
            return _sweep(task)
        case "remove":
            return _remove(task)
        case "stamp":
            stamp_set(task)
            return Advanced(finished=True)
    return _tried(task)


def _tried(task: Task) -> Advanced:
    """A step of one table. What refuses it is found wrong with the set: it stops no other table,
    and the temporary ones are removed all the same."""
    piece = Piece(task)
    if any(segment.cursor.get(GIVEN_UP) for segment in piece.all_steps()):
        return Advanced({GIVEN_UP: True}, finished=True, total=task.segment.count("done"))
    try:
        return take_step(task)
    except GO_ON_LATER:
        raise
    except Refusal as refusal:
        piece.tell(GAVE_UP, f"{refusal} {refusal.hint}".strip())
        return Advanced({GIVEN_UP: True}, finished=True, failed=1)


def _sweep(task: Task) -> Advanced:
    """Remove what drills left over that nobody works on any more, a step a page."""
    for name in leftovers(task.hands, task.run.run_id):
        if remove(task.store, name):
            return Advanced(counters={"leftovers": 1})
        return Advanced(
            rests=POLL, waits=f"“{name}”, left over by another drill, is being removed."
        )
    return Advanced(finished=True)


def _remove(task: Task) -> Advanced:
    name = task.segment.options["as"]
    if remove(task.store, name):
        return Advanced({"removed": True}, finished=True)
    return Advanced(rests=POLL, waits=f"“{name}” is being removed.")
