"""Time and ids as the engine's DynamoDB sees them: they stand still and can be had again.

While a call is carried out the clock shows one moment and ids come from one seed. Both are in the
journal, so a replayed call makes the same table ids, backup names and dates as it did at first.
"""

import contextlib
import threading
import time
import uuid
from datetime import UTC, datetime

from ministack.services import dynamodb

ENGINE_REAPER = "dynamodb-ttl-reaper"


class Clock:
    """Stands in for the module `time` inside the engine's DynamoDB."""

    def __init__(self):
        self._now: float | None = None
        self._seed: uuid.UUID | None = None
        self._count = 0

    def install(self) -> None:
        dynamodb.time = self
        dynamodb.new_uuid = self.new_id
        dynamodb.now_iso = self.now_iso

    @contextlib.contextmanager
    def standing_at(self, now: float, seed: str):
        self._now, self._seed, self._count = now, uuid.UUID(seed), 0
        try:
            yield
        finally:
            self._now = self._seed = None

    def time(self) -> float:
        # The engine's own thread for expired items races with writes and knows no journal: end it.
        if threading.current_thread().name == ENGINE_REAPER:
            raise SystemExit
        return time.time() if self._now is None else self._now

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def new_id(self) -> str:
        if self._seed is None:
            return str(uuid.uuid4())
        self._count += 1
        return str(uuid.uuid5(self._seed, str(self._count)))

    def now_iso(self) -> str:
        moment = datetime.fromtimestamp(self.time(), UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
