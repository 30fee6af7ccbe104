"""`make bench`: everything measured, as one table."""

from benchmarks.machine import machine, peak_memory
from benchmarks.pages import measure_page, pages, sign_in
from benchmarks.parsing import measure_parsing
from benchmarks.subjects import choose_subjects
from benchmarks.table import Row, table
from benchmarks.workplace import workplace
from entities.conf import get_store

TIMES = 60

NOTES = """\
Pages: {times} requests each after warming up, by an administrator, in one process; every answer was
checked to hold its items. “DynamoDB %” is the share of the time spent in its calls. “bare”: the
same calls sent by a plain boto3 client, in turn with the page; “ratio” is median to median."""


def main() -> None:
    print("Preparing an engine with the demo data …", flush=True)
    with workplace():
        rows = measure(TIMES)
        print(f"\n{table(rows)}\n\n{NOTES.format(times=TIMES)}")
        print(f"Machine: {machine()}. Peak memory: {peak_memory():.0f} MB")


def measure(times: int) -> list[Row]:
    """All rows of the table."""
    subjects, browser = choose_subjects(get_store()), sign_in()
    rows = [measure_page(browser, page, times) for page in pages(subjects)]
    return rows + measure_parsing(subjects, times)


if __name__ == "__main__":
    main()
