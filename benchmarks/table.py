"""Rows of figures as one aligned table of plain text."""

from dataclasses import dataclass

from benchmarks.timing import Timing

HEADS = (
    *("", "items", "median ms", "p95 ms", "DynamoDB %", "calls", "bare ms", "ratio"),
    *("HTML KB", "gzip KB"),
)
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One measurement beside its `bare` counterpart. What is None does not apply.

    `waiting` is the share of the time spent in DynamoDB calls, from 0 to 1; sizes are in bytes.
    """

    name: str
    items: int
    ours: Timing
    bare: Timing
    waiting: float | None = None
    calls: int | None = None
    size: int | None = None
    compressed: int | None = None

    @property
    def ratio(self) -> float:
        return self.ours.median / self.bare.median

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            str(self.items),
            f"{self.ours.median:.1f}",
            f"{self.ours.p95:.1f}",
            _text(self.waiting, "{:.0%}"),
            _text(self.calls, "{}"),
            f"{self.bare.median:.1f}",
            f"{self.ratio:.2f}",
            _text(self.size and self.size / 1000, "{:.1f}"),
            _text(self.compressed and self.compressed / 1000, "{:.1f}"),
        )


def table(rows: list[Row]) -> str:
    return aligned(HEADS, [row.cells for row in rows])


def aligned(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """The first column from the left, figures from the right."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = "  ".join("─" * width for width in widths)
    first, *others = (_line(line, widths) for line in lines)
    return "\n".join([first, rule, *others])


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    name, *figures = zip(cells, widths, strict=True)
    return "  ".join([name[0].ljust(name[1]), *(text.rjust(width) for text, width in figures)])


def _text(value: float | None, form: str) -> str:
    return NOTHING if value is None else form.format(value)
