"""Look-ups: id, e-mail, invoice number or name → the keys of the items that hold it.

DynamoDB finds nothing without a key, so our own table maps terms to keys. Whole values are one
term; names of companies and people are also found by the beginning of each word. A look-up is a
hint, never an answer: the item is read again before it is shown.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice

from entities.catalogue import Catalogue
from entities.dynamodb.batches import delete_all, put_all
from entities.errors import TableMissing
from entities.operations.headings import is_hidden
from entities.schema.entity import Entity
from entities.schema.fields import Field, Lookup
from entities.schema.values import Item, Key

TERM_BYTES = 1000
WORD_START = 3


def term_of(text: str) -> str:
    """How a value is looked up: without case and outer space, cut to what a key may hold."""
    return _cut(" ".join(text.casefold().split()), TERM_BYTES)


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


def words_of(text: str) -> list[str]:
    return [word for word in term_of(text).split() if len(word) >= WORD_START]


def word_term(word: str) -> str:
    """The partition of all words that begin alike."""
    return f"word {word[:WORD_START]}"


def lookups_of(entity: Entity, item: Item, now: datetime) -> Iterator[Item]:
    """The look-up items of one item. Secret keys and masked fields are not looked up."""
    key = entity.key_of(item)
    if any(entity.is_secret(name, item[name]) for name in entity.keys):
        return
    for field in entity.fields:
        value = entity.held(field.name, item)
        if field.lookup and isinstance(value, str) and value.strip() and not is_hidden(field):
            yield from _lookups(entity, field, value, item, key, now)


def _lookups(entity: Entity, field: Field, value: str, item: Item, key: Key, now: datetime):
    place = target_of(entity, key)
    company = entity.company_of(item)
    held = {
        "entity": entity.name,
        "key": list(key),
        "attribute": field.name,
        "foundAt": now.isoformat(),
    } | ({"companyId": company} if company else {})
    yield {"term": term_of(value), "target": f"{place} {field.name}"} | held
    if field.lookup is Lookup.WORDS:
        for word in dict.fromkeys(words_of(value)):
            yield {"term": word_term(word), "target": _cut(f"{word} {place}", TERM_BYTES)} | held


def target_of(entity: Entity, key: Key) -> str:
    return _cut(" ".join((entity.name, *(_text(part) for part in key))), TERM_BYTES)


def _text(part: str | Decimal | bytes) -> str:
    return part.hex() if isinstance(part, bytes) else str(part)


def build_lookups(
    store, catalogue: Catalogue, *, now: datetime, progress: Callable[[Entity, int], None]
) -> int:
    """Reads every entity that has look-ups, writes theirs, removes those no item has any more."""
    lookups = catalogue.entity("lookups")
    kept: set[Key] = set()
    fresh = not are_built(store, catalogue)
    for entity in catalogue.entities:
        if entity.counted and any(field.lookup for field in entity.fields):
            written = _build(store, lookups, entity, now, kept)
            progress(entity, written)
    if not fresh:
        _remove_stale(store, lookups, kept)
    return len(kept)


def are_built(store, catalogue: Catalogue) -> bool:
    """Whether there is any look-up. Raises TableMissing."""
    lookups = catalogue.entity("lookups")
    return any(page.items for page in islice(store.pages(lookups, limit=1), 1))


def _build(store, lookups: Entity, entity: Entity, now: datetime, kept: set[Key]) -> int:
    found: dict[Key, Item] = {}
    for item in _items(store, entity):
        found |= {lookups.key_of(made): made for made in lookups_of(entity, item, now)}
    put_all(store, lookups, found.values())
    kept.update(found)
    return len(found)


def _items(store, entity: Entity) -> Iterable[Item]:
    names = [name for field in entity.fields if field.lookup for name in field.names]
    company = (entity.company_attribute,) if entity.company_attribute else ()
    wanted = tuple(dict.fromkeys((*entity.keys, *names, *company)))
    try:
        for page in store.pages(entity, attributes=wanted):
            yield from page.items
    except TableMissing:
        return


def _remove_stale(store, lookups: Entity, kept: set[Key]) -> None:
    stale = [
        lookups.key_of(item)
        for page in store.pages(lookups, attributes=lookups.keys)
        for item in page.items
        if lookups.key_of(item) not in kept
    ]
    delete_all(store, lookups, stale)
