"""The geometry of charts. The server draws them: they print sharply, need no script and stand beside a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Dot:
    """One measured moment on a line."""

    x: float
    y: float
    label: str
    value: float
    last: bool
    said_x: float
    said_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line chart over time on a fixed scale: the dots, the path, the area below it, three grid lines."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    path: str
    area: str
    grid: tuple[tuple[float, str], ...]
    foot: float
    inner: tuple[float, float]


def line(
    points: Sequence[tuple[date | datetime, float, str]], *, top: float = 10, width: int = 336, height: int = 128
) -> Line:
    """(when, value, a word or nothing) in order of time; `top` is the end of the scale."""
    begin, end, floor = 26.0, width - 14.0, height - 24.0
    stamps = [_seconds(when) for when, _, _ in points]
    span = (stamps[-1] - stamps[0]) if stamps else 0
    dots = []
    for place, (_, value, word) in enumerate(points):
        x = begin + (end - begin) * ((stamps[place] - stamps[0]) / span if span else 0.5)
        y = floor - (floor - 12) * min(max(value, 0), top) / top
        late = x > width * 0.72
        high = y < 30
        dots.append(
            Dot(
                round(x, 1),
                round(y, 1),
                word,
                value,
                place == len(points) - 1,
                round(x + (9 if high and not late else -4 if late else 4), 1),
                round(y + (4 if high and not late else 17 if high else -9), 1),
                "end" if late else "start",
            )
        )
    path = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    area = f"{dots[0].x},{floor} {path} {dots[-1].x},{floor}" if dots else ""
    grid = tuple((round(floor - (floor - 12) * part, 1), f"{top * part:g}") for part in (0.0, 0.5, 1.0))
    return Line(width, height, tuple(dots), path, area, grid, height - 6, (begin, end))


def _seconds(when: date | datetime) -> float:
    if isinstance(when, datetime):
        return when.timestamp()
    return when.toordinal() * 86400.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; `value` None means the number is hidden because it is small."""

    label: str
    value: int | float | None
    share: float
    hue: int | None = None


def bars(rows: Sequence[tuple[str, int | float | None]], *, hues: bool = False) -> tuple[Bar, ...]:
    """(label, number or None where it is hidden), the largest filling the width."""
    most = max((value for _, value in rows if value is not None), default=0) or 1
    return tuple(
        Bar(label, value, round(100 * (value or 0) / most, 2), place % 10 if hues else None)
        for place, (label, value) in enumerate(rows)
    )
