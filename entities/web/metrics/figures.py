"""What is counted in this process. Where PROMETHEUS_MULTIPROC_DIR is set, in files of a folder that
all processes of a machine share, so that any of them can tell the sum.

Labels are of few values: names of operations, declared tables, addresses, kinds of work.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

disable_created_metrics()
REGISTRY = CollectorRegistry()
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


def _counter(name: str, meaning: str, *labels: str) -> Counter:
    return Counter(f"keyroom_{name}", meaning, labels, registry=REGISTRY)


def _histogram(name: str, meaning: str, *labels: str, buckets: tuple[float, ...]) -> Histogram:
    return Histogram(f"keyroom_{name}", meaning, labels, registry=REGISTRY, buckets=buckets)


CALLS = _counter(
    "dynamodb_calls", "Calls of DynamoDB, each with its own retries", "operation", "table"
)
CALL_ERRORS = _counter(
    "dynamodb_errors", "Calls that ended in a refusal", "operation", "table", "error"
)
RETRIES = _counter("dynamodb_retries", "Tries after the first one", "operation", "table")
THROTTLES = _counter("dynamodb_throttles", "Answers that throttled a try", "operation", "table")
UNITS = _counter("dynamodb_capacity_units", "Consumed capacity", "table", "kind")
CALL_SECONDS = _histogram(
    "dynamodb_call_seconds", "Calls with their retries", "operation", buckets=QUICK
)

PAGES = _counter("pages", "Answers to requests", "route", "method", "status")
PAGE_SECONDS = _histogram("page_seconds", "Requests until their answer", "route", buckets=QUICK)

RUN_MOVES = _counter("run_moves", "Runs that came to a status", "kind", "status")
RUN_UNITS = _counter("run_units", "Units of runs, by their outcome", "kind", "outcome")
RUN_SEGMENTS = _counter("run_segments_done", "Segments of runs that came to their end", "kind")
RUN_PAGE_SECONDS = _histogram("run_page_seconds", "Pages of segments", "kind", buckets=SLOW)
