"""The snapshot: all tables as of the moment a journal was begun.

Each snapshot names the generation of the journal that continues it, so that a kill between writing
a snapshot and removing the older journal can never make a call count twice.
"""

import copy
import json
import os
from pathlib import Path

from ministack.core import persistence
from ministack.services import dynamodb, s3


class SnapshotFile:
    """`tables.json` of a data directory."""

    def __init__(self, directory: Path):
        self.path = directory / "tables.json"

    def load(self) -> int:
        """Put the tables back into the engine; return the generation of the journal to replay."""
        if not self.path.exists():
            return 0
        stored = _read(self.path)
        dynamodb.load_persisted_state(stored["state"])
        dynamodb._txn_idempotency.update(stored["tokens"])
        return stored["generation"]

    def size(self) -> int:
        """In bytes; 0 while there is none."""
        return self.path.stat().st_size if self.path.exists() else 0

    def save(self, generation: int) -> None:
        state = {
            "generation": generation,
            "state": _state(),
            # Without them a transaction that a client repeats after a restart would run twice.
            "tokens": dynamodb._txn_idempotency,
        }
        _write(self.path, state)


class _NoCopy:
    """Stands in for the module `copy`: nothing changes while a snapshot is written."""

    @staticmethod
    def deepcopy(value):
        return value


def _state() -> dict:
    """The engine's own state, without the copy it makes of every item (three times the pause)."""
    dynamodb.copy = _NoCopy
    try:
        return dynamodb.get_state()
    finally:
        dynamodb.copy = copy


class BucketsFile:
    """`buckets.json`: names and settings of S3 buckets; the engine itself keeps the objects."""

    def __init__(self, directory: Path):
        self.path = directory / "buckets.json"

    def load(self) -> None:
        if self.path.exists():
            s3.load_persisted_state(_read(self.path))

    def save(self) -> None:
        _write(self.path, s3.get_state())


def _read(path: Path) -> dict:
    return json.loads(path.read_text(), object_hook=persistence._json_object_hook)


def _write(path: Path, state: dict) -> None:
    """Replace the file as a whole: a kill leaves either the old or the new one."""
    draft = path.with_suffix(".draft")
    with draft.open("w") as file:
        file.write(json.dumps(state, default=persistence._json_default))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
