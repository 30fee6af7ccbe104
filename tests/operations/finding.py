"""Searching in a few words, for tests of search."""

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.store import Store
from entities.operations.lookups import build_lookups
from entities.operations.searching import Results, search
from entities.schema.viewer import Viewer
from tests.operations.making import NOW, STAFF

C1 = {"companyId": "C1"}


def find(store: Store, text: str, known: Catalogue = catalogue, viewer: Viewer = STAFF) -> Results:
    return search(store, known, text, viewer=viewer)


def keys(results: Results) -> list[tuple]:
    return [(hit.entity.name, *hit.key) for hit in results.hits]


def build(store: Store) -> None:
    build_lookups(store, catalogue, now=NOW, progress=lambda *_: None)
