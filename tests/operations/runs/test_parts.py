"""Units put aside for a run: read back as they were, whatever an earlier try left."""

from hashlib import sha256

import pytest

from entities.errors import RunBroken
from entities.operations.runs.parts import Parts, read_parts, stage, write_part


def noise(number: int) -> str:
    """Text that no compression makes small."""
    return "".join(sha256(f"{number} {n}".encode()).hexdigest() for n in range(3_000))


def test_units_are_read_from_anywhere_in_their_order(shop):
    staged = stage(shop.hands, "run", ([number, f"unit {number}"] for number in range(250)))

    assert staged.count == 250
    assert list(Parts(shop.hands, "run", 120, 205)) == [[n, f"unit {n}"] for n in range(120, 205)]
    assert Parts(shop.hands, "run", 0, 250)[249] == [249, "unit 249"]
    assert [len(part) for part in read_parts(shop.hands, "run")] == [100, 100, 50]
    with pytest.raises(IndexError):
        Parts(shop.hands, "run", 0, 250)[250]


def test_large_units_take_several_pieces_and_a_smaller_second_try_leaves_nothing_of_the_first(shop):
    large, small = [noise(n) for n in range(4)], ["small"]
    write_part(shop.hands, "run", 0, large)
    assert list(Parts(shop.hands, "run", 0, 4)) == large

    write_part(shop.hands, "run", 0, large[:3])
    assert list(Parts(shop.hands, "run", 0, 3)) == large[:3]
    assert list(read_parts(shop.hands, "run")) == [large[:3]]
    write_part(shop.hands, "run", 3, small)
    assert list(Parts(shop.hands, "run", 2, 4)) == [large[2], "small"]


def test_what_is_no_longer_kept_is_told(shop):
    stage(shop.hands, "run", ["one"])

    for run_id, number in (("run", 1), ("another", 0)):
        with pytest.raises(RunBroken, match="no longer kept"):
            Parts(shop.hands, run_id, 0, 5)[number]


def test_the_hash_of_a_plan_covers_all_of_it_and_its_order(shop):
    plans = (["a", "b"], ["b", "a"], ["a"], ["a", "b", "c"])
    digests = {stage(shop.hands, "run", plan).digest for plan in plans}

    assert len(digests) == len(plans)
    assert stage(shop.hands, "run", plans[0]).digest in digests
