"""Export and import: items a second, and the memory they take with many items and with more."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.commands import Run, measured, served
from benchmarks.table import aligned

FORMATS = {"csv": "CSV", "jsonl": "JSON lines"}
COMPARED, APPLIED = (10_000, 100_000), (100, 1_000)  # items: many, and ten times as many


@dataclass(frozen=True)
class Measured:
    """The same work for `few` items and for ten times as many."""

    name: str
    few: Run
    many: Run

    @property
    def rate(self) -> float:
        """Items a second between the two, so that starting the program does not count."""
        return (self.many.items - self.few.items) / (self.many.seconds - self.few.seconds)

    @property
    def busy(self) -> float:
        """Milliseconds of processor time an item, likewise."""
        spent = self.many.busy - self.few.busy
        return spent * 1000 / (self.many.items - self.few.items)


def measure_transfer(compared=COMPARED, applied=APPLIED) -> list[Measured]:
    """Every command in a process of its own, on a stand-in that costs next to nothing."""
    with TemporaryDirectory(prefix="keyroom-bench-") as directory:
        few, many = (_passes(Path(directory), count) for count in compared)
        rows = [Measured(name, few[name], many[name]) for name in few]
        few, many = (_applied(Path(directory), count) for count in applied)
        return rows + [Measured(name, few[name], many[name]) for name in few]


def _passes(directory: Path, count: int) -> dict[str, Run]:
    """Exports, and dry runs of what they wrote, in which every line is the same."""
    runs = {}
    with served(count, directory) as environment:
        for ending, said in FORMATS.items():
            file = directory / f"{count}.{ending}"
            runs[f"export, {said}"] = measured(
                environment, count, "export_items", "expenses", file, says="written"
            )
            said = f"import, {said}: dry run"
            command = ("import_items", "expenses", file, "--dry-run")
            runs[said] = measured(environment, count, *command, says=f"{count:,} same")
    return runs


def _applied(directory: Path, count: int) -> dict[str, Run]:
    """Imports of new items: one transaction each, with its audit entry."""
    runs = {}
    for ending, said in FORMATS.items():
        file = directory / f"{count}.{ending}"
        with served(count, directory) as environment:
            command = ("export_items", "expenses", file)
            measured(environment, count, *command, says="written")
        with served(0, directory) as environment:
            command = ("import_items", "expenses", file)
            said = f"import, {said}: new items"
            runs[said] = measured(environment, count, *command, says=f"{count:,} done")
    return runs


def transfer_table(rows: list[Measured]) -> str:
    heads = ("", "items", "items/s", "CPU ms/item", "MB", "at items", "MB")
    return aligned(heads, [_cells(one) for one in rows])


def _cells(one: Measured) -> tuple[str, ...]:
    few, many = one.few, one.many
    rate, busy = f"{one.rate:,.0f}", f"{one.busy:.2f}"
    return (
        *(one.name, f"{many.items:,}", rate, busy, f"{many.peak:.0f}"),
        *(f"{few.items:,}", f"{few.peak:.0f}"),
    )
