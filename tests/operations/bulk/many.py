"""What tests of bulk changes do: choose, preview, plan, apply."""

from decimal import Decimal

from entities.operations.bulk.preview import Change, Plan, plan_of, preview
from entities.operations.bulk.selection import ticked
from entities.operations.bulk.starting import start_bulk
from entities.operations.bulk.taking_back import start_undo
from entities.operations.runs.run import Run
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


def started(carrier, name: str, plan: Plan, **facts) -> Run:
    act = carrier.act(**facts)
    return start_bulk(carrier.hands, carrier.entity(name), plan, plan.digest, act)


def do(carrier, name: str, plan: Plan, **facts) -> list:
    """Apply a plan; the outcomes that are kept."""
    return carrier.outcomes(carrier.drive(started(carrier, name, plan, **facts)))


def take_back(carrier, run: Run, **facts) -> Run:
    return carrier.drive(start_undo(carrier.hands, run, carrier.act(**facts)))


def stored(carrier, name: str, one: str):
    return carrier.store.find(carrier.entity(name), (C1, one), consistent=True)
