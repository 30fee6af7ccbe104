"""One item of a previewed plan: changed exactly as it was shown, or left as it is."""

from dataclasses import dataclass, replace

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound, MergeNeeded, Refusal, Stale
from entities.operations.audit import Recorded
from entities.operations.bulk.preview import Change, item_etag, way_of
from entities.operations.deeds import Act
from entities.operations.deleting import delete
from entities.operations.editing import must_be_writable, save
from entities.operations.etags import etags_of
from entities.operations.items import read_item
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer


class MovedSince(Stale):
    """The item is not what was previewed."""

    def __init__(self):
        Refusal.__init__(self, "Somebody changed it after the preview; it is as they left it.")


class GoneSince(Stale):
    def __init__(self):
        Refusal.__init__(self, "It is no longer there.")


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


def apply(hand: Hand, change: Change, key: Key, etag: str, act: Act) -> list[Recorded]:
    """The entries by which it is undone; none where there was nothing to do.

    Raises ActionNotAllowed, MovedSince, GoneSince, ReadOnly, and what `save` and `delete` raise.
    """
    hand.viewer.must("bulk")
    try:
        table, item = read_item(hand.store, hand.entity, key, viewer=hand.viewer, consistent=True)
        must_be_writable(table)
        if item_etag(table.entity, item, hand.sealer) != etag:
            raise MovedSince
        return (_delete if change.action == "delete" else _edit)(hand, change, key, item, act)
    except ItemNotFound as gone:
        raise GoneSince from gone
    except MergeNeeded as moved:
        raise MovedSince from moved


def _edit(hand: Hand, change: Change, key: Key, item: Item, act: Act) -> list[Recorded]:
    wish = replace(change.wish, etags=etags_of(hand.entity, item, hand.sealer))
    saved = save(hand.store, hand.catalogue, hand.entity, key, wish, **hand.shared(act))
    return saved.entries


def _delete(hand: Hand, change: Change, key: Key, item: Item, act: Act) -> list[Recorded]:
    etags = etags_of(hand.entity, item, hand.sealer)
    way = way_of(hand.entity)
    shared = hand.shared(act) | {"way": way, "etags": etags}
    return delete(hand.store, hand.catalogue, hand.entity, key, **shared).entries
