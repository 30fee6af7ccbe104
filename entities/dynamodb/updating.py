"""One change of one item of our own, alone and on condition: leases, cursors, counters.

Not for company data: that changes with its audit entry, in a transaction.
"""

from entities.dynamodb.actions import update_of
from entities.dynamodb.codec import from_wire
from entities.dynamodb.steps import Change
from entities.dynamodb.store import Store
from entities.errors import ConditionRefused
from entities.schema.values import Item, same


def change(store: Store, step: Change) -> Item:
    """Carry out the change; the item as it is then.

    Raises the step's `refused` where its conditions do not hold, and what any call raises. A try
    whose answer was lost is sent again by the client and then meets its own work: an item that
    holds all that the change sets counts as changed. So a change sets something that nobody else
    would set, a revision or a lease.
    """
    table = store.table(step.entity)
    try:
        answer = store.call("UpdateItem", table, update_of(store, step))
    except ConditionRefused as refused:
        found = store.find(step.entity, step.key, consistent=True)
        if found is None or not _holds_all(found, step.set):
            raise step.refused from refused
        return found
    return from_wire(answer["Attributes"])


def _holds_all(found: Item, wanted: Item) -> bool:
    return all(name in found and same(found[name], value) for name, value in wanted.items())
