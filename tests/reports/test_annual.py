"""The year's report counts everything, shows nobody, and shows the same on every surface."""

import argparse
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from comity.agency import profile
from comity.cases import figures as casework
from comity.engines.disclosure import Key, Publication, attack, too_narrow
from comity.intake import figures as intake
from comity.reports import annual as making
from comity.reports import command
from comity.reports.annual import NoSuchYear, annual, year_of
from comity.reports.hiding import Grid, hidden_in, publication
from comity.reports.shape import EVERYWHERE, Number
from comity.trust.models import Account, Matter
from tests.reports.conftest import NOON

pytestmark = pytest.mark.django_db


def values(table: Any) -> dict[str, tuple[int | None, ...]]:
    return {row.slug: tuple(number.value for number in row.numbers) for row in table.rows}


def test_a_year_without_matters_shows_zeros_and_hides_the_places(us_crs: profile.Profile) -> None:
    report = annual(2026, now=NOON)
    assert {name: number.value for name, number in report.whole.totals.items()} == {
        "matters": 0,
        "cases": 0,
        "engagements": 0,
        "hours": 0,
        "people": 0,
    }
    assert (report.since, report.until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert report.whole.days.median is None
    assert values(report.whole.table("work-by-service"))["mediation"] == (0, 0, 0)
    assert json.loads(json.dumps(report.as_json()))["totals"]["matters"] == {"value": 0}


def test_what_was_asked_and_done_in_the_year_is_counted(matter: Callable[..., Matter]) -> None:
    school = {"services": [("dialogue", 90, 20)], "kinds": ["school", "faith"], "category": "education"}
    for _ in range(6):
        matter(case=school, bases=["race", "religion"], first_contact_at=NOON + timedelta(days=2))
    matter(received_at=NOON.replace(year=2025))  # another year
    report = annual(2026, now=NOON)
    assert {name: number.value for name, number in report.whole.totals.items()} == {
        "matters": 6,
        "cases": 6,
        "engagements": 6,
        "hours": 12,
        "people": 120,
    }
    assert values(report.whole.table("matters-by-basis"))["race"] == (6,)
    assert values(report.whole.table("matters-by-basis"))["religion"] == (6,)  # the lines do not add up to six
    assert values(report.whole.table("cases-by-organisation"))["school"] == (6,)
    assert values(report.whole.table("work-by-service"))["dialogue"] == (6, 12, 120)
    assert values(report.whole.table("matters-by-region"))["southeast"] == (6,)
    assert values(report.sections["southeast"].table("matters-by-state"))["FL"] == (6,)
    assert (report.whole.days.lower, report.whole.days.median, report.whole.days.upper) == (2, 2, 2)


def sheets_of(year: int) -> Iterator[tuple[Grid, frozenset[Key], list[Publication]]]:
    since, until = year_of(year)
    matters, days = intake.matters(since=since, until=until), intake.days_to_contact(since=since, until=until)
    work = casework.work(since=since, until=until)
    intake.advice(work, since=since, until=until)
    making._contacts(matters, days)
    states = making._states(NOON.date())
    tallies = {"matters": matters, "cases": casework.cases(since=since, until=until), "work": work.closed()}
    places = tuple(sorted({"not-known", *states.values()}.union(*(tally.places for tally in tallies.values()))))
    for subject, tally in tallies.items():
        grid = making._grid(subject, tally, places, states)
        amounts = (1, 2, 3) if subject == "work" else (0,)
        yield grid, hidden_in(grid, amounts), [publication(grid, amount) for amount in amounts]


def test_a_reader_with_a_solver_and_every_page_of_the_report_finds_nobody(a_year: int) -> None:
    for _grid, hidden, published in sheets_of(a_year):
        for one in published:
            assert not [key for key in one.cells if one.must_hide(key) and key not in hidden and one.sensitive(key)]
            sensitive = [key for key in hidden if one.sensitive(key)]
            ranges = attack(one, hidden)
            assert too_narrow(one, {key: ranges[key] for key in sensitive}) == {}


def test_no_number_below_five_is_shown_anywhere_but_in_sums_over_many_matters(a_year: int) -> None:
    report = annual(a_year, now=NOON)
    for section in report.sections.values():
        for table in section.tables:
            if table.subject != "work":
                assert not [row for row in table.rows for n in row.numbers if n.value is not None and 0 < n.value < 5]


def test_hours_and_people_are_hidden_where_few_matters_are_behind_them(matter: Callable[..., Matter]) -> None:
    for _ in range(3):
        matter(case={"services": [("mediation", 600, 500)]})
    for _ in range(9):
        matter(case={"services": [("dialogue", 60, 10)]})
    by_service = values(annual(2026, now=NOON).whole.table("work-by-service"))
    assert by_service["mediation"] == (None, None, None)
    assert by_service["training"] == (0, 0, 0)


def test_the_days_are_told_from_five_people_on(matter: Callable[..., Matter]) -> None:
    for days in (0, 1, 2, 9):
        matter(first_contact_at=NOON + timedelta(days=days))
    assert annual(2026, now=NOON).whole.days.median is None
    matter(first_contact_at=NOON + timedelta(days=30))
    found = annual(2026, now=NOON).whole.days
    assert (found.reached, found.lower, found.median, found.upper) == (Number(5), 1, 2, 9)


def test_the_same_year_hides_the_same_numbers_every_time(a_year: int) -> None:
    first = annual(a_year, now=NOON).as_json()
    assert annual(a_year, now=NOON).as_json() == first


def numbers_of(told: Any) -> list[Any]:
    if isinstance(told, dict):
        return [told] if "value" in told else [found for part in told.values() for found in numbers_of(part)]
    return []


def test_the_command_prints_null_and_a_reason_for_each_hidden_number(
    a_year: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--year", "2026", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    report = annual(2026, now=NOON).as_json()
    assert {k: v for k, v in told.items() if k != "made_at"} == {k: v for k, v in report.items() if k != "made_at"}
    hidden = [number for number in numbers_of(told) if number["value"] is None]
    assert hidden
    assert all(number == {"value": None, "hidden": "small-number"} for number in hidden)


@pytest.mark.parametrize("year", ["1800", "-3", "last", "２０２６年", "99999"])
def test_something_that_is_not_a_year_ends_with_status_2(
    year: str, us_crs: profile.Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"--year={year}") == 2
    assert re.match(r"^.+ year.+\.\n$", capsys.readouterr().err)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())
    args = parser.parse_args(["report", *arguments])
    return int(args.run(args))


def test_a_year_may_begin_in_october_where_the_agency_stands(
    us_crs: profile.Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    since, until = year_of(2026)
    assert since.isoformat() == "2026-01-01T00:00:00-05:00"
    us_crs.content["agency"]["year_starts_in_month"] = 10
    monkeypatch.setattr(making, "current", lambda: us_crs)  # a profile read from its file, with one line more
    since, until = year_of(2026)
    assert (since.date(), until.date()) == (date(2025, 10, 1), date(2026, 10, 1))


def test_a_question_about_no_year_is_refused(us_crs: profile.Profile) -> None:
    with pytest.raises(NoSuchYear):
        annual(3000, now=NOON)


def test_a_matter_without_a_region_is_counted_under_not_known(matter: Callable[..., Matter], lena: Account) -> None:
    for _ in range(5):
        matter(region="", state="")
    report = annual(2026, now=NOON)
    assert report.whole.totals["matters"].value == 5
    assert values(report.whole.table("matters-by-region"))["not-known"] in ((5,), (None,))
    assert EVERYWHERE in report.sections
