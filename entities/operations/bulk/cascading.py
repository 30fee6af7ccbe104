"""A deletion that does not fit into one transaction, as a run: what refers to the item first, the
item itself last."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from entities.dynamodb.typed_json import to_typed_item
from entities.operations.bulk.preview import item_etag
from entities.operations.deeds import Act, Deed
from entities.operations.deleting import Order, deeds_of
from entities.operations.merging import is_automatic
from entities.operations.runs.base import Slice
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import stage
from entities.operations.runs.run import Run
from entities.operations.runs.staged import plain_key
from entities.operations.runs.starting import start_once
from entities.operations.works.deletion import DELETION
from entities.schema.deletion import Way
from entities.schema.entity import Entity
from entities.schema.values import Key


def start_deletion(
    hands: Hands,
    entity: Entity,
    key: Key,
    *,
    way: Way,
    act: Act,
    etags: Mapping[str, str],
    insist: bool = False,
) -> Run:
    """Enqueue what `delete` would do at once; `act.run_id` makes it once.

    Raises what `plan_delete` raises.
    """
    viewer, order = hands.viewer_of(act.actor), Order(way, act, hands.sealer, insist)
    shared = {"viewer": viewer, "etags": etags}
    going, *others = deeds_of(hands.store, hands.catalogue, entity, key, order, **shared)
    decided = json.dumps([way.value, insist, dict(etags)]).encode()
    ordered = [*sorted(others, key=lambda deed: deed.after is None), going]
    names = dict.fromkeys(deed.entity.name for deed in (going, *others))
    return start_once(
        hands,
        DELETION,
        _slices(hands, ordered, act.run_id, decided),
        act,
        entities=list(names),
        company=going.company,
        options={"way": way.value, "items": Decimal(len(ordered))},
    )


def _slices(hands: Hands, deeds: Sequence[Deed], run_id: str, decided: bytes) -> Iterator[Slice]:
    """A phase for each entity and kind of deed, in this order; the item's own is the last."""
    stage(hands, run_id, (_unit(at, deed, hands.sealer) for at, deed in enumerate(deeds, 1)))
    begin = 0
    alike = groupby(deeds, lambda deed: (deed.entity.name, deed.action, deed is deeds[-1]))
    for phase, ((entity, _, last), group) in enumerate(alike):
        end = begin + len(list(group))
        own = {"parts": run_id, "from": Decimal(begin), "to": Decimal(end), "last": last}
        name = f"{phase:02d}-{entity}"
        yield Slice(name, entity, phase, end - begin, own, decided if last else b"")
        begin = end


def _unit(at: int, deed: Deed, sealer) -> list:
    """[place, key, fingerprint, what it gets]; it goes where it gets nothing."""
    made = None
    if deed.after is not None:
        changed = [name for name in deed.changed if not is_automatic(deed.entity, name)]
        made = to_typed_item({name: deed.after[name] for name in changed})
    return [at, plain_key(deed.key), item_etag(deed.entity, deed.before, sealer), made]
