"""The same journey in the smallest office: two people in a city hall, their own law, the same software.

Somebody asks in Chinese from Gallia County; the city's own ordinance says that it is theirs; it becomes a case, one
evening is held, it closes, and it is counted. What is another agency is data: not a line of code knows its name.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from comity.agency import profile
from comity.cases import actions as cases
from comity.cases import figures as casework
from comity.cases.access import child_of, open_case
from comity.cases.models import Case, Engagement
from comity.intake import actions as intake
from comity.intake import figures as asked
from comity.intake.models import Request
from comity.people import actions as people
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import STRANGER, System, Viewer
from comity.web.public.tests.walker import Walker, text

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = datetime(2026, 3, 17, 14, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 1, 1, tzinfo=UTC)}
LETTER = "有人在教堂门口贴了辱骂我们祖先的字条，孩子们不敢上学。"


@dataclass
class Hall:
    """Rosa and Tom, who do everything between them."""

    rosa: Account
    tom: Account

    def viewer(self, who: Account, now: datetime = MORNING) -> Viewer:
        return viewer_for(who, now)


@pytest.fixture
def hall() -> Hall:
    profile.load("generic", now=MORNING)
    setup = System("setup")
    both = []
    for name in ("Rosa", "Tom"):
        who = people.invite(
            email=f"{name.lower()}@cityhall.example", name=name, viewer=setup, now=MORNING,
            qualifications=["mediator", "facilitator"],
        )  # fmt: skip
        for role in ("intake", "specialist", "director"):
            people.appoint(account=who, role=role, office="city-hall", since=MORNING.date(), viewer=setup, now=MORNING)
        both.append(who)
    return Hall(*both)


@pytest.fixture
def mei(hall: Hall) -> Walker:
    """She fills in the pages in Chinese, as everybody does, and keeps her sixteen digits."""
    walker = Walker("ask", "zh-hans", now=MORNING)
    walker.begin()
    walker.answer("safety", safety="no")
    walker.answer("when", when="week")
    walker.answer("wants", wants=["dialogue", "talk"])
    walker.answer("who", asked_as="organisation")
    walker.answer("words", narrative=LETTER)
    walker.answer("where", place="45631")
    walker.answer("why", bases=["ancestry"])
    walker.answer("you", name="林梅")
    walker.answer("consents", consents__statistics="on")
    assert LETTER in text(walker.get("/ask/check/"))
    walker.send()
    walker.enter(walker.digits())
    return walker


def taken_on(hall: Hall, now: datetime) -> Case:
    """Rosa reads it, makes it a case, and Tom leads it."""
    rosa = hall.viewer(hall.rosa, now)
    reference = Request.objects.visible_to(rosa).select_related("matter").get().matter.reference
    request = intake.look(rosa, reference, now=now)
    intake.accept(request, viewer=rosa, now=now)
    cases.open_from_request(
        request=request, title="A note at the church door", category="general-community-relations", lead=hall.tom,
        viewer=rosa, now=now,
    )  # fmt: skip
    return open_case(hall.viewer(hall.tom, now), reference, now=now)


def held_and_closed(hall: Hall, case: Case, now: datetime) -> Case:
    """One evening with the parish and the families, one outcome, and the end."""
    tom = hall.viewer(hall.tom, now)
    evening = cases.plan_engagement(
        case=case, service="dialogue", program="trust-talks", title="An evening in the parish hall", on=now.date(),
        viewer=tom, now=now,
    )  # fmt: skip
    cases.deliver(
        engagement=child_of(case, Engagement, evening.pk, viewer=tom), minutes=90,
        attendance={"community-member": 14, "faith-leader": 2, "official": 1}, languages=["en", "zh-hans"],
        viewer=tom, now=now,
    )  # fmt: skip
    case = open_case(tom, case.reference, now=now)
    cases.record_outcome(case=case, kind="action-plan", text="A welcome at the door.", viewer=tom, now=now)
    cases.close(case=case, summary="They meet monthly.", viewer=tom, now=now)
    return open_case(tom, case.reference, now=now)


def test_the_citys_own_rules_take_it_in_and_she_is_told_so_in_chinese(hall: Hall, mei: Walker) -> None:
    for who in (hall.rosa, hall.tom):
        request = Request.objects.visible_to(hall.viewer(who)).get()
    assert (request.state, request.county, request.office, request.language) == ("OH", "Gallia", "city-hall", "zh-hans")
    assert (request.screening_result, request.bases) == ("in", ["ancestry"])
    assert request.screening_rules == [{"rule": "named-1998", "law": "ordinance"}]
    assert not Request.objects.visible_to(STRANGER).exists()
    assert "3月18日" in text(mei.get("/follow/matter/"))


def test_two_people_bring_it_to_its_end_and_she_reads_how_it_stands(hall: Hall, mei: Walker) -> None:
    case = taken_on(hall, MORNING)
    assert (case.lead, case.office, case.region) == (hall.tom, "city-hall", "riverbend")
    mei.now = MORNING + timedelta(minutes=20)
    before = text(mei.get("/follow/matter/"))
    assert "林梅" not in before
    case = held_and_closed(hall, case, MORNING + 2 * DAY)
    assert (case.stage, case.outcome_kinds, case.programs) == ("closed", ["action-plan"], ["trust-talks"])


def test_the_year_counts_it(hall: Hall, mei: Walker) -> None:
    held_and_closed(hall, taken_on(hall, MORNING), MORNING + 2 * DAY)
    matters, counted = asked.matters(**YEAR), casework.cases(**YEAR)
    assert int(matters.places["riverbend"][0]) == int(counted.places["riverbend"][0]) == 1
    assert int(matters.by["language"]["riverbend", "zh-hans"][0]) == 1
    assert int(matters.by["basis"]["riverbend", "ancestry"][0]) == 1
    assert int(counted.by["outcome"]["riverbend", "action-plan"][0]) == 1
    assert casework.work(**YEAR).places["riverbend"].tolist()[1:4] == [1, 90, 17]
