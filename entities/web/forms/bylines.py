"""Who changed a value meanwhile, in words."""

from datetime import datetime

from entities.web.clock import ago
from entities.web.forms.base import Byline


def changed_by(byline: Byline | None, now: datetime) -> str:
    """“changed by dana, 3 minutes ago”; None where it is not known who it was."""
    if byline is None:
        return "changed by somebody else"
    name, at = byline
    if not name:
        return "changed outside Keyroom"
    return f"changed by {name}, {ago(datetime.fromisoformat(at), now)}"
