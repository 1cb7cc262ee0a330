"""Counting what was done, by place and by any number of facts, without keeping a row.

A tally holds four sums for the whole, for each place, and for each (place, word) of each fact: the different matters
behind, and up to three amounts. A matter with two words for one fact (two bases) counts under both, so the words of a
fact need not add up to the whole. Amounts are whole numbers in the unit the caller chooses (times, minutes, people).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[np.int64]  # matters behind, then the amounts
UNKNOWN, NONE_GIVEN = "not-known", "none-given"


def _nothing() -> Sums:
    return np.zeros(4, dtype=np.int64)


@dataclass(slots=True)
class Tally:
    """Sums by place and by fact. ``closed`` forgets who was counted, so that only numbers are left."""

    places: dict[str, Sums] = field(default_factory=lambda: defaultdict(_nothing))
    by: dict[str, dict[tuple[str, str], Sums]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(_nothing))
    )
    several: set[str] = field(default_factory=set)  # facts with more than one word for some matter, or that may have
    _seen: set[tuple[Hashable, str, str, str]] = field(default_factory=set)

    def add(
        self, matter: Hashable, place: str, facts: Mapping[str, str | Iterable[str]], amounts: Iterable[int] = ()
    ) -> None:
        """One thing done about one matter; a fact with no word is counted as "none-given", an empty one "not-known"."""
        place = place or UNKNOWN
        step = np.array([0, *amounts, 0, 0, 0][:4], dtype=np.int64)
        self._count(self.places[place], (matter, place, "", ""), step)
        for fact, said in facts.items():
            if isinstance(said, str):
                words: Iterable[str] = (said or UNKNOWN,)
            else:
                words = set(said) or (NONE_GIVEN,)
                self.several.add(fact)
            for word in words:
                self._count(self.by[fact][place, word], (matter, place, fact, word), step)

    def _count(self, sums: Sums, who: tuple[Hashable, str, str, str], step: Sums) -> None:
        sums += step
        if who not in self._seen:
            self._seen.add(who)
            sums[0] += 1

    def closed(self) -> "Tally":
        self._seen.clear()
        return self

    @property
    def whole(self) -> Sums:
        return sum(self.places.values(), _nothing())
