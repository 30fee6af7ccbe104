"""What waits for a second person: in the menu and on the overview of those whom it concerns."""

import time
from dataclasses import dataclass
from threading import Lock

from django.utils import timezone

from entities import conf
from entities.catalogue import catalogue
from entities.errors import Refusal
from entities.operations.approvals.reading import Approval, open_approvals, sees_approvals
from entities.operations.approvals.using import is_second_person
from entities.schema.viewer import Viewer

APPROVALS_URL = "/approvals/"
SECONDS = 60


@dataclass(frozen=True)
class Waiting:
    """How many requests wait, and in words those that wait for this person."""

    count: int = 0
    mark: str = ""


class WaitingCache:
    """The open requests, read at most once a minute by this process, and anew after it changed
    one."""

    def __init__(self):
        self._held: tuple[float, list[Approval]] | None = None
        self._lock = Lock()

    def get(self, viewer: Viewer) -> Waiting:
        with self._lock:
            held = self._held
        fresh = held is not None and time.monotonic() - held[0] < SECONDS
        found = held[1] if fresh else self.read(viewer)
        own = [a for a in found if is_second_person(viewer.name, a.requested_by)]
        mine = len(own) if viewer.may("approve") else 0
        wait = "waits" if mine == 1 else "wait"
        return Waiting(len(found), f"{mine:,} {wait} for your decision" if mine else "")

    def read(self, viewer: Viewer) -> list[Approval]:
        """As they are now; none where they cannot be read, and for who may not see them: the menu
        must not break the page."""
        if not sees_approvals(viewer):
            return []
        now = timezone.now()
        try:
            found = open_approvals(conf.get_store(), catalogue, viewer=viewer, now=now)
        except Refusal:
            found = []
        with self._lock:
            self._held = (time.monotonic(), found)
        return found

    def clear(self) -> None:
        with self._lock:
            self._held = None


waiting_cache = WaitingCache()
