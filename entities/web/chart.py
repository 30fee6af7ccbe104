"""Charts drawn on the server as SVG; the same figures stand in a table beside them."""

from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 150, 44, 20, 8
MONTHS_SHOWN = 36


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    amount: Decimal
    named: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """Places are in the units of a viewBox of `width` × `height`."""

    bars: list[Bar]
    lines: list[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def base(self) -> int:
        """Where the names of the months stand."""
        return self.height - 5

    @property
    def text_x(self) -> int:
        return self.left - 6


def month_chart(months: list[tuple[str, Decimal]]) -> Chart | None:
    """Bars by month, the latest 36; None where there is nothing to draw."""
    dated = [(month, amount) for month, amount in months if month != "no date"]
    drawn = _with_gaps(dated)[-MONTHS_SHOWN:]
    highest = max((amount for _, amount in drawn), default=Decimal(0))
    if highest <= 0:
        return None
    top = _round_up(highest)
    floor = HEIGHT - BOTTOM
    step = (WIDTH - LEFT) / len(drawn)
    every = max(1, len(drawn) // 9)
    bars = [
        _bar(place, month, amount, top, step, floor, place % every == 0)
        for place, (month, amount) in enumerate(drawn)
    ]
    lines = [(_height(top * part / 2, top, floor), _short(top * part / 2)) for part in range(3)]
    return Chart(bars, lines)


def _bar(place, month, amount, top, step, floor, named) -> Bar:
    y = _height(max(amount, Decimal(0)), top, floor)
    width = round(min(step * 0.7, 34), 1)
    x = round(LEFT + place * step + (step - width) / 2, 1)
    return Bar(x, y, width, round(floor - y, 1), month, amount, named)


def _height(amount: Decimal, top: Decimal, floor: int) -> float:
    return round(floor - float(amount / top) * (floor - TOP), 1)


def _with_gaps(months: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Every month from the first to the last, those without expenses too."""
    if not months:
        return []
    held = dict(months)
    first, last = _number(months[0][0]), _number(months[-1][0])
    if last - first > 600:
        return months
    names = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1)]
    return [(name, held.get(name, Decimal(0))) for name in names]


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _round_up(highest: Decimal) -> Decimal:
    """1, 2, 2.5 or 5 times a power of ten, at or above the highest value."""
    power = Decimal(1).scaleb(highest.adjusted())
    steps = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    return next(step * power for step in steps if step * power >= highest)


def _short(amount: Decimal) -> str:
    for size, unit in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if amount >= size:
            return f"{(amount / size).normalize():f} {unit}"
    return f"{amount.normalize():f}"
