"""Revealing: one hidden value of one item, shown to one person, with a reason, on the record.

The entry in the audit log is written first, on condition that the item is still there; it says
where the value stood and never what it was. Each look has an entry of its own.

Never revealed are keys, a key that is itself a secret included; the items of Keyroom's own tables,
with the sealed images in them; and more than one hidden value at a time, unless they are the
members of one.
"""

from entities.catalogue import Catalogue
from entities.errors import AttributeNotFound, ItemNotFound, Stale
from entities.operations.audit.changes import NAME_LONGEST, cut
from entities.operations.deeds import Act, Deed
from entities.operations.headings import key_text
from entities.operations.hiding import Hidden, hidden_in
from entities.operations.items import read_item
from entities.operations.reasons import check_full_reason
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.masking import mask_text
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer


def find_hidden(
    store, entity: Entity, key: Key, path: tuple[str, ...], *, viewer: Viewer
) -> tuple[Entity, Item, Hidden]:
    """The hidden value at a path, its parts as text.

    Raises ActionNotAllowed, ItemNotFound, and AttributeNotFound where nothing is hidden.
    """
    viewer.must("reveal")
    table, item = read_item(store, entity, key, viewer=viewer, consistent=True)
    for hidden in hidden_in(table.entity, item, viewer):
        if tuple(map(str, hidden.path)) == path:
            return table.entity, item, hidden
    raise AttributeNotFound(".".join(path))


def reveal(
    store,
    catalogue: Catalogue,
    entity: Entity,
    key: Key,
    path: tuple[str, ...],
    *,
    viewer: Viewer,
    act: Act,
    sealer,
) -> Hidden:
    """The clear value, once the look at it is recorded.

    Raises ReasonTooShort, ReasonTooLong, and what `find_hidden` and `write` raise.
    """
    check_full_reason(act.reason)
    fitted, item, hidden = find_hidden(store, entity, key, path, viewer=viewer)
    place = cut(mask_text(hidden.said), NAME_LONGEST)
    deed = Deed(fitted, "reveal", item, item, revealed=place)
    try:
        write(store, catalogue, (deed,), act, sealer=sealer)
    except Stale as gone:
        raise ItemNotFound(fitted.label, key_text(fitted, key)) from gone
    return hidden
