"""The claim that an item is about to go: nobody refers to it any more while it is there.

It has an end, so that a crash locks nothing for long. Who finds it passed takes it away, and so
does the next worker of the same run; the transaction that deletes takes it away as well, on
condition that it is still its own.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.dynamodb.batches import delete_all
from entities.dynamodb.errors import AlreadySent
from entities.dynamodb.steps import Delete, Put, Step
from entities.dynamodb.transactions import Proof, commit
from entities.errors import BeingDeleted, Refusal
from entities.operations.deeds import Act
from entities.operations.pointing import deleting_claim
from entities.operations.settled import stamp
from entities.schema.conditions import AllOf, AnyOf, Compare, Equals, Missing, NotEquals
from entities.schema.entity import Entity
from entities.schema.values import Item, Key

HELD = timedelta(minutes=2)


@contextmanager
def leaving(store, catalogue: Catalogue, entity: Entity, key: Key, act: Act) -> Iterator[Step]:
    """Claim the item, and give the step that ends the claim with the item. Raises BeingDeleted."""
    claims = catalogue.entity("claims")
    place, owner = deleting_claim(entity, key), secrets.token_hex(16)
    refused = BeingDeleted(entity.label)
    item: Item = {
        "claim": place[0],
        "kind": "deleting",
        "entity": entity.name,
        "owner": owner,
        "actor": act.actor,
        "createdAt": stamp(act.now),
        "expiresAt": Decimal(int((act.now + HELD).timestamp())),
        **({"runId": act.run_id} if act.run_id else {}),
    }
    passed = Compare("expiresAt", "<", Decimal(int(act.now.timestamp())))
    of_the_run = AllOf((Equals("runId", act.run_id), NotEquals("owner", owner)))
    free = AnyOf((Missing(claims.partition), passed, *([of_the_run] if act.run_id else [])))
    try:
        commit(store, [Put(claims, place, (free,), refused, item=item)], proof=Proof(claims, place))
    except AlreadySent as held:  # the claim that is there is not this one
        raise refused from held
    try:
        yield Delete(claims, place, (Equals("owner", owner),), refused)
    except Refusal:
        _release(store, claims, place, owner)
        raise


def _release(store, claims: Entity, place: Key, owner: str) -> None:
    held = store.find(claims, place, consistent=True) or {}
    if held.get("owner") == owner:
        delete_all(store, claims, [place])
