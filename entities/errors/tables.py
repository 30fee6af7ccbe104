"""Refusals about tables themselves: what cannot be changed, and what must be so first."""

from entities.errors.asked import Invalid, NotAllowed, NotFound, Refusal


class TableChangeRefused(Refusal):
    """A change DynamoDB would refuse, found before the call. `why` is the end of a sentence."""

    def __init__(self, table: str, change: str, why: str, hint: str = ""):
        super().__init__(f"“{table}”: cannot {change}, because {why}.")
        self.hint = hint


class TablePlanMoved(Refusal):
    """What would be done now is not what was shown."""

    def __init__(self):
        super().__init__("The tables changed since this plan was shown, so nothing was done.")
        self.hint = "Look at the plan as it is now, and apply that."


class PrerequisitesMissing(Refusal):
    """`problems` are sentences, each with what to do about it."""

    def __init__(self, problems: list[str]):
        super().__init__("Nothing was begun: something that is needed first is not there.")
        self.problems = problems
        self.hint = " ".join(problems)


class ConfirmationMissing(NotAllowed):
    def __init__(self):
        super().__init__("Nothing was changed: the plan was not confirmed.")
        self.hint = "Confirm it on a terminal, or pass --yes where nobody can be asked."


class IndexUnknown(NotFound):
    """`known` are the names that are declared."""

    def __init__(self, table: str, index: str, known: tuple[str, ...]):
        super().__init__(f"“{index}” is not declared as an index of “{table}”.")
        names = ", ".join(known)
        self.hint = f"Declared: {names}." if names else "No index of this table is declared."


class TableUnknown(NotFound):
    def __init__(self, table: str):
        super().__init__(f"“{table}” is not a declared table.")
        self.hint = "Name it as check_tables does, or by the entity, such as expenses."


class NameUnused(Invalid):
    """`names` were to be applied and are of no table that is looked at."""

    def __init__(self, names: list[str]):
        said = ", ".join(f"“{name}”" for name in names)
        super().__init__(f"No table here has a difference called {said}.")
        self.hint = "check_tables prints the names of those that are applied only when named."
