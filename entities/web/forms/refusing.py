"""A refusal at the inputs it concerns."""

from entities.errors import EditRefused, Refusal
from entities.web.forms.base import Base
from entities.web.statuses import status_of


def problems_of(refusal: Refusal, base: Base) -> dict[str, str]:
    """Sentences by field; under "" what concerns none of them."""
    if isinstance(refusal, EditRefused):
        return dict(refusal.problems)
    sentence = f"{refusal} {refusal.hint}".strip()
    path = getattr(refusal, "field", "")
    names = sorted((slot.name for slot in base.slots), key=len, reverse=True)
    at = next((n for n in names if path == n or path.startswith((f"{n}.", f"{n}["))), path)
    return {at: sentence}


def status_of_form(refusal: Refusal) -> int:
    """What was typed cannot be saved: that is 422, where an address would be 400."""
    status = status_of(refusal)
    return 422 if status == 400 else status
