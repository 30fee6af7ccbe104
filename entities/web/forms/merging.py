"""Somebody else changed the item meanwhile: the form anew, with nothing of what was typed lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from entities.operations.authors import Author
from entities.operations.typing import fits, text_of
from entities.schema.entity import Entity
from entities.schema.values import Item
from entities.schema.viewer import Viewer
from entities.web.forms.base import Base, new_token
from entities.web.forms.inputs import Input
from entities.web.forms.reading import Answer, Typed, meant
from entities.web.forms.slots import KEEP, VALUE, WORDS, Slot, slot_of, slots_of


def rebased(
    entity: Entity,
    item: Item,
    etags,
    answer: Answer,
    clashes: Iterable[str],
    theirs: Iterable[str],
    viewer: Viewer,
    *,
    now: datetime,
    authors: Mapping[str, Author],
) -> tuple[Base, Answer]:
    """What the form is filled with now, and the same answer to it; clashes wait for a choice."""
    old = {slot.name: slot for slot in answer.slots}
    clashing = frozenset(clashes) & answer.edited
    fresh = {slot.name: slot for slot in slots_of(entity, item, viewer)}
    names = dict.fromkeys((*fresh, *(n for n in old if n in answer.edited)))
    slots, typed = [], {}
    for name in names:
        slot = fresh.get(name) or slot_of(entity, name, item, viewer)
        if name in answer.edited:
            slot = _under(old[name], slot, item, clash=name in clashing)
            given = answer.typed[name]
            state = meant(old[name], given)
            typed[name] = Typed(state, given.text, "" if name in clashing else "yours")
        else:
            typed[name] = Typed(slot.state, slot.text or "")
        slots.append(slot)
    bylines = {name: (by.name, by.at.isoformat() if by.at else "") for name, by in authors.items()}
    base = Base(tuple(slots), etags, tuple(sorted(theirs)), new_token(), now.isoformat(), bylines)
    edited = answer.edited
    return base, Answer(base, typed, answer.reason, edited=edited)


def _under(old: Slot, now: Slot, item: Item, *, clash: bool) -> Slot:
    """The slot as it is now, in the manner the person typed in."""
    text = now.text
    if now.state == VALUE and now.manner != old.manner:
        value = item[now.name]
        text = text_of(value, old.manner) if fits(value, old.manner) else None
    was = (old.state, old.text) if clash else None
    return Slot(now.name, old.manner, now.state, text, was)


@dataclass(frozen=True)
class Choice:
    """One of the versions to pick from. `said` is its text; `words` say what has no text."""

    pick: str
    title: str
    said: str
    words: str
    chosen: bool


def versions(one: Input) -> list[Choice]:
    """How it was and how somebody left it; the person's own version is an input beside them."""
    was_state, was_text = one.slot.was
    found = [
        _version("was", "As you opened it", was_state, was_text, one),
        _version("theirs", f"As it is now, {one.changed_by}", one.slot.state, one.slot.text, one),
    ]
    if (was_state, was_text) == (one.slot.state, one.slot.text) and was_state != KEEP:
        return [_version("theirs", "As it is now", one.slot.state, one.slot.text, one)]
    if was_state == KEEP:
        return found[1:]
    return found


def _version(pick: str, title: str, state: str, text: str | None, one: Input) -> Choice:
    chosen = one.typed.pick == pick
    if state == KEEP:
        return Choice(pick, title, "", "not shown here", chosen)
    if state == VALUE and text is None:
        return Choice(pick, title, "", "a value of another type", chosen)
    said = text if state == VALUE else ""
    return Choice(pick, title, said, "" if state == VALUE else WORDS[state], chosen)
