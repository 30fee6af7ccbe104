"""A previewed plan carried out, or a run taken back: each item an act, with an outcome of its own.

An item that is not exactly what was previewed is reported and left as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound, MergeNeeded, Refusal, Stale
from entities.operations.audit import Recorded
from entities.operations.bulk.preview import Change, Plan, item_etag, way_of
from entities.operations.deeds import Act
from entities.operations.deleting import delete
from entities.operations.editing import must_be_writable, save
from entities.operations.etags import etags_of
from entities.operations.items import read_item
from entities.operations.transfer.journal import Result
from entities.operations.undo import undo
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

DONE, MOVED, GONE, FAILED, SAME = "done", "changed since", "gone", "refused", "same"


class PlanAltered(Stale):
    """What arrived is not the plan that was shown."""

    def __init__(self):
        Refusal.__init__(self, "This is not the list that was shown, so nothing was done.")
        self.hint = "Make the preview again."


@dataclass(frozen=True)
class Outcome:
    """What came of one item; `entries` are those by which it is undone."""

    key: Key | None
    status: str
    said: str = ""
    entries: tuple[Recorded, ...] = ()


@dataclass(frozen=True)
class Hand:
    """Who does it, to what, and with what."""

    store: object
    catalogue: Catalogue
    entity: Entity
    viewer: Viewer
    sealer: object

    def shared(self, act: Act) -> dict:
        return {"viewer": self.viewer, "act": act, "sealer": self.sealer}


def check_digest(plan: Plan, shown: str) -> None:
    """Raises PlanAltered."""
    if plan.digest != shown:
        raise PlanAltered


def apply(hand: Hand, plan: Plan, act: Act) -> Iterator[Outcome]:
    """Exactly the items of the plan, in its order. Raises ActionNotAllowed."""
    hand.viewer.must("bulk")
    for number, (key, etag) in enumerate(plan.items):
        own = replace(act, token=f"{act.token} {number}" if act.token else "")
        yield _applied(hand, plan.change, key, etag, own)


def _applied(hand: Hand, change: Change, key: Key, etag: str, act: Act) -> Outcome:
    try:
        table, item = read_item(hand.store, hand.entity, key, viewer=hand.viewer, consistent=True)
        must_be_writable(table)
        if item_etag(table.entity, item, hand.sealer) != etag:
            return Outcome(
                key, MOVED, "Somebody changed it after the preview; it is as they left it."
            )
        done = _delete if change.action == "delete" else _edit
        entries = done(hand, change, key, item, act)
    except ItemNotFound:
        return Outcome(key, GONE, "It is no longer there.")
    except (MergeNeeded, Stale) as refusal:
        return Outcome(key, MOVED, str(refusal))
    except Refusal as refusal:
        return Outcome(key, FAILED, _sentence(refusal))
    return Outcome(key, DONE if entries else SAME, "", tuple(entries))


def _edit(hand: Hand, change: Change, key: Key, item: Item, act: Act) -> list[Recorded]:
    wish = replace(change.wish, etags=etags_of(hand.entity, item, hand.sealer))
    saved = save(hand.store, hand.catalogue, hand.entity, key, wish, **hand.shared(act))
    return saved.entries


def _delete(hand: Hand, change: Change, key: Key, item: Item, act: Act) -> list[Recorded]:
    etags = etags_of(hand.entity, item, hand.sealer)
    way = way_of(hand.entity)
    shared = hand.shared(act) | {"way": way, "etags": etags}
    return delete(hand.store, hand.catalogue, hand.entity, key, **shared).entries


def undo_all(hand: Hand, results: Iterable[Result], act: Act) -> Iterator[Outcome]:
    """Take back every item of a run, last first, each with its own conflict check."""
    hand.viewer.must("undo")
    for number, one in enumerate(reversed([one for one in results if one.entry])):
        own = replace(act, token=f"{act.token} {number}" if act.token else "")
        try:
            undone = undo(hand.store, hand.catalogue, one.entry, **hand.shared(own))
        except Refusal as refusal:
            yield Outcome(one.key, FAILED, _sentence(refusal))
        else:
            yield Outcome(one.key, DONE, "", tuple(undone.entries))


def _sentence(refusal: Refusal) -> str:
    problems = getattr(refusal, "problems", {})
    return " ".join(problems.values()) or f"{refusal} {refusal.hint}".strip()
