"""Which items, which change: what the list and the form of a bulk change send."""

from dataclasses import dataclass, field

from django.http import QueryDict

from entities.errors import ValueInvalid
from entities.operations.bulk.preview import Change, changeable
from entities.operations.bulk.selection import Selection, matching, ticked
from entities.operations.transfer.walking import Asked
from entities.operations.typing import value_of
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Date, Field, Flag, LongText
from entities.schema.viewer import Viewer
from entities.web.addresses import read_key
from entities.web.bulk.asked import asked_in, said
from entities.web.filters import read_filters
from entities.web.forms.slots import manner_of_absent

ACTIONS = {"set": "Set a field", "remove": "Remove a field", "delete": "Delete the items"}
OWN = ("csrfmiddlewaretoken", "key", "which", "action", "field", "value", "step", "reason")


@dataclass(frozen=True)
class Chosen:
    """The items as the list sent them, to be sent on: ticked keys, or all that the state finds."""

    selection: Selection
    hidden: list[tuple[str, str]]
    filters: list[str]
    asked: Asked | None = None

    @property
    def everything(self) -> bool:
        return self.asked is not None

    @property
    def is_long(self) -> bool:
        """Whether there is more than one page can preview."""
        return self.everything and not self.selection.exact


@dataclass(frozen=True)
class Asking:
    """The form of the change as it stands. `problems` are sentences by input."""

    action: str = ""
    declared: Field | None = None
    text: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def control(self) -> str:
        match self.declared:
            case Choice() | Flag():
                return "choice"
            case Date():
                return "date"
            case LongText():
                return "area"
        return "line" if manner_of_absent(self.declared) in ("text", "number") else "area"

    @property
    def options(self) -> list[str]:
        return ["yes", "no"] if isinstance(self.declared, Flag) else list(self.declared.choices)

    @property
    def needs_value(self) -> bool:
        return self.action == "set" and self.declared is not None


def chosen(store, entity: Entity, posted: QueryDict, viewer: Viewer) -> Chosen:
    """Raises what selecting raises, FilterInvalid and KeyInvalid."""
    if posted.get("which") == "all":
        state = posted.copy()
        for name in OWN:
            state.pop(name, None)
        asked = asked_in(entity, state)
        selection = matching(store, entity, asked, viewer=viewer)
        pairs = [(n, v) for n, values in state.lists() for v in values]
        filters = [said(one) for one in read_filters(entity, state)]
        return Chosen(selection, [("which", "all"), *pairs], filters, asked)
    segments = posted.getlist("key")
    keys = [read_key(entity, segment) for segment in segments]
    selection = ticked(store, entity, keys, viewer=viewer)
    return Chosen(selection, [("key", segment) for segment in segments], [])


def asking(entity: Entity, posted: QueryDict) -> Asking:
    """What was chosen so far."""
    fields = {declared.name: declared for declared in changeable(entity)}
    action = posted.get("action", "")
    action = action if action in ACTIONS else ""
    found = fields.get(posted.get("field", "")) if action != "delete" else None
    problems = {}
    if action in ("set", "remove") and found is None:
        problems["field"] = "Choose a field."
    return Asking(action, found, posted.get("value", ""), problems)


def change_of(asked: Asking) -> Change:
    """Raises ValueInvalid for a value that cannot be typed like this."""
    if asked.action != "set":
        return Change(asked.action, asked.declared.name if asked.declared else "")
    if asked.text.strip() == "":
        raise ValueInvalid("", "nothing was typed; to empty the field, remove it")
    value = value_of(asked.text, manner_of_absent(asked.declared), asked.declared.name)
    return Change("set", asked.declared.name, value)
