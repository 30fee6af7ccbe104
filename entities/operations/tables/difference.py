"""A difference between a table as declared and as it is, and what would mend it."""

from dataclasses import dataclass

from entities.dynamodb.table_calls import TableCall

CLASSES = (
    *("keys", "attribute types", "global index", "local index"),
    *("billing", "TTL", "recovery", "encryption", "stream", "deletion protection", "tags"),
)


@dataclass(frozen=True)
class Difference:
    """`kind` is one of CLASSES; `subject` names the part of the table, as in `index/email-index`.

    `fix` are the calls that mend it, in order; without any, `why_not` is the sentence that says
    why. `takes_away` says what of the live table goes with the fix: then it must be named.
    """

    kind: str
    table: str
    subject: str
    declared: str
    live: str
    fix: tuple[TableCall, ...] = ()
    why_not: str = ""
    takes_away: str = ""

    @property
    def name(self) -> str:
        """What it is called where somebody has to name it."""
        return f"{self.table}/{self.subject}"

    @property
    def words(self) -> str:
        return f"{self.kind}: declared {self.declared}, live {self.live}"

    @property
    def remedy(self) -> str:
        """What would be done, or why nothing can be, as a sentence."""
        if not self.fix:
            return self.why_not
        steps = ", then ".join(call.words for call in self.fix)
        if self.takes_away:
            return f"Only when named: {steps}. It takes away {self.takes_away}."
        return f"{steps[:1].upper()}{steps[1:]}."

    def is_applied(self, named: frozenset[str]) -> bool:
        """Whether it is mended where these names were given."""
        return bool(self.fix) and (not self.takes_away or self.name in named)
