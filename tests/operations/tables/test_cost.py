"""What a table costs in a month: worked out by hand, and honest about where each input is from."""

from datetime import timedelta
from decimal import Decimal

from entities.dynamodb.description import IndexDescription, TableDescription
from entities.dynamodb.inspection import LiveTable, PointInTime
from entities.dynamodb.spending import Spent
from entities.operations.tables.cost import ASSUMED, MEASURED, Assumed, Seen, estimate, seen
from entities.operations.tables.prices import prices_in
from entities.schema.entity import Index
from tests.operations.making import NOW

GIGABYTE = 1024**3
INDEX = IndexDescription(Index("i", "a"), "ACTIVE", item_count=0, size=GIGABYTE)
TABLE = TableDescription(
    *("t", "", "ACTIVE", "a", None, (), (INDEX,), 7, 2 * GIGABYTE, "PAY_PER_REQUEST"),
    *(None, None, False, None),
)
LIVE = LiveTable(TABLE, recovery=PointInTime("ENABLED"))
PRICES = prices_in("us-east-1")
NOTHING = Assumed()


def lines_of(spent: Seen, assumed: Assumed = NOTHING, live: LiveTable = LIVE, items=0):
    found = estimate(live, items, spent, assumed, PRICES, NOW)
    return found, {line.label: line for line in found.lines}


def seen_for(hours: float, reads=0, writes=0) -> Seen:
    return Seen(Spent(Decimal(reads), Decimal(writes), 1), NOW - timedelta(hours=hours))


def test_every_line_is_quantity_times_price():
    found, lines = lines_of(seen_for(0), Assumed(reads=4_000_000, writes=2_000_000, backups=1))

    assert {label: line.dollars for label, line in lines.items()} == {
        "Reads": Decimal("0.5"),
        "Writes": Decimal("1.25"),
        "Storage": Decimal("0.75"),
        "Recovery": Decimal("0.4"),
        "On-demand backups": Decimal("0.2"),
    }
    assert found.dollars == Decimal("3.1")
    assert lines["Reads"].rate == "0.125 / million"
    assert lines["Recovery"].rate == "0.20 / GB"
    assert (lines["Reads"].amount, lines["Storage"].amount) == ("4,000,000 units", "3.000 GB")


def test_what_was_seen_for_two_hours_is_made_a_month_of():
    _, lines = lines_of(seen_for(2, reads=10, writes=1))

    assert (lines["Reads"].quantity, lines["Reads"].basis) == (3600, MEASURED)
    assert lines["Writes"].quantity == 360
    assert "10.0 units seen by this process in 2 h" in lines["Reads"].said


def test_less_than_an_hour_is_nothing_to_go_by():
    _, lines = lines_of(seen_for(0.9, reads=10))

    assert (lines["Reads"].quantity, lines["Reads"].basis) == (0, ASSUMED)
    assert "less than an hour" in lines["Reads"].said


def test_storage_counts_a_hundred_bytes_per_item_and_recovery_only_where_it_is_on():
    off = LiveTable(TABLE, recovery=PointInTime("DISABLED"))

    _, lines = lines_of(seen_for(0), live=off, items=GIGABYTE // 100)
    _, told = lines_of(seen_for(0), live=off, items=None)

    assert "Recovery" not in lines
    assert round(lines["Storage"].quantity, 3) == 4
    assert told["Storage"].amount == "3.000 GB"
    assert lines["On-demand backups"].said.startswith("3 whole backups kept, the least")


def test_little_is_not_nothing():
    _, lines = lines_of(seen_for(0), Assumed(backups=0))
    small = LiveTable(
        TableDescription(
            *("t", "", "ACTIVE", "a", None, (), (), 1, 50, "PAY_PER_REQUEST"),
            *(None, None, False, None),
        ),
        recovery=PointInTime("DISABLED"),
    )

    assert lines["On-demand backups"].dollars == 0
    assert lines_of(seen_for(0), live=small)[1]["Storage"].amount == "under 0.001 GB"


def test_a_region_without_prices_gets_those_of_us_east_1_by_name():
    assert prices_in("mars-north-1").region == "us-east-1"
    assert prices_in("us-west-2").region == "us-west-2"


def test_what_nobody_read_has_cost_nothing_yet():
    assert seen("a-table-of-nobody").spent == Spent()
