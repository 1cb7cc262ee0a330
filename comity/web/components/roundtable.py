"""The round table of the first page: people around it, one seat free, seen from above."""

from dataclasses import dataclass
from math import cos, radians, sin

CENTRE = 230.0
RADIUS = 168.0


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat at the table: where it stands, its colour, and whether it waits for the reader."""

    transform: str
    hue: int
    odd: bool
    free: bool
    label_x: float
    label_y: float


def chairs(count: int = 11, free: int = 8) -> tuple[Chair, ...]:
    """The seats in order, the first at the top; the free one is the reader's."""
    return tuple(_chair(place, count, free) for place in range(count))


def _chair(place: int, count: int, free: int) -> Chair:
    turn = -90 + place * 360 / count
    x = CENTRE + RADIUS * cos(radians(turn))
    y = CENTRE + RADIUS * sin(radians(turn))
    return Chair(
        transform=f"translate({x:.1f} {y:.1f}) rotate({turn + 90:.1f})",
        hue=(7, 8, 4, 6, 1, 0, 9, 3, 5, 2)[place % 10],
        odd=bool(place % 2),
        free=place == free,
        label_x=round(x - 42, 1),
        label_y=round(y + 6, 1),
    )
