"""What a table costs in a month: an estimate that says of every input whether it was measured or
assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from entities.dynamodb.description import TableDescription
from entities.dynamodb.inspection import LiveTable
from entities.dynamodb.spending import Spent, ledger
from entities.operations.tables.prices import Prices

MILLION = Decimal(1_000_000)
GIGABYTE = Decimal(1024**3)
MONTH = timedelta(days=30)
LEAST_SEEN = timedelta(hours=1)  # before that, a month made of it would be guesswork
OVERHEAD = 100  # bytes that DynamoDB bills per item, and per entry of an index
KEPT_BACKUPS = 3  # what retention keeps at least

UNITS = "units"
LEAST_GB = Decimal("0.001")

MEASURED, ASSUMED = "measured", "assumed"


@dataclass(frozen=True)
class Seen:
    """What this process consumed of the table since a moment."""

    spent: Spent
    since: datetime


@dataclass(frozen=True)
class Assumed:
    """What somebody assumes for a month; None where the estimate says itself."""

    reads: int | None = None
    writes: int | None = None
    backups: int | None = None


@dataclass(frozen=True)
class Line:
    """One part of the bill. `quantity` in units of `unit`, of which `per` cost `price` dollars."""

    label: str
    quantity: Decimal
    unit: str
    per: str
    price: Decimal
    dollars: Decimal
    basis: str
    said: str

    @property
    def amount(self) -> str:
        """The quantity in words."""
        if self.unit == UNITS:
            return f"{self.quantity:,.0f} {UNITS}"
        return "under 0.001 GB" if 0 < self.quantity < LEAST_GB else f"{self.quantity:,.3f} GB"

    @property
    def rate(self) -> str:
        """The price in words, with two decimals or more."""
        cents = self.price.quantize(Decimal("0.01"))
        price = cents if cents == self.price else self.price
        return f"{price} / {self.per}"


@dataclass(frozen=True)
class Estimate:
    prices: Prices
    lines: tuple[Line, ...]

    @property
    def dollars(self) -> Decimal:
        return sum((line.dollars for line in self.lines), Decimal(0))


def seen(table: str) -> Seen:
    """By the table's real name."""
    return Seen(ledger.of(table), ledger.since)


def estimate(
    live: LiveTable, items: int | None, spent: Seen, assumed: Assumed, prices: Prices, now: datetime
) -> Estimate:
    """`items` is the exact count, where there is one. Reads nothing."""
    lines = (
        _requests("Reads", spent.spent.reads, assumed.reads, prices.reads, spent, now),
        _requests("Writes", spent.spent.writes, assumed.writes, prices.writes, spent, now),
        _storage(live.description, items, prices),
        *_recovery(live, items, prices),
        _backups(live.description, items, assumed.backups, prices),
    )
    return Estimate(prices, lines)


def _requests(
    label: str, units: Decimal, typed: int | None, price: Decimal, spent: Seen, now: datetime
) -> Line:
    quantity, basis, said = _a_month(units, typed, spent, now)
    dollars = quantity * price / MILLION
    return Line(label, quantity, UNITS, "million", price, dollars, basis, said)


def _a_month(
    units: Decimal, typed: int | None, spent: Seen, now: datetime
) -> tuple[Decimal, str, str]:
    if typed is not None:
        return Decimal(typed), ASSUMED, "as you typed it"
    elapsed = now - spent.since
    if elapsed < LEAST_SEEN:
        said = "this process has run for less than an hour, too little to go by"
        return Decimal(0), ASSUMED, said
    hours = elapsed // timedelta(hours=1)
    share = Decimal(MONTH // timedelta(seconds=1)) / (elapsed // timedelta(seconds=1))
    month = (units * share).to_integral_value()
    said = f"{units:,.1f} units seen by this process in {hours:,} h, made a month; others not seen"
    return month, MEASURED, said


def _storage(table: TableDescription, items: int | None, prices: Prices) -> Line:
    size = _billed(table, items, held_too=True)
    said = "table and indexes, with 100 bytes per item; sizes as DynamoDB last told"
    return _per_gigabyte("Storage", size, prices.storage, MEASURED, said)


def _recovery(live: LiveTable, items: int | None, prices: Prices) -> Iterator[Line]:
    if live.recovery.on:
        size = _billed(live.description, items)
        said = "the size of the table"
        yield _per_gigabyte("Recovery", size, prices.recovery, MEASURED, said)


def _backups(table: TableDescription, items: int | None, typed: int | None, prices: Prices) -> Line:
    count = KEPT_BACKUPS if typed is None else typed
    kept = "as you typed it" if typed is not None else "the least that retention keeps"
    size = _billed(table, items) * count
    said = f"{count:,} whole backups kept, {kept}"
    return _per_gigabyte("On-demand backups", size, prices.backups, ASSUMED, said)


def _per_gigabyte(label: str, size: int, price: Decimal, basis: str, said: str) -> Line:
    quantity = Decimal(size) / GIGABYTE
    return Line(label, quantity, "GB", "GB", price, quantity * price, basis, said)


def _billed(table: TableDescription, items: int | None, *, held_too: bool = False) -> int:
    """Bytes that are billed: of the table, and of its indexes where they count."""
    count = table.item_count if items is None else items
    indexes = sum(held.size + OVERHEAD * held.item_count for held in table.indexes)
    return table.size + OVERHEAD * count + (indexes if held_too else 0)
