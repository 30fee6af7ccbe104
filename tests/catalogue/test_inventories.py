"""The inventories that were handed down add up to what their lists said in all."""

from entities.catalogue import catalogue


def held(day: str):
    """What every table held on the day; a table that several entities share counts once."""
    tables = {(e.system.name, e.table): e.inventory for e in catalogue.entities if e.inventory}
    return [kept for inventory in tables.values() for kept in inventory if kept.day == day]


def test_the_exact_inventory_has_13_tables_and_362_items():
    listed = held("2026-01-17")

    assert (len(listed), sum(kept.items for kept in listed)) == (13, 362)
    assert sum(kept.size for kept in listed) == 767_306
    assert all(kept.certain for kept in listed)


def test_the_one_before_has_17_tables_and_142_items_and_no_certain_day():
    listed = held("2025-12-01")

    assert (len(listed), sum(kept.items for kept in listed)) == (17, 142)
    assert not any(kept.certain for kept in listed)


def test_entities_of_one_table_tell_the_same():
    for table in catalogue.tables:
        told = {entity.inventory for entity in catalogue.sharing(table)}
        assert len(told) == 1, table.table
