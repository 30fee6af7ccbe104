"""One line of a plan carried out through the one write path, as an act of its own.

Lines that were applied before are “same” in the next plan, so an import can be repeated safely.
"""

from collections.abc import Iterable

from entities.errors import MergeNeeded, Refusal, Stale
from entities.operations.acts import once
from entities.operations.claims import warnings
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import Saved, save
from entities.operations.transfer.errors import PlanMoved
from entities.operations.transfer.planned import Unit
from entities.operations.transfer.planning import ADD, Digest, Planned, Planner
from entities.operations.wishes import Wish
from entities.operations.writing import write


class MovedSince(Stale):
    """The item is not what the line was compared with, where the line touches it."""

    def __init__(self):
        Refusal.__init__(self, "Somebody changed it after the plan; it is as they left it.")


def check_plan(lines: Iterable[Planned], shown: str, sealer) -> list[Planned]:
    """The plan as it is now. Raises PlanMoved where it is not what was shown."""
    digest = Digest(sealer)
    planned = [digest.add(one) for one in lines]
    if digest.text != shown:
        raise PlanMoved
    return planned


def apply(planner: Planner, unit: Unit, act: Act) -> Saved:
    """Write what the line says, exactly as planned.

    Raises ActionNotAllowed, MovedSince, and what `save` and `write` raise.
    """
    planner.viewer.must("import")
    try:
        return _add(planner, unit, act) if unit.verdict == ADD else _change(planner, unit, act)
    except MergeNeeded as moved:
        raise MovedSince from moved


def warned(planner: Planner, unit: Unit) -> str:
    """What is to be told of the line although it is written: sentences, or nothing.

    Asked before, so that it is kept together with what is written.
    """
    entity, before = planner.entity, None
    if unit.verdict != ADD:
        if not any(rule.warn_only and rule.attribute in unit.set for rule in entity.uniques):
            return ""
        before = planner.store.find(entity, unit.key, consistent=True)
    after = {**(before or {}), **unit.set}
    return " ".join(warnings(planner.store, Deed(entity, "import", before, after)))


def _change(planner: Planner, unit: Unit, act: Act) -> Saved:
    """What was planned from is what must still be there, as far as the line touches it."""
    wish = Wish(unit.set, etags=unit.etags)
    shared = {"viewer": planner.viewer, "act": act, "sealer": planner.sealer}
    return save(planner.store, planner.catalogue, planner.entity, unit.key, wish, **shared)


def _add(planner: Planner, unit: Unit, act: Act) -> Saved:
    """The item exactly as planned: stamps and worked-out values of the file stay what they are."""
    planner.viewer.must("create")
    if planner.viewer.limited:
        planner.viewer.must_see_company(planner.entity.company_of(unit.set) or "")
    store, catalogue = planner.store, planner.catalogue
    deed = Deed(planner.entity, "create", None, unit.set)

    def adding() -> Saved:
        steps = consequences(store, catalogue, (deed,), act)
        entries = write(store, catalogue, (deed,), act, sealer=planner.sealer, also=steps)
        return Saved(unit.set, entries)

    return once(store, catalogue, act, adding, lambda entries: Saved(unit.set, entries))
