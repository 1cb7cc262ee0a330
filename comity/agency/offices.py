"""Our offices: which there are on a day, and who covers what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from comity.agency.layout import Area, Layout, OfficeRow, RegionRow, in_force
from comity.agency.models import Office, Region, Territory
from comity.agency.reading import Folder
from comity.texts import say

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KINDS = ("headquarters", "regional", "field")


@dataclass(frozen=True)
class _Rows:
    """Everything the tables hold, of every year: a few dozen rows, read once per load."""

    offices: tuple[Office, ...]
    regions: tuple[Region, ...]
    territories: tuple[Territory, ...]
    layout: Layout


@dataclass
class _Known:
    rows: _Rows | None = None
    stamp: float | None = None


_known = _Known()


def forget() -> None:
    """Read the offices anew at the next question; a load in this process calls it."""
    _known.rows = None


def _rows() -> _Rows:
    if _known.rows is None or _known.stamp != say.stamp():
        _known.stamp = say.stamp()
        offices_ = tuple(Office.objects.order_by("pk"))
        regions_ = tuple(Region.objects.order_by("pk"))
        territories_ = tuple(Territory.objects.order_by("pk"))
        _known.rows = _Rows(offices_, regions_, territories_, _layout(offices_, regions_, territories_))
    return _known.rows


def offices(on: date) -> list[Office]:
    """Every office open to callers on that day: headquarters, then regional, then field offices, by slug."""
    return sorted((o for o in _rows().offices if in_force(o, on)), key=lambda o: (KINDS.index(o.kind), o.slug))


def office(slug: str, on: date) -> Office | None:
    """That office as it is on that day; None if there is none."""
    return next((o for o in offices(on) if o.slug == slug), None)


def headquarters(on: date) -> str:
    """The office that a place nobody knows goes to; an agency of one office is its own headquarters."""
    return next((o.slug for o in offices(on)), "")


def regions(on: date) -> list[Region]:
    """Every region of that day, by slug."""
    return sorted((r for r in _rows().regions if in_force(r, on)), key=lambda r: r.slug)


def region(slug: str, on: date) -> Region | None:
    """That region as it is on that day; None if there is none."""
    return next((r for r in regions(on) if r.slug == slug), None)


def office_of(region: str, on: date) -> str:
    """The office that leads a region on that day; empty if there is no such region."""
    return layout().on(on).office_of(region) or ""


def territories(on: date, region: str | None = None) -> list[Territory]:
    """What is covered on that day, by all regions or by one."""
    return [t for t in _rows().territories if in_force(t, on) and region in (None, t.region)]


def states_of(region: str, on: date) -> list[str]:
    """The states and territories a region covers on that day."""
    return sorted({state for row in territories(on, region) for state in row.states})


def is_open(one: Office, now: datetime) -> bool:
    """Whether somebody answers at this office at this moment, by its own clock."""
    here = now.astimezone(ZoneInfo(one.timezone))
    clock = here.strftime("%H:%M")
    for part in one.hours.split(";"):
        days, _, times = part.strip().partition(" ")
        first, _, last = days.partition("-")
        opens, _, closes = times.partition("-")
        if DAYS.index(first) <= here.weekday() <= DAYS.index(last or first) and opens <= clock < closes:
            return True
    return False


def layout() -> Layout:
    """Who covers what, of every year, as loaded."""
    return _rows().layout


def _layout(offices: Iterable[Office], regions: Iterable[Region], territories: Iterable[Territory]) -> Layout:
    return Layout(
        tuple(RegionRow(r.slug, r.office, r.since, r.until) for r in regions),
        tuple(OfficeRow(o.slug, o.kind, o.region, o.state, tuple(o.states), o.since, o.until) for o in offices),
        tuple(Area(t.region, tuple(t.states), tuple(t.counties), tuple(t.zips), t.since, t.until) for t in territories),
    )


def layout_of(folder: Folder) -> Layout:
    """Who covers what by a profile that has been read but not loaded."""
    return Layout(
        tuple(RegionRow(r["slug"], r["office"], *_days(r)) for r in folder.rows("offices", "region")),
        tuple(
            OfficeRow(o["slug"], o["kind"], o.get("region", ""), o["state"], tuple(o.get("states", ())), *_days(o))
            for o in folder.rows("offices", "office")
        ),
        tuple(
            Area(
                t["region"],
                tuple(t.get("states", ())),
                tuple(t.get("counties", ())),
                tuple(t.get("zips", ())),
                *_days(t),
            )
            for t in folder.rows("offices", "territory")
        ),
    )


def _days(row: dict[str, Any]) -> tuple[date | None, date | None]:
    return row.get("since"), row.get("until")
