"""Bars in order of size, labels wrapped, in either reading direction. Hidden numbers come last and have no length."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH, LABELS, VALUES, ROW, LINE = 440.0, 168.0, 52.0, 26.0, 15.0
LETTERS = 24  # Latin letters that fit into the label column


@dataclass(frozen=True, slots=True)
class RankedBar:
    """One bar with its wrapped label and its number ("" where it is hidden)."""

    label: tuple[tuple[float, str], ...]  # (y, words)
    label_x: float
    label_anchor: str
    x: float
    y: float
    length: float
    value: str
    value_x: float
    value_y: float
    value_anchor: str

    @property
    def hidden(self) -> bool:
        return not self.value


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole chart: its size and its bars from the largest to the hidden ones."""

    bars: tuple[RankedBar, ...]
    width: float
    height: float
    track: float


def ranking(rows: Sequence[tuple[str, int | None]], *, rtl: bool = False, most: int = 14) -> Ranking:
    """(label, number or None where it is hidden) in the table's order; at most the ``most`` largest are drawn.

    Equal numbers, and the hidden ones, keep the table's order, which says nothing about what is hidden.
    """
    ordered = sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0)))[:most]
    largest = max((value for _, value in ordered if value is not None), default=0) or 1
    track = WIDTH - LABELS - VALUES
    bars: list[RankedBar] = []
    top = 0.0
    for label, value in ordered:
        lines = wrapped(label, LETTERS)
        height = max(ROW, LINE * len(lines) + 11)
        middle = top + height / 2
        length = round(track * (value or 0) / largest, 1)
        first = middle - LINE * (len(lines) - 1) / 2
        bars.append(
            RankedBar(
                label=tuple((round(first + LINE * number, 1), words) for number, words in enumerate(lines)),
                label_x=WIDTH if rtl else 0.0,
                label_anchor="end" if rtl else "start",
                x=round(WIDTH - LABELS - length, 1) if rtl else LABELS,
                y=round(middle - 7, 1),
                length=length,
                value="" if value is None else str(value),
                value_x=round(WIDTH - LABELS - length - 7, 1) if rtl else round(LABELS + length + 7, 1),
                value_y=round(middle, 1),
                value_anchor="end" if rtl else "start",
            )
        )
        top += height
    return Ranking(tuple(bars), WIDTH, round(top, 1), track)


def wrapped(text: str, letters: int, lines: int = 3) -> tuple[str, ...]:
    """The text in up to three lines of about so many Latin letters; wide scripts count double and break anywhere."""
    found: list[str] = [""]
    for word in words_of(text):
        if found[-1] and wide(found[-1] + word.rstrip()) > letters:
            found.append("")
        found[-1] += word
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1].rstrip() + "…"]
    return tuple(line.strip() for line in found)


def words_of(text: str) -> list[str]:
    """Words with the space after them; each wide character is a word of its own."""
    found = [""]
    for letter in text:
        if east_asian_width(letter) in "WF":
            found += [letter, ""]
        elif letter == " ":
            found[-1] += letter
            found.append("")
        else:
            found[-1] += letter
    return [word for word in found if word]


def wide(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
