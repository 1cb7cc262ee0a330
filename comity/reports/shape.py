"""The year's report as plain values: every surface - page, CSV, JSON, print - shows these and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# One reason for all hidden numbers. Telling "this one is small" from "this one guards another" would give a range away.
SMALL_NUMBER = "small-number"
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, or nothing where it is hidden."""

    value: int | None

    @property
    def hidden(self) -> bool:
        return self.value is None

    def as_json(self) -> dict[str, Any]:
        return {"value": None, "hidden": SMALL_NUMBER} if self.value is None else {"value": self.value}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a word (slug) and a number for each column."""

    slug: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One subject by one fact. ``several``: a matter may stand in more than one line, so the lines do not add up."""

    subject: str  # matters, cases, work
    fact: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    several: bool

    @property
    def slug(self) -> str:
        return f"{self.subject}-by-{self.fact}"

    def as_json(self) -> dict[str, Any]:
        return {
            row.slug: {column: number.as_json() for column, number in zip(self.columns, row.numbers, strict=True)}
            for row in self.rows
        }


@dataclass(frozen=True, slots=True)
class Days:
    """Days from asking to the first contact: half of the people waited no longer than the median."""

    reached: Number
    lower: int | None
    median: int | None
    upper: int | None

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"reached": self.reached.as_json()}
        for name, value in (("lower_quartile", self.lower), ("median", self.median), ("upper_quartile", self.upper)):
            found[name] = Number(value).as_json()
        return found


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one region, or of everywhere."""

    place: str
    totals: dict[str, Number]
    days: Days
    tables: tuple[Table, ...]

    def table(self, slug: str) -> Table | None:
        return next((table for table in self.tables if table.slug == slug), None)

    def as_json(self) -> dict[str, Any]:
        by: dict[str, Any] = {}
        for table in self.tables:
            by.setdefault(table.subject, {})[table.fact] = table.as_json()
        totals = {name: number.as_json() for name, number in self.totals.items()}
        return {"totals": totals, "days_to_first_contact": self.days.as_json(), "by": by}


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """What we did in one year, with nobody in it to be found."""

    year: int
    since: date
    until: date  # the last day
    made_at: datetime
    threshold: int
    sections: dict[str, Section]

    @property
    def whole(self) -> Section:
        return self.sections[EVERYWHERE]

    @property
    def places(self) -> Iterator[Section]:
        return (section for place, section in self.sections.items() if place != EVERYWHERE)

    def as_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "made_at": self.made_at.isoformat(),
            "threshold": self.threshold,
            "hidden": {
                SMALL_NUMBER: f"Fewer than {self.threshold} matters are behind it, or it would tell one that is."
            },
            **self.whole.as_json(),
            "regions": {section.place: section.as_json() for section in self.places},
        }
