"""What tests of bulk changes do: choose, preview, plan, apply."""

from decimal import Decimal

from entities.operations.bulk.applying import Hand, apply
from entities.operations.bulk.preview import Change, Plan, plan_of, preview
from entities.operations.bulk.selection import ticked
from entities.operations.transfer.walking import Asked
from entities.schema.conditions import Equals
from tests.operations.making import NOW
from tests.operations.transfer.desk import SEALER
from tests.operations.writing.desk import C1

D = Decimal
OURS = Asked((Equals("companyId", C1),))
GRAVEL = Change("set", "description", "Gravel")


def choose(carrier, name: str, *ids: str):
    keys = [(C1, one) for one in ids]
    return ticked(carrier.store, carrier.entity(name), keys, viewer=carrier.viewer)


def shown(carrier, chosen, change: Change):
    return preview(
        carrier.store,
        carrier.catalogue,
        chosen.entity,
        chosen.items,
        change,
        viewer=carrier.viewer,
        sealer=SEALER,
        now=NOW,
    )


def planned(carrier, chosen, change: Change) -> Plan:
    found = shown(carrier, chosen, change)
    return plan_of(chosen.entity, found, change, token="t", sealer=SEALER)


def hand(carrier, name: str) -> Hand:
    return Hand(carrier.store, carrier.catalogue, carrier.entity(name), carrier.viewer, SEALER)


def do(carrier, name: str, plan: Plan, **facts) -> list:
    return list(apply(hand(carrier, name), plan, carrier.act(**facts)))


def stored(carrier, name: str, one: str):
    return carrier.store.find(carrier.entity(name), (C1, one), consistent=True)
