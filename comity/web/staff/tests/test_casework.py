# ruff: noqa: F811 - fixtures of the casework are arguments here
"""The casework pages: from a plan to the call a year later, each step a form, and nobody else gets in."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import (
    Assessment,
    Case,
    Correction,
    Document,
    Engagement,
    FollowUp,
    Interview,
    Issue,
    Outcome,
    Party,
    Plan,
    PlannedService,
    Stake,
)
from comity.cases.tests.conftest import NOON, ask, case, cast, opened, us_crs  # noqa: F401 - fixtures
from comity.meetings.models import Attendance, Interpreter, Meeting
from comity.people.models import Post
from comity.trust import doors
from comity.trust.viewer import System

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = NOON + 2 * timedelta(hours=1)
SECRET = "Only the elders were told about the meeting on the bridge"


def at(now: Any = NOW) -> dict[str, Any]:
    return {"comity.now": now}


def under(case: Case) -> str:
    return f"/staff/cases/{case.reference}/"


def send(client: Client, url: str, now: Any = NOW, **told: Any) -> Any:
    return client.post(url, told, **at(now))


def words(answer: Any) -> str:
    return answer.content.decode()


SESSION = {
    "service": "dialogue",
    "openness": "confidential",
    "title": "Listening evening",
    "program": "tailored-dialogue",
    "on": "2026-11-22",
    "at": "18:00",
    "minutes": "120",
    "mode": "in-person",
    "place": SECRET,
    "language_1": "zh-hans",
    "interpreting_1": "spoken",
    "agenda": "",
}


def evening(office: SimpleNamespace, case: Case, **told: Any) -> Engagement:
    answer = send(office.lena, under(case) + "engagements/new/", **(SESSION | told))
    assert answer.status_code == 302, words(answer)
    pk = answer.headers["Location"].rstrip("/").split("/")[-1]
    return Engagement.objects.visible_to(System("search")).get(pk=pk)


def test_a_session_is_planned_recorded_and_counted(office, cast, case):
    planned = evening(office, case)
    meeting = Meeting.objects.visible_to(cast.lena).get(pk=planned.meeting_id)
    assert meeting.starts_at.isoformat() == "2026-11-22T23:00:00+00:00"  # six in the evening in Atlanta
    url = under(case) + f"engagements/{planned.pk}/"
    page = words(office.lena.get(url, **at()))
    for piece in (
        SECRET,
        "6 p.m. EST",
        "Chinese",
        "Name of the interpreter",
        "Confidential",
    ):
        assert piece in page, piece
    interpreter = Interpreter.objects.visible_to(cast.lena).get()
    assert send(office.lena, url + "interpreter/", interpreter=str(interpreter.pk), name="L. Sun").status_code == 302
    assert "L. Sun" in words(office.lena.get(url, **at()))

    later = NOON + 3 * DAY
    assert "Record it" in words(office.lena.get(under(case) + "engagements/", **at(later)))
    told = {"on": "2026-11-22", "minutes": "150", "prep_minutes": "60", "role_community-member": "9"}
    told |= {"role_law-enforcement": "3", "languages": ["en", "zh-hans"], "outputs": "Five points"}
    assert send(office.lena, url + "delivery/", later, **told).status_code == 302
    done = Engagement.objects.visible_to(cast.lena).get()
    assert (done.state, done.minutes, done.prep_minutes, done.people_reached) == ("delivered", 150, 60, 12)
    assert {row.role: row.people for row in Attendance.objects.visible_to(cast.lena)} == {
        "community-member": 9,
        "law-enforcement": 3,
    }
    assert "12 people reached" in words(office.lena.get(url, **at(later)))
    again = office.lena.get(url + "delivery/", **at(later))
    assert (again.status_code, "already on record" in words(again)) == (409, True)


def test_what_was_typed_stays_when_a_session_is_refused(office, case):
    answer = send(office.lena, under(case) + "engagements/new/", **(SESSION | {"openness": "", "minutes": "many"}))
    page = words(answer)
    assert answer.status_code == 400
    for piece in (
        "Please choose one.",
        "Please write a number from 0 to 1440, in digits.",
        "Listening evening",
        SECRET,
    ):
        assert piece in page, piece
    assert 'href="#id_openness"' in page


def test_advice_is_on_record_in_one_go(office, cast, case):
    told = {"service": "consultation", "recipient_kind": "organiser", "topic": "A vigil", "on": "2026-11-20"}
    told |= {"minutes": "25", "people": "2", "mode": "phone", "materials": "Checklist", "next_step": "Call on Monday"}
    answer = send(office.lena, under(case) + "engagements/new/", **told)
    advice = Engagement.objects.visible_to(cast.lena).get()
    assert answer.status_code == 302
    assert (advice.state, advice.minutes, advice.people_reached, advice.recipient_kind) == (
        "delivered",
        25,
        2,
        "organiser",
    )
    assert advice.title == "Consultation – Event organizer"
    page = words(office.lena.get(answer.headers["Location"], **at()))
    for piece in ("A vigil", "Checklist", "Call on Monday"):
        assert piece in page
    letter = words(office.lena.get(answer.headers["Location"] + "kit/", **at()))
    assert "Call on Monday" in letter
    ahead = send(office.lena, under(case) + "engagements/new/", **(told | {"on": "2026-11-30"}))
    assert ahead.status_code == 302
    assert Engagement.objects.visible_to(cast.lena).filter(state="planned").count() == 1


def test_a_session_moves_to_another_hour_and_its_interpreter_is_asked_again(office, cast, case):
    url = under(case) + f"engagements/{evening(office, case).pk}/"
    interpreter = Interpreter.objects.visible_to(cast.lena).get()
    send(office.lena, url + "interpreter/", interpreter=str(interpreter.pk), name="L. Sun")
    moved = SESSION | {"title": "Listening night", "at": "20:15", "place": "Town hall", "language_1": "asl"}
    assert send(office.lena, url + "change/", **moved).status_code == 302
    page = words(office.lena.get(url, **at()))
    for piece in ("Listening night", "8:15 p.m. EST", "Town hall", "American Sign Language", "Confidential"):
        assert piece in page, piece
    assert not Interpreter.objects.visible_to(cast.lena).filter(is_confirmed=True).exists()
    assert send(office.lena, url + "change/", **(moved | {"at": "late"})).status_code == 400
    actions.cancel(engagement=under_lena(planned_of(cast), case), reason="x", viewer=cast.lena, now=NOW)
    assert office.lena.get(url + "change/", **at()).status_code == 409


def planned_of(cast: SimpleNamespace) -> Engagement:
    return Engagement.objects.visible_to(cast.lena).get()


def test_a_session_is_called_off_with_a_reason(office, cast, case):
    url = under(case) + f"engagements/{evening(office, case).pk}/"
    assert send(office.lena, url + "cancellation/", reason=" ").status_code == 400
    assert send(office.lena, url + "cancellation/", reason="The hall was flooded").status_code == 302
    assert Engagement.objects.visible_to(cast.lena).get().state == "cancelled"
    assert "The hall was flooded" in words(office.lena.get(url, **at()))


KITS = {
    "mediation": ("mediation", ["agreement", "ground-rules", "first-meeting", "signatures"]),
    "dialogue": ("tailored-dialogue", ["agenda", "ground-rules", "sign-in"]),
    "training": ("sikh-americans", ["agenda", "sign-in", "evaluation"]),
    "public-event": (
        "event-marshals",
        ["pre-event", "assembly", "march", "rally", "disbandment", "marshal-card"],
    ),
}


@pytest.mark.parametrize("kit", KITS)
@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_each_session_has_its_kit_in_each_language(office, case, kit, language):
    program, sheets = KITS[kit]
    service = "training" if kit == "public-event" else kit
    planned = evening(office, case, service=service, program=program)
    page = words(office.lena.get(under(case) + f"engagements/{planned.pk}/kit/", {"language": language}, **at()))
    spoken = {"en": "en", "zh-hans": "zh-Hans", "ar": "ar"}[language]
    for sheet in sheets:
        assert f"s-{sheet}" in page
        assert f'aria-labelledby="sheet-{sheet}"' in page
    side = "rtl" if language == "ar" else "ltr"
    in_it = page.count(f'lang="{spoken}" dir="{side}" aria-labelledby="sheet-')
    assert page.count('<article class="sheet') == in_it == len(sheets)
    assert "kit." not in page.replace("kit.html", "")


def test_a_kit_shows_one_sheet_or_another_kit_when_asked(office, case):
    url = under(case) + f"engagements/{evening(office, case).pk}/kit/"
    one = words(office.lena.get(url, {"sheet": "sign-in"}, **at()))
    assert one.count('<article class="sheet') == 1
    event = words(office.lena.get(url, {"kit": "public-event", "sheet": "nonsense"}, **at()))
    assert event.count('<article class="sheet') == 6
    assert "6:25 p.m." in words(office.lena.get(url, {"kit": "dialogue", "sheet": "agenda"}, **at()))
    assert office.lena.get(url, {"kit": "../../etc", "language": "xx\0"}, **at()).status_code == 200


def test_the_closing_page_names_what_stands_in_the_way_and_refuses(office, cast, case):
    planned = evening(office, case, on="2026-11-20", at="09:00")
    page = words(office.lena.get(under(case) + "closure/", **at()))
    assert "2 things still stand in the way" in page
    assert f"engagements/{planned.pk}/delivery/" in page
    assert "outcomes/new/" in page
    refused = send(office.lena, under(case) + "closure/", summary="Over")
    assert refused.status_code == 400
    assert "Listening evening" in words(refused)
    assert not open_case(cast.lena, case.reference, now=NOW).is_closed
    actions.cancel(engagement=under_lena(planned, case), reason="x", viewer=cast.lena, now=NOW)
    assert (
        send(office.lena, under(case) + "outcomes/new/", kind="none", extent="full", on="2026-11-20").status_code == 302
    )
    assert "still stand" not in words(office.lena.get(under(case) + "closure/", **at()))


def under_lena(row: Any, case: Case) -> Any:
    row.matter, row.case = case.matter, case
    return row


@pytest.fixture
def closed(office, cast, case):
    told = {"kind": "action-plan", "extent": "partial", "on": "2026-11-20", "text": "Five steps"}
    assert send(office.lena, under(case) + "outcomes/new/", **told).status_code == 302
    answer = send(office.lena, under(case) + "closure/", summary="It held until now.")
    assert (answer.status_code, answer.headers["Location"]) == (302, under(case) + "closure/")
    return open_case(cast.lena, case.reference, now=NOW)


def test_a_case_is_closed_followed_up_corrected_and_opened_again(office, cast, closed):
    page = words(office.lena.get(under(closed) + "closure/", **at()))
    assert "It held until now." in page
    assert Outcome.objects.visible_to(cast.lena).get().kind == "action-plan"
    calls = list(FollowUp.objects.visible_to(cast.lena).order_by("days"))
    assert [call.days for call in calls] == [30, 90, 365]
    later = NOON + 30 * DAY
    url = under(closed) + f"follow-ups/{calls[0].pk}/"
    assert "It held until now." in words(office.lena.get(url, **at(later)))
    assert send(office.lena, url, later, result="", on="2026-12-20").status_code == 400
    told = {"result": "partly", "tension": "4", "on": "2026-12-20", "note": "One step is late"}
    assert send(office.lena, url, later, **told).status_code == 302
    assert "One step is late" in words(office.lena.get(url, **at(later)))
    assert open_case(cast.lena, closed.reference, now=later).tension == 4

    wrong = send(office.lena, under(closed) + "corrections/new/", later, text="Twelve came", reason="")
    assert wrong.status_code == 400
    right = send(office.lena, under(closed) + "corrections/new/", later, text="Twelve came", reason="Miscounted")
    assert right.status_code == 302
    assert Correction.objects.visible_to(cast.lena).count() == 1
    assert "Miscounted" in words(office.lena.get(under(closed) + "closure/", **at(later)))

    assert (
        send(office.lena, under(closed) + "outcomes/new/", kind="mou", extent="full", on="2026-11-20").status_code
        == 400
    )
    assert office.lena.get(under(closed) + "engagements/new/", **at(later)).status_code == 409
    assert send(office.lena, under(closed) + "reopening/", later, reason="New threats").status_code == 302
    assert open_case(cast.lena, closed.reference, now=later).stage == "active"


def test_a_case_is_paused_with_a_reason_and_goes_on(office, cast, case):
    assert send(office.lena, under(case) + "pause/", reason="The trial begins in May").status_code == 302
    assert open_case(cast.lena, case.reference, now=NOW).stage == "paused"
    assert "Go on with it" in words(office.lena.get(under(case) + "pause/", **at()))
    assert send(office.lena, under(case) + "resume/").status_code == 302
    assert open_case(cast.lena, case.reference, now=NOW).stage == "active"


def test_conversations_issues_and_weights_make_an_assessment(office, cast, case):
    party = actions.add_party(case=case, name="Dana Whitlock", kind="law-enforcement-local", viewer=cast.lena, now=NOW)
    page = words(office.lena.get(under(case) + "assessment/", **at()))
    assert "not spoken with yet" in page
    told = {"circle": "1", "party": str(party.pk), "on": "2026-11-20", "notes": SECRET, "who": ""}
    assert send(office.lena, under(case) + "interviews/new/", **told).status_code == 302
    talk = Interview.objects.visible_to(cast.lena).get()
    assert SECRET in words(office.lena.get(under(case) + f"interviews/{talk.pk}/", **at()))
    assert (
        send(office.lena, under(case) + "interviews/new/", **(told | {"party": "", "circle": "2"})).status_code == 400
    )
    assert send(office.lena, under(case) + "issues/new/", text="Nobody explained the verdict").status_code == 302
    issue = Issue.objects.visible_to(cast.lena).get()
    cell = f"w-{issue.pk}-{party.pk}"
    for typed, kept in (("3", [3]), ("3", [3]), ("1", [1]), ("", []), ("9", [])):
        send(office.lena, under(case) + "assessment/table/", **{cell: typed})
        assert [row.weight for row in Stake.objects.visible_to(cast.lena)] == kept, typed
    better = send(office.lena, under(case) + f"issues/{issue.pk}/", text="The verdict was not explained")
    assert better.status_code == 302
    told = {"recommendation": "facilitate", "summary": "Ready to talk", "on": "2026-11-20"}
    assert send(office.lena, under(case) + "assessment/", **told).status_code == 302
    assert Assessment.objects.visible_to(cast.lena).get().recommendation == "facilitate"
    page = words(office.lena.get(under(case) + "assessment/", **at()))
    for piece in ("Ready to talk", "Write a plan with a dialogue", "Dana Whitlock", "The verdict was not explained"):
        assert piece in page, piece


def test_the_draft_for_those_we_spoke_with_names_nobody(office, cast, case):
    actions.add_party(case=case, name="Dana Whitlock", kind="law-enforcement-local", viewer=cast.lena, now=NOW)
    actions.note_interview(case=case, circle=2, who="Mrs Wang", notes=SECRET, viewer=cast.lena, now=NOW)
    actions.add_issue(case=case, text="The bridge at night", viewer=cast.lena, now=NOW)
    page = words(office.lena.get(under(case) + "documents/new/", {"draft": "assessment"}, **at()))
    assert "The bridge at night" in page
    assert "Dana Whitlock" not in page
    assert "Mrs Wang" not in page
    assert SECRET not in page


def test_lena_writes_a_plan_and_sam_approves_it(office, cast, case):
    told = {"goals": "A calm weekend", "done": "Both evenings held", "impact": "Below four", "lasting": ""}
    told |= {"service_1": "dialogue", "program_1": "tailored-dialogue", "by_on_1": "2026-12-01", "service_2": ""}
    assert send(office.lena, under(case) + "plan/", **told).status_code == 302
    page = words(office.lena.get(under(case) + "plan/", **at()))
    for piece in ("A calm weekend", "Both evenings held", "Below four", "Not approved yet", "Plan the session"):
        assert piece in page, piece
    assert "Approve the plan" not in page
    written = Plan.objects.visible_to(cast.lena).get()
    assert PlannedService.objects.visible_to(cast.lena).get().program == "tailored-dialogue"
    seen = {"written_at": written.written_at.isoformat()}
    assert send(office.lena, under(case) + "plan/approval/", **seen).status_code == 409
    assert send(office.sam, under(case) + "plan/approval/", written_at="2020-01-01").status_code == 409
    assert send(office.sam, under(case) + "plan/approval/", **seen).status_code == 302
    assert open_case(cast.lena, case.reference, now=NOW).stage == "planned"
    evening(office, case)
    assert "Has its day" in words(office.lena.get(under(case) + "plan/", **at()))
    row_without_service = told | {"service_1": "", "goals": "More"}
    assert send(office.lena, under(case) + "plan/", **row_without_service).status_code == 400


def test_a_paper_is_shown_step_by_step_and_made_public_by_the_director(office, cast, case):
    told = {"title": "Joint statement", "kind": "statement", "on": "2026-11-20", "body": SECRET}
    answer = send(office.lena, under(case) + "documents/new/", **told)
    url = answer.headers["Location"]
    assert SECRET in words(office.lena.get(url, **at()))
    assert SECRET in words(office.lena.get(url + "print/", **at()))
    assert send(office.lena, url, title="Joint words", body=SECRET).status_code == 302
    assert send(office.lena, url + "release/", to="parties").status_code == 302
    assert send(office.lena, url, title="Other", body="x").status_code == 400
    assert send(office.lena, url + "release/", to="public", title_is_checked="on").status_code == 400
    unchecked = send(office.sam, url + "release/", to="public")
    assert (unchecked.status_code, "name no person" in words(unchecked)) == (400, True)
    assert send(office.sam, url + "release/", to="public", title_is_checked="on").status_code == 302
    assert Document.objects.visible_to(cast.lena).get().release == "public"
    assert send(office.lena, url + "release/", to="confidential").status_code == 302


def test_sam_gives_a_case_to_somebody_else_and_lena_can_open_it_no_longer(office, cast, case):
    ned = cast.account["iris"]
    Post.objects.create(account=ned, role="specialist", office="atlanta", since=date(2026, 1, 1))
    assert send(office.lena, under(case) + "assignment/", lead=str(ned.pk)).status_code == 400
    assert send(office.sam, under(case) + "assignment/", lead=str(ned.pk)).status_code == 302
    assert office.lena.get(under(case) + "plan/", **at()).status_code == 404
    assert office.iris.get(under(case) + "plan/", **at()).status_code == 200


def test_another_office_helps_and_ends_its_help(office, cast, case):
    assert office.kofi.get(under(case) + "plan/", **at()).status_code == 404
    assert send(office.lena, under(case) + "assistance/").status_code == 400
    assert send(office.lena, under(case) + "assistance/", office="boston").status_code == 302
    assert office.kofi.get(under(case) + "plan/", **at()).status_code == 200
    assert "Boston" in words(office.lena.get(under(case) + "assignment/", **at()))
    assert send(office.lena, under(case) + "assistance/end/", office="denver").status_code == 409
    assert send(office.lena, under(case) + "assistance/end/", office="boston").status_code == 302
    assert office.kofi.get(under(case) + "plan/", **at()).status_code == 404


def pages_of(case: Case, rows: dict[str, Any]) -> list[str]:
    session, paper, talk, issue = (rows[name] for name in ("session", "paper", "talk", "issue"))
    return [
        "assessment/", "interviews/new/", f"interviews/{talk.pk}/", "issues/new/", f"issues/{issue.pk}/", "plan/",
        "engagements/", "engagements/new/", "engagements/new/?service=mediation",
        "engagements/new/?service=consultation", f"engagements/{session.pk}/", f"engagements/{session.pk}/delivery/",
        f"engagements/{session.pk}/cancellation/", f"engagements/{session.pk}/change/",
        f"engagements/{session.pk}/kit/", "outcomes/new/", "documents/new/",
        f"documents/{paper.pk}/", f"documents/{paper.pk}/print/", "closure/", "pause/", "assignment/", "assistance/",
    ]  # fmt: skip


@pytest.fixture
def rows(office, cast, case):
    at_ = {"viewer": cast.lena, "now": NOW}
    return {
        "session": evening(office, case),
        "paper": actions.add_document(case=case, title="Statement", body=SECRET, **at_),
        "talk": actions.note_interview(case=case, circle=3, who=SECRET, notes=SECRET, **at_),
        "issue": actions.add_issue(case=case, text="The bridge", **at_),
    }


def test_every_page_opens_for_lena_and_for_nobody_else(office, case, rows):
    for path in pages_of(case, rows):
        assert office.lena.get(under(case) + path, **at()).status_code == 200, path
        away = office.stranger.get(under(case) + path, **at())
        assert (away.status_code, away.headers["Location"].split("?")[0]) == (302, "/staff/sign-in/"), path
        no_such = office.kofi.get(f"/staff/cases/CR-1999-0001/{path}", **at())
        not_his = office.kofi.get(under(case) + path, **at())
        assert (no_such.status_code, not_his.status_code) == (404, 404), path
        assert SECRET not in words(not_his)
        assert office.iris.get(under(case) + path, **at()).status_code == 404, path


def test_nobody_else_can_send_to_these_pages(office, cast, case, rows):
    session = rows["session"].pk
    for path in (*pages_of(case, rows), "assessment/table/", "plan/approval/", "resume/", "assistance/end/",
                 f"documents/{rows['paper'].pk}/release/", f"engagements/{session}/interpreter/"):  # fmt: skip
        answer = office.kofi.post(under(case) + path, SESSION, **at())
        assert answer.status_code in (404, 405), path
        assert office.stranger.post(under(case) + path, SESSION, **at()).status_code in (302, 403), path


def test_rows_of_another_case_are_not_found_under_this_one(office, cast, opened, rows, case):
    other = opened("Another worry")
    for path in pages_of(case, rows):
        if any(str(row.pk) in path for row in rows.values()):
            assert office.lena.get(under(other) + path, **at()).status_code == 404, path


def test_no_page_carries_inline_code_or_words_of_a_person_in_its_title(office, case, rows):
    for path in pages_of(case, rows):
        page = words(office.lena.get(under(case) + path, **at()))
        for bad in ("<style", "style=", "onclick", "<script>"):
            assert bad not in page, (path, bad)
        assert SECRET not in page.split("</title>")[0], path


@pytest.mark.parametrize(
    "path", ["assessment/", "plan/", "engagements/", "outcomes/new/", "documents/new/", "closure/"]
)
def test_a_page_runs_the_same_queries_however_much_is_in_the_case(office, cast, case, path):
    at_ = {"viewer": cast.lena, "now": NOW}

    def fill() -> None:
        party = actions.add_party(case=case, name="Amina", kind="person", **at_)
        issue = actions.add_issue(case=case, text="The bridge", **at_)
        actions.weigh(issue=issue, party=party, weight=2, **at_)
        actions.note_interview(case=case, circle=2, who="Jorge", **at_)
        actions.record_outcome(case=case, kind="letter", **at_)
        actions.add_document(case=case, title="Letter", **at_)
        actions.plan_engagement(case=case, service="dialogue", title="Evening", on=date(2026, 11, 21), place="x", **at_)
        plan = actions.plan_of(case, viewer=cast.lena) or actions.write_plan(case=case, goals="Calm", **at_)
        actions.plan_service(plan=plan, service="training", **at_)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert office.lena.get(under(case) + path, **at()).status_code == 200
        return len(seen)

    fill()
    count()
    few = count()
    for _again in range(6):
        fill()
    assert count() == few


def test_headquarters_reads_and_writes_nothing(office, cast, case, rows):
    Post.objects.create(
        account=cast.account["iris"], role="headquarters", office="headquarters", since=date(2026, 1, 1)
    )
    doors.grant(
        case.matter, to="desk:headquarters:headquarters", as_="headquarters", because="asked", viewer=cast.sam, now=NOW
    )
    for path in ("assessment/", "plan/", "engagements/", "outcomes/new/", "documents/new/", "closure/", "assignment/"):
        page = office.iris.get(under(case) + path, **at())
        assert page.status_code == 200, path
        main = words(page).split("<main")[1].split("</main>")[0]
        assert "<form" not in main, path
    for path in ("engagements/new/", "interviews/new/", "issues/new/", "pause/", "assistance/"):
        assert office.iris.get(under(case) + path, **at()).status_code == 409, path
    told = {"kind": "mou", "extent": "full", "on": "2026-11-20"}
    assert send(office.iris, under(case) + "outcomes/new/", **told).status_code == 400
    assert send(office.iris, under(case) + "plan/", goals="Ours").status_code == 409


HOSTILE = st.one_of(
    st.sampled_from([
        "\0", "\ud800", "a\u202eb", "=HYPERLINK(1)", "<script>alert(1)</script>", "\ufffd" * 3, "x" * 25_000,
        "9" * 5000,
        "-1", "٣", "1e9", "0x10", "25:99", "2026-02-31", "9999-99-99", "' OR 1=1 --", "\r\n\r\n", "{{ 7 }}",
    ]),
    st.text(alphabet=st.characters(), max_size=40),
)  # fmt: skip
FORMS = {
    "engagements/new/": [*SESSION, "staff", "other_staff", "language_3", "interpreting_3"],
    "engagements/new/?service=consultation": [
        "recipient_kind", "topic", "on", "minutes", "people", "mode", "program", "materials", "next_step", "title",
    ],
    "engagements/SESSION/delivery/": [
        "on", "minutes", "prep_minutes", "people_reached", "languages", "outputs", "role_parent",
    ],
    "engagements/SESSION/change/": [*SESSION],
    "engagements/SESSION/cancellation/": ["reason"],
    "engagements/SESSION/interpreter/": ["interpreter", "name"],
    "assessment/": ["recommendation", "summary", "on"],
    "interviews/new/": ["circle", "party", "who", "on", "notes"],
    "issues/new/": ["text"],
    "plan/": ["goals", "done", "impact", "lasting", "service_1", "program_1", "by_on_1", "service_20"],
    "outcomes/new/": ["kind", "extent", "on", "text"],
    "documents/new/": ["title", "kind", "on", "body"],
    "documents/PAPER/": ["title", "body"],
    "documents/PAPER/release/": ["to", "title_is_checked"],
    "closure/": ["summary"],
    "pause/": ["reason"],
    "assignment/": ["lead"],
    "assistance/": ["office", "colleague"],
    "assistance/end/": ["office", "colleague"],
}  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
def test_whatever_is_typed_is_answered_with_a_page(office, case, rows, path):
    where = under(case) + path.replace("SESSION", str(rows["session"].pk)).replace("PAPER", str(rows["paper"].pk))
    kept = {"service": "consultation"} if "consultation" in path else {}

    @given(st.lists(HOSTILE, min_size=len(FORMS[path]), max_size=len(FORMS[path])))
    @settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
    def attack(typed: list[str]) -> None:
        told = dict(zip(FORMS[path], (text.encode("utf-8", "surrogatepass") for text in typed), strict=True))
        if "service" in told:
            told["service"] = b"mediation"
        with transaction.atomic():
            body = urlencode(told | kept)
            answer = office.lena.post(where, body, content_type="application/x-www-form-urlencoded", **at())
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302, 400, 404, 409), answer.status_code
        assert "<script>alert" not in words(answer)

    attack()


def test_in_the_evening_it_is_still_today_at_the_office(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    """At nine in Atlanta it is tomorrow in UTC: a session of this evening is not late, an outcome not of tomorrow."""
    evening = datetime(2026, 11, 21, 2, tzinfo=UTC)
    today = date(2026, 11, 20)
    actions.plan_engagement(
        case=case, service="dialogue", title="This evening", on=today, viewer=cast.lena, now=NOW, place="Library"
    )
    page = office.lena.get(under(case) + "engagements/", **at(evening))
    assert [(line["row"].on, line["is_late"]) for line in page.context["to_come"]] == [(today, False)]
    day = office.lena.get("/staff/", **at(evening)).content.decode()
    assert "This evening" in day
    form = office.lena.get(under(case) + "outcomes/new/", **at(evening)).context["form"]
    assert form.initial["on"] == today
    send(office.lena, under(case) + f"parties/{party_of(case, cast).pk}/contact/", evening)
    assert Party.objects.visible_to(System("search")).get(case=case).last_contact_on == today


def party_of(case: Case, cast: SimpleNamespace) -> Party:
    return actions.add_party(case=case, name="王梅", kind="person", viewer=cast.lena, now=NOW)
