"""Signing: a named person has an index built although it leaves items out that it should hold."""

from collections.abc import Iterable

from entities.errors import ConfirmationWrong, SignatureMovedOn, SignatureNotAsked
from entities.operations.deeds import Act
from entities.operations.reasons import check_full_reason
from entities.operations.runs.control import find, wish
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, keep
from entities.operations.runs.segments import DONE, Segment, read_segments
from entities.operations.runs.status import FAILED, RETRY
from entities.operations.settled import stamp
from entities.operations.tables.indexing.definition import REMOVE, change_of
from entities.operations.tables.indexing.preflight import Preflight, preflight_of
from entities.operations.works import work_of
from entities.schema.masking import mask_text
from entities.schema.viewer import Viewer

BUILDS = "build"


def is_signed(run: Run, found: Preflight) -> bool:
    """Whether exactly this list was signed."""
    return run.facts.get("signed", {}).get("hash") == found.hash


def sign(hands: Hands, run_id: str, list_hash: str, act: Act, *, typed: str, viewer: Viewer) -> Run:
    """Sign for the list of this hash, and have the run tried again: it looks anew, and builds if
    the list is still the same.

    `typed` is the index's name, as a confirmation. Raises ActionNotAllowed, ReasonTooShort,
    ConfirmationWrong, SignatureNotAsked where nothing waits for it, and SignatureMovedOn.
    """
    run = find(hands, run_id, viewer=viewer)
    viewer.must(work_of(run.operation).action)
    check_full_reason(act.reason)
    found = asked_for(hands, run)
    if found is None:
        raise SignatureNotAsked
    if found.hash != list_hash:
        raise SignatureMovedOn
    if typed.strip() != run.options["index"]:
        raise ConfirmationWrong(run.options["index"])
    signed = {
        "hash": found.hash,
        "by": act.actor,
        "at": stamp(act.now),
        "reason": mask_text(act.reason),
    }
    keep(hands, run, "sign", act, facts={**run.facts, "signed": signed})
    return wish(hands, run_id, RETRY, act, viewer=viewer)


def asked_for(hands: Hands, run: Run) -> Preflight | None:
    """The look that stopped the run for want of a signature; None where that did not stop it."""
    if run.options.get("change") == REMOVE:
        return None
    change = change_of(hands.store, hands.catalogue, run)
    segments = read_segments(hands.store, hands.catalogue, run.run_id)
    found = preflight_of(change, segments)
    return found if stopped_by(run, found, segments) else None


def stopped_by(run: Run, found: Preflight, segments: Iterable[Segment]) -> bool:
    """Whether this look is why the run has failed."""
    built = any(one.segment_id == BUILDS and one.status == DONE for one in segments)
    return run.status == FAILED and found.finished and found.blocks and not built
