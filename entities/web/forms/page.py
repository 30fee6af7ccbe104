"""The page of a form: inputs in groups, what is fixed, what is wrong, what it was filled with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from entities.catalogue import catalogue
from entities.operations.candidates import Candidate, candidates
from entities.operations.showing import Showing, Shown, ShownItem
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.values import Item, Key, item_size, size
from entities.schema.viewer import Viewer
from entities.web.detail import PLAIN, UNDECLARED
from entities.web.forms.adding import NAME, Added
from entities.web.forms.base import Base, Byline, new_token, proof_of, seal_base
from entities.web.forms.bylines import changed_by
from entities.web.forms.inputs import HEAVY, MASKED, Input
from entities.web.forms.reading import Answer, Typed
from entities.web.forms.slots import (
    KEEP,
    Slot,
    is_heavy,
    is_made,
    is_masked,
    new_slots,
    slots_of,
    states_of,
)

LIMIT = 409_600


@dataclass(frozen=True)
class Wrong:
    """A line of the list on top; `href` leads to the input."""

    label: str
    sentence: str
    href: str = ""


@dataclass(frozen=True)
class InputGroup:
    title: str
    inputs: list[Input]


@dataclass(frozen=True)
class FormPage:
    """All that the templates of forms receive."""

    entity: Entity
    shown: ShownItem | None
    url: str
    inputs: list[Input]
    fixed: list[Shown]
    sealed: str
    proof: str
    size: int = 0
    reason: str = ""
    reason_required: bool = False
    wrong: list[Wrong] = field(default_factory=list)
    problems: Mapping[str, str] = field(default_factory=dict)
    company_page: str = ""
    theirs: tuple[str, ...] = ()
    added: Added = Added()
    authors: Mapping[str, Byline] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def groups(self) -> list[InputGroup]:
        """In the order of the item's page: the plain ones, the declared groups, the undeclared."""
        grouped: dict[str, list[Input]] = {PLAIN: []}
        declared = self.entity.fields_by_any_name
        for one in self.inputs:
            known = one.slot.name in declared
            title = (one.declared.group or PLAIN) if known else UNDECLARED
            grouped.setdefault(title, []).append(one)
        last = grouped.pop(UNDECLARED, [])
        return [
            InputGroup(t, found) for t, found in (*grouped.items(), (UNDECLARED, last)) if found
        ]

    @property
    def clashes(self) -> list[Input]:
        return [one for one in self.inputs if one.slot.was is not None]

    @property
    def carried(self) -> list[Input]:
        """What the person changed beside the clashes; an input nobody sends is as it was."""
        others = (one for one in self.inputs if one.slot.was is None)
        return [one for one in others if one.edited or one.problem]

    @property
    def beside(self) -> list[tuple[str, Shown | None, str]]:
        """What somebody else changed that clashes with nothing, and who; None where it was
        removed."""
        clashing = {one.slot.name for one in self.clashes}
        values = {found.held_as or name: found for name, found in self.shown.values.items()}
        names = [name for name in self.theirs if name not in clashing]
        fields = [(name, self.entity.field(name)) for name in names]
        return [
            (f.title, values.get(name), changed_by(self.authors.get(name), self.now))
            for name, f in fields
            if not f.automatic
        ]

    @property
    def reason_problem(self) -> str:
        return self.problems.get("reason", "")

    @property
    def name_problem(self) -> str:
        """What is wrong with the name of the new attribute."""
        return self.problems.get(NAME, "")

    @property
    def value_problem(self) -> str:
        """What is wrong with the value of the new attribute."""
        return self.problems.get(self.added.name, "") if self.added.name else ""

    @property
    def filled_share(self) -> int:
        return min(100, round(self.size * 100 / LIMIT))

    @property
    def takes_files(self) -> bool:
        return any(one.takes_file for one in self.inputs)

    @property
    def wrong_heading(self) -> str:
        count = len(self.wrong)
        return "Please look at one place" if count == 1 else f"Please look at {count} places"


@dataclass(frozen=True)
class Filling:
    """What every form is made of: who looks at which item, when, and where it is sent."""

    store: object
    entity: Entity
    key: Key
    item: Item
    viewer: Viewer
    now: datetime
    url: str
    must_reason: bool = False
    company_page: str = ""
    creating: bool = False

    def base(self, etags: Mapping[str, str]) -> Base:
        """What a fresh form is filled with."""
        if self.creating:
            slots = new_slots(self.entity)
        else:
            slots = slots_of(self.entity, self.item, self.viewer)
        return Base(tuple(slots), etags, token=new_token(), opened=self.now.isoformat())

    def page(
        self,
        base: Base,
        answer: Answer | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> FormPage:
        """The form, filled with what was typed where there is an answer."""
        problems = problems if problems is not None else (answer.problems if answer else {})
        added = answer.added if answer and not base.clashes else Added()
        shown = self._shown()
        inputs = list(self._inputs(base, answer, shown, problems))
        return FormPage(
            self.entity,
            shown,
            self.url,
            inputs,
            list(_fixed(self.entity, shown)),
            seal_base(base, self.entity, self.key, self.viewer),
            proof_of(self.url),
            item_size(self._wished(answer)),
            answer.reason if answer else "",
            self.must_reason,
            list(_wrong(problems, inputs, added)),
            problems,
            self.company_page,
            base.theirs,
            added,
            base.authors,
            self.now,
        )

    def _wished(self, answer: Answer | None) -> Item:
        """The item as it would be saved."""
        if answer is None:
            return self.item
        kept = {name: v for name, v in self.item.items() if name not in answer.remove}
        return kept | answer.set

    def _shown(self) -> ShownItem:
        if self.creating:
            return ShownItem(self.entity, self.key, f"New {self.entity.label.lower()}", None)
        return Showing(catalogue, self.viewer, self.now).item(self.entity, self.item)

    def _inputs(
        self, base: Base, answer: Answer | None, shown: ShownItem, problems: Mapping[str, str]
    ) -> Iterator[Input]:
        values = {found.held_as or name: found for name, found in shown.values.items()}
        for number, slot in enumerate(base.slots):
            typed = answer.typed[slot.name] if answer else Typed(slot.state, slot.text or "")
            declared = self.entity.field(slot.name)
            hidden, held = self._hidden(slot)
            yield Input(
                number,
                slot,
                declared,
                typed,
                [] if self.creating else states_of(self.entity, slot),
                problem=_problem(problems, slot.name, declared.name),
                edited=answer is not None and slot.name in answer.edited,
                hidden=hidden,
                bytes=held,
                shown=values.get(slot.name),
                candidates=self.candidates(declared) if isinstance(declared, Reference) else [],
                leads=self.creating and slot.name == self.entity.partition,
                led=self.creating and slot.name != self.entity.partition,
                made=self.creating and is_made(declared, self.entity),
                changed_by=changed_by(base.authors.get(slot.name), self.now),
            )

    def _hidden(self, slot: Slot) -> tuple[str, int]:
        """Why the value is not in the form, and how large it is where it is heavy."""
        if slot.state != KEEP:
            return "", 0
        value = self.item.get(slot.name)
        masked = is_masked(self.entity, slot.name, value, self.viewer)
        if masked or not is_heavy(self.entity.field(slot.name), value):
            return MASKED, 0
        return HEAVY, size(value)

    def candidates(self, reference: Reference, text: str = "") -> list[Candidate]:
        return candidates(self.store, catalogue, reference, self.item, text, viewer=self.viewer)


def _problem(problems: Mapping[str, str], attribute: str, name: str) -> str:
    return problems.get(attribute) or problems.get(name, "")


def _fixed(entity: Entity, shown: ShownItem) -> Iterator[Shown]:
    for value in shown.values.values():
        held = value.held_as or value.field.name
        if held in entity.keys or value.field.automatic:
            yield value


def _wrong(problems: Mapping[str, str], inputs: Iterable[Input], added: Added) -> Iterator[Wrong]:
    """Every problem once: at its input, or at the form."""
    said = set()
    places = {"reason": ("Reason", "#reason"), NAME: ("New attribute", "#new-name")}
    if added.name:
        places.setdefault(added.name, (added.name, "#new-text"))
    for one in inputs:
        if one.problem:
            said |= {one.slot.name, one.declared.name}
            yield Wrong(one.label, one.problem, f"#{one.id}")
    for name, sentence in problems.items():
        if name not in said:
            label, href = places.get(name, ("", ""))
            yield Wrong(label, sentence, href)
