"""Days people waited, place by place: a strip from the first to the third quarter, a dot at the half."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.web.components.ranked import LINE, wrapped

WIDTH, LABELS, ROW, FOOT, LETTERS = 440.0, 150.0, 27.0, 26.0, 21


@dataclass(frozen=True, slots=True)
class Strip:
    """One place; without numbers where too few people are behind them."""

    label: tuple[tuple[float, str], ...]
    label_x: float
    label_anchor: str
    y: float
    middle: float
    x: float
    length: float
    mark: float
    told: bool


@dataclass(frozen=True, slots=True)
class Strips:
    """The whole chart, with the grid lines of its scale in days."""

    strips: tuple[Strip, ...]
    grid: tuple[tuple[float, str], ...]
    width: float
    height: float
    foot: float


def strips(rows: Sequence[tuple[str, int | None, int | None, int | None]], *, rtl: bool = False) -> Strips:
    """(label, first quarter, half, third quarter) in days, in the table's order; None where they are hidden."""
    longest = max((upper for *_, upper in rows if upper is not None), default=0)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 5000) if longest <= step * 5 or step == 5000)
    end = step * max(1, -(-longest // step))

    def place(day: int) -> float:
        inside = (WIDTH - LABELS - 16) * day / end
        return round(WIDTH - LABELS - inside if rtl else LABELS + inside, 1)

    drawn: list[Strip] = []
    top = 0.0
    for label, lower, half, upper in rows:
        lines = wrapped(label, LETTERS)
        height = max(ROW, LINE * len(lines) + 10)
        middle = top + height / 2
        told = lower is not None and half is not None and upper is not None
        ends = sorted((place(lower or 0), place(upper or 0)))
        drawn.append(
            Strip(
                label=tuple(
                    (round(middle + LINE * (number - (len(lines) - 1) / 2), 1), words)
                    for number, words in enumerate(lines)
                ),
                label_x=WIDTH if rtl else 0.0,
                label_anchor="end" if rtl else "start",
                y=round(middle - 5, 1),
                middle=round(middle, 1),
                x=ends[0],
                length=round(max(ends[1] - ends[0], 3), 1),
                mark=place(half or 0),
                told=told,
            )
        )
        top += height
    grid = tuple((place(day), str(day)) for day in range(0, end + 1, step))
    return Strips(tuple(drawn), grid, WIDTH, round(top + FOOT, 1), round(top + 4, 1))
