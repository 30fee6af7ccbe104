"""Building one index of a live table, which takes from seconds to hours."""

from entities.dynamodb.table_calls import create_index
from entities.errors import IndexUnknown
from entities.operations.tables.changing import DONE, Tell, carry_out, settled
from entities.operations.tables.desired import Desired
from entities.operations.tables.recording import Recorder

THERE = "there already"


def build_index(store, desired: Desired, name: str, recorder: Recorder, *, tell: Tell) -> str:
    """Build the declared index and wait until it is active; one at a time per table.

    Whoever is killed meanwhile leaves the service building, and the next call waits for it. Returns
    done, there already, or not offered by this engine. Raises IndexUnknown, TableChangeRefused
    where another index has this name, and what `carry_out` raises.
    """
    index = next((i for i in desired.indexes if i.name == name and not i.local), None)
    if index is None:
        known = tuple(i.name for i in desired.indexes if not i.local)
        raise IndexUnknown(desired.name, name, known)
    live = settled(store, desired, tell=tell)
    held = live.description.index(name)
    if held and held.index.shape == index.shape:
        return THERE
    call = create_index(desired.name, index, desired.key_types)
    outcome = carry_out(store, desired, call, recorder, tell=tell)
    if outcome == DONE:
        settled(store, desired, tell=tell)
    return outcome
