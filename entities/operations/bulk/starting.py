"""A bulk change as a run: what was previewed put aside, then started, once for each click."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from entities.errors import Refusal, Stale
from entities.operations.bulk.preview import Plan
from entities.operations.deeds import Act
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import stage
from entities.operations.runs.run import Run
from entities.operations.runs.staged import plain_key, slices_of
from entities.operations.runs.starting import start_once
from entities.operations.works.bulk import BULK
from entities.schema.entity import Entity
from entities.schema.values import Key


class PlanAltered(Stale):
    """What arrived is not the plan that was shown."""

    def __init__(self):
        Refusal.__init__(self, "This is not the list that was shown, so nothing was done.")
        self.hint = "Make the preview again."


def check_digest(plan: Plan, shown: str) -> None:
    """Raises PlanAltered."""
    if plan.digest != shown:
        raise PlanAltered


def start_bulk(hands: Hands, entity: Entity, plan: Plan, shown: str, act: Act) -> Run:
    """Enqueue exactly the plan whose hash was shown; the same click starts it once.

    Raises PlanAltered, ActionNotAllowed.
    """
    check_digest(plan, shown)
    keys = [key for key, _ in plan.items]
    change = {"action": plan.change.action, "field": plan.change.name}
    return start_once(
        hands,
        BULK,
        _slices(hands, entity, plan, act.run_id),
        act,
        entities=[entity.name],
        company=company_of(entity, keys),
        options={**change, "items": Decimal(len(keys))},
        planHash=shown,
    )


def _slices(hands: Hands, entity: Entity, plan: Plan, run_id: str) -> Iterator[Slice]:
    units = ([at, plain_key(key), etag] for at, (key, etag) in enumerate(plan.items, 1))
    staged = stage(hands, run_id, units)
    change = json.dumps(plan.change.plain).encode()
    yield from slices_of(run_id, staged.count, entity=entity.name, payload=change)


def company_of(entity: Entity, keys: Iterable[Key]) -> str | None:
    """The one company that all these keys belong to, where they tell it."""
    companies = {entity.company_of(entity.key_item(key)) for key in keys}
    return companies.pop() if len(companies) == 1 else None
