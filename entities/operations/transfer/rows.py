"""One row of CSV as text (RFC 4180)."""

import csv
import io
from collections.abc import Iterable


def write_row(cells: Iterable[str]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerow(list(cells))
    return made.getvalue()
