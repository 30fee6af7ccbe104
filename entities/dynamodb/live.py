"""What the service tells of live tables, believed for a while."""

import time
from threading import Lock

from botocore.client import BaseClient

from entities.dynamodb.calls import call
from entities.dynamodb.description import TableDescription, described
from entities.errors import ServiceRefused, TableMissing, TableNotReady


class LiveTables:
    """Descriptions by table name, at most `seconds` old. Threads share it."""

    def __init__(self, client: BaseClient, seconds: float):
        self._client = client
        self._seconds = seconds
        self._known: dict[str, tuple[float, TableDescription]] = {}
        self._lock = Lock()

    def description(self, table: str) -> TableDescription:
        """Raises TableMissing and what else a call raises."""
        with self._lock:
            read_at, known = self._known.get(table, (0.0, None))
        if known is None or time.monotonic() - read_at > self._seconds:
            known = self._ask(table)
            with self._lock:
                self._known[table] = (time.monotonic(), known)
        return known

    def usable(self, table: str) -> TableDescription:
        """The description of a table that can be read. Raises TableNotReady."""
        known = self.description(table)
        if not known.usable:
            self.forget(table)
            raise TableNotReady(table, known.status)
        return known

    def forget(self, table: str) -> None:
        with self._lock:
            self._known.pop(table, None)

    def not_ready(self, table: str) -> TableNotReady | None:
        """Why a table was “not found”: the service says so, too, while one is made or removed."""
        self.forget(table)
        try:
            self.usable(table)
        except TableNotReady as not_ready:
            return not_ready
        except (TableMissing, ServiceRefused):
            return None
        return None

    def _ask(self, table: str) -> TableDescription:
        return described(call(self._client, "DescribeTable", table, {"TableName": table}))
