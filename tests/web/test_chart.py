"""The chart of months: every bar inside its frame, gaps shown, nothing drawn where nothing is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.web.chart import HEIGHT, LEFT, MONTHS_SHOWN, WIDTH, month_chart

months = st.builds(
    lambda year, month: f"{year:04}-{month:02}", st.integers(1, 9999), st.integers(1, 12)
)
amounts = st.decimals(-(10**12), 10**12, places=2)


@given(st.dictionaries(months, amounts, max_size=40))
def test_every_bar_lies_inside_the_frame(spent):
    chart = month_chart(sorted(spent.items()))

    if max(spent.values(), default=0) <= 0:
        assert chart is None or len(chart.bars) == MONTHS_SHOWN
        return
    for bar in chart.bars if chart else ():
        assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT


def test_nothing_is_drawn_without_a_positive_amount():
    assert month_chart([]) is None
    assert month_chart([("no date", Decimal(100))]) is None
    assert month_chart([("2025-01", Decimal(0)), ("2025-02", Decimal(-5))]) is None


def test_months_without_expenses_have_a_bar_of_no_height():
    chart = month_chart([("2024-11", Decimal(100)), ("2025-02", Decimal(50))])

    assert [bar.label for bar in chart.bars] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert [bar.height > 0 for bar in chart.bars] == [True, False, False, True]
    assert chart.bars[0].height == pytest.approx(2 * chart.bars[3].height, abs=0.2)


def test_only_the_latest_three_years_are_drawn_and_a_wild_date_adds_no_thousand_bars():
    decade = [(f"{year}-06", Decimal(year)) for year in range(2010, 2026)]
    wild = [("0025-01", Decimal(1)), ("2025-01", Decimal(2))]

    assert len(month_chart(decade).bars) == MONTHS_SHOWN
    assert month_chart(decade).bars[-1].label == "2025-06"
    assert [bar.label for bar in month_chart(wild).bars] == ["0025-01", "2025-01"]


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        ("0.03", ["0", "0.025", "0.05"]),
        ("9", ["0", "5", "10"]),
        ("240", ["0", "125", "250"]),
        ("1800", ["0", "1 k", "2 k"]),
        ("4200000", ["0", "2.5 m", "5 m"]),
        ("7000000000", ["0", "5 bn", "10 bn"]),
    ],
)
def test_the_lines_stand_at_round_figures(highest, labels):
    chart = month_chart([("2025-01", Decimal(highest))])

    assert [label for _, label in chart.lines] == labels
    assert chart.bars[0].named and chart.bars[0].middle > LEFT
    assert chart.base < HEIGHT and chart.text_x < LEFT
