"""Acts that were carried out: a repeated click is recognised, and entries of one act are found.

An act with a token, or with several deeds, leaves one item among the claims that names its audit
entries. It is written in the same transaction, on condition that it is not there yet, so a second
click is refused however late it comes; the service's own tokens last ten minutes.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar

from entities.catalogue import Catalogue
from entities.dynamodb.backoff import wait_before
from entities.dynamodb.steps import Put, Step
from entities.errors import DoneAlready, Refusal, Stale, Unavailable
from entities.operations.audit import Recorded
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.schema.conditions import Missing
from entities.schema.values import Item

T = TypeVar("T")

TRIES = 12
KEPT = timedelta(days=8)  # a click that is repeated later than this opens a page made meanwhile
MARK = "#"


@dataclass(frozen=True)
class Unit:
    """What one transaction carries out. `name` is empty where nothing needs to be remembered."""

    act: Act
    name: str
    several: bool

    @classmethod
    def of(cls, act: Act, deeds: Sequence[Deed]) -> "Unit":
        several = len(deeds) > 1
        name = _name(act) or (secrets.token_hex(8) if several else "")
        # The entries of several deeds say in their request id to which unit they belong.
        request = f"{act.request_id}{MARK}{name}" if several else act.request_id
        return cls(replace(act, request_id=request), name, several)

    def steps(self, catalogue: Catalogue, entries: Sequence[Recorded]) -> list[Step]:
        if not self.name:
            return []
        claims = catalogue.entity("claims")
        item: Item = {
            "claim": _claim(self.name),
            "kind": "act",
            "actor": self.act.actor,
            "entries": [[entry.item_key, entry.entry_id] for entry in entries],
            "createdAt": stamp(self.act.now),
        }
        if not self.several:  # undo looks for the others of several, however late
            item["expiresAt"] = Decimal(int((self.act.now + KEPT).timestamp()))
        key = claims.key_of(item)
        return [Put(claims, key, (Missing(claims.partition),), DoneAlready(), item=item)]


def done(store, catalogue: Catalogue, act: Act) -> list[Recorded]:
    """The entries of the same click, where it came before."""
    return _entries(store, catalogue, _name(act)) if act.token else []


def once(
    store,
    catalogue: Catalogue,
    act: Act,
    carry_out: Callable[[], T],
    told: Callable[[list[Recorded]], T],
) -> T:
    """What carrying it out gives; `told` makes the same of the entries of an earlier click.

    Whether the click came before is asked once something is refused: a repeated one always is, by
    its own mark if nothing else, and every other would pay for the question. Where somebody was
    between reading and writing, it is carried out anew: it reads again, and then merges, asks or
    refuses. Raises what `carry_out` raises, Stale where others never let go.
    """
    attempt = 0
    while True:
        attempt += 1
        try:
            return carry_out()
        except Unavailable:
            raise  # whoever cannot answer cannot say what came before either
        except Refusal as refusal:
            earlier = done(store, catalogue, act)
            if earlier:
                return told(earlier)
            if not isinstance(refusal, Stale) or attempt == TRIES:
                raise
        store.sleep(wait_before(attempt))


def together(store, catalogue: Catalogue, request_id: str) -> list[Recorded]:
    """All entries of the act that an entry with this request id belongs to; none for an act of a
    single deed."""
    _, mark, name = request_id.rpartition(MARK)
    return _entries(store, catalogue, name) if mark else []


def _entries(store, catalogue: Catalogue, name: str) -> list[Recorded]:
    claims = catalogue.entity("claims")
    found = store.find(claims, (_claim(name),), consistent=True) or {}
    return [Recorded(*entry) for entry in found.get("entries", ())]


def _name(act: Act) -> str:
    if not act.token:
        return ""
    return sha256(f"{act.actor}\n{act.token}".encode()).hexdigest()[:32]


def _claim(name: str) -> str:
    return f"act {name}"
