"""Python source is laid out as the repository's formatter does it."""

import subprocess
import sys

from entities.operations.tables.quoting import call, laid_out, quoted, tuple_of

WORDS = tuple(f"word-{number}" for number in range(12))


def test_short_long_and_very_long_calls():
    nodes = [
        call("x = f", "1", tuple_of(("a",)), tuple_of(("a", "b"), "more")),
        call("x = f", quoted("a" * 45), quoted("b" * 45)),
        call("x = f", tuple_of(WORDS), tuple_of(WORDS, "more")),
        call("x = f", "1", tuple_of(("a", "b")), broken=True, remark="A remark."),
    ]
    source = "\n".join(line for node in nodes for line in laid_out(node)) + "\n"

    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--line-length", "100", "-"],
        input=source,
        capture_output=True,
        text=True,
    )

    assert formatted.stdout == source
    assert source.startswith('x = f(1, ("a",), more=("a", "b"))\n')
