"""What a run of the shop came to, in a form that can be compared."""

from tests.operations.runs.shop import Shop, names
from tests.operations.writing.desk import Desk

NAMES = names(4)


def end_of(shop: Shop, run) -> tuple:
    """The run's counts, the items it changed with their audit entries, and its outcomes."""
    run = shop.run(run)
    entries = {
        name: Desk(shop.store).entry_count("contractors", ("comp_1", name)) for name in NAMES
    }
    outcomes = [(o.at, o.status, o.key) for o in shop.outcomes(run)]
    facts = [run.status, run.item["total"], run.item.get("failed"), run.item.get("counters")]
    facts += [(s.status, s.count("done"), s.counters) for s in shop.segments(run)]
    return facts, shop.addresses(), entries, outcomes
