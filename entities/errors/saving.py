"""Refusals of changes: stale, taken, too much at once, already done."""

from entities.errors.asked import NotAllowed, Refusal
from entities.errors.wording import a


class TooMuchAtOnce(Refusal):
    """One transaction takes 100 actions."""

    def __init__(self, count: int, most: int):
        super().__init__(f"This would touch {count} items at once; {most} is the most.")
        self.hint = "Do it in smaller parts."


class TooLargeAtOnce(Refusal):
    def __init__(self, size: int, most: int):
        super().__init__(f"This would write {size:,} bytes at once; {most:,} is the most.")
        self.hint = "Do it in smaller parts."


class Stale(Refusal):
    """The item is not what it was when it was opened."""

    def __init__(self, label: str):
        super().__init__(f"Somebody else changed this {label.lower()} in the meantime.")
        self.hint = "Compare both versions and choose."


class EditRefused(Refusal):
    """Wrong fields, reported together: a sentence by field name."""

    def __init__(self, label: str, problems: dict[str, str]):
        count = "One field is" if len(problems) == 1 else f"{len(problems)} fields are"
        super().__init__(f"The {label.lower()} was not saved: {count} wrong.")
        self.problems = problems


class MergeNeeded(Refusal):
    """Somebody else changed what this person wants to change. Names are attributes."""

    def __init__(self, label: str, clashes: frozenset[str], theirs: frozenset[str]):
        super().__init__(f"Somebody else changed this {label.lower()} while you were editing it.")
        self.hint = "Choose for each field below; nothing you typed is lost."
        self.clashes = clashes
        self.theirs = theirs


class ReadOnly(NotAllowed):
    """A generation that has no authority, or a table that is not as declared."""

    def __init__(self, titles: str, why: str = ""):
        super().__init__(f"{titles} cannot be edited here. {why}".strip())
        self.hint = "Change them where the data is kept now."


class AlreadyThere(Refusal):
    def __init__(self, label: str):
        super().__init__(f"There is already {a(label)} with this key.")
        self.hint = "Choose another id, or open the one that is there."


class ReferenceRefused(Refusal):
    """What is referred to is gone, or is being deleted. `field` names the input."""

    def __init__(self, field: str, title: str, label: str, key: str):
        super().__init__(f"“{title}”: there is no {label.lower()} “{key}”.")
        self.field = field
        self.hint = "Pick another one."


class Taken(Refusal):
    """A unique value is already another item's. `field` names the input, `why` a sentence of the
    declaration that says more."""

    def __init__(self, field: str, title: str, value: str, why: str = ""):
        super().__init__(f"“{title}”: {why or f'“{value}” is taken by another item.'}")
        self.field = field


class DoneAlready(Refusal):
    """The same click came before; what it did then is its answer now."""

    def __init__(self):
        super().__init__("This was done already.")


class DeletionRefused(Refusal):
    """`why` is a sentence: of the declaration, or about what refers to the item."""

    def __init__(self, label: str, why: str):
        super().__init__(f"This {label.lower()} was not deleted. {why}")


class MoveRefused(Refusal):
    """`why` is a sentence: of the declaration, or about what refers to the item."""

    def __init__(self, label: str, why: str):
        super().__init__(f"This {label.lower()} keeps its key. {why}")


class BeingDeleted(Refusal):
    def __init__(self, label: str):
        super().__init__(f"Somebody else is deleting or moving this {label.lower()} right now.")
        self.hint = "Reload in a minute."


class UndoRefused(Refusal):
    """`why` is a sentence that says what moved on."""

    def __init__(self, why: str):
        super().__init__(f"This was not undone. {why}")
        self.hint = "The history of the item shows what was done since."


class LastOneKept(Refusal):
    """`why` is the sentence of the rule, from the declaration."""

    def __init__(self, why: str):
        super().__init__(why)


class ChainMoved(Refusal):
    """Another entry was chained to the same item first; never shown, always tried again."""

    def __init__(self):
        super().__init__("Another change of this item was recorded at the same moment.")


class ConditionRefused(Refusal):
    """A condition of a write did not hold: somebody else was first."""

    def __init__(self, table: str):
        super().__init__(f"An item of “{table}” is no longer what it was when it was read.")
        self.hint = "Reload it and try again."


class SealBroken(Refusal):
    """What was sealed was altered, or sealed for another use, or by a secret that is gone."""

    def __init__(self):
        super().__init__("This was sealed by us and can no longer be opened.")
        self.hint = "It was altered, or SECRET_KEY changed and the old one is no fallback."
