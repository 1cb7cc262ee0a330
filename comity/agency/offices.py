"""Our offices: which there are on a day, and who covers what."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from comity.agency.layout import Area, Layout, OfficeRow, RegionRow
from comity.agency.models import Office, Region, Territory
from comity.agency.reading import Folder
from comity.texts import say

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class _Known:
    layout: Layout | None = None
    stamp: float | None = None


_known = _Known()


def forget() -> None:
    """Read the layout anew at the next question."""
    _known.layout = None


def in_force(on: date) -> Q:
    return (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gt=on))


def offices(on: date) -> list[Office]:
    """Every office open to callers on that day: headquarters, then regional, then field offices, by slug."""
    kinds = {"headquarters": 0, "regional": 1, "field": 2}
    return sorted(Office.objects.filter(in_force(on)), key=lambda o: (kinds.get(o.kind, 3), o.slug))


def office(slug: str, on: date) -> Office | None:
    """That office as it is on that day; None if there is none."""
    return Office.objects.filter(in_force(on), slug=slug).first()


def regions(on: date) -> list[Region]:
    return list(Region.objects.filter(in_force(on)).order_by("slug"))


def region(slug: str, on: date) -> Region | None:
    return Region.objects.filter(in_force(on), slug=slug).first()


def territories(on: date, region: str | None = None) -> list[Territory]:
    """What is covered on that day, by all regions or by one."""
    found = Territory.objects.filter(in_force(on))
    return list(found.filter(region=region) if region else found)


def states_of(region: str, on: date) -> list[str]:
    """The states and territories a region covers on that day."""
    return sorted({state for row in territories(on, region) for state in row.states})


def region_of_office(slug: str, on: date) -> str:
    """The region an office belongs to; empty for headquarters."""
    found = office(slug, on)
    return found.region if found else ""


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
    if _known.layout is None or _known.stamp != say.stamp():
        _known.stamp = say.stamp()
        _known.layout = Layout(
            tuple(RegionRow(r.slug, r.office, r.since, r.until) for r in Region.objects.all()),
            tuple(
                OfficeRow(o.slug, o.kind, o.region, o.state, tuple(o.states), o.since, o.until)
                for o in Office.objects.all()
            ),
            tuple(
                Area(t.region, tuple(t.states), tuple(t.counties), tuple(t.zips), t.since, t.until)
                for t in Territory.objects.all()
            ),
        )
    return _known.layout


def layout_of(folder: Folder) -> Layout:
    """Who covers what by a profile that has been read but not loaded."""

    def days(row: dict[str, object]) -> dict[str, date | None]:
        return {key: value if isinstance(value := row.get(key), date) else None for key in ("since", "until")}

    return Layout(
        tuple(RegionRow(r["slug"], r["office"], **days(r)) for r in folder.rows("offices", "region")),
        tuple(
            OfficeRow(o["slug"], o["kind"], o.get("region", ""), o["state"], tuple(o.get("states", ())), **days(o))
            for o in folder.rows("offices", "office")
        ),
        tuple(
            Area(t["region"], *(tuple(t.get(k, ())) for k in ("states", "counties", "zips")), **days(t))
            for t in folder.rows("offices", "territory")
        ),
    )
