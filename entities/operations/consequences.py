"""What deeds ask of other items, as steps of the same transaction: references, claims, sums.

References: the target must exist and must not be about to go. Unique values: looked up through an
index first, since other writers make no claims, then claimed. Sums that other items state (a
project's spend, a company's counters) move along, on existing items only and never below zero.
"""

from collections.abc import Collection, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Place, Step
from entities.operations.claims import claim_steps
from entities.operations.deeds import Act, Deed
from entities.operations.finding import lookup_steps
from entities.operations.keeping import keeping_steps
from entities.operations.pointing import reference_steps
from entities.operations.seats import seat_steps
from entities.operations.sums import sum_steps


def consequences(
    store,
    catalogue: Catalogue,
    deeds: Sequence[Deed],
    act: Act,
    forgiven: Collection[Place] = (),
) -> tuple[Step, ...]:
    """`forgiven` may be referred to although it is not there.

    Raises ReferenceRefused, Taken and LastOneKept for what can be told before the transaction.
    """
    return (
        *reference_steps(store, catalogue, deeds, act, forgiven),
        *keeping_steps(store, catalogue, deeds),
        *claim_steps(store, catalogue, deeds, act),
        *sum_steps(store, catalogue, deeds, act),
        *seat_steps(store, catalogue, deeds, act),
        *lookup_steps(store, catalogue, deeds, act),
    )
