"""Who is at the table in one case: each party a seat, full, invited, missing or left."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

WIDTH, HEIGHT = 336, 250
# The states of a party's seat and the class that draws each.
CLASSES = {"at-table": "in", "invited": "asked", "not-contacted": "gap", "declined": "out"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One party's place: a short label, the state of its seat, and where it is drawn."""

    label: str
    state: str
    hue: int
    x: float
    y: float
    rect_x: float
    rect_y: float
    width: float

    @property
    def css(self) -> str:
        return f"{CLASSES.get(self.state, 'gap')} hue-{self.hue}"


def width_of(label: str) -> float:
    """About how wide a label is at 12 pixels; a Han character takes twice the room of a Latin one."""
    return max(58.0, sum(12.5 if ord(letter) > 0x2E7F else 7.0 for letter in label) + 22)


def seats(parties: Sequence[tuple[str, str]], *, longest: int = 13) -> tuple[Seat, ...]:
    """(label, state) of every party in order, laid out around an oval table."""
    placed = []
    for place, (label, state) in enumerate(parties):
        turn = radians(-90 + place * 360 / max(len(parties), 1))
        short = label if len(label) <= longest else label[: longest - 1].rstrip() + "…"
        width = width_of(short)
        x = min(max(WIDTH / 2 + 128 * cos(turn), width / 2 + 1), WIDTH - width / 2 - 1)
        y = HEIGHT / 2 + 2 + (84 if len(parties) < 11 else 104) * sin(turn)
        placed.append(
            Seat(short, state, place % 10, round(x, 1), round(y, 1), round(x - width / 2, 1), round(y - 15, 1), width)
        )
    return tuple(placed)
