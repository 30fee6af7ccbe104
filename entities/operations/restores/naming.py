"""A set by its id, or by its name."""

from entities.catalogue import Catalogue
from entities.errors import ItemNotFound
from entities.operations.backups.sets import COMPLETE, BackupSet, find_set, read_sets


def set_named(store, catalogue: Catalogue, wanted: str) -> BackupSet:
    """The set of this id; else the newest complete one of this name. Raises ItemNotFound."""
    try:
        return find_set(store, catalogue, wanted)
    except ItemNotFound:
        for held in read_sets(store, catalogue, (COMPLETE,)):
            if held.name == wanted:
                return find_set(store, catalogue, held.set_id)
        raise
