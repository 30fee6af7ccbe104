"""What the calls of this process consumed since it started, by table: what its pages and runs cost.

Other processes and other programs are not seen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock

from entities.dynamodb.metering import WRITES

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Spent:
    """Capacity units of one table: what its calls, indexes included, say they consumed."""

    reads: Decimal = NOTHING
    writes: Decimal = NOTHING
    calls: int = 0

    def plus(self, operation: str, units: Decimal) -> "Spent":
        if operation in WRITES:
            return Spent(self.reads, self.writes + units, self.calls + 1)
        return Spent(self.reads + units, self.writes, self.calls + 1)


class Ledger:
    """Threads share it."""

    def __init__(self, clock: Callable[[], datetime]):
        self.since = clock()
        self._spent: dict[str, Spent] = {}
        self._lock = Lock()

    def count(self, operation: str, consumed: Iterable[dict]) -> None:
        """Add what an answer says it consumed, one entry per table."""
        with self._lock:
            for entry in consumed:
                table = entry.get("TableName", "")
                units = Decimal(str(entry.get("CapacityUnits") or 0))
                self._spent[table] = self._spent.get(table, Spent()).plus(operation, units)

    def of(self, table: str) -> Spent:
        """By the table's real name."""
        with self._lock:
            return self._spent.get(table, Spent())


ledger = Ledger(lambda: datetime.now(UTC))
