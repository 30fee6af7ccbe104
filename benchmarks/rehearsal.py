"""A save taken back and sent again bare: its one transaction, on the same state of the tables.

Every transaction of ours holds on one state only (nobody was faster, the click is new, the chain
ends where it did). So the save is rehearsed, what it wrote is put back as it was, and the same
actions are sent by a plain boto3 client.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

from benchmarks.bare import PARAMETERS, bare_client
from entities.catalogue import catalogue
from entities.conf import get_store

Place = tuple[str, dict]  # table, key
Images = list[tuple[Place, dict | None]]
NAME = "rehearsal"


class NotOneTransaction(Exception):
    """The save sent none, or several."""


def rehearsed(saving: Callable[[], object]) -> Callable[[], object]:
    """What sends the actions of a save that was carried out and taken back."""
    sent: list[tuple[dict, Images]] = []

    def note(params: dict, model, **_event: object) -> None:
        if model.name == "TransactWriteItems":
            actions = deepcopy(params["TransactItems"])
            sent.append((actions, [(place, _image(place)) for place in _places(actions)]))

    events = get_store().client.meta.events
    events.register(PARAMETERS, note, unique_id=NAME)
    try:
        saving()
    finally:
        events.unregister(PARAMETERS, unique_id=NAME)
    if len(sent) != 1:
        raise NotOneTransaction(len(sent))
    actions, images = sent[0]
    _take_back(images)
    return lambda: bare_client().transact_write_items(TransactItems=actions)


def _places(actions: list[dict]) -> Iterator[Place]:
    keys = {get_store().table(entity): entity.keys for entity in catalogue.tables}
    for action in actions:
        ((_, held),) = action.items()
        table = held["TableName"]
        yield table, held.get("Key") or {name: held["Item"][name] for name in keys[table]}


def _image(place: Place) -> dict | None:
    table, key = place
    return bare_client().get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def _take_back(images: Images) -> None:
    for (table, key), image in images:
        if image is None:
            bare_client().delete_item(TableName=table, Key=key)
        else:
            bare_client().put_item(TableName=table, Item=image)
