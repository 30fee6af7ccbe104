"""The steps of a transaction: each one action on one item, what must hold, what to say if not.

Steps on the same item are folded into one action, since the service takes one action per item
(a reference check and a counter on one project, hard case 17).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from entities.errors import Refusal
from entities.schema.conditions import Condition
from entities.schema.entity import Entity
from entities.schema.values import Item, Key, Value, same


@dataclass(frozen=True)
class Step:
    """What every step has. `refused` is raised if this step's conditions are what failed."""

    entity: Entity
    key: Key
    conditions: tuple[Condition, ...]
    refused: Refusal


@dataclass(frozen=True)
class Check(Step):
    """Nothing is written; the conditions must hold."""


@dataclass(frozen=True)
class Put(Step):
    """The whole item, for items that must not be there yet and for our own records."""

    item: Item = field(default_factory=dict)


@dataclass(frozen=True)
class Change(Step):
    """Attributes set, removed, or added to (numbers only).

    `becomes` is the whole item as it will be, where it is known, so that its size and its index
    keys are checked before the call.
    """

    set: Item = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    add: dict[str, Decimal] = field(default_factory=dict)
    becomes: Item | None = None


@dataclass(frozen=True)
class Delete(Step):
    """The item goes."""


@dataclass(frozen=True)
class Action:
    """One action of the request: the folded step, and the steps it stands for, in their order."""

    step: Step
    parts: tuple[Step, ...]


def fold(steps: Iterable[Step]) -> list[Action]:
    """One action per item, in the order in which the items first appear.

    Raises ValueError for steps that contradict each other, which is a mistake of the planner.
    """
    folded: dict[tuple[str, str, Key], Action] = {}
    for step in steps:
        place = (step.entity.system.name, step.entity.table, step.key)
        held = folded.get(place)
        folded[place] = _joined(held, step) if held else Action(step, (step,))
    return list(folded.values())


def _joined(action: Action, step: Step) -> Action:
    first, parts = action.step, (*action.parts, step)
    conditions = tuple(dict.fromkeys((*first.conditions, *step.conditions)))
    if isinstance(step, Check):
        return Action(replace(first, conditions=conditions), parts)
    if isinstance(first, Check):
        return Action(replace(step, conditions=conditions), parts)
    if isinstance(first, Change) and isinstance(step, Change):
        return Action(_merged(first, step, conditions), parts)
    raise ValueError(f"two steps write the same item of {step.entity.name}")


def _merged(first: Change, step: Change, conditions: tuple[Condition, ...]) -> Change:
    for name in first.set.keys() & step.set.keys():
        if not same(first.set[name], step.set[name]):
            raise ValueError(f"two steps set {name} to different values")
    added = {name: first.add.get(name, Decimal(0)) for name in (*first.add, *step.add)}
    for name, amount in step.add.items():
        added[name] += amount
    merged: Item = {**first.set, **step.set}
    touched = [*merged, *added, *first.remove, *step.remove]
    removed = tuple(dict.fromkeys((*first.remove, *step.remove)))
    if len(set(touched)) != len(merged) + len(added) + len(removed):
        raise ValueError(f"two steps treat an attribute of {step.entity.name} differently")
    becomes = first.becomes if first.becomes is not None else step.becomes
    return replace(
        first, conditions=conditions, set=merged, add=added, remove=removed, becomes=becomes
    )


def failing(action: Action, item: Item | None, holds) -> Step:
    """The first step whose conditions the item, as the service found it, does not meet."""
    found: dict[str, Value] = item or {}
    return next(
        (part for part in action.parts if not all(holds(c, found) for c in part.conditions)),
        action.parts[-1],
    )
