"""What is small is done while the person waits; what is not, or takes longer, is for the workers.

Its run is the same either way, and so is its page.
"""

import secrets
from contextlib import suppress
from time import monotonic

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from entities.errors import Refusal
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run

QUICK = 25  # units
SECONDS = 2.0


def carry_out(hands: Hands, run: Run, units: int) -> HttpResponse:
    """Drive a run that was just started, where it is small, and show its page."""
    if units <= QUICK and not run.ended:
        drive(hands, run)
    return to_run(run.run_id)


def drive(hands: Hands, run: Run) -> None:
    """As far as it comes; whatever is in the way is told on the run's page."""
    until = monotonic() + SECONDS
    driver = Driver(hands, f"page {secrets.token_hex(3)}", stop=lambda: monotonic() > until)
    with suppress(Refusal):
        driver.drive(run.run_id)


def to_run(run_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("run", args=[run_id]), status=303)
