"""Which region and which office serve a place on a day. Plain values: no database, no text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar


class Dated(Protocol):
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


def in_force(row: Dated, on: date) -> bool:
    """Whether a row holds on a day; its last day is the one before ``until``."""
    return (row.since is None or row.since <= on) and (row.until is None or on < row.until)


def overlap(one: Dated, two: Dated) -> bool:
    """Whether there is a day on which both rows hold."""
    starts_before_end = one.since is None or two.until is None or one.since < two.until
    ends_after_start = two.since is None or one.until is None or two.since < one.until
    return starts_before_end and ends_after_start


@dataclass(frozen=True)
class RegionRow:
    slug: str
    office: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class OfficeRow:
    slug: str
    kind: str
    region: str
    state: str
    states: tuple[str, ...] = ()  # what a field office serves beyond the state it stands in
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Area:
    """One territory row: a region covers these states, counties and ZIPs."""

    region: str
    states: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Layout:
    """All regions, offices and territories of an agency, of every year."""

    regions: tuple[RegionRow, ...]
    offices: tuple[OfficeRow, ...]
    areas: tuple[Area, ...]
    _days: dict[date, "Day"] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> "Day":
        """The layout as it was on that day."""
        if day not in self._days:
            if len(self._days) > 64:  # dates come from outside; a page asks for a few, a report for a year's
                self._days.clear()
            self._days[day] = Day(
                tuple(_standing(self.regions, day)),
                tuple(_standing(self.offices, day)),
                tuple(_standing(self.areas, day)),
            )
        return self._days[day]


Row = TypeVar("Row", bound=Dated)


def _standing(rows: Iterable[Row], day: date) -> Iterable[Row]:
    return (row for row in rows if in_force(row, day))


@dataclass(frozen=True)
class Day:
    """The regions, offices and territories in force on one day."""

    regions: tuple[RegionRow, ...]
    offices: tuple[OfficeRow, ...]
    areas: tuple[Area, ...]

    @cached_property
    def _covers(self) -> dict[str, str]:
        covers: dict[str, str] = {}
        for area in self.areas:
            for place in (*area.states, *area.counties, *(f"zip {z}" for z in area.zips)):
                # Of two rows for one day the older wins: a layout changed later does not rewrite the past.
                covers.setdefault(place, area.region)
        return covers

    def region_of(self, *, state: str, county: str = "", zip: str = "") -> str | None:  # noqa: A002 - the word people use
        """The region that covers a place; the narrowest territory that names it wins."""
        for place in (f"zip {zip}", county, state):
            if place and (region := self._covers.get(place)) is not None:
                return region
        return None

    def office_of(self, region: str) -> str | None:
        return next((r.office for r in self.regions if r.slug == region), None)

    def field_office(self, state: str, region: str) -> str | None:
        """The field office of that state, if its region has one there."""
        for office in self.offices:
            if office.kind == "field" and office.region == region and state in (office.states or (office.state,)):
                return office.slug
        return None
