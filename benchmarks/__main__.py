"""`make bench`: everything measured, as two tables."""

from benchmarks.backups import measure_backup, rates_table
from benchmarks.machine import machine, peak_memory
from benchmarks.pages import measure_page, pages, sign_in
from benchmarks.parsing import measure_parsing
from benchmarks.saving import measure_saving
from benchmarks.subjects import choose_subjects
from benchmarks.table import Row, table
from benchmarks.transfer import measure_transfer, transfer_table
from benchmarks.workplace import workplace
from entities.conf import get_store

TIMES = 60

NOTES = """\
Pages: {times} requests each after warming up, by an administrator, in one process; every answer was
checked to hold its items. “DynamoDB %” is the share of the time spent in its calls. “bare”: the
same calls sent by a plain boto3 client, in turn with the page; “ratio” is median to median.
Saves: one field of an opened item, by the operation and by sending the form. “bare”: one
transact_write_items of exactly the same actions, audit entry and all, on the same state."""
BACKUPS = """\
Backups: a typed export with its hashes, and plain boto3 clients that scan the same table of small
items with consistent reads and count them, all on the same engine."""
TRANSFER = """\
Files: each command in a process of its own, with a stand-in for DynamoDB on this machine that makes
up the items and keeps only what Keyroom itself notes, in an engine. “dry run”: every line
is compared and is the same; “new items”: a transaction with its audit entry each. Items a second
and processor time are between the two numbers of items; “MB” is the peak of each process."""


def main() -> None:
    print("Preparing an engine with the demo data …", flush=True)
    with workplace():
        rows = measure(TIMES)
        print(f"\n{table(rows)}\n\n{NOTES.format(times=TIMES)}")
        print(f"Machine: {machine()}. Peak memory: {peak_memory():.0f} MB", flush=True)
        print(f"\n{rates_table(measure_backup())}\n\n{BACKUPS}", flush=True)
    print(f"\n{transfer_table(measure_transfer())}\n\n{TRANSFER}")


def measure(times: int) -> list[Row]:
    """All rows of the first table."""
    subjects, browser = choose_subjects(get_store()), sign_in()
    rows = [measure_page(browser, page, times) for page in pages(subjects)]
    rows += measure_saving(browser, subjects, times)
    return rows + measure_parsing(subjects, times)


if __name__ == "__main__":
    main()
