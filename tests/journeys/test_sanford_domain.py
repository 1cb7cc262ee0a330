"""Sanford, Florida, from the first letter to the year's figures, without a browser: the brochure's own example.

After a verdict a community leader writes in Chinese and fears unrest. Police, the mayor's office and faith leaders come
to one table; a vigil is advised; an action plan comes out. The facts of the place are real, the people are invented.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from comity.agency import profile
from comity.agency.places import find
from comity.cases import actions as cases
from comity.cases import caseload
from comity.cases import figures as casework
from comity.cases.access import child_of, open_case
from comity.cases.models import Engagement, FollowUp
from comity.cases.sessions import sessions_of
from comity.cases.table import parties_of, tension_line
from comity.cases.telling import remind_of_follow_ups
from comity.engines.tally import Tally
from comity.intake import actions as intake
from comity.intake import figures as asked
from comity.intake import front
from comity.intake.answers import Answers, Contact, Organisation
from comity.intake.models import Request
from comity.notices.models import Notice
from comity.people import actions as people
from comity.people.viewers import viewer_for
from comity.reports.annual import annual
from comity.trust import audit, doors
from comity.trust.lifecycle import Refused
from comity.trust.models import AuditRow
from comity.trust.viewer import STRANGER, System

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 17, 14, tzinfo=UTC)  # a Tuesday, ten o'clock in Atlanta
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SETUP, POST = System("setup"), System("notices")
YEAR = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 1, 1, tzinfo=UTC)}
LETTER = "判决之后，大家都很害怕。我们担心周末的烛光守夜会出事，希望有人帮助警方和居民坐下来谈。"
SEALED = (LETTER[:6], "王梅", "mei@people.example", "Dana Whitlock", "Nobody explained")


POSTS = {
    "lena": ("specialist", "atlanta"),
    "sam": ("director", "atlanta"),
    "iris": ("intake", "atlanta"),
    "remy": ("intake", "miami"),
    "kofi": ("specialist", "boston"),
}


class Office:
    """Atlanta with its people, a colleague at the intake desk in Miami, and one in Boston whom it does not concern."""

    def __init__(self):
        profile.load("us-crs", now=MORNING)
        self.accounts = {}
        for name, (role, office) in POSTS.items():
            who = people.invite(email=f"{name}@office.example", name=name.title(), viewer=SETUP, now=MORNING)
            people.appoint(account=who, role=role, office=office, since=date(2026, 1, 1), viewer=SETUP, now=MORNING)
            self.accounts[name] = who

    def __getattr__(self, name):
        return viewer_for(self.accounts[name], MORNING)


@pytest.fixture
def office(db):
    return Office()


@pytest.fixture
def mei(office):
    """She writes from 32771, for her association, and wishes to hear from us in the evening."""
    digits = front.file_request(
        Answers(
            narrative=LETTER,
            wants=("dialogue", "advice"),
            when="week",
            asked_as="organisation",
            place="Sanford, FL",
            zip="32771",
            bases=("race",),
            name="王梅",
            contact=Contact(how="email", email="mei@people.example", safe_when=("evenings",)),
            organisation=Organisation(name="Chinese neighbors of Sanford", kind="community-based", size="40"),
            consents={"contact": True, "statistics": True, "specialist": True},
            people_reached=40,
        ),
        flow="ask",
        language="zh-hans",
        now=MORNING,
    )
    return front.open_by_receipt(digits, address="198.51.100.9", now=MORNING, language="zh-hans")


def taken_on(office, mei, now=MORNING + 2 * HOUR):
    """Iris reads it, takes it, and makes it a case that Lena leads."""
    request = intake.look(office.iris, mei.reference, now=now)
    intake.accept(request, viewer=office.iris, now=now)
    cases.open_from_request(
        request=request,
        title="Fear of unrest after a verdict",
        category="administration-of-justice",
        lead=office.accounts["lena"],
        viewer=office.iris,
        now=now,
    )
    return open_case(office.lena, mei.reference, now=now)


def sits_down(case, lena, now):
    """Police, the mayor's office, faith leaders and the neighbors; what matters to whom; what we recommend."""
    told = {"case": case, "viewer": lena, "now": now}
    everybody = {
        key: cases.add_party(name=name, kind=kind, organisation=body, language=language, **told)
        for key, name, kind, body, language in (
            ("police", "Chief Dana Whitlock", "law-enforcement-local", "Sanford Police", "en"),
            ("mayor", "Chief of staff", "government", "Mayor's office", "en"),
            ("faith", "Rev. Jonah Kemp", "faith", "Faith leaders", "en"),
            ("neighbors", "王梅", "community-based", "Chinese neighbors of Sanford", "zh-hans"),
        )
    }
    cases.log_entry(
        kind="call", text="Carries the message.", parties=[everybody["police"]], minutes=20, tension=8, **told
    )
    for party in everybody.values():
        cases.seat_party(party=party, seat="at-table", viewer=lena, now=now)
    issue = cases.add_issue(text="Nobody explained the verdict in Chinese", **told)
    cases.weigh(issue=issue, party=everybody["neighbors"], weight=3, viewer=lena, now=now)
    cases.conclude_assessment(recommendation="facilitate", summary="All four would come.", **told)
    return everybody


def planned(case, office, now):
    evening = cases.plan_engagement(
        case=case,
        service="dialogue",
        program="tailored-dialogue",
        title="An evening in the library",
        on=(now + 2 * DAY).date(),
        starts_at=now + 2 * DAY,
        openness="by-invitation",
        interpreters=[("zh-hans", "spoken")],
        viewer=office.lena,
        now=now,
    )
    vigil = cases.plan_engagement(
        case=case, service="consultation", title="Advice for a vigil", on=now.date(), topic="Keeping a vigil calm",
        recipient_kind="organiser", viewer=office.lena, now=now,
    )  # fmt: skip
    return evening, vigil


def delivered(reference, office, evening, vigil, now):
    case = open_case(office.lena, reference, now=now)
    cases.deliver(
        engagement=child_of(case, Engagement, evening.pk, viewer=office.lena),
        minutes=150,
        prep_minutes=90,
        attendance={"community-member": 18, "law-enforcement": 4, "faith-leader": 3, "official": 2},
        languages=["en", "zh-hans"],
        viewer=office.lena,
        now=now,
    )
    cases.deliver(
        engagement=child_of(case, Engagement, vigil.pk, viewer=office.lena),
        minutes=60,
        recipient_kind="organiser",
        materials="Checklist",
        next_step="A call on the day",
        people_reached=6,
        viewer=office.lena,
        now=now,
    )
    return open_case(office.lena, reference, now=now)


def closed(office, mei):
    """The whole way to the closing; the case as Lena left it."""
    case = taken_on(office, mei)
    sits_down(case, office.lena, MORNING + DAY)
    both = planned(case, office, MORNING + 2 * DAY)
    case = delivered(mei.reference, office, *both, MORNING + 5 * DAY)
    cases.record_outcome(case=case, kind="action-plan", text="Six steps", viewer=office.lena, now=MORNING + 6 * DAY)
    cases.rate_tension(case=case, level=3, viewer=office.lena, now=MORNING + 6 * DAY)
    cases.close(case=case, summary="The plan is theirs.", viewer=office.lena, now=MORNING + 7 * DAY)
    return open_case(office.lena, mei.reference, now=MORNING + 7 * DAY)


def test_the_place_belongs_to_southeast_and_atlanta_with_miami(office):
    found = find(zip="32771", on=MORNING.date())
    assert (found.state, found.county, found.region) == ("FL", "Seminole", "southeast")
    assert (found.office, found.field_office, found.approximate, found.border) == ("atlanta", "miami", False, False)


def test_the_letter_stands_at_the_right_desks_and_nowhere_else(office, mei):
    request = Request.objects.visible_to(office.iris).get()
    assert (request.state, request.county, request.region) == ("FL", "Seminole", "southeast")
    assert (request.office, request.field_office, request.language) == ("atlanta", "miami", "zh-hans")
    assert Request.objects.visible_to(office.remy).exists()
    for nobody in (office.lena, office.sam, office.kofi, STRANGER):
        assert not Request.objects.visible_to(nobody).exists()
    with pytest.raises(Http404):
        intake.look(office.kofi, mei.reference, now=MORNING)


def test_it_is_ours_by_the_law_of_1964_and_she_reads_when_we_read_it(office, mei):
    request = Request.objects.visible_to(office.iris).get()
    assert (request.setting, request.screening_result) == ("community-dispute", "in")
    assert request.screening_rules[0] == {"rule": "dispute-three", "law": "title-x"}
    assert (request.urgent, request.promised_on) == (True, date(2026, 3, 18))
    assert "3月18日" in front.status(mei.viewer, now=MORNING).promise
    taken_on(office, mei)
    assert not front.status(mei.viewer, now=MORNING + 9 * DAY).promise_missed


def test_a_case_begins_under_the_same_identifier_and_everybody_is_told(office, mei):
    case = taken_on(office, mei)
    assert (case.reference, case.office, case.region, case.state) == (mei.reference, "atlanta", "southeast", "FL")
    assert (case.lead, case.languages, case.bases) == (office.accounts["lena"], ["zh-hans"], ["race"])
    told = Notice.objects.visible_to(POST).order_by("queued_at", "kind")
    assert [(notice.kind, notice.to_role, notice.language) for notice in told] == [
        ("request-received", "person", "zh-hans"),
        ("assigned", "staff", "en"),
        ("case-opened", "person", "zh-hans"),
        ("request-read", "person", "zh-hans"),
    ]
    assert front.status(mei.viewer, now=MORNING + 3 * HOUR, language="en").headline.startswith("We are working on it")
    with pytest.raises(Http404):
        open_case(office.kofi, mei.reference, now=MORNING)


def test_police_mayor_and_faith_leaders_come_to_one_table(office, mei):
    case = taken_on(office, mei)
    sits_down(case, office.lena, MORNING + DAY)
    assert [party.kind for party in parties_of(case, office.lena)] == [
        "law-enforcement-local",
        "government",
        "faith",
        "community-based",
    ]
    assert (case.seated_count, case.party_count, case.stage) == (4, 4, "assessing")
    assert case.first_contact_at == MORNING + DAY
    plan = cases.write_plan(
        case=case, goals="A calm weekend, and a way to talk.", services=[("dialogue", "tailored-dialogue", None)],
        viewer=office.lena, now=MORNING + 2 * DAY,
    )  # fmt: skip
    with pytest.raises(Refused):
        cases.approve_plan(plan=plan, viewer=office.lena, now=MORNING + 2 * DAY)
    theirs = open_case(office.sam, mei.reference, now=MORNING + 2 * DAY)
    cases.approve_plan(plan=cases.plan_of(theirs, viewer=office.sam), viewer=office.sam, now=MORNING + 2 * DAY)
    assert open_case(office.lena, mei.reference, now=MORNING + 2 * DAY).stage == "planned"


def test_it_does_not_close_while_an_evening_is_unrecorded(office, mei):
    case = taken_on(office, mei)
    planned(case, office, MORNING + DAY)
    with pytest.raises(Refused, match="An evening in the library"):
        cases.close(case=case, viewer=office.lena, now=MORNING + 2 * DAY)


def test_the_dialogue_and_the_advice_for_the_vigil_are_delivered_and_a_plan_comes_out(office, mei):
    case = closed(office, mei)
    evening, vigil = sessions_of(case, office.lena)
    assert (evening.engagement.service, evening.engagement.people_reached) == ("dialogue", 27)
    assert [asked_for.language for asked_for in evening.interpreters] == ["zh-hans"]
    assert (vigil.engagement.service, vigil.engagement.recipient_kind) == ("consultation", "organiser")
    assert (case.stage, case.outcome_kinds, case.programs) == ("closed", ["action-plan"], ["tailored-dialogue"])
    assert (case.tension_at_start, case.tension) == (8, 3)
    assert [rated.level for rated in tension_line(case, office.lena)] == [8, 3]
    assert Notice.objects.visible_to(POST).filter(kind="case-closed", language="zh-hans").count() == 1


def test_a_year_later_somebody_has_asked_three_times_whether_it_held(office, mei):
    case = closed(office, mei)
    assert [owed.days for owed in FollowUp.objects.visible_to(office.lena).order_by("days")] == [30, 90, 365]
    for days, result in ((30, "kept"), (90, "partly"), (365, "kept")):
        now = MORNING + (7 + days) * DAY
        assert remind_of_follow_ups(now) == 1
        owed = FollowUp.objects.visible_to(office.lena).get(days=days)
        row = child_of(case, FollowUp, owed.pk, viewer=office.lena)
        cases.record_follow_up(follow_up=row, result=result, viewer=office.lena, now=now, tension=2)
    assert open_case(office.lena, mei.reference, now=MORNING + 400 * DAY).next_on is None


def test_it_is_found_by_chinese_words_and_only_by_those_who_may(office, mei):
    case = taken_on(office, mei)
    cases.log_entry(case=case, kind="note", text="家长们愿意参加守夜", viewer=office.lena, now=MORNING + DAY)
    found = caseload.caseload(office.lena, "守夜 open lang:zh", "last", 1, MORNING + DAY)
    assert [row.reference for row in found.rows] == [mei.reference]
    assert not caseload.caseload(office.kofi, "守夜", "last", 1, MORNING + DAY).rows


def test_the_year_counts_it_and_its_report_gives_nobody_away(office, mei):
    closed(office, mei)
    matters, counted = asked.matters(**YEAR), casework.cases(**YEAR)
    assert int(matters.places["southeast"][0]) == int(counted.places["southeast"][0]) == 1
    assert int(counted.by["outcome"]["southeast", "action-plan"][0]) == 1
    assert int(matters.by["language"]["southeast", "zh-hans"][0]) == 1
    assert asked.days_to_contact(**YEAR) == {"southeast": [1]}
    work: Tally = casework.work(**YEAR)
    assert work.places["southeast"].tolist()[:4] == [1, 2, 300, 33]
    published = annual(2026, now=MORNING + 30 * DAY)
    assert {number.value for number in published.whole.totals.values()} == {None}


def test_no_sealed_word_stands_in_the_audit_trail_and_its_chain_holds(office, mei):
    case = closed(office, mei)
    assert {grant.part for grant in doors.who_has(office.lena, case.matter)} >= {"lead", "director", "person"}
    audit.link()
    assert audit.verify().holds
    rows = AuditRow.objects.visible_to(System("audit"))
    whole = " ".join(f"{row.who} {row.act} {row.subject} {row.facts}" for row in rows)
    assert rows.count() > 40
    assert [word for word in SEALED if word in whole] == []
