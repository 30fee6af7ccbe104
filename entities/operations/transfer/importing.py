"""Import: a plan carried out line by line through the one write path, each line an act of its own.

Lines that were applied before are “same” in the next plan, so an import that was cut off goes on
where it stopped. All entries carry the run's id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from entities.errors import EditRefused, MergeNeeded, Refusal, Stale
from entities.operations.acts import once
from entities.operations.audit import Recorded
from entities.operations.claims import warnings
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import Saved, save
from entities.operations.etags import etags_of
from entities.operations.transfer.errors import PlanMoved
from entities.operations.transfer.planning import ADD, APPLIED, CONFLICT, Digest, Planned, Planner
from entities.operations.wishes import Wish
from entities.operations.writing import write
from entities.schema.values import Key

DONE, FAILED = "done", "failed"


@dataclass(frozen=True)
class Outcome:
    """What came of a line. `status` is done, same, conflict, error or failed."""

    line: int
    status: str
    said: str = ""
    entries: tuple[Recorded, ...] = ()
    key: Key | None = None


def check_plan(lines: Iterable[Planned], shown: str, sealer) -> list[Planned]:
    """The plan as it is now. Raises PlanMoved where it is not what was shown."""
    digest = Digest(sealer)
    planned = [digest.add(one) for one in lines]
    if digest.text != shown:
        raise PlanMoved
    return planned


def apply(planner: Planner, planned: Iterable[Planned], act: Act) -> Iterator[Outcome]:
    """Carry out a plan; what is refused by then leaves the other lines alone."""
    planner.viewer.must("import")
    for one in planned:
        if one.verdict not in APPLIED:
            said = " ".join(one.problems.values())
            yield Outcome(one.line, one.verdict, said, key=one.key)
            continue
        token = f"{act.token} {one.line}" if act.token else ""
        yield _applied(planner, one, replace(act, token=token))


def _applied(planner: Planner, one: Planned, act: Act) -> Outcome:
    try:
        saved = _add(planner, one, act) if one.verdict == ADD else _change(planner, one, act)
    except (MergeNeeded, Stale) as refusal:
        return Outcome(one.line, CONFLICT, str(refusal), key=one.key)
    except EditRefused as refusal:
        return Outcome(one.line, FAILED, " ".join(refusal.problems.values()), key=one.key)
    except Refusal as refusal:
        return Outcome(one.line, FAILED, f"{refusal} {refusal.hint}".strip(), key=one.key)
    return Outcome(one.line, DONE, " ".join(saved.warnings), tuple(saved.entries), one.key)


def _change(planner: Planner, one: Planned, act: Act) -> Saved:
    """What was planned from is what must still be there, as far as the line touches it."""
    etags = etags_of(planner.entity, one.before, planner.sealer)
    return save(
        planner.store,
        planner.catalogue,
        planner.entity,
        one.key,
        Wish(one.set, etags=etags),
        viewer=planner.viewer,
        act=act,
        sealer=planner.sealer,
    )


def _add(planner: Planner, one: Planned, act: Act) -> Saved:
    """The item exactly as planned: stamps and worked-out values of the file stay what they are."""
    planner.viewer.must("create")
    store, catalogue = planner.store, planner.catalogue
    deed = Deed(planner.entity, "create", None, one.after)

    def adding() -> Saved:
        steps = consequences(store, catalogue, (deed,), act)
        entries = write(store, catalogue, (deed,), act, sealer=planner.sealer, also=steps)
        return Saved(one.after, entries, warnings=warnings(store, deed))

    return once(store, catalogue, act, adding, lambda entries: Saved(one.after, entries))
