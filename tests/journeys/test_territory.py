"""A territory changes hands: what was decided stays where it was decided; what comes after goes to the new office.

Alabama is given to the Southwest from 1 November 2026. The change is two rows with their days in the profile.
"""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from comity.agency import profile
from comity.agency.places import find
from comity.cases import actions as cases
from comity.cases import figures as casework
from comity.intake import actions as intake
from comity.intake import front
from comity.intake.models import Request
from comity.people import actions as people
from comity.people.viewers import viewer_for
from comity.reports.annual import annual, year_of
from comity.trust import doors
from comity.trust.viewer import System
from tests.journeys import sanford

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BEFORE = datetime(2026, 9, 4, 16, tzinfo=UTC)
CHANGE = date(2026, 11, 1)
AFTER = datetime(2026, 11, 6, 16, tzinfo=UTC)
EVERYTHING = System("audit")


@pytest.fixture
def moved(settings: Any, tmp_path: Path) -> Path:
    """An installation's own copy of the profile, in which Alabama changes hands on the day."""
    settings.DATA = tmp_path
    folder = tmp_path / "profiles" / "us-crs"
    shutil.copytree(profile.BUILT_IN / "us-crs", folder)
    file = folder / "offices.toml"
    text = file.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("states") and '"GA"' in line and '"AL"' in line)
    text = text.replace(old, old.replace('"AL", ', "").replace(', "AL"', ""), 1)
    text += f"""
[[territory]]
region = "southeast"
states = ["AL"]
source = "own"
until = {CHANGE}

[[territory]]
region = "southwest"
states = ["AL"]
source = "own"
since = {CHANGE}
"""
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def office(db: None, moved: Path) -> SimpleNamespace:
    """Iris at the desk in Atlanta, Dora at the desk in Dallas, Lena who leads."""
    profile.load("us-crs", now=BEFORE)
    found = SimpleNamespace()
    for name, role, slug in (
        ("iris", "intake", "atlanta"),
        ("dora", "intake", "dallas"),
        ("lena", "specialist", "atlanta"),
    ):
        account = people.invite(
            email=f"{name}@office.example", name=name.title(), viewer=sanford.SETUP, now=BEFORE
        )  # fmt: skip
        people.appoint(account=account, role=role, office=slug, since=BEFORE.date(), viewer=sanford.SETUP, now=BEFORE)
        setattr(found, name, account)
    return found


def asked(now: datetime) -> Request:
    """Somebody in Birmingham, Alabama, writes."""
    digits = front.file_request(sanford.letter(zip="35203"), flow="ask", language="zh-hans", now=now)
    reference = front.open_by_receipt(digits, address="", now=now).reference
    return Request.objects.visible_to(EVERYTHING).select_related("matter").get(matter__reference=reference)


def desks(request: Request) -> set[str]:
    return {grant.to for grant in doors.who_has(EVERYTHING, request.matter) if grant.to.startswith("desk:")}


def test_the_day_decides_and_what_was_decided_stays(office: SimpleNamespace) -> None:
    assert find(zip="35203", on=BEFORE.date()).office == "atlanta"
    assert find(zip="35203", on=CHANGE).office == "dallas"
    earlier, later = asked(BEFORE), asked(AFTER)
    assert (earlier.region, earlier.office) == ("southeast", "atlanta")
    assert (later.region, later.office) == ("southwest", "dallas")
    assert desks(earlier) == {"desk:atlanta:intake"}
    assert desks(later) == {"desk:dallas:intake"}


def test_a_matter_of_the_old_layout_is_worked_on_where_it_lies(office: SimpleNamespace) -> None:
    """The case that is opened after the change keeps the office, region and rules with which it came in."""
    earlier = asked(BEFORE)
    iris = viewer_for(office.iris, AFTER)
    case = cases.open_from_request(
        request=intake.look(iris, earlier.matter.reference, now=AFTER), title="Fear after a verdict",
        category="administration-of-justice", lead=office.lena, viewer=iris, now=AFTER,
    )  # fmt: skip
    assert (case.region, case.office) == ("southeast", "atlanta")
    assert (case.screening_version, case.screening_rules) == (earlier.screening_version, earlier.screening_rules)
    since, until = year_of(2026)
    counted = casework.cases(since=since, until=until)
    assert counted.places["southeast"].tolist()[0] == 1
    assert "southwest" not in counted.places


def test_a_matter_keeps_the_version_of_the_rules_it_was_judged_by(office: SimpleNamespace, moved: Path) -> None:
    earlier = asked(BEFORE)
    rules = moved / "screening.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace(f'version = "{earlier.screening_version}"', 'version = "2026-next"', 1), "utf-8")
    profile.load("us-crs", now=AFTER)
    assert asked(AFTER).screening_version == "2026-next"
    kept = Request.objects.visible_to(EVERYTHING).get(pk=earlier.pk)
    assert (kept.screening_version, kept.office) == (earlier.screening_version, "atlanta")
    assert earlier.screening_version not in ("", "2026-next")


def test_the_pages_say_who_serves_the_place_today(office: SimpleNamespace) -> None:
    asked(BEFORE)
    asked(AFTER)
    public = Client()
    for moment, city, other in ((BEFORE, "Atlanta", "Dallas"), (AFTER, "Dallas", "Atlanta")):
        page = public.get("/offices/?q=35203", **{"comity.now": moment}).content.decode()
        found = page[page.index("35203") :]
        assert found.index(city) < (found.index(other) if other in found else len(found)), moment
    for account, own in ((office.iris, 1), (office.dora, 1)):
        desk = Client()
        desk.force_login(account)
        queue = desk.get("/staff/intake/", **{"comity.now": AFTER}).content.decode()
        references = {row.matter.reference for row in Request.objects.visible_to(EVERYTHING).select_related("matter")}
        assert sum(reference in queue for reference in references) == own


def test_the_report_lists_the_state_where_it_was_counted(office: SimpleNamespace) -> None:
    for moment in (BEFORE, AFTER):
        for _ in range(6):
            asked(moment)
    report = annual(2026, now=AFTER)
    regions = {row.slug: row.numbers[0].value for row in report.whole.table("matters-by-region").rows}
    assert (regions["southeast"], regions["southwest"]) == (6, 6)
