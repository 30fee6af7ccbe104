"""An export read back: types and content as they were, damage named where it is."""

import gzip
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from entities.errors import FileMissing, ManifestDamaged
from entities.objects import open_place
from entities.operations.backups.files import data_file, hashes_file, table_manifest
from entities.operations.backups.manifest import (
    SetManifest,
    TableFacts,
    TableManifest,
    part_facts,
    read_set_manifest,
    to_json,
)
from entities.operations.backups.parts import PartWriter, hex_sum
from entities.operations.backups.reading import read_items, read_table
from entities.schema.values import canonical
from tests.counts import count
from tests.strategies import items

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ITEMS = [{"id": f"i_{n:03d}", "amount": Decimal(n), "note": "x" * n} for n in range(250)]


def export(place, items, parts=1):
    """The manifest of a table with these items, in so many parts."""
    made = []
    for number in range(parts):
        writer = PartWriter(("id",), "expiresAt", NOW)
        for item in items[number::parts]:
            writer.add(item)
        written = writer.written(f"{number:03d}-000000-1", NOW)
        place.write(data_file("set", "t", written.part.name), written.data)
        place.write(hashes_file("set", "t", written.part.name), written.hashes)
        made.append(written.part)
    content = hex_sum(part.content_hash for part in made)
    facts = {"items": len(items), "bytes": 0, "size": 0, "expired": 0, "content_hash": content}
    at = {"started_at": "", "ended_at": ""}
    return TableManifest("t", "things", ("id",), **facts, **at, parts=tuple(made))


@pytest.fixture
def place(tmp_path):
    return open_place(str(tmp_path))


def damage(place, name, at):
    content = bytearray(place.read(name))
    content[at] ^= 0x10
    place.write(name, bytes(content))


@settings(
    max_examples=count(1_000, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(items)
def test_every_item_comes_back_with_its_types(place, held):
    held = held | {"id": "i_1"}

    (line,) = read_items(place, "set", export(place, [held]))

    assert canonical(line.item) == canonical(held)
    assert (line.key, line.problem) == (("i_1",), "")


def test_the_lines_are_those_of_dynamodbs_own_export(place):
    exact = Decimal("12345678901234567890123456789012345678")
    table = export(place, [{"id": "a", "n": exact, "b": frozenset([b"\x00", b"\xff"])}])

    text = gzip.decompress(place.read(data_file("set", "t", table.parts[0].name)))

    assert json.loads(text) == {
        "Item": {"id": {"S": "a"}, "n": {"N": str(exact)}, "b": {"BS": ["/w==", "AA=="]}}
    }


def test_the_content_hash_depends_neither_on_order_nor_on_the_number_of_parts(place):
    shuffled = random.Random(7).sample(ITEMS, len(ITEMS))

    hashes = {
        export(place, items, parts).content_hash
        for items in (ITEMS, shuffled)
        for parts in (1, 2, 7)
    }

    assert len(hashes) == 1
    assert export(place, ITEMS[1:]).content_hash not in hashes


def test_one_number_written_in_two_ways_has_one_hash(place):
    one, other = ({"id": "a", "n": Decimal(n)} for n in ("1", "1.00"))

    assert export(place, [one]).content_hash == export(place, [other]).content_hash


def test_expired_items_are_counted(place):
    past, future = Decimal(int(NOW.timestamp()) - 1), Decimal(int(NOW.timestamp()) + 60)
    held = [{"id": str(n), "expiresAt": at} for n, at in enumerate([past, future, "never"])]

    assert export(place, held).parts[0].expired == 1


def test_one_damaged_byte_is_named_and_hides_no_other_block(place):
    table = export(place, ITEMS)
    part = table.parts[0]
    damage(place, data_file("set", "t", part.name), part.blocks[0] + part.blocks[1] // 2)

    bad = [line for line in read_items(place, "set", table) if line.problem]

    assert bad
    assert {line.number for line in bad} <= set(range(101, 201))
    assert all(line.key == (f"i_{line.number - 1:03d}",) for line in bad)


def test_an_item_that_was_altered_is_named(place):
    """Decompressed, changed and compressed again: only the hashes tell."""
    table = export(place, ITEMS)
    part = table.parts[0]
    name = data_file("set", "t", part.name)
    begin = sum(part.blocks[:2])
    block = gzip.decompress(place.read(name)[begin:]).replace(b'{"N":"203"}', b'{"N":"204"}')
    packed = gzip.compress(block, mtime=0)
    place.write(name, place.read(name)[:begin] + packed)
    table = replace(table, parts=(replace(part, blocks=(*part.blocks[:2], len(packed))),))

    (bad,) = [line for line in read_items(place, "set", table) if line.problem]

    assert (bad.number, bad.key) == (204, ("i_203",))
    assert bad.problem == "Its content is not what was backed up."


def test_a_cut_off_file_lacks_its_last_items(place):
    table = export(place, ITEMS)
    name = data_file("set", "t", table.parts[0].name)
    place.write(name, place.read(name)[:-200])

    bad = [line.number for line in read_items(place, "set", table) if line.problem]

    assert bad[-1] == 250
    assert bad[0] > 200


def test_bytes_that_change_no_item_are_told_as_well(place):
    table = export(place, ITEMS[:3])
    damage(place, data_file("set", "t", table.parts[0].name), 4)  # the time in gzip's header

    problems = [(line.number, line.problem) for line in read_items(place, "set", table)]

    assert problems[-1] == (0, "The file is not the one written, though each item is whole.")


def test_a_damaged_list_of_hashes_is_told(place):
    table = export(place, ITEMS)
    damage(place, hashes_file("set", "t", table.parts[0].name), 40)

    with pytest.raises(ManifestDamaged, match="its bytes are not those that were written"):
        list(read_items(place, "set", table))


def test_a_missing_part_is_told(place):
    table = export(place, ITEMS)
    place.remove([data_file("set", "t", table.parts[0].name)])

    with pytest.raises(FileMissing):
        list(read_items(place, "set", table))


def test_a_manifest_comes_back_as_it_was_written(place):
    table = export(place, ITEMS, 3)
    place.write(table_manifest("set", "t"), to_json(table))

    assert read_table(place, "set", "t") == table
    with pytest.raises(ManifestDamaged):
        read_table(place, "set", "t", "0" * 64)


def test_the_manifest_of_a_set_comes_back_as_it_was_written():
    facts = TableFacts("t", "things", exported=True, items=3, recovery={"status": "DISABLED"})
    held = SetManifest("s", "n", "manual", "rental", "dev", "dana", "a", "b", 4, (facts,))

    assert read_set_manifest(to_json(held), "manifest.json") == held


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": 2}', b'{"tables": 1}'])
def test_a_manifest_that_cannot_be_read_is_a_refusal(content):
    for read in (read_set_manifest, part_facts):
        with pytest.raises(ManifestDamaged):
            read(content, "manifest.json")
