"""Refusals of files that describe tables: templates and exported schemas."""

from entities.errors.asked import Invalid, NotFound


class TemplateUnreadable(Invalid):
    """`line` counts from 1; None where the text is YAML, but no template."""

    def __init__(self, source: str, line: int | None = None):
        where = f" (line {line})" if line else ""
        super().__init__(f"“{source}” is not a CloudFormation template{where}.")
        self.hint = "Give a template in YAML, as `manage.py cloudformation` prints it."


class TemplateEmpty(NotFound):
    def __init__(self, part: str, system: str):
        super().__init__(f"There is no template of {part} for the system “{system}”.")
        self.hint = "Leave --system out to get every template of this part."


class TemplateUnreachable(Invalid):
    """No row of updates leads from one template to the other."""

    def __init__(self, resource: str):
        super().__init__(f"No row of updates brings “{resource}” to what is declared.")
        self.hint = "Compare the two templates by hand."


class SchemaUnreadable(Invalid):
    """`why` is the end of a sentence."""

    def __init__(self, source: str, why: str):
        super().__init__(f"“{source}” is not an exported schema: {why}.")
        self.hint = "Give a folder that `manage.py export_schemas` wrote."


class SystemNotFound(NotFound):
    """`known` are the names of the systems that are declared."""

    def __init__(self, name: str, known: tuple[str, ...]):
        super().__init__(f"There is no system “{name}”.")
        self.hint = f"Known: {', '.join(known)}."
