"""What is wrong with a file of items, or with the moment at which it is applied."""

from entities.errors import Invalid, Refusal


class FileInvalid(Invalid):
    """The file as a whole cannot be read; `line` says where, 0 for nowhere in particular."""

    def __init__(self, problem: str, line: int = 0, hint: str = ""):
        place = f" Line {line}." if line else ""
        super().__init__(f"This file cannot be imported: {problem}.{place}")
        self.field = "file"
        self.line = line
        self.hint = hint


class PlanMoved(Refusal):
    """What would be done now is not what was shown."""

    def __init__(self):
        super().__init__("The data changed since this plan was made, so nothing was done.")
        self.hint = "Look at the plan as it is now, and apply that."
