"""Search: a term to the items that hold it, read again before they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.errors import EntityNotFound, LookupsMissing, TableMissing
from entities.operations.flags import moment
from entities.operations.headings import heading_of, is_hidden
from entities.operations.lookups import WORD_START, term_of, word_term, words_of
from entities.operations.together import read_together
from entities.schema.access import AccessPath
from entities.schema.conditions import BeginsWith, Equals, In
from entities.schema.entity import Entity
from entities.schema.values import Item, Key
from entities.schema.viewer import Viewer

HITS = 25
LOOKUPS_READ = 200


@dataclass(frozen=True)
class Hit:
    """An item found. `matched` names the field that held the term."""

    entity: Entity
    key: Key
    heading: str
    matched: str
    company: str | None


@dataclass(frozen=True)
class Results:
    """What was found. `found_at` is the age of the oldest look-up used; `more`: there is more."""

    text: str
    hits: list[Hit]
    found_at: datetime | None = None
    more: bool = False


def search(store, catalogue: Catalogue, text: str, *, viewer: Viewer) -> Results:
    """One look-up query and one re-read; again for beginnings of words, only where no item holds
    the whole value. Raises LookupsMissing."""
    viewer.must("view")
    term = term_of(text)
    if not term:
        return Results(text, [])
    for path in _paths(catalogue.entity("lookups"), term, viewer):
        results = _results(store, catalogue, text, path, viewer)
        # What is another company's must not even keep a viewer from finding what is theirs.
        if results.hits:
            break
    return results


def _paths(lookups: Entity, term: str, viewer: Viewer) -> Iterator[AccessPath]:
    """The whole value; then a word that begins like the longest one typed."""
    theirs = (In("companyId", tuple(sorted(viewer.companies))),) if viewer.limited else ()
    yield AccessPath("query", partition=Equals("term", term), rest=theirs, keys=lookups.keys)
    for longest in sorted(words_of(term), key=len)[-1:]:
        word, sort = Equals("term", word_term(longest)), BeginsWith("target", longest)
        yield AccessPath("query", partition=word, sort=sort, rest=theirs, keys=lookups.keys)


def _results(store, catalogue: Catalogue, text: str, path: AccessPath, viewer: Viewer) -> Results:
    try:
        # Filtering comes after the limit: with a limit, the companies of others would fill it.
        limit = None if path.rest else LOOKUPS_READ
        page = store.page(catalogue.entity("lookups"), path, limit=limit)
    except TableMissing as error:
        raise LookupsMissing from error
    seen = [lookup for lookup in page.items if _may_see(catalogue, lookup, viewer)]
    hits = _read(store, catalogue, seen[:HITS], term_of(text), viewer)
    ages = [moment(lookup["foundAt"]) for lookup in seen]
    more = len(seen) > HITS or page.cursor is not None
    return Results(text, hits, min(ages, default=None), more)


def _may_see(catalogue: Catalogue, lookup: Item, viewer: Viewer) -> bool:
    try:
        entity = catalogue.entity(lookup["entity"])
    except EntityNotFound:
        return False
    company = lookup.get("companyId")
    return viewer.may_browse(entity) and viewer.sees_company(company)


def _read(store, catalogue: Catalogue, lookups: list[Item], term: str, viewer: Viewer):
    wanted: dict[Entity, list[Key]] = {}
    for lookup in lookups:
        wanted.setdefault(catalogue.entity(lookup["entity"]), []).append(tuple(lookup["key"]))
    found, _ = read_together(store, wanted, _attributes(wanted, lookups))
    hits = []
    for lookup in lookups:
        entity = catalogue.entity(lookup["entity"])
        item = found.get((entity.name, tuple(lookup["key"])))
        if item is not None and viewer.sees(entity, item) and _still(entity, item, lookup, term):
            hits.append(_hit(entity, item, lookup, viewer))
    return list({(hit.entity.name, hit.key): hit for hit in hits}.values())


def _attributes(wanted: dict[Entity, list[Key]], lookups: list[Item]) -> dict:
    names = {entity: [entity.heading] if entity.heading else [] for entity in wanted}
    for entity in wanted:
        names[entity] += [k["attribute"] for k in lookups if k["entity"] == entity.name]
        names[entity] += [entity.company_attribute] if entity.company_attribute else []
    return {
        entity: tuple(alias for name in dict.fromkeys(held) for alias in entity.field(name).names)
        for entity, held in names.items()
    }


def _still(entity: Entity, item: Item, lookup: Item, term: str) -> bool:
    """Whether the item still holds what the look-up says it does."""
    declared = entity.fields_by_name.get(lookup["attribute"])
    if declared is None or is_hidden(declared):
        return False  # the declaration changed since the look-ups were built
    held = entity.held(declared.name, item)
    if not isinstance(held, str):
        return False
    if not lookup["term"].startswith("word "):
        return term_of(held) == term
    words = words_of(held)
    return all(any(word.startswith(typed) for word in words) for typed in words_of(term))


def _hit(entity: Entity, item: Item, lookup: Item, viewer: Viewer) -> Hit:
    matched = entity.fields_by_name[lookup["attribute"]].title
    company = entity.company_of(item)
    return Hit(entity, entity.key_of(item), heading_of(entity, item, viewer), matched, company)


def too_short(text: str) -> bool:
    """Whether only whole values could match."""
    return len(term_of(text)) < WORD_START
