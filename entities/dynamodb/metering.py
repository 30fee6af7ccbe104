"""What calls cost, counted per context: every request and every thread has its own meter.

Each finished call is also told, as a whole, to the listeners of this process.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock
from time import perf_counter

from entities.schema.listening import Listeners

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


@dataclass
class Call:
    """One call, as far as it got. `table` is as it is named in refusals: several, with commas.

    `units` are by the real name of the table they were spent on, `error` is the class of the
    refusal; `retries`, `throttles` and `seconds` are as in Meter.
    """

    operation: str
    table: str
    units: dict[str, Decimal] = field(default_factory=dict)
    retries: int = 0
    throttles: int = 0
    seconds: float = 0.0
    error: str = ""

    @property
    def writes(self) -> bool:
        return self.operation in WRITES


_counting = Lock()  # threads that work for one request count on one meter
_meters: ContextVar[tuple[Meter, ...]] = ContextVar("meters", default=())
_under_way: ContextVar[Call | None] = ContextVar("call", default=None)
finished_calls: Listeners[Call] = Listeners()


@contextmanager
def metered() -> Iterator[Meter]:
    """Count the calls made inside. A meter inside another counts for both."""
    meter = Meter()
    token = _meters.set((*_meters.get(), meter))
    try:
        yield meter
    finally:
        _meters.reset(token)


@contextmanager
def counting(operation: str, table: str) -> Iterator[Call]:
    """Count the call made inside, refused or not; who makes it fills in its units and error."""
    call, started = Call(operation, table), perf_counter()
    token = _under_way.set(call)
    try:
        yield call
    finally:
        _under_way.reset(token)
        call.seconds = perf_counter() - started
        _add(call)
        finished_calls.tell(call)


def _add(call: Call) -> None:
    units = sum(call.units.values(), Decimal(0))
    with _counting:
        for meter in _meters.get():
            meter.calls[call.operation] += 1
            meter.seconds += call.seconds
            if call.writes:
                meter.write_units += units
            else:
                meter.read_units += units


def count_attempt(context: dict, parsed_response: dict | None, **_event: object) -> None:
    """Hear of every answer, the client's own retries included (botocore's `response-received`)."""
    code = (parsed_response or {}).get("Error", {}).get("Code")
    for held in (*_meters.get(), _under_way.get()):
        if held is not None:
            held.retries += context["retries"]["attempt"] > 1
            held.throttles += code in THROTTLES
