"""A whole life: from a Chinese letter out of Sanford, Florida, to the call a year later."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from comity.cases import actions, figures
from comity.cases.access import child_of, open_case
from comity.cases.lifecycle import CASE
from comity.cases.models import (
    Case,
    Closure,
    Correction,
    Document,
    Engagement,
    Entry,
    FollowUp,
    LinkedRequest,
    Plan,
)
from comity.cases.sessions import sessions_of
from comity.cases.stages import stage_bar
from comity.cases.table import matrix, parties_of, tension_line
from comity.cases.timeline import counts, timeline
from comity.intake import figures as intake
from comity.intake.models import Request
from comity.meetings.models import ROLES
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.viewer import System

from .conftest import NOON

DAY = timedelta(days=1)
YEAR = {"since": NOON.replace(month=1, day=1, hour=0), "until": NOON.replace(year=2027, month=1, day=1, hour=0)}


def steps(case, viewer):
    return {step.slug: step.state for step in stage_bar(case, viewer)}


def dialogue(case, viewer, now=NOON + DAY, **given):
    told = {"service": "dialogue", "title": "Listening evening", "on": (now + DAY).date()} | given
    return actions.plan_engagement(case=case, viewer=viewer, now=now, **told)


def test_a_session_whose_hour_is_not_known_has_a_day_and_no_hour(case, cast):
    evening = dialogue(case, cast.lena, place="Library")
    assert (evening.on, evening.meeting.starts_at) == ((NOON + 2 * DAY).date(), None)
    actions.deliver(engagement=evening, minutes=90, attendance={"student": 6}, viewer=cast.lena, now=NOON + 3 * DAY)
    assert evening.meeting.starts_at is None
    advice = dialogue(case, cast.lena, on=NOON.date())
    actions.deliver(engagement=advice, minutes=30, attendance={"official": 6}, viewer=cast.lena, now=NOON + 3 * DAY)
    assert advice.meeting.starts_at is None


def assess(case, lena, at):
    """Parties, a first call, a conversation, an issue weighed twice, a recommendation."""
    chief = actions.add_party(
        case=case, name="Dana Whitlock", organisation="Police", kind="law-enforcement-local", viewer=lena, now=at
    )
    actions.add_party(case=case, name="王梅", kind="faith", language="zh-hans", is_minor=False, viewer=lena, now=at)
    actions.log_entry(
        case=case,
        kind="call",
        text="Will carry the message.",
        parties=[chief],
        minutes=12,
        tension=8,
        viewer=lena,
        now=at,
    )
    assert case.first_contact_at == at
    actions.note_interview(case=case, circle=1, party=chief, notes="Wants calm.", viewer=lena, now=at)
    issue = actions.add_issue(case=case, text="Nobody explained the verdict in Chinese", viewer=lena, now=at)
    actions.weigh(issue=issue, party=chief, weight=2, viewer=lena, now=at)
    actions.weigh(issue=issue, party=chief, weight=3, viewer=lena, now=at)
    parties = parties_of(case, lena)
    assert [weights for _issue, weights in matrix(case, lena, parties).rows] == [[3, None]]
    actions.conclude_assessment(case=case, recommendation="facilitate", summary="Ready.", viewer=lena, now=at)
    assert case.stage == "assessing"


def serve(case, lena):
    """A facilitated dialogue with an interpreter, and advice for a vigil."""
    evening = dialogue(
        case,
        lena,
        program="tailored-dialogue",
        place="Library",
        interpreters=[("zh-hans", "spoken")],
        openness="by-invitation",
    )
    assert case.next_on == (NOON + 2 * DAY).date()
    actions.deliver(
        engagement=child_of(case, Engagement, evening.pk, viewer=lena),
        minutes=150,
        prep_minutes=90,
        attendance={"community-member": 9, "law-enforcement": 3, "faith-leader": 2},
        languages=["en", "zh-hans"],
        outputs="Ground rules",
        viewer=lena,
        now=NOON + 3 * DAY,
    )
    case = open_case(lena, case.reference, now=NOON + 3 * DAY)
    assert case.stage == "active"
    [session] = sessions_of(case, lena)
    assert session.attendance[0] == (ROLES["community-member"], 9)
    assert (session.meeting.place, session.interpreters[0].language, session.staff) == ("Library", "zh-hans", ["Lena"])
    advice = dialogue(case, lena, service="consultation", title="Advice for a vigil", topic="Vigil", on=NOON.date())
    actions.deliver(
        engagement=advice, minutes=45, recipient_kind="organiser", people_reached=2, viewer=lena, now=NOON + 3 * DAY
    )


def test_from_the_first_letter_to_the_call_a_year_later(cast, ask):
    request = ask()
    case = actions.open_from_request(
        request=request,
        title="Fear after a verdict",
        category="administration-of-justice",
        lead=cast.account["lena"],
        viewer=cast.sam,
        now=NOON + timedelta(hours=2),
    )
    assert (case.reference, case.region, case.office, case.state) == (
        request.matter.reference,
        "southeast",
        "atlanta",
        "FL",
    )
    assert Request.objects.visible_to(cast.sam).get(pk=request.pk).stage == "case"
    lena, at = cast.lena, NOON + timedelta(hours=5)
    case = open_case(lena, case.reference, now=at)
    assert steps(case, lena) == {
        "intake": "done",
        "assessment": "now",
        "plan": "to-come",
        "services": "to-come",
        "outcomes": "to-come",
        "follow-up": "to-come",
    }

    assess(case, lena, at)
    assert Request.objects.visible_to(lena).get(pk=request.pk).first_contact_at == at
    plan = actions.write_plan(
        case=case, goals="A calm weekend", services=[("dialogue", "tailored-dialogue", None)], viewer=lena, now=at
    )
    with pytest.raises(Refused):
        actions.approve_plan(plan=plan, viewer=lena, now=at)
    of_sam = open_case(cast.sam, case.reference, now=at)
    actions.approve_plan(plan=actions.plan_of(of_sam, viewer=cast.sam), viewer=cast.sam, now=at)
    case = open_case(lena, case.reference, now=at)
    assert case.stage == "planned"

    serve(case, lena)
    actions.record_outcome(case=case, kind="action-plan", text="Five steps", viewer=lena, now=NOON + 4 * DAY)
    actions.rate_tension(case=case, level=3, viewer=lena, now=NOON + 4 * DAY)
    assert [rated.level for rated in tension_line(case, lena)] == [8, 3]
    assert (case.tension_at_start, case.tension) == (8, 3)

    closed_at = NOON + 10 * DAY
    closure = actions.close(case=case, summary="Held.", viewer=lena, now=closed_at)
    case = open_case(lena, case.reference, now=closed_at)
    assert (case.stage, case.outcome_kinds, case.programs) == ("closed", ["action-plan"], ["tailored-dialogue"])
    assert (closure.minutes, closure.people_reached) == (195, 16)
    owed = doors.under(case.matter, FollowUp.objects.visible_to(lena).order_by("days"))
    assert [follow_up.due_on for follow_up in owed] == [(closed_at + days * DAY).date() for days in (30, 90, 365)]
    assert steps(case, lena)["follow-up"] == "now"
    for follow_up in owed:
        follow_up.case = case
        actions.record_follow_up(
            follow_up=follow_up, result="kept", tension=1, viewer=lena, now=closed_at + follow_up.days * DAY
        )
    assert set(steps(case, lena).values()) == {"done"}
    assert case.next_on is None

    work = figures.work(**YEAR)
    assert list(work.whole) == [1, 2, 285, 16]
    assert list(work.by["service"]["southeast", "dialogue"]) == [1, 1, 240, 14]
    assert figures.cases(**YEAR).by["outcome"]["southeast", "action-plan"][0] == 1
    assert figures.cases(**YEAR).by["organisation"]["southeast", "faith"][0] == 1
    assert intake.days_to_contact(**YEAR) == {"southeast": [0]}
    shown = counts(timeline(case, lena))
    assert (shown["contacts"], shown["sessions"]) == (4, 2)


def test_closing_is_refused_while_sessions_are_unrecorded_or_no_outcome_is_written(cast, case):
    evening = dialogue(case, cast.lena)
    with pytest.raises(Refused, match=r"Listening evening.*came out"):
        actions.close(case=case, viewer=cast.lena, now=NOON + DAY)
    actions.cancel(engagement=evening, reason="Nobody could come", viewer=cast.lena, now=NOON + DAY)
    with pytest.raises(Refused, match="came out"):
        actions.close(case=case, viewer=cast.lena, now=NOON + DAY)
    actions.record_outcome(case=case, kind="none", viewer=cast.lena, now=NOON + DAY)
    assert actions.missing_for_closing(case) == []
    with pytest.raises(Refused):
        actions.close(case=case, viewer=cast.kofi, now=NOON + DAY)
    actions.close(case=case, viewer=cast.lena, now=NOON + DAY)
    assert open_case(cast.lena, case.reference, now=NOON + DAY).is_closed


@pytest.fixture
def closed(cast, case):
    actions.log_entry(case=case, kind="call", text="Before", viewer=cast.lena, now=NOON + DAY)
    actions.record_outcome(case=case, kind="agreement", viewer=cast.lena, now=NOON + DAY)
    actions.close(case=case, viewer=cast.lena, now=NOON + DAY)
    return open_case(cast.lena, case.reference, now=NOON + DAY)


def test_a_closed_case_takes_dated_corrections_with_a_reason_and_nothing_else(cast, closed):
    later = NOON + 5 * DAY
    with pytest.raises(Refused, match="correction"):
        actions.log_entry(case=closed, kind="call", text="Late", viewer=cast.lena, now=later)
    with pytest.raises(Refused):
        actions.correct(case=closed, reason=" ", text="It was nine people", viewer=cast.lena, now=later)
    actions.correct(case=closed, reason="Miscounted", text="It was nine people", viewer=cast.lena, now=later)
    assert Correction.objects.visible_to(cast.lena).get().at == later
    assert Entry.objects.visible_to(cast.lena).count() == 1


def test_an_open_case_is_not_corrected_but_written_on(cast, case):
    with pytest.raises(Refused, match="journal"):
        actions.correct(case=case, reason="Wrong", text="Right", viewer=cast.lena, now=NOON + DAY)


def test_reopening_keeps_the_history_and_drops_the_calls_still_owed(cast, closed):
    with pytest.raises(Refused):
        actions.reopen(case=closed, reason="", viewer=cast.lena, now=NOON + 40 * DAY)
    actions.reopen(case=closed, reason="New graffiti", viewer=cast.lena, now=NOON + 40 * DAY)
    case = open_case(cast.lena, closed.reference, now=NOON + 40 * DAY)
    assert (case.stage, case.closed_at) == ("active", None)
    history = doors.under(case.matter, Closure.objects.visible_to(cast.lena))
    assert [(row.outcome_kinds, row.reopened_because) for row in history] == [(["agreement"], "New graffiti")]
    assert not FollowUp.objects.visible_to(cast.lena).exists()
    kinds = [item.kind for day in timeline(case, cast.lena) for item in day.items]
    assert {"entry", "outcome", "closure", "reopening"} == set(kinds)
    actions.close(case=case, viewer=cast.lena, now=NOON + 50 * DAY)
    assert Closure.objects.visible_to(cast.lena).count() == 2
    assert FollowUp.objects.visible_to(cast.lena).count() == 3


def test_pausing_says_why_and_resuming_goes_on(cast, case):
    actions.pause(case=case, reason="The court decides in May", viewer=cast.lena, now=NOON + DAY)
    assert open_case(cast.lena, case.reference, now=NOON + DAY).stage == "paused"
    actions.resume(case=case, viewer=cast.lena, now=NOON + 2 * DAY)
    assert CASE.open_to(cast.lena, case) == ["pause", "close"]
    assert CASE.open_to(cast.kofi, case) == []


def test_a_request_is_linked_without_showing_who_sent_it(cast, case, ask):
    other = ask(narrative="我也害怕", name="Meiling Zhou")
    actions.link_request(request=other, case=case, viewer=cast.sam, now=NOON + DAY)
    link = LinkedRequest.objects.visible_to(cast.lena).get()
    assert link.request_reference == other.matter.reference
    assert Request.objects.visible_to(cast.sam).get(pk=other.pk).stage == "linked"
    assert not Request.objects.visible_to(cast.lena).filter(pk=other.pk).exists()


def test_one_request_opens_one_case(cast, ask):
    request = ask()
    told = {"title": "Fear", "category": "education", "lead": cast.account["lena"], "viewer": cast.sam, "now": NOON}
    actions.open_from_request(request=request, **told)
    with pytest.raises(Refused):
        actions.open_from_request(request=request, **told)
    assert Case.objects.visible_to(System("figures")).count() == 1


def test_a_case_of_our_own_initiative(cast):
    case = actions.open_own(
        title="March on Saturday",
        category="general-community-relations",
        office="atlanta",
        region="southeast",
        lead=cast.account["lena"],
        facts={"state": "FL", "bases": ["religion"]},
        viewer=cast.lena,
        now=NOON,
    )
    assert open_case(cast.lena, case.reference, now=NOON).bases == ["religion"]
    with pytest.raises(Refused):
        actions.open_own(
            title="x", category="education", office="boston", region="new-england", viewer=cast.lena, now=NOON
        )


def test_a_photo_loses_where_and_with_what_it_was_taken(cast, case):
    picture = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x010F] = "Spyphone"
    held = io.BytesIO()
    picture.save(held, "JPEG", exif=exif)
    assert b"Spyphone" in held.getvalue()
    entry = actions.log_entry(case=case, kind="observed", photo=held.getvalue(), viewer=cast.lena, now=NOON + DAY)
    again = child_of(case, Entry, entry.pk, viewer=cast.lena)
    with Image.open(io.BytesIO(again.photo)) as stored:
        assert (stored.size, dict(stored.getexif())) == ((40, 20), {})
    with pytest.raises(Refused):
        actions.log_entry(case=case, kind="observed", photo=b"%PDF-1.7", viewer=cast.lena, now=NOON + DAY)


def test_a_call_to_return_stands_until_it_is_done(cast, case):
    entry = actions.log_entry(
        case=case,
        kind="call",
        text="Call back",
        follow_up_on=(NOON + 3 * DAY).date(),
        viewer=cast.lena,
        now=NOON + DAY,
    )
    assert case.next_on == (NOON + 3 * DAY).date()
    actions.done_follow_up(
        entry=child_of(case, Entry, entry.pk, viewer=cast.lena), viewer=cast.lena, now=NOON + 2 * DAY
    )
    assert open_case(cast.lena, case.reference, now=NOON + 2 * DAY).next_on is None


def test_the_parties_keep_their_order_and_the_case_counts_who_sits(cast, case):
    people = [
        actions.add_party(case=case, name=name, kind="person", viewer=cast.lena, now=NOON)
        for name in ("A", "B", "C", "D")
    ]
    actions.seat_party(party=people[0], seat="at-table", viewer=cast.lena, now=NOON)
    assert [party.name for party in parties_of(case, cast.lena)] == ["A", "B", "C", "D"]
    assert (case.seated_count, case.party_count) == (1, 4)
    actions.edit_party(party=people[1], viewer=cast.lena, now=NOON, is_minor=True, language="ar")
    assert case.minors
    assert "ar" in case.languages


def test_a_paper_becomes_public_only_by_the_director_and_after_its_title_was_checked(cast, case):
    paper = actions.add_document(case=case, title="Joint statement", body="…", viewer=cast.lena, now=NOON)
    told = {"document": paper, "to": "public", "now": NOON}
    with pytest.raises(Refused):
        actions.release(viewer=cast.lena, title_is_checked=True, **told)
    with pytest.raises(Refused, match="name no person"):
        actions.release(viewer=cast.sam, **told)
    actions.release(viewer=cast.sam, title_is_checked=True, **told)
    paper = child_of(case, Document, paper.pk, viewer=cast.lena)
    assert (paper.release, paper.approved_by) == ("public", cast.account["sam"])
    with pytest.raises(Refused):
        actions.edit_document(document=paper, title="Other", body="", viewer=cast.lena, now=NOON)
    actions.release(document=paper, to="confidential", viewer=cast.lena, now=NOON)
    actions.edit_document(document=paper, title="Other", body="", viewer=cast.lena, now=NOON)


def test_a_changed_plan_needs_a_new_approval(cast, case):
    plan = actions.write_plan(case=case, goals="Calm", viewer=cast.lena, now=NOON + DAY)
    actions.approve_plan(plan=plan, viewer=cast.sam, now=NOON + DAY)
    actions.write_plan(case=case, goals="Calm and trust", viewer=cast.lena, now=NOON + 2 * DAY)
    assert Plan.objects.visible_to(cast.lena).get().approved_at is None


def test_the_database_itself_refuses_what_cannot_be(cast, case):
    for change in ({"tension": 11}, {"stage": "closed"}, {"seated_count": 3}, {"title": ""}):
        row = Case.objects.visible_to(cast.lena).get(pk=case.pk)
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_the_lives_draw_themselves():
    assert "active --> closed: close" in CASE.diagram()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 201, "  "])
def test_a_hostile_title_is_a_sentence(cast, ask, text):
    with pytest.raises(Refused):
        actions.open_from_request(request=ask(), title=text, category="education", viewer=cast.sam, now=NOON)
