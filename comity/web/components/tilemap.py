"""A map of the country in which every state and territory is one square tile, so that small states are seen too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

SIZE, GAP = 50, 4
STEP = SIZE + GAP
ROWS = (
    "AK:0 ME:11",
    "VT:9 NH:10",
    "WA:1 ID:2 MT:3 ND:4 MN:5 WI:6 MI:7 NY:9 MA:10 RI:11",
    "OR:1 NV:2 WY:3 SD:4 IA:5 IL:6 IN:7 OH:8 PA:9 NJ:10 CT:11",
    "CA:1 UT:2 CO:3 NE:4 MO:5 KY:6 WV:7 VA:8 MD:9 DE:10",
    "AZ:2 NM:3 KS:4 AR:5 TN:6 NC:7 SC:8 DC:9",
    "GU:0 MP:1 OK:4 LA:5 MS:6 AL:7 GA:8",
    "HI:0 AS:1 TX:4 FL:9 PR:10 VI:11",
)
PLACES: dict[str, tuple[int, int]] = {
    state: (int(column), row)
    for row, line in enumerate(ROWS)
    for state, column in (token.split(":") for token in line.split())
}
WIDTH, HEIGHT = 12 * STEP, len(ROWS) * STEP


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a tile: "hub" a regional office, "field" a field office, "star" the headquarters."""

    kind: str
    x: float
    y: float
    points: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One state on the map."""

    state: str
    x: float
    y: float
    label_x: float
    label_y: float
    classes: str
    marks: tuple[Mark, ...] = ()
    value: str = ""


def star(x: float, y: float, *, outer: float = 8, inner: float = 3.4) -> str:
    """The corners of a five-pointed star."""
    radii = (outer, inner) * 5
    return " ".join(f"{x + r * sin(pi * k / 5):.1f},{y - r * cos(pi * k / 5):.1f}" for k, r in enumerate(radii))


def _marks(kinds: Iterable[str], x: float, y: float) -> tuple[Mark, ...]:
    shown = [kind for kind in ("star", "hub", "field") if kind in kinds]
    middle, below = x + SIZE / 2, y + SIZE - 13
    first = middle - 8 * (len(shown) - 1)
    return tuple(
        Mark(kind, first + 16 * k, below, star(first + 16 * k, below) if kind == "star" else "")
        for k, kind in enumerate(shown)
    )


def by_region(hues: Mapping[str, int], offices: Mapping[str, Iterable[str]], *, here: str = "") -> tuple[Tile, ...]:
    """The map of who serves where: a colour for each region, a mark where an office is, `here` outlined."""
    tiles = []
    for state, (column, row) in PLACES.items():
        x, y = column * STEP + GAP / 2, row * STEP + GAP / 2
        marks = _marks(tuple(offices.get(state, ())), x, y)
        hue = hues.get(state)
        classes = ("off" if hue is None else f"hue-{hue % 10}") + (" here" if state == here else "")
        tiles.append(Tile(state, x, y, x + SIZE / 2, y + SIZE / 2 - (7 if marks else 0), classes, marks))
    return tuple(tiles)


def by_number(numbers: Mapping[str, int], *, hidden: frozenset[str] = frozenset()) -> tuple[Tile, ...]:
    """The map of how much: the deeper the colour, the larger the number. A hidden number leaves its tile empty."""
    most = max((n for state, n in numbers.items() if state not in hidden), default=0)
    tiles = []
    for state, (column, row) in PLACES.items():
        x, y = column * STEP + GAP / 2, row * STEP + GAP / 2
        number = 0 if state in hidden else numbers.get(state, 0)
        grade = 0 if not number else min(4, 1 + number * 4 // (most + 1))
        value = "·" if state in hidden else str(number or "")
        middle = x + SIZE / 2
        tiles.append(Tile(state, x, y, middle, y + SIZE / 2 - (7 if value else 0), f"q{grade}", (), value))
    return tuple(tiles)
