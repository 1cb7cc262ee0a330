"""The same house for a city commission of two people: its own law, one office, from the letter to the report."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from comity.agency import profile
from comity.cases import actions as cases
from comity.cases import figures as casework
from comity.cases.access import child_of, open_case
from comity.cases.models import Engagement, FollowUp
from comity.intake import actions as intake
from comity.intake import front
from comity.people import actions as people
from comity.people.viewers import viewer_for
from comity.reports.annual import annual, year_of
from comity.trust.viewer import System
from tests.journeys import sanford
from tests.journeys.sanford import DAY, HOUR, NOON

pytestmark = pytest.mark.django_db
EVERYTHING = System("audit")


@pytest.fixture
def city(db: None) -> SimpleNamespace:
    """Rosa does everything; Tom leads what she gives him, and keeps the accounts."""
    profile.load("generic", now=NOON)
    made = SimpleNamespace()
    for name, roles in (("rosa", ("intake", "director", "specialist")), ("tom", ("specialist", "administrator"))):
        account = people.invite(email=f"{name}@city.example", name=name.title(), viewer=sanford.SETUP, now=NOON)
        for role in roles:
            people.appoint(
                account=account, role=role, office="city-hall", since=NOON.date(), viewer=sanford.SETUP, now=NOON
            )
        setattr(made, name, account)
        setattr(made, f"{name}_page", Client())
        getattr(made, f"{name}_page").force_login(account)
    return made


def seen(client: Client, url: str, now: Any) -> str:
    answer = client.get(url, **{"comity.now": now})
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def arrives(city: SimpleNamespace) -> tuple[str, str]:
    """A letter in Chinese from a ZIP of the county; Rosa opens a case that Tom leads."""
    digits = front.file_request(sanford.letter(zip="45631"), flow="ask", language="zh-hans", now=NOON)
    reference = front.open_by_receipt(digits, address="", now=NOON).reference
    rosa = viewer_for(city.rosa, NOON)
    request = intake.look(rosa, reference, now=NOON)
    assert (request.office, request.region, request.screening_result) == ("city-hall", "riverbend", "in")
    item = seen(city.rosa_page, f"/staff/intake/{reference}/", NOON + HOUR)
    assert "烛光守夜" in item
    assert "1964" not in item  # another agency's law has no business here
    cases.open_from_request(
        request=request, title="Fear after a verdict", category="administration-of-justice", lead=city.tom,
        viewer=rosa, now=NOON + HOUR,
    )  # fmt: skip
    return reference, digits


def serves(city: SimpleNamespace, reference: str) -> None:
    now = NOON + DAY
    told: dict[str, Any] = {"viewer": viewer_for(city.tom, now), "now": now}
    case = open_case(told["viewer"], reference, now=now)
    for name, kind in (("The chief", "law-enforcement-local"), ("The pastors", "faith"), ("The mayor", "government")):
        cases.add_party(case=case, name=name, kind=kind, seat="at-table", **told)
    cases.log_entry(case=case, kind="call", text="They will come.", minutes=15, tension=7, **told)
    evening = cases.plan_engagement(
        case=case,
        service="dialogue",
        program="trust-talks",
        title="Listening evening",
        on=now.date(),
        minutes=90,
        **told,
    )
    assert seen(city.tom_page, f"/staff/cases/{reference}/engagements/{evening.pk}/kit/", now)
    evening = child_of(case, Engagement, evening.pk, viewer=told["viewer"])
    cases.deliver(engagement=evening, minutes=95, attendance={"community-member": 12}, **told)
    cases.record_outcome(case=case, kind="action-plan", text="Three steps", **told)
    cases.close(case=case, **told)


def test_a_city_of_two_people_serves_and_counts(city: SimpleNamespace) -> None:
    public = seen(Client(), "/", NOON)
    assert "Riverbend" in public
    reference, digits = arrives(city)
    serves(city, reference)
    later = NOON + 40 * DAY
    tom = viewer_for(city.tom, later)
    owed = FollowUp.objects.visible_to(tom).order_by("due_on")[0]
    assert owed.due_on == (NOON + DAY).date() + timedelta(days=owed.days)
    case = open_case(tom, reference, now=later)
    cases.record_follow_up(
        follow_up=child_of(case, FollowUp, owed.pk, viewer=tom), result="kept", viewer=tom, now=later
    )
    status = front.status(front.open_by_receipt(digits, address="", now=later).viewer, now=later)
    assert status.stage == "case"
    since, until = year_of(2026)
    assert casework.work(since=since, until=until).by["program"]["riverbend", "trust-talks"].tolist()[0] == 1
    assert {number.value for number in annual(2026, now=later).whole.totals.values()} == {None}


def test_the_administrator_who_also_leads_sees_only_what_he_leads(city: SimpleNamespace) -> None:
    """Tom keeps the accounts too: that post opens nothing, and the request that is not his stays shut."""
    digits = front.file_request(sanford.letter(zip="45631"), flow="ask", language="en", now=NOON)
    reference = front.open_by_receipt(digits, address="", now=NOON).reference
    for url in (f"/staff/intake/{reference}/", f"/staff/cases/{reference}/"):
        assert city.tom_page.get(url, **{"comity.now": NOON}).status_code == 404
    assert seen(city.tom_page, "/staff/people/", NOON)
    seen(city.rosa_page, f"/staff/intake/{reference}/", NOON)
