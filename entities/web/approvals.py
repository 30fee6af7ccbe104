"""The pages of approvals: each request with what its viewer may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict

from entities.operations.approvals.guard import CARRIED_OUT
from entities.operations.approvals.reading import Approval, Listing
from entities.operations.approvals.using import is_second_person
from entities.schema.viewer import Viewer
from entities.web.cursors import seal_mark
from entities.web.forms.base import new_token, proof_of
from entities.web.forms.page import Wrong
from entities.web.state import CURSOR
from entities.web.waiting import APPROVALS_URL

LISTED = 5  # lines of a plan on the list
STATE = "approvals"
TONES = {
    "requested": "warn",
    "approved": "ok",
    "declined": "bad",
    "withdrawn": "draft",
    "lapsed": "draft",
    "carried out": "ok",
}
DECISIONS = ("approve", "decline", "withdraw")


@dataclass(frozen=True)
class Answer:
    """What was pressed and typed about a request; `plan_hash` is that of the plan on the page."""

    decision: str = ""
    reason: str = ""
    plan_hash: str = ""
    token: str = ""

    @classmethod
    def read(cls, posted: QueryDict) -> "Answer":
        decision = posted.get("decision", "")
        return cls(
            decision if decision in DECISIONS else "",
            posted.get("reason", "").strip(),
            posted.get("plan", ""),
            posted.get("token", ""),
        )


@dataclass(frozen=True)
class Card:
    """One request. `answer` is what was typed and not accepted, `problems` why: by field."""

    approval: Approval
    viewer: Viewer
    token: str
    answer: Answer = Answer()
    problem: str = ""
    reason_problem: str = ""

    @property
    def title(self) -> str:
        return self.approval.words or f"Request {self.approval.approval_id}"

    @property
    def tone(self) -> str:
        return TONES.get(self.approval.status, "draft")

    @property
    def url(self) -> str:
        return approval_url(self.approval.approval_id)

    @property
    def proof(self) -> str:
        return proof_of(self.url)

    @property
    def is_own(self) -> bool:
        return not is_second_person(self.viewer.name, self.approval.requested_by)

    @property
    def may_decide(self) -> bool:
        return self.approval.is_open and self.viewer.may("approve") and not self.is_own

    @property
    def may_withdraw(self) -> bool:
        return self.approval.is_open and self.is_own and self.viewer.may("request approval")

    @property
    def is_ready(self) -> bool:
        """Whether it waits for being carried out."""
        return self.approval.status == "approved"

    @property
    def carry_out_url(self) -> str:
        """The page on which it is carried out, for who may do that."""
        deletes = self.approval.act == "delete"
        ready = self.is_ready and self.viewer.may("delete" if deletes else "request approval")
        return self.subject + ("delete/" if deletes else "") if ready else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The beginning of the plan."""
        return self.approval.plan[:LISTED]

    @property
    def more(self) -> int:
        return len(self.approval.plan) - len(self.lines)

    @property
    def subject(self) -> str:
        """The address of what it is about, if it is one of ours and still there."""
        held = self.approval.subject
        is_ours = held.startswith("/") and not held.startswith("//")
        return held if is_ours and self.approval.status != CARRIED_OUT else ""

    @property
    def wrong(self) -> list[Wrong]:
        found = [Wrong("", self.problem)] if self.problem else []
        reason = Wrong("Reason", self.reason_problem, f"#reason-{self.approval.approval_id}")
        return [*found, *([reason] if self.reason_problem else [])]

    @property
    def wrong_heading(self) -> str:
        return "Nothing was decided"


@dataclass(frozen=True)
class ApprovalsPage:
    """What waits, and a page of what was decided."""

    open: list[Card]
    decided: list[Card]
    next_url: str = ""
    previous_url: str = ""


def approval_url(approval_id: str) -> str:
    return f"{APPROVALS_URL}{approval_id}/"


def card(approval: Approval, viewer: Viewer) -> Card:
    return Card(approval, viewer, new_token())


def cards(approvals: Iterable[Approval], viewer: Viewer) -> list[Card]:
    return [card(approval, viewer) for approval in approvals]


def refused_card(known: Card, answer: Answer, *, problem: str = "", reason: str = "") -> Card:
    """The request again, with what was typed and what is wrong with it."""
    return replace(known, answer=answer, problem=problem, reason_problem=reason)


def approvals_page(listing: Listing, viewer: Viewer) -> ApprovalsPage:
    return ApprovalsPage(
        cards(listing.open, viewer),
        cards(listing.decided, viewer),
        _marked(listing.next, viewer),
        _marked(listing.previous, viewer),
    )


def _marked(mark, viewer: Viewer) -> str:
    return f"{APPROVALS_URL}?{CURSOR}={seal_mark(mark, STATE, viewer)}" if mark else ""
