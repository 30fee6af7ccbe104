"""Keys of a file that were met before."""

from contextlib import closing

from entities.operations.transfer.met import Met


def test_the_first_line_of_a_key_stays_the_first():
    with closing(Met()) as met:
        lines = [met.first(str(number % 50).encode(), number) for number in range(1000)]

    assert lines == [number % 50 for number in range(1000)]
