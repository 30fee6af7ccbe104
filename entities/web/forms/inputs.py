"""Inputs: how one slot is drawn, chosen by the field's class and by how its value is typed."""

import re
from dataclasses import dataclass, field
from functools import singledispatch

from entities.operations.candidates import Candidate
from entities.operations.showing import Shown
from entities.operations.typing import one_newline
from entities.schema.fields import (
    Binary,
    Choice,
    Date,
    Field,
    JsonText,
    LongText,
    Money,
    Number,
    Picture,
    Reference,
    Timestamp,
)
from entities.web.forms.reading import Typed
from entities.web.forms.slots import ABSENT, VALUE, WORDS, Slot

PROPER_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
LONG = 100
MASKED, HEAVY = "masked", "heavy"
MANNER_HELP = {
    "lines": "A set of texts: one member a line, each once.",
    "numbers": "A set of numbers: one a line, each once.",
    "list": "A list of texts: one a line, in this order.",
    "pairs": "A map of texts: “name: text”, one a line.",
    "json": 'Typed JSON, like {"S": "text"}, {"N": "1.50"} or {"L": [{"S": "one"}]}.',
}


@dataclass(frozen=True)
class Input:
    """One row of a form.

    `hidden` says why a value is not in it: masked or heavy, of so many `bytes`; `shown` is the
    value as its viewer may see it, where there is one. What can be referred to by one that is
    `led` depends on the input that `leads`; one that is `made` may be left empty. `changed_by` says
    who changed it meanwhile.
    """

    number: int
    slot: Slot
    declared: Field
    typed: Typed
    states: list[str] = field(default_factory=list)
    problem: str = ""
    edited: bool = False
    hidden: str = ""
    bytes: int = 0
    shown: Shown | None = None
    candidates: list[Candidate] = field(default_factory=list)
    leads: bool = False
    led: bool = False
    made: bool = False
    changed_by: str = ""

    @property
    def id(self) -> str:
        return f"f{self.number}"

    @property
    def control(self) -> str:
        """The template that draws it."""
        return f"entities/forms/_{control_of(self)}.html"

    @property
    def label(self) -> str:
        return self.declared.title

    @property
    def text(self) -> str:
        return self.typed.text

    @property
    def required(self) -> bool:
        return self.declared.required and not self.made

    @property
    def state_choices(self) -> list[tuple[str, str]]:
        return [(state, self._word(state)) for state in self.states]

    def _word(self, state: str) -> str:
        there = state == ABSENT and self.slot.state != ABSENT
        return "remove" if there else WORDS[state]

    @property
    def state(self) -> str:
        return self.typed.state

    @property
    def masked(self) -> bool:
        return self.hidden == MASKED

    @property
    def takes_file(self) -> bool:
        binary = self.shown is not None and isinstance(self.shown.value, bytes)
        return isinstance(self.declared, Picture | Binary) or binary

    @property
    def kind_words(self) -> str:
        """What a value that is not in the form is."""
        value = self.shown.value if self.shown else None
        if isinstance(value, dict):
            said = [value[part] for part in ("name", "type") if isinstance(value.get(part), str)]
            return ", ".join(said) or f"a map of {len(value)} entries"
        if isinstance(value, list | frozenset):
            return f"{len(value)} members"
        return "binary" if isinstance(value, bytes) else "a long text"

    @property
    def nothing_words(self) -> str:
        return "Not shown. What stands there is kept." if self.masked else "None yet."

    @property
    def mono(self) -> bool:
        return self.slot.manner in ("pairs", "json") or isinstance(self.declared, JsonText)

    @property
    def rows(self) -> int:
        return min(18, max(3, self.text.count("\n") + len(self.text) // 60 + 2))

    @property
    def wide(self) -> bool:
        return control_of(self) in ("area", "heavy")

    @property
    def mode(self) -> str:
        """For the keyboard of a telephone."""
        return "decimal" if self.slot.manner == "number" else ""

    @property
    def help(self) -> str:
        manner = MANNER_HELP.get(self.slot.manner, "")
        # A date is picked, and written as the browser's language has it.
        rule = "" if control_of(self) == "date" else rule_of(self.declared)
        made = "Left empty, one is made." if self.made else ""
        return " ".join(filter(None, (self.declared.help, made, rule, manner)))

    @property
    def described_by(self) -> str:
        parts = ((self.help, "help"), (self.masked, "masked"), (self.problem, "error"))
        return " ".join(f"{self.id}-{part}" for said, part in parts if said)

    @property
    def referred(self) -> str:
        """What the item is called that a reference names now, where that is known."""
        return next((one.label for one in self.candidates if one.id == self.text), "")

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) of a list to pick from; what stands there now is always in it."""
        values = dict(choices_of(self.declared, self.slot))
        for held in (self.slot.text, self.text):
            if held:
                values.setdefault(held, f"{held} (as stored)" if held == self.slot.text else held)
        if not self.required or self.slot.state != VALUE or not self.text:
            values = {"": "–", **values}
        return [(value, words, value == self.text) for value, words in values.items()]


def control_of(drawn: Input) -> str:
    slot, text = drawn.slot, drawn.text
    if drawn.hidden == HEAVY or isinstance(drawn.declared, Picture):
        return "heavy"
    if slot.manner == "flag":
        return "choice"
    if slot.manner == "number":
        return "line"
    held = one_newline(slot.text or "")
    if slot.manner != "text" or "\n" in text + held or max(len(text), len(held)) > LONG:
        return "area"
    if drawn.masked:
        return "line"
    return kind_of(drawn.declared, drawn)


@singledispatch
def kind_of(declared: Field, drawn: Input) -> str:
    """The control of a text on one line."""
    return "line"


@kind_of.register(LongText)
@kind_of.register(JsonText)
def _(declared: Field, drawn: Input) -> str:
    return "area"


@kind_of.register
def _(declared: Choice, drawn: Input) -> str:
    return "suggested" if declared.open_ended else "choice"


@kind_of.register
def _(declared: Reference, drawn: Input) -> str:
    return "line" if declared.by else "reference"


@kind_of.register
def _(declared: Date, drawn: Input) -> str:
    # A date input shows nothing for any other text, and would send back that nothing.
    texts = (drawn.text, drawn.slot.text or "")
    return "date" if all(not text or PROPER_DATE.fullmatch(text) for text in texts) else "line"


def choices_of(declared: Field, slot: Slot) -> list[tuple[str, str]]:
    """What may be picked: for a status that is there, only what may follow it."""
    if slot.manner == "flag":
        return [("yes", "yes"), ("no", "no")]
    choices = declared.choices
    following = dict(declared.moves).get(declared.folded(slot.text or ""))
    if following is not None:
        choices = tuple(choice for choice in choices if choice in following)
        if slot.text in declared.choices:
            choices = (slot.text, *choices)
    names = dict(declared.names_of)
    return [(c, f"{c} ({names[c]})" if c in names else c) for c in choices]


@singledispatch
def rule_of(declared: Field) -> str:
    """The rule of a field in words, where it has one worth reading before typing."""
    return ""


@rule_of.register
def _(declared: Number) -> str:
    whole = "A whole number" if declared.whole else ""
    ends = ((declared.minimum, "{:,} or more"), (declared.maximum, "at most {:,}"))
    limits = ", ".join(words.format(end) for end, words in ends if end is not None)
    text = ", ".join(filter(None, (whole, limits)))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


@rule_of.register
def _(declared: Money) -> str:
    plain = rule_of.dispatch(Number)(declared).rstrip(".")
    return ". ".join(filter(None, (f"In {declared.currency}", plain))) + "."


@rule_of.register
def _(declared: Date) -> str:
    return "Year-month-day, like 2025-01-31."


@rule_of.register
def _(declared: Timestamp) -> str:
    return "A moment in UTC, like 2025-01-31T14:00:00.000Z."


@rule_of.register
def _(declared: Choice) -> str:
    return "" if not declared.moves else "Only what may follow is offered."
