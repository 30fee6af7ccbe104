"""The steps of a transaction: each one action on one item, what must hold, what to say if not.

Steps on the same item are folded into one, since the service takes one action per item
(a reference check and a counter on one project, say).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from entities.errors import Refusal
from entities.schema.conditions import Condition, holds
from entities.schema.entity import Entity
from entities.schema.values import WIDE, Item, Key, same

Place = tuple[str, str, Key]


def place_of(entity: Entity, key: Key) -> Place:
    """What tells one item from another; the same for all entities that share a table."""
    return entity.system.name, entity.table, key


@dataclass(frozen=True)
class Step:
    """What every step has. `refused` is raised if this step's conditions are what failed."""

    entity: Entity
    key: Key
    conditions: tuple[Condition, ...]
    refused: Refusal

    @property
    def place(self) -> Place:
        return place_of(self.entity, self.key)

    def allows(self, item: Item | None) -> bool:
        """Whether the conditions hold on the item as it is; None where there is none."""
        return all(holds(condition, item or {}) for condition in self.conditions)


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

    @property
    def touched(self) -> tuple[str, ...]:
        return (*self.set, *self.remove, *self.add)


@dataclass(frozen=True)
class Delete(Step):
    """The item goes."""


def fold(steps: Iterable[Step]) -> list[Step]:
    """One step per item, in the order in which the items first appear; what does nothing is left
    out.

    Raises ValueError for steps that contradict each other, or themselves: mistakes of the planner.
    Conditions that exclude each other are none; the service refuses them, and says so.
    """
    folded: dict[Place, Step] = {}
    for step in steps:
        _check(step)
        plain = _plain(step)
        held = folded.get(step.place)
        folded[step.place] = _joined(held, plain) if held else plain
    return [step for step in folded.values() if step.conditions or not isinstance(step, Check)]


def _check(step: Step) -> None:
    match step:
        case Put(item=whole) | Change(becomes=dict(whole)):
            if tuple(whole.get(name) for name in step.entity.keys) != step.key:
                raise ValueError(f"a step names another {step.entity.name} than it writes")
    if isinstance(step, Change):
        _check_touched(step)


def _check_touched(change: Change) -> None:
    name = change.entity.name
    if len(set(change.touched)) < len(change.touched):
        raise ValueError(f"an attribute of {name} is set, removed or added to at once")
    if not set(change.entity.keys).isdisjoint(change.touched):
        raise ValueError(f"a key of {name} never changes: delete the item and put another")


def _plain(step: Step) -> Step:
    """A change of nothing as the check it is."""
    if isinstance(step, Change) and not step.touched:
        return Check(step.entity, step.key, step.conditions, step.refused)
    return step


def _joined(held: Step, step: Step) -> Step:
    """One step that does what both do. Raises ValueError where that is not possible."""
    conditions = _distinct((*held.conditions, *step.conditions))
    match held, step:
        case _, Check():
            joined = held
        case Check(), _:
            joined = step
        case Change(), Change():
            joined = _merged(held, step)
        case (Delete(), Delete()) | (Put(), Put()) if _do_the_same(held, step):
            joined = held
        case _:
            raise ValueError(f"two steps write the same item of {step.entity.name}")
    return replace(joined, conditions=conditions)


def _distinct(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    # By their text: lists cannot be hashed, and to Python true and 1 are equal.
    return tuple({repr(condition): condition for condition in conditions}.values())


def _do_the_same(held: Step, step: Step) -> bool:
    return isinstance(held, Delete) or same(held.item, step.item)


def _merged(held: Change, step: Change) -> Change:
    for name in held.set.keys() & step.set.keys():
        if not same(held.set[name], step.set[name]):
            raise ValueError(f"two steps set {name} of {step.entity.name} to different values")
    merged = replace(
        held,
        set={**held.set, **step.set},
        remove=tuple(dict.fromkeys((*held.remove, *step.remove))),
        add=_sums(held.add, step.add),
        becomes=_becomes(held, step),
    )
    _check_touched(merged)
    return merged


def _sums(held: dict[str, Decimal], more: dict[str, Decimal]) -> dict[str, Decimal]:
    nothing = Decimal(0)
    return {n: WIDE.add(held.get(n, nothing), more.get(n, nothing)) for n in {**held, **more}}


def _becomes(held: Change, step: Change) -> Item | None:
    """What the item becomes by both changes, where one of them knows the whole."""
    knows, other = (held, step) if held.becomes is not None else (step, held)
    if knows.becomes is None:
        return None
    kept = {name: value for name, value in knows.becomes.items() if name not in other.remove}
    numbers = {name: kept[name] for name in other.add if isinstance(kept.get(name), Decimal)}
    return {**kept, **other.set, **_sums(numbers, other.add)}
