"""What calls cost, counted per context: every request and every thread has its own meter."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock

THROTTLES = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
        "TooManyRequestsException",
    }
)
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})


@dataclass
class Meter:
    """`calls` counts by operation; units are capacity units; `seconds` include waiting for retries.

    `retries` and `throttles` count what the client repeated by itself within those calls.
    """

    calls: Counter[str] = field(default_factory=Counter)
    read_units: Decimal = Decimal(0)
    write_units: Decimal = Decimal(0)
    retries: int = 0
    throttles: int = 0
    seconds: float = 0.0


_counting = Lock()  # threads that work for one request count on one meter
_meters: ContextVar[tuple[Meter, ...]] = ContextVar("meters", default=())


@contextmanager
def metered() -> Iterator[Meter]:
    """Count the calls made inside. A meter inside another counts for both."""
    meter = Meter()
    token = _meters.set((*_meters.get(), meter))
    try:
        yield meter
    finally:
        _meters.reset(token)


def count_call(operation: str, units: Decimal, seconds: float) -> None:
    """Add one finished call, refused or not, to the meters of this context."""
    with _counting:
        for meter in _meters.get():
            meter.calls[operation] += 1
            meter.seconds += seconds
            if operation in WRITES:
                meter.write_units += units
            else:
                meter.read_units += units


def count_attempt(context: dict, parsed_response: dict | None, **_event: object) -> None:
    """Hear of every answer, the client's own retries included (botocore's `response-received`)."""
    code = (parsed_response or {}).get("Error", {}).get("Code")
    for meter in _meters.get():
        meter.retries += context["retries"]["attempt"] > 1
        meter.throttles += code in THROTTLES
