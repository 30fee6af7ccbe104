"""What is said to what is done to many items: the reason, the confirmation; and the way back."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from entities.operations.bulk.taking_back import done_by, may_take_back
from entities.operations.deeds import Act
from entities.operations.runs.run import Run
from entities.web.forms.reading import reason_problem
from entities.web.views.shared import must_reason


@dataclass(frozen=True)
class Offer:
    """A form that takes a run back. `token` makes a repeated click one undo."""

    run_id: str
    count: int
    token: str
    reason: str
    reason_required: bool


def offer_of(run: Run, request: HttpRequest) -> Offer | None:
    """Nothing where there is nothing to take back, or this person may not."""
    if not may_take_back(run, request.viewer):
        return None
    token, reason = uuid.uuid4().hex, request.POST.get("reason", "")
    return Offer(run.run_id, done_by(run), token, reason, must_reason())


def act_of(request: HttpRequest, run_id: str) -> Act:
    reason = request.POST.get("reason", "").strip()
    return Act(request.viewer.name, timezone.now(), reason, request.id, run_id)


def of_the_form(request: HttpRequest, confirmation: str) -> dict[str, str]:
    """What is wrong with the reason and the confirmation, by input."""
    reason = request.POST.get("reason", "").strip()
    wrong = reason_problem(reason, must_reason=must_reason())
    problems = {"reason": wrong} if wrong else {}
    if confirmation and request.POST.get("confirm", "").strip() != confirmation:
        problems["confirm"] = f"Type “{confirmation}” to go on."
    return problems
