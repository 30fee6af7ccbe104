"""The page that shows what would be done to a table, and has it done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from entities.operations.tables.desired import Desired
from entities.operations.tables.difference import Difference
from entities.operations.tables.plan import TablePlan
from entities.web.forms.base import proof_of
from entities.web.tables.addresses import plan_url, table_url

INPUTS = {"confirm": "Confirmation", "reason": "Reason", "plan": ""}


@dataclass(frozen=True)
class Change:
    """One table made or one difference mended. `calls` are words, the call as it would be sent, and
    whether it goes on as a run."""

    title: str
    said: str
    calls: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong with the form."""

    label: str
    href: str
    sentence: str


@dataclass(frozen=True)
class Answer:
    """What was posted: the hash of the plan that was seen, what was named, and what was typed."""

    hash: str = ""
    named: Sequence[str] = ()
    confirm: str = ""
    reason: str = ""
    token: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Answer":
        return cls(
            data.get("plan", ""),
            tuple(data.getlist("also")),
            data.get("confirm", "").strip(),
            data.get("reason", "").strip(),
            data.get("token", "")[:64],
        )


@dataclass(frozen=True)
class PlanPage:
    """All that the page's template receives. `obstacles` are sentences on what must be so first;
    `problems` what is wrong with what was sent, by input."""

    desired: Desired
    plan: TablePlan
    obstacles: Sequence[str]
    answer: Answer
    token: str
    reason_required: bool
    problems: Mapping[str, str] = field(default_factory=dict)
    reason_help: str = "It stands in the audit log."

    @property
    def url(self) -> str:
        return plan_url(self.desired.name)

    @property
    def table_url(self) -> str:
        return table_url(self.desired.name)

    @property
    def proof(self) -> str:
        return proof_of(self.url)

    @property
    def confirmation(self) -> str:
        return self.desired.entity.table

    @property
    def may_apply(self) -> bool:
        return not self.plan.is_empty and not self.obstacles

    @property
    def changes(self) -> list[Change]:
        made = [
            Change(f"Make {creation.desired.name}", "It is not there.", _calls(creation.calls))
            for creation in self.plan.creations
        ]
        return made + [
            Change(found.kind, f"Declared {found.declared}, live {found.live}.", _calls(calls))
            for found, calls in ((m.difference, m.calls) for m in self.plan.mendings)
        ]

    @property
    def nameable(self) -> list[tuple[Difference, bool]]:
        """What is mended only when somebody ticks it, and whether it is ticked."""
        named = [(m.difference, True) for m in self.plan.mendings if m.difference.takes_away]
        return named + [(found, False) for found in self.plan.left if found.fix]

    @property
    def staying(self) -> list[Difference]:
        """What no call can mend."""
        return [found for found in self.plan.left if not found.fix]

    @property
    def reason(self) -> str:
        return self.answer.reason

    @property
    def reason_problem(self) -> str:
        return self.problems.get("reason", "")

    @property
    def wrong(self) -> list[Wrong]:
        return [
            Wrong(INPUTS[name], f"#{name}" if INPUTS[name] else "", sentence)
            for name, sentence in self.problems.items()
        ]

    @property
    def wrong_heading(self) -> str:
        return "Nothing was changed"


def _calls(calls) -> list[tuple[str, str, bool]]:
    return [(call.words, call.text, bool(call.index_changes)) for call in calls]
