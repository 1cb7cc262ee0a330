"""The annual report: what was asked, what was done, for whom and how soon - and nobody in it can be found."""

from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import numpy as np

from comity.agency.models import Territory
from comity.agency.profile import current
from comity.cases import figures as casework
from comity.engines.disclosure import THRESHOLD, Key
from comity.engines.tally import UNKNOWN, Sums, Tally
from comity.intake import figures as intake
from comity.reports.hiding import ALL, INSIDE, MEDIAN_FROM, REACHED, Grid, hidden_in, line_key
from comity.reports.shape import EVERYWHERE, AnnualReport, Days, Number, Row, Section, Table
from comity.reports.words import KNOWN
from comity.trust.lifecycle import Refused

EARLIEST, LATEST = 1964, 2200
SUBJECTS = {
    "matters": ("matters",),
    "cases": ("cases",),
    "work": ("engagements", "hours", "people"),
}
FACTS = {
    "matters": ("state", "kind", "channel", "setting", "basis", "language", "stage", "contact"),
    "cases": ("state", "category", "basis", "program", "outcome", "organisation", "language"),
    "work": ("state", "service", "category", "basis", "program", "organisation", "language"),
}
# Where a matter may stand in more than one line. Readers know that the lines of all other facts add up.
SEVERAL = {
    "matters": {"basis"},
    "cases": {"basis", "program", "outcome", "organisation", "language"},
    "work": {"basis", "organisation", "language"},
}
REGION = "region"


class NoSuchYear(Refused):
    """Not a year of this service."""


def year_of(year: int) -> tuple[datetime, datetime]:
    """The first moment of a reporting year and the first moment after it, where the agency stands.

    A year that does not start in January bears the number of the calendar year in which it ends.
    """
    if not EARLIEST <= year <= LATEST:
        raise NoSuchYear(f"{year} is not a year between {EARLIEST} and {LATEST}.")
    agency = current().agency
    start = int(agency.get("year_starts_in_month", 1))
    zone = ZoneInfo(str(agency.get("timezone", "UTC")))
    first = year if start == 1 else year - 1
    return datetime(first, start, 1, tzinfo=zone), datetime(first + 1, start, 1, tzinfo=zone)


def annual(year: int, *, now: datetime) -> AnnualReport:
    """The whole report of a year, small numbers hidden; the same numbers on every surface."""
    since, until = year_of(year)
    matters = intake.matters(since=since, until=until)
    days = intake.days_to_contact(since=since, until=until)
    cases = casework.cases(since=since, until=until)
    work = casework.work(since=since, until=until)
    intake.advice(work, since=since, until=until)
    _contacts(matters, days)
    states = _states(min(until.date(), now.date()))
    tallies = {"matters": matters, "cases": cases, "work": work.closed()}
    # "not known" is always a line: to list it only when it is not empty would tell that it is not
    places = tuple(sorted({UNKNOWN, *states.values()}.union(*(tally.places for tally in tallies.values()))))
    sheets = {subject: _Sheet(subject, _grid(subject, tally, places, states)) for subject, tally in tallies.items()}
    sections = {place: _section(place, sheets, days) for place in (EVERYWHERE, *places)}
    return AnnualReport(year, since.date(), _day_before(until), now, THRESHOLD, sections)


def _day_before(moment: datetime) -> date:
    return date.fromordinal(moment.date().toordinal() - 1)


def _states(on: date) -> dict[str, str]:
    """Which region each state lies in on a day; where a state is shared, the region that covers all of it."""
    found: dict[str, str] = {}
    for region, states, since, until in Territory.objects.values_list("region", "states", "since", "until"):
        if (since is None or since <= on) and (until is None or on < until):
            for state in states:
                found.setdefault(state, region)
    return found


def _grid(subject: str, tally: Tally, places: tuple[str, ...], states: dict[str, str]) -> Grid:
    """Only the facts that the report prints: what is not printed needs no protection."""
    by = {fact: tally.by[fact] for fact in FACTS[subject] if fact in tally.by}
    by[INSIDE] = _inside(by.get(INSIDE, {}), places, states)
    return Grid(Tally(tally.places, by, SEVERAL[subject]), places, states)


def _inside(
    cells: dict[tuple[str, str], Sums], places: tuple[str, ...], states: dict[str, str]
) -> dict[tuple[str, str], Sums]:
    """States in their regions. What lies elsewhere is one line of each region: a line of its own would tell of it."""
    found = {(place, UNKNOWN): np.zeros(4, dtype=np.int64) for place in places}
    for (place, state), sums in cells.items():
        key = (place, state if states.get(state) == place else UNKNOWN)
        found[key] = found.get(key, 0) + sums
    return found


def _contacts(matters: Tally, days: dict[str, list[int]]) -> None:
    """Reached and not yet reached add up to all: so they are numbers of the report and protected with the others."""
    for place, sums in matters.places.items():
        reached = len(days.get(place, ()))
        for word, count in (("reached", reached), ("waiting", int(sums[0]) - reached)):
            matters.by["contact"][place, word] = np.array([count, 0, 0, 0])


class _Sheet:
    """One subject of the report: its tally and the keys that stay hidden, asked by place, fact and word."""

    def __init__(self, subject: str, grid: Grid) -> None:
        self.subject, self.grid = subject, grid
        self.columns = SUBJECTS[subject]
        self.amounts = (0,) if len(self.columns) == 1 else (1, 2, 3)
        self.hidden = hidden_in(grid, self.amounts)

    def total(self, place: str) -> tuple[Number, ...]:
        if place == EVERYWHERE:
            return self._numbers(ALL, self.grid.tally.whole)
        return self._numbers(("place", place), self.grid.tally.places.get(place))

    def table(self, place: str, fact: str) -> Table:
        if fact == REGION:
            rows = tuple(Row(its, self.total(its)) for its in self.grid.places)
        else:
            rows = tuple(Row(word, self._line(place, fact, word)) for word in self._words(place, fact))
        return Table(self.subject, fact, self.columns, rows, fact in self.grid.tally.several)

    def _words(self, place: str, fact: str) -> list[str]:
        """In an order that says nothing about hidden numbers: the known words first, then the others by name."""
        pairs = self.grid.pairs(fact)
        found = {word for its, word in pairs if fact != INSIDE or place in (EVERYWHERE, its)}
        known = [word for word in KNOWN.get(fact, ()) if place == EVERYWHERE or word in found]
        return [*known, *sorted(found - set(known))]

    def _line(self, place: str, fact: str, word: str) -> tuple[Number, ...]:
        if place != EVERYWHERE:
            return self._numbers((fact, place, word), self.grid.tally.by.get(fact, {}).get((place, word)))
        cells = [sums for (_, its), sums in self.grid.tally.by.get(fact, {}).items() if its == word]
        return self._numbers(line_key(self.grid, fact, word), sum(cells, np.zeros(4, dtype=np.int64)))

    def _numbers(self, key: Key, sums: Sums | None) -> tuple[Number, ...]:
        if key in self.hidden:
            return (Number(None),) * len(self.columns)
        if sums is None:
            return (Number(0),) * len(self.columns)
        return tuple(Number(round(sums[amount] / 60) if amount == 2 else int(sums[amount])) for amount in self.amounts)


def _section(place: str, sheets: dict[str, _Sheet], days: dict[str, list[int]]) -> Section:
    totals: dict[str, Number] = {}
    tables: list[Table] = []
    for subject, sheet in sheets.items():
        totals |= dict(zip(sheet.columns, sheet.total(place), strict=True))
        facts = FACTS[subject] if place != EVERYWHERE else (REGION, *FACTS[subject])
        tables += [sheet.table(place, fact) for fact in facts]
    return Section(place, totals, _days(place, sheets["matters"], days), tuple(tables))


def _days(place: str, sheet: _Sheet, days: dict[str, list[int]]) -> Days:
    waited = np.array(list(chain(*days.values())) if place == EVERYWHERE else days.get(place, []))
    lines = sheet.table(place, REACHED[0]).rows
    reached = next((row.numbers[0] for row in lines if row.slug == REACHED[1]), Number(0))
    if len(waited) < THRESHOLD or (reached.hidden and len(waited) < MEDIAN_FROM):
        return Days(reached, None, None, None)
    # whole days that somebody really waited: a half day would tell whether the hidden number is odd
    lower, median, upper = (int(np.quantile(waited, part, method="inverted_cdf")) for part in (0.25, 0.5, 0.75))
    return Days(reached, lower, median, upper)
