"""What was typed, read against what the form was filled with: a wish, or what is wrong with it."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from entities.errors import ReasonRefused, ValueInvalid
from entities.operations.reasons import check_full_reason, check_reason
from entities.operations.typing import one_newline, text_of, value_of
from entities.operations.wishes import Wish
from entities.schema.entity import Entity
from entities.schema.fields import Picture
from entities.schema.values import Item, Value
from entities.web.forms.adding import NAME, Added, name_problem, read_added
from entities.web.forms.base import Base
from entities.web.forms.slots import (
    ABSENT,
    EMPTY,
    JSON,
    KEEP,
    NULL,
    VALUE,
    WORDS,
    WORDY,
    Slot,
    is_index_key,
)

PICKS = ("was", "theirs", "yours")
NOTHING = Added()


@dataclass(frozen=True)
class Typed:
    """What came back for one slot; `pick` answers a clash."""

    state: str
    text: str
    pick: str = ""


@dataclass(frozen=True)
class Answer:
    """All of a posted form. `problems` are sentences by attribute name; "" is the form itself."""

    base: Base
    typed: Mapping[str, Typed]
    reason: str = ""
    set: Item = field(default_factory=dict)
    remove: frozenset[str] = frozenset()
    edited: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)
    added: Added = NOTHING

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What the form was filled with, and the new attribute where one was typed."""
        known = {slot.name for slot in self.base.slots}
        is_new = self.added.name in self.typed.keys() - known
        return (*self.base.slots, self.added.slot) if is_new else self.base.slots

    @property
    def wish(self) -> Wish:
        return Wish(self.set, self.remove, self.base.etags)

    @property
    def token(self) -> str:
        """One for the same click: the same form, sent with the same content."""
        content = [self.base.token, self.reason]
        for name in sorted(self.edited):
            content += [name, self.typed[name].state, self.typed[name].text]
        return sha256(json.dumps(content).encode()).hexdigest()[:36]


def read_typed(request_data, files, base: Base, entity: Entity) -> dict[str, Typed]:
    """What was posted, by attribute name; a slot nobody sent is as it was."""
    found = {}
    for number, slot in enumerate(base.slots):
        start = f"f{number}"
        text = one_newline(request_data.get(f"{start}.text", slot.text or ""))
        state = request_data.get(f"{start}.state", slot.state)
        upload = files.get(f"{start}.file")
        if upload:
            state, text = VALUE, _uploaded(upload, entity, slot)
        pick = request_data.get(f"{start}.pick", "")
        found[slot.name] = _picked(slot, Typed(state if state in WORDS else slot.state, text, pick))
    return found


def _uploaded(upload, entity: Entity, slot: Slot) -> str:
    """A file as typed JSON, so that it stands in the form like everything else."""
    content = upload.read()
    if isinstance(entity.field(slot.name), Picture):
        value: Value = {
            "name": upload.name,
            "type": upload.content_type or "application/octet-stream",
            "data": b64encode(content).decode(),
            "size": Decimal(len(content)),
        }
        return text_of(value, "json")
    return text_of(content, "json")


def _picked(slot: Slot, typed: Typed) -> Typed:
    if slot.was is None or typed.pick not in ("was", "theirs"):
        return typed
    state, text = slot.was if typed.pick == "was" else (slot.state, slot.text)
    return Typed(state, one_newline(text or ""), typed.pick)


def answered(
    entity: Entity,
    base: Base,
    typed: Mapping[str, Typed],
    reason: str,
    *,
    must_reason: bool,
    added: Added = NOTHING,
) -> Answer:
    """Everything read and judged as far as that needs no table."""
    wished: Item = {}
    removed, edited = set(), set()
    wrong = reason_problem(reason, must_reason=must_reason)
    problems = {"reason": wrong} if wrong else {}
    slots = base.slots
    misnamed = name_problem(entity, base, added.name) if added.any else ""
    if misnamed:
        problems[NAME] = misnamed
    elif added.any:
        slots = (*slots, added.slot)
        typed = {**typed, added.name: Typed(added.state, one_newline(added.text))}
    for slot in slots:
        given = typed[slot.name]
        if slot.was is not None and given.pick not in PICKS:
            problems[slot.name] = "Choose one of these."
            edited.add(slot.name)
            continue
        if not is_edited(slot, given):
            continue
        edited.add(slot.name)
        try:
            value = _value(entity, slot, given)
        except ValueInvalid as refusal:
            problems[slot.name] = str(refusal)
            continue
        if value is REMOVED:
            removed.add(slot.name)
        else:
            wished[slot.name] = value
    return Answer(
        base, typed, reason, wished, frozenset(removed), frozenset(edited), problems, added
    )


def reason_problem(reason: str, *, must_reason: bool, in_full: bool = False) -> str:
    """What is wrong with a reason, if anything; `in_full` where one word is none."""
    try:
        if in_full:
            check_full_reason(reason)
        check_reason(reason, required=must_reason)
    except ReasonRefused as refusal:
        return str(refusal)
    return ""


REMOVED = object()


def is_edited(slot: Slot, typed: Typed) -> bool:
    if slot.was is not None and typed.pick == "theirs":
        return False
    if typed.state == KEEP and slot.state == KEEP:
        return typed.text != ""
    return typed.state != slot.state or _is_retyped(slot, typed)


def _is_retyped(slot: Slot, typed: Typed) -> bool:
    return slot.text is None or typed.text != one_newline(slot.text)


def _value(entity: Entity, slot: Slot, typed: Typed):
    """The value wished for, or REMOVED. Raises ValueInvalid."""
    state = meant(slot, typed)
    if state == EMPTY:
        return REMOVED if is_index_key(entity, slot.name) else ""
    if state == NULL:
        return None
    if state == ABSENT:
        return REMOVED
    if typed.text == "":
        return _cleared(entity, slot, typed)
    return value_of(typed.text, "json" if state == JSON else slot.manner, slot.name)


def meant(slot: Slot, typed: Typed) -> str:
    """Whoever types a value means it, whatever the state beside it said before."""
    if typed.state in (VALUE, JSON):
        return typed.state
    if typed.text.strip() == "" or not _is_retyped(slot, typed):
        return typed.state
    if typed.state == slot.state:
        return VALUE
    raise ValueInvalid("", f"a value was typed and “{WORDS[typed.state]}” was chosen; one of them")


def _cleared(entity: Entity, slot: Slot, typed: Typed):
    """An input that was emptied: empty text where that makes sense, otherwise not there."""
    if typed.state != slot.state and slot.text == "":
        raise ValueInvalid("", "nothing was typed")
    if slot.manner in ("lines", "numbers", "list", "pairs"):
        return value_of("", slot.manner, slot.name)
    if slot.manner == "json":
        raise ValueInvalid("", "nothing was typed; choose “not there” to remove it")
    wordy = slot.manner == "text" and isinstance(entity.field(slot.name), WORDY)
    return "" if wordy and not is_index_key(entity, slot.name) else REMOVED


def read_answer(posted, files, entity: Entity, base: Base, *, must_reason: bool) -> Answer:
    """What came back of a form."""
    typed = read_typed(posted, files, base, entity)
    reason = posted.get("reason", "").strip()
    added = read_added(posted)
    return answered(entity, base, typed, reason, must_reason=must_reason, added=added)
