"""From tallies to numbers that may leave: one place decides what is hidden, for every surface at once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from comity.engines.disclosure import Key, Publication, protect
from comity.engines.tally import Tally

WHOLE, PLACE, LINE, CELL = 100.0, 30.0, 10.0, 1.0  # what readers lose: a hidden total most, one region's line least
ALL: Key = ("all",)
# Words that lie inside places (states in regions): their zeros hide too, and their total is the place itself.
INSIDE = "state"
REACHED = ("contact", "reached")
MEDIAN_FROM = 20  # from so many on, the days to first contact are told even where the number itself is hidden


@dataclass(frozen=True)
class Grid:
    """One tally with the words that its tables list: what may be asked, not only what was found."""

    tally: Tally
    places: tuple[str, ...]
    states: Mapping[str, str]  # state -> the region it lies in

    def pairs(self, fact: str) -> list[Key]:
        """The (place, word) cells of a fact that a reader sees."""
        found = set(self.tally.by.get(fact, {}))
        if fact == INSIDE:
            return sorted(found | {(place, state) for state, place in self.states.items()})
        words = {word for _, word in found}
        return [(place, word) for place in self.places for word in sorted(words)]

    def value(self, fact: str, place: str, word: str, amount: int) -> tuple[float, int]:
        sums = self.tally.by.get(fact, {}).get((place, word))
        return (0.0, 0) if sums is None else (float(sums[amount]), int(sums[0]))


def line_key(grid: Grid, fact: str, word: str) -> Key:
    """The number of a word everywhere; for a state that lies in one region it is the same cell as the region's."""
    if fact == INSIDE:
        homes = [place for place, state in grid.pairs(fact) if state == word]
        if len(homes) == 1:
            return (fact, homes[0], word)
    return (fact, "", word)


def publication(grid: Grid, amount: int = 0) -> Publication:
    """All numbers of one amount with every relation that a reader of the report knows."""
    made = Publication()
    whole = grid.tally.whole
    _put(made, ALL, float(whole[amount]), int(whole[0]), amount, WHOLE)
    for place in grid.places:
        sums = grid.tally.places.get(place)
        value, behind = (0.0, 0) if sums is None else (float(sums[amount]), int(sums[0]))
        _put(made, ("place", place), value, behind, amount, PLACE, zero_shown=False)
    made.adds_up(ALL, [("place", place) for place in grid.places])
    for fact in sorted(grid.tally.by):
        _fact(made, grid, fact, amount)
    return made


def _fact(made: Publication, grid: Grid, fact: str, amount: int) -> None:
    pairs = grid.pairs(fact)
    for place, word in pairs:
        value, behind = grid.value(fact, place, word, amount)
        _put(made, (fact, place, word), value, behind, amount, CELL, zero_shown=False, floor=_told(fact, word, value))
    lines = []
    for word in sorted({word for _, word in pairs}):
        key = line_key(grid, fact, word)
        lines.append(key)
        if key not in made.cells:
            cells = [grid.value(fact, place, word, amount) for place, its in pairs if its == word]
            value, behind = sum(value for value, _ in cells), sum(behind for _, behind in cells)
            _put(made, key, value, behind, amount, LINE, zero_shown=fact != INSIDE, floor=_told(fact, word, value))
            made.adds_up(key, [(fact, place, its) for place, its in pairs if its == word])
    relate = made.overlaps if fact in grid.tally.several else made.adds_up
    for place in grid.places:
        if inside := [(fact, its, word) for its, word in pairs if its == place]:
            relate(("place", place), inside)
    if fact != INSIDE:
        relate(ALL, lines)


def _told(fact: str, word: str, value: float) -> float | None:
    """A median beside a hidden number tells that at least so many are behind it; the attacker is told the same."""
    return float(MEDIAN_FROM) if (fact, word) == REACHED and value >= MEDIAN_FROM else None


def _put(  # noqa: PLR0917 - one row of a table of numbers
    made: Publication,
    key: Key,
    value: float,
    behind: int,
    amount: int,
    weight: float,
    *,
    zero_shown: bool = True,
    floor: float | None = None,
) -> None:
    if amount == 0:
        made.put(key, value, weight=weight, zero_shown=zero_shown, floor=floor)
        return
    least = 1.0 if amount == 1 and behind and zero_shown else 0.0  # a line that is not zero has at least one service
    made.put(
        key,
        value / 60 if amount == 2 else value,
        behind=behind,
        weight=weight,
        whole=amount != 2,
        zero_shown=zero_shown,
        floor=least,
    )


def hidden_in(grid: Grid, amounts: Sequence[int]) -> frozenset[Key]:
    """The keys hidden in all columns alike: a column that showed more would tell which of the others is small."""
    fingerprint = hashlib.sha256(repr(_content(grid, amounts)).encode()).digest()
    return _remembered(fingerprint, _Asked(grid, tuple(amounts)))


def _content(grid: Grid, amounts: Sequence[int]) -> Iterable[object]:
    places = [(place, *map(int, sums)) for place, sums in sorted(grid.tally.places.items())]
    by = [
        (fact, sorted((place, word, *map(int, sums)) for (place, word), sums in cells.items()))
        for fact, cells in sorted(grid.tally.by.items())
    ]
    states, several = sorted(grid.states.items()), sorted(grid.tally.several)
    return [tuple(amounts), grid.places, states, several, places, by]


class _Asked:
    """A question that equals every other: the fingerprint before it says whether it was asked already."""

    def __init__(self, grid: Grid, amounts: tuple[int, ...]) -> None:
        self.grid, self.amounts = grid, amounts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=32)
def _remembered(fingerprint: bytes, asked: _Asked) -> frozenset[Key]:
    first, *others = asked.amounts
    published = publication(asked.grid, first)
    hidden = protect(published).hidden
    told = [key for key in published.cells if published.must_hide(key) and key not in hidden]
    for amount in others:  # hiding more never exposes: what is safe for one column stays so with the next
        published = publication(asked.grid, amount)
        for key in told:  # a zero that follows from another zero in one column does so in all
            published.cells[key] = replace(published.cells[key], zero_shown=True)
        hidden |= protect(published, also_hide=hidden, tidy=False).hidden
    return hidden
