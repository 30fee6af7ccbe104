"""Keeps the engine's DynamoDB safe from a kill: writes what was accepted to the journal before the
answer leaves, and puts it all back at the next start.
"""

import json
import logging
import os
import time
import uuid
from pathlib import Path

from clock import Clock
from expiry import expire
from journal import Call, Journal
from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import dynamodb
from snapshot import SnapshotFile

WRITES = {
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "ExecuteStatement",
    "BatchExecuteStatement",
    "ExecuteTransaction",
    "CreateTable",
    "UpdateTable",
    "DeleteTable",
    "UpdateTimeToLive",
    "UpdateContinuousBackups",
    "TagResource",
    "UntagResource",
    "PutResourcePolicy",
    "DeleteResourcePolicy",
    "UpdateContributorInsights",
    "CreateBackup",
    "DeleteBackup",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "ExportTableToPointInTime",
}
# These write later, on a thread or into another service, where no journal sees it.
NOT_OFFERED = {
    "ImportTable",
    "EnableKinesisStreamingDestination",
    "DisableKinesisStreamingDestination",
    "UpdateKinesisStreamingDestination",
}
EXPIRE = "Expire"  # our own: what the time to live took away
NO_SCOPE = "-"  # of an Expire, which goes through all accounts and regions

logger = logging.getLogger("engine")


class DifferentReplay(Exception):
    def __init__(self, call: Call, status: int, answer: bytes):
        super().__init__(
            f"{call.action} was answered with {call.status} when it was made and with {status} "
            f"when it was made again, so the tables would not be what they were: {answer[:300]!r}"
        )


class Recorder:
    """Stands in for `handle_request` of the engine's DynamoDB."""

    def __init__(self, directory: Path, *, journal_limit: int, short_journal: int):
        """Sizes in bytes: from which the journal gives way to a snapshot while the engine runs,
        and from which it does when the engine starts or stops.
        """
        self._directory = directory
        self._journal_limit = journal_limit
        self._short_journal = short_journal
        self._snapshot = SnapshotFile(directory)
        self._clock = Clock()
        self._handle = dynamodb.handle_request

    def install(self) -> None:
        """Bring back the tables, and record from now on."""
        self._clock.install()
        self._generation = self._snapshot.load()
        self._journal = self._open_journal()
        self._remove_other_journals()
        for call in self._journal.calls():
            self._replay(call)
        self._shorten()
        dynamodb.handle_request = self.handle_request

    async def handle_request(self, method, path, headers, body, query_params):
        """The engine's own signature. Until it returns nothing else runs: it never waits."""
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        if action in NOT_OFFERED:
            message = f"The embedded engine does not offer {action}"
            return error_response_json("UnknownOperationException", message, 400)
        if action not in WRITES or _only_reads(action, body):
            return await self._handle(method, path, headers, body, query_params)
        at, seed = time.time(), uuid.uuid4().hex
        status = 500
        try:
            with self._clock.standing_at(at, seed):
                answer = await self._handle(method, path, headers, body, query_params)
            status = answer[0]
            return answer
        finally:
            # A call that broke off in the middle may have changed something: it counts as well.
            if status < 400 or status >= 500:
                self._record(Call(at, seed, get_account_id(), get_region(), status, action, body))

    def expire(self) -> None:
        """Remove the items whose time to live has passed."""
        at = time.time()
        if expire(at):
            self._record(Call(at, uuid.uuid4().hex, NO_SCOPE, NO_SCOPE, 200, EXPIRE, b""))

    def tend(self) -> None:
        """Take a snapshot if the journal has grown long.

        Never before it outgrows the last one, so that snapshots cost less than what they spare.
        """
        if self._journal.size > max(self._journal_limit, self._snapshot.size()):
            self.take_snapshot()

    def sync(self) -> None:
        self._journal.sync()

    def take_snapshot(self) -> None:
        """Write down all tables and begin a new journal. Nothing else may run meanwhile."""
        before = self._journal
        self._snapshot.save(self._generation + 1)
        self._generation += 1
        self._journal = self._open_journal()
        before.close()
        before.path.unlink()

    def close(self) -> None:
        self._shorten()
        self._journal.close()

    def _shorten(self) -> None:
        if self._journal.size > self._short_journal:
            self.take_snapshot()

    def _record(self, call: Call) -> None:
        try:
            self._journal.append(call)
        except OSError:
            # The tables in memory hold a write that the journal does not. Nobody may see it: the
            # next start goes on from the journal, which drops the torn line.
            logger.critical("The journal cannot be written, so the engine stops", exc_info=True)
            os._exit(1)

    def _replay(self, call: Call) -> None:
        with self._clock.standing_at(call.at, call.seed):
            if call.action == EXPIRE:
                expire(call.at)
                return
            with request_scope(call.account, call.region):
                status, answer = _run(self._handle, call)
        if status != call.status:
            raise DifferentReplay(call, status, answer)

    def _open_journal(self) -> Journal:
        return Journal(self._directory / f"journal-{self._generation}.log")

    def _remove_other_journals(self) -> None:
        """A kill around a snapshot leaves the journal before it, or an empty one after it."""
        for path in self._directory.glob("journal-*.log"):
            if path != self._journal.path:
                path.unlink()


def _only_reads(action: str, body: bytes) -> bool:
    """Whether this is a PartiQL SELECT."""
    if action != "ExecuteStatement":
        return False
    try:
        return json.loads(body)["Statement"].lstrip()[:6].upper() == "SELECT"
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _run(handle, call: Call) -> tuple[int, bytes]:
    """Carry out a call outside any event loop; return status and body."""
    headers = {"x-amz-target": f"DynamoDB_20120810.{call.action}"}
    try:
        handle("POST", "/", headers, call.body, {}).send(None)
    except StopIteration as finished:
        return finished.value[0], finished.value[2]
    except Exception as error:  # noqa: BLE001  as when it was made: the answer was a 500
        return 500, repr(error).encode()
    raise RuntimeError(f"{call.action} waited for something")
