"""Refusals of what was asked for: not found, not allowed, not usable."""


class Refusal(Exception):
    """The base of all refusals. `hint` says how to mend it, when there is something to say."""

    hint = ""


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


class ReasonRefused(Invalid):
    """Something is wrong with why a person does something."""

    field = "reason"


class ReasonMissing(ReasonRefused):
    def __init__(self):
        super().__init__("In production every change needs a reason.")


class ReasonTooShort(ReasonRefused):
    def __init__(self, least: int):
        super().__init__(f"Say why, in {least} characters or more.")


class ReasonTooLong(ReasonRefused):
    def __init__(self, most: int):
        super().__init__(f"A reason has at most {most} characters.")


class DeclarationInvalid(Invalid):
    """A declaration that contradicts itself; fails `manage.py check`."""

    def __init__(self, entity: str, problem: str):
        super().__init__(f"Entity “{entity}”: {problem}.")


class DemoFileInvalid(Invalid):
    def __init__(self, problem: str):
        super().__init__(f"The demo data cannot be read: {problem}.")
