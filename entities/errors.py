"""Every refusal that can be explained to staff.

The constructor takes facts and writes the sentence; nobody else words it, and `str(error)` may be
shown as it is. Bugs are not refusals: they reach the error page and the log.
"""


class Refusal(Exception):
    """The base of all refusals. `hint` says how to mend it, when there is something to say."""

    hint = ""


# ---- not found -------------------------------------------------------------------------------


class NotFound(Refusal):
    """What was asked for does not exist, or does not exist for this viewer."""


class EntityNotFound(NotFound):
    def __init__(self, name: str):
        super().__init__(f"There is no entity called “{name}”.")
        self.hint = "Pick one from the menu, or search for the id you have."


class ItemNotFound(NotFound):
    """Also raised for an item the viewer may not see, so that an address reveals nothing."""

    def __init__(self, label: str, key: str):
        super().__init__(f"{label} “{key}” was not found.")
        self.hint = "It may have been deleted, or it belongs to a company you do not work with."


class ViewNotFound(NotFound):
    def __init__(self):
        super().__init__("This saved view does not exist, or it is not yours.")


class AttributeNotFound(NotFound):
    def __init__(self, name: str):
        super().__init__(f"The item holds nothing to show under “{name}”.")


# ---- not allowed -----------------------------------------------------------------------------


class NotAllowed(Refusal):
    """The viewer may not do this."""


class ActionNotAllowed(NotAllowed):
    def __init__(self, action: str):
        super().__init__(f"Your role does not include “{action}”.")
        self.hint = "Ask an administrator if you need it."


class CompanyNotAllowed(NotAllowed):
    """Worded alike for companies that exist and for those that do not."""

    def __init__(self, company: str):
        super().__init__(f"“{company}” is not one of the companies you work with.")
        self.hint = "Pick one of your companies, or ask an administrator to add this one."


class ScopeTooNarrow(NotAllowed):
    """The items cannot be told apart by company, so a viewer with a company limit sees none."""

    def __init__(self, label: str):
        super().__init__(
            f"{label} cannot be told apart by company, so they are shown only to staff who work "
            "with every company."
        )
        self.hint = "Ask somebody without a company limit, or an administrator."


class ProductionRefused(NotAllowed):
    def __init__(self, what: str):
        super().__init__(f"{what} is refused in production.")
        self.hint = "Run it where ENVIRONMENT is dev or staging."


# ---- invalid ---------------------------------------------------------------------------------


class Invalid(Refusal):
    """What was typed cannot be used. `field` names the input it concerns, where there is one."""

    field = ""


class FilterInvalid(Invalid):
    def __init__(self, field: str, problem: str, hint: str = ""):
        super().__init__(problem)
        self.field = field
        self.hint = hint


class CursorInvalid(Invalid):
    def __init__(self):
        super().__init__("The page mark in this address is not one we made, or it is damaged.")
        self.hint = "Start again from the first page."


class KeyInvalid(Invalid):
    def __init__(self, label: str, problem: str):
        super().__init__(f"This address names no {label.lower()}: {problem}.")
        self.hint = "Copy the whole address, or search for the id."


class ValueInvalid(Invalid):
    """A value DynamoDB would refuse, found before the call."""

    def __init__(self, path: str, problem: str):
        super().__init__(f"{path}: {problem}." if path else f"{problem[:1].upper()}{problem[1:]}.")
        self.field = path


class DeclarationInvalid(Invalid):
    """A declaration that contradicts itself; fails `manage.py check`."""

    def __init__(self, entity: str, problem: str):
        super().__init__(f"Entity “{entity}”: {problem}.")


class DemoFileInvalid(Invalid):
    def __init__(self, problem: str):
        super().__init__(f"The demo data cannot be read: {problem}.")


# ---- busy, missing, refusing service ---------------------------------------------------------


class Unavailable(Refusal):
    """DynamoDB cannot answer now; trying again later may help."""


class Throttled(Unavailable):
    def __init__(self, table: str):
        super().__init__(f"DynamoDB is limiting requests to “{table}” at the moment.")
        self.hint = "Wait a few seconds and reload. If it lasts, look at the table's capacity."


class Unreachable(Unavailable):
    def __init__(self):
        super().__init__("DynamoDB does not answer.")
        self.hint = "Check the endpoint and the network, then reload."


class LeftoversRemain(Unavailable):
    """A batch whose leftovers were still refused after the last retry."""

    def __init__(self, count: int, table: str):
        super().__init__(f"{count} items of “{table}” were not accepted after several tries.")
        self.hint = "The table may be throttled. Run it again: it goes on where it stopped."


class AccessRefused(Refusal):
    """The credentials in use may not do this call."""

    def __init__(self, operation: str, table: str):
        super().__init__(f"DynamoDB refused {operation} on “{table}” for the dashboard's account.")
        self.hint = "Check the credentials and the policy of the dashboard."


class CredentialsMissing(Refusal):
    def __init__(self):
        super().__init__("No usable AWS credentials were found.")
        self.hint = "Set AWS_PROFILE or the usual AWS variables, or give the machine a role."


class TableMissing(Refusal):
    def __init__(self, table: str):
        super().__init__(f"The table “{table}” does not exist in this account and region.")
        self.hint = "Run `manage.py create_tables`, or check ENVIRONMENT and TABLE_PREFIX."


class TableNotReady(Unavailable):
    def __init__(self, table: str, status: str):
        super().__init__(f"The table “{table}” is {status.lower()} and cannot be used yet.")
        self.hint = "Reload in a minute."


class ServiceRefused(Refusal):
    """DynamoDB refused a request for a reason of its own; we show its code, never its data."""

    def __init__(self, operation: str, code: str):
        super().__init__(f"DynamoDB refused {operation} ({code}).")


class OutcomeUnknown(Unavailable):
    """No answer came, and it could not be read back whether the write happened."""

    def __init__(self):
        super().__init__("DynamoDB did not answer, so it is not known whether this was saved.")
        self.hint = "Open the item again in a minute: its history says what happened."


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
        super().__init__(f"There is already a {label.lower()} with this key.")
        self.hint = "Choose another id, or open the one that is there."


class ReferenceRefused(Refusal):
    """What is referred to is gone, or is being deleted. `field` names the input."""

    def __init__(self, field: str, title: str, label: str, key: str):
        super().__init__(f"“{title}”: there is no {label.lower()} “{key}”.")
        self.field = field
        self.hint = "Pick another one."


class Taken(Refusal):
    """A unique value is already another item's. `field` names the input."""

    def __init__(self, field: str, title: str, value: str):
        super().__init__(f"“{title}”: “{value}” is taken by another item.")
        self.field = field


class DoneAlready(Refusal):
    """The same click came before; what it did then is its answer now."""

    def __init__(self):
        super().__init__("This was done already.")


class DeletionRefused(Refusal):
    """`why` is a sentence: of the declaration, or about what refers to the item."""

    def __init__(self, label: str, why: str):
        super().__init__(f"This {label.lower()} was not deleted. {why}")


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


class LookupsMissing(Refusal):
    def __init__(self):
        super().__init__("The look-ups have not been built yet.")
        self.hint = "Run `manage.py build_lookups` once; own writes keep them current."
