"""The items that an index would leave out, each kept as an outcome of the run.

An outcome is named by the try, the reason and the item, so that it is the same one however often a
page of the look is done, and also where a worker does it that has lost its lease: nothing needs to
be guarded. A later try names its own, and those of earlier ones stay as they were.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.batches import put_all
from entities.operations.audit.chain import item_key, opened_key, sealed_key
from entities.operations.runs.base import Task
from entities.operations.runs.segments import Segment
from entities.operations.settled import stamp
from entities.operations.tables.indexing.fitting import Misfit
from entities.schema.access import AccessPath
from entities.schema.conditions import BeginsWith, Equals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

LEFT_OUT = "left out"
NAMED = 32  # characters of a fingerprint


@dataclass(frozen=True)
class Finding:
    """An item that would be left out. `key` None: it cannot be read any more."""

    unit_id: str
    entity: Entity
    key: Key | None
    said: str

    @property
    def within(self) -> str:
        """The partition it stands in, where that says something of its own and is no secret."""
        if self.key is None or len(self.key) == 1:
            return ""
        partition = self.key[0]
        secret = self.entity.is_secret(self.entity.partition, partition)
        return "" if secret else str(partition)


@dataclass(frozen=True)
class Found:
    """A misfit and whose it is."""

    entity: Entity
    key: Key
    misfit: Misfit


def tries(segment: Segment) -> int:
    """How often the run was tried again."""
    return int(segment.options.get("tries", 0))


def keep_findings(task: Task, found: Iterable[Found]) -> None:
    outcomes = task.catalogue.entity("outcomes")
    put_all(task.store, outcomes, [_item(task, one) for one in found])


def fingerprint(task: Task, found: Found) -> bytes:
    """Tells a finding from every other; nobody can guess the key from it."""
    named = f"{item_key(found.entity, found.key, task.sealer)}\n{found.misfit.reason}"
    return hashlib.sha256(task.sealer.seal_bytes(named.encode(), "index finding")).digest()


def _item(task: Task, found: Found) -> Item:
    start = _start(task.segment, found.misfit.reason)
    return {
        "runId": task.run.run_id,
        "unitId": start + fingerprint(task, found).hex()[:NAMED],
        "status": LEFT_OUT,
        "said": found.misfit.said,
        "entity": found.entity.name,
        "key": sealed_key(found.entity, found.key, task.sealer),
        "createdAt": stamp(task.now),
    }


def _start(segment: Segment, reason: str) -> str:
    return f"{segment.segment_id}#{tries(segment)}#{reason}#"


def read_findings(
    store,
    catalogue: Catalogue,
    segments: Iterable[Segment],
    reason: str,
    *,
    sealer,
    after: str = "",
) -> Iterator[Finding]:
    """Those of one reason in a fixed order, from behind the one named; read as they are taken."""
    outcomes = catalogue.entity("outcomes")
    for segment in segments:
        start = _start(segment, reason)
        if after and not after.startswith(start) and start < after:
            continue
        for item in _items(store, outcomes, segment.run_id, start, after):
            entity = catalogue.entity(item["entity"])
            key = opened_key(entity, item["key"], sealer)
            yield Finding(item["unitId"], entity, key, item["said"])


def _items(store, outcomes: Entity, run_id: str, start: str, after: str) -> Iterator[Item]:
    path = AccessPath(
        "query",
        partition=Equals(outcomes.partition, run_id),
        sort=BeginsWith(outcomes.sort, start),
        keys=outcomes.keys,
    )
    begin = {"runId": run_id, "unitId": after} if after.startswith(start) else None
    for page in store.pages(outcomes, path=path, after=begin, limit=100, consistent=True):
        yield from page.items
