"""One item: its values, what it refers to, what refers to it, and its exact stored form."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from entities.catalogue import Catalogue
from entities.dynamodb.typed_json import to_typed_json
from entities.errors import ItemNotFound, Refusal
from entities.operations.headings import heading_of, key_text, visible
from entities.operations.hiding import hidden_in
from entities.operations.live import Live, live
from entities.operations.paging import FIRST, Budget, read_slice
from entities.operations.projection import projection
from entities.operations.references import label_keys, read_labels, referring
from entities.operations.showing import Showing, ShownItem
from entities.operations.widening import widen
from entities.schema.access import choose
from entities.schema.conditions import Condition
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.hidden import Path
from entities.schema.masking import Masked
from entities.schema.values import Item, Key, item_size
from entities.schema.viewer import Viewer

REFERRERS_SHOWN = 5
HIDDEN_LISTED = 100


@dataclass(frozen=True)
class Referrers:
    """The first items that point here through one field.

    `more` says there are others; `needs_scan` that only a scan could tell, so none was made;
    `problem` is the sentence of a table that could not be read.
    """

    entity: Entity
    reference: Reference
    conditions: tuple[Condition, ...]
    rows: list[ShownItem]
    more: bool = False
    needs_scan: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Detail:
    """An item page. `size` is in bytes, as DynamoDB counts them; `hidden` names the places that
    the viewer may reveal, the first of very many."""

    item: ShownItem
    referrers: list[Referrers]
    size: int
    differences: tuple[str, ...] = ()
    hidden: tuple[Path, ...] = ()


def read_item(
    store, entity: Entity, key: Key, *, viewer: Viewer, consistent: bool = False
) -> tuple[Live, Item]:
    """The clear item. Raises ItemNotFound also where the viewer may not see it."""
    viewer.must_browse(entity)
    table = live(store, entity)
    fitted = table.entity
    missing = ItemNotFound(entity.label, key_text(fitted, key))
    if len(key) != len(fitted.keys) or _key_is_foreign(fitted, key, viewer):
        raise missing
    item = store.find(fitted, key, consistent=consistent)
    if item is None or not fitted.holds(item) or not viewer.sees(fitted, item):
        raise missing
    return table, item


def _key_is_foreign(entity: Entity, key: Key, viewer: Viewer) -> bool:
    """Whether the key alone shows that the item is another company's: then nothing is read."""
    told = entity.company_attribute in entity.keys
    return told and not viewer.sees(entity, entity.key_item(key))


def show_item(
    store, catalogue: Catalogue, entity: Entity, key: Key, *, viewer: Viewer, now: datetime
) -> Detail:
    """The item with labelled references and its referrers: one get, one label batch, and one
    first page per list of referrers. Raises ItemNotFound."""
    table, item = read_item(store, entity, key, viewer=viewer)
    fitted = table.entity
    wanted = label_keys(catalogue, fitted, [item], fitted.fields_by_name)
    showing = Showing(catalogue, viewer, now, read_labels(store, wanted, viewer))
    return Detail(
        showing.item(fitted, item),
        list(_referrers(store, showing, fitted, item)),
        item_size(item),
        table.differences,
        tuple(found.path for found in islice(hidden_in(fitted, item, viewer), HIDDEN_LISTED)),
    )


def _referrers(store, showing: Showing, entity: Entity, item: Item):
    for other, reference in showing.catalogue.referrers(entity):
        conditions = referring(other, reference, entity, item)
        if conditions and showing.viewer.may_browse(other):
            try:
                yield _referrer_list(store, showing, other, reference, conditions)
            except Refusal as refusal:
                yield Referrers(other, reference, conditions, [], problem=str(refusal))


def _referrer_list(store, showing: Showing, entity, reference, conditions) -> Referrers:
    table = live(store, entity)
    path = choose(table.entity, widen(table.entity, conditions), live=table.keys)
    if path.how == "scan":
        return Referrers(entity, reference, conditions, [], needs_scan=True)
    names = entity.columns
    page = read_slice(
        store,
        table.entity,
        path,
        FIRST,
        size=REFERRERS_SHOWN,
        attributes=projection(showing.catalogue, table.entity, path, names),
        budget=Budget(calls=1),
    )
    seen = [found for found in page.items if showing.viewer.sees(entity, found)]
    rows = [showing.item(table.entity, found, names) for found in seen]
    return Referrers(entity, reference, conditions, rows, more=page.next is not None)


@dataclass(frozen=True)
class Raw:
    """An item as typed DynamoDB JSON, masked, in the order of its attribute names."""

    heading: str
    company: str | None
    attributes: dict[str, dict]


def raw_item(store, entity: Entity, key: Key, *, viewer: Viewer) -> Raw:
    """Raises ItemNotFound."""
    table, item = read_item(store, entity, key, viewer=viewer)
    fitted = table.entity
    typed = {name: to_typed_json(_masked(fitted, name, item, viewer)) for name in sorted(item)}
    return Raw(heading_of(fitted, item, viewer), fitted.company_of(item), typed)


def _masked(entity: Entity, name: str, item: Item, viewer: Viewer):
    return _unwrapped(visible(entity, entity.field(name), name, item[name], viewer))


def _unwrapped(value):
    """Masks as plain text, so that the typed form stays readable."""
    match value:
        case Masked():
            return value.text
        case dict():
            return {name: _unwrapped(member) for name, member in value.items()}
        case list():
            return [_unwrapped(member) for member in value]
    return value


def attachment(store, entity: Entity, key: Key, name: str, *, viewer: Viewer):
    """The held value of a picture field, or None where it is masked. Raises ItemNotFound."""
    table, item = read_item(store, entity, key, viewer=viewer)
    held = item.get(name)
    shown = visible(table.entity, table.entity.field(name), name, held, viewer)
    return None if isinstance(shown, Masked) else shown
