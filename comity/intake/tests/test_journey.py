"""Somebody asks for help; the right people see it, decide, and the person can follow it with their receipt."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from comity.engines.tally import Tally
from comity.intake import actions, figures, front
from comity.intake.access import open_request
from comity.intake.models import Request
from comity.intake.tests.conftest import NOON, amina_says, colleague
from comity.notices import actions as notices
from comity.notices.models import Notice
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import STRANGER, System

pytestmark = pytest.mark.django_db
YEAR = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 1, 1, tzinfo=UTC)}


@pytest.fixture
def digits(agency):
    return front.file_request(amina_says(), flow="ask", language="zh-hans", now=NOON)


@pytest.fixture
def amina(digits):
    return front.open_by_receipt(digits, address="198.51.100.7", now=NOON).viewer


def the_reference():
    return Matter.objects.visible_to(System("clock")).get().reference


def test_a_request_from_sanford_stands_at_the_desk_in_atlanta(digits, lena):
    request = actions.look(lena, the_reference(), now=NOON)
    assert (request.office, request.field_office, request.region) == ("atlanta", "miami", "southeast")
    assert (request.state, request.county, request.screening_result) == ("FL", "Seminole", "in")
    assert request.narrative == "判决之后我们担心会有骚乱。"
    assert request.urgent
    assert request.screening_version


def test_neither_a_stranger_nor_another_office_nor_the_director_sees_it(digits, kofi, sam):
    for nobody in (STRANGER, kofi, sam):
        assert list(Request.objects.visible_to(nobody)) == []
        with pytest.raises(Http404):
            open_request(nobody, the_reference(), now=NOON)


def test_the_person_is_promised_a_day_and_sees_when_it_is_kept(amina, lena):
    before = front.status(amina, now=NOON, language="en")
    assert before.promise == "A specialist reads this by Mon, Nov 23."
    assert before.promised_on == date(2026, 11, 23)
    actions.look(lena, before.reference, now=NOON + timedelta(hours=2))
    after = front.status(amina, now=NOON + timedelta(days=5), language="en")
    assert after.promise == "A specialist read this on Fri, Nov 20."
    assert not after.promise_missed


def test_two_working_days_are_promised_to_everybody_else(agency):
    sent = front.file_request(amina_says(when="later"), flow="ask", language="en", now=NOON)
    viewer = front.open_by_receipt(sent, address="x", now=NOON).viewer
    assert front.status(viewer, now=NOON).promise == "A specialist reads this by Tue, Nov 24."


def test_a_missed_promise_is_said_before_the_person_asks(amina):
    late = front.status(amina, now=NOON + timedelta(days=9), language="en")
    assert late.promise_missed
    assert late.promise.startswith("We promised to read this by Mon, Nov 23, and we have not.")


def test_the_field_office_reads_along_only_with_consent(agency, lena):
    remy = colleague("Remy", ("intake", "miami"))
    sent = front.file_request(amina_says(), flow="ask", language="en", now=NOON)
    request = Request.objects.visible_to(lena).get()
    assert request.field_office == "miami"
    assert not Request.objects.visible_to(remy).exists()
    amina = front.open_by_receipt(sent, address="x", now=NOON).viewer
    front.change_consents(amina, {"specialist": True}, now=NOON)
    assert Request.objects.visible_to(remy).get() == request
    front.change_consents(amina, {"specialist": False}, now=NOON)
    assert not Request.objects.visible_to(remy).exists()
    assert Request.objects.visible_to(lena).exists()


def test_with_consent_the_field_office_reads_along_from_the_first_moment(agency):
    remy = colleague("Remy", ("intake", "miami"))
    said = amina_says(consents={"contact": True, "specialist": True})
    front.file_request(said, flow="ask", language="en", now=NOON)
    assert Request.objects.visible_to(remy).exists()


def test_what_we_noticed_ourselves_the_field_office_sees_at_once(agency, lena):
    remy = colleague("Remy", ("intake", "miami"))
    actions.raise_alert(amina_says(consents={}), grade="potential", source="Local radio", viewer=lena, now=NOON)
    assert Request.objects.visible_to(remy).exists()


def test_what_was_decided_is_told_to_whoever_wrote_but_not_to_whoever_rang(digits, lena):
    actions.not_ours(actions.look(lena, the_reference(), now=NOON), because="A claim", viewer=lena, now=NOON)
    assert Notice.objects.visible_to(lena).filter(kind="news").count() == 1
    rang = actions.log_contact(amina_says(), channel="phone", viewer=lena, now=NOON).request
    actions.not_ours(rang, because="A claim", viewer=lena, now=NOON)
    assert Notice.objects.visible_to(lena).filter(kind="news").count() == 1


def test_the_promise_is_dated_in_the_readers_language(amina):
    assert "11月23日" in front.status(amina, now=NOON, language="zh-hans").promise


def test_a_place_nobody_knows_goes_to_headquarters(agency):
    front.file_request(amina_says(place="behind the old mill", zip=""), flow="report", language="en", now=NOON)
    request = Request.objects.visible_to(System("clock")).get()
    assert (request.office, request.place_known, request.setting) == ("headquarters", False, "community-dispute")


def test_one_person_in_a_small_office_holds_several_posts(digits, agency):
    only_one = colleague("Only", ("intake", "atlanta"), ("director", "atlanta"), ("specialist", "atlanta"))
    request = actions.look(only_one, the_reference(), now=NOON)
    actions.accept(request, viewer=only_one, now=NOON)
    assert request.accepted_by_id == only_one.account_id


def test_messages_go_both_ways(amina, lena):
    front.write_message(amina, "Is the vigil still safe?", language="en", now=NOON)
    matter = doors.open_matter(lena, the_reference(), because="intake", now=NOON)
    assert [m.body for m in notices.messages(matter, viewer=lena)] == ["Is the vigil still safe?"]
    notices.answer(matter, body="Yes. We will be there.", language="en", viewer=lena, now=NOON)
    assert front.status(amina, now=NOON).waiting_messages == 1
    assert [(m.body, m.from_us, m.is_new) for m in front.messages(amina, now=NOON)] == [
        ("Is the vigil still safe?", False, False),
        ("Yes. We will be there.", True, True),
    ]
    assert front.status(amina, now=NOON).waiting_messages == 0
    waiting = Notice.objects.visible_to(lena).filter(kind="message-waiting")
    assert waiting.count() == 1


def test_a_companion_reads_and_writes_along_and_decides_nothing(amina):
    second = front.invite_companion(amina, now=NOON)
    companion = front.open_by_receipt(second, address="x", now=NOON)
    assert companion.role == "companion"
    assert front.status(companion.viewer, now=NOON).contact == {}
    front.write_message(companion.viewer, "I am with her.", language="en", now=NOON)
    for forbidden in (
        lambda: front.withdraw(companion.viewer, now=NOON),
        lambda: front.change_consents(companion.viewer, {"contact": True}, now=NOON),
        lambda: front.invite_companion(companion.viewer, now=NOON),
    ):
        with pytest.raises(Refused):
            forbidden()
    front.end_companion(amina, now=NOON)
    with pytest.raises(Refused):
        front.open_by_receipt(second, address="x", now=NOON)


def test_each_consent_is_changed_by_itself(amina):
    front.change_consents(amina, {"statistics": True, "contact": False}, now=NOON)
    assert front.status(amina, now=NOON).consents["statistics"] is True
    assert {n.state for n in Notice.objects.visible_to(amina)} == {"recalled"}


def test_what_is_taken_back_loses_its_words_and_keeps_its_count(amina, lena):
    front.write_message(amina, "my name is Amina", language="en", now=NOON)
    front.withdraw(amina, now=NOON)
    request = open_request(lena, the_reference(), now=NOON)
    assert (request.narrative, request.name, request.contact, request.place) == ("", "", {}, "")
    assert (request.stage, request.state, request.bases) == ("withdrawn", "FL", ["race"])
    matter = doors.open_matter(lena, the_reference(), because="intake", now=NOON)
    assert [m.body for m in notices.messages(matter, viewer=lena)] == [""]
    assert front.status(amina, now=NOON).withdrawn
    assert figures.matters(**YEAR).by["stage"]["southeast", "withdrawn"][0] == 1


def test_advice_is_counted_without_a_case(digits, lena):
    request = actions.look(lena, the_reference(), now=NOON)
    actions.advise(
        request,
        topic="How to hold a vigil safely",
        topic_kind="safe-event",
        recipient_kind="faith",
        minutes=40,
        viewer=lena,
        now=NOON,
    )
    work = Tally()
    figures.advice(work, **YEAR)
    assert work.places["southeast"].tolist()[:3] == [1, 1, 40]
    assert figures.days_to_read(**YEAR) == {0: 1}
    assert figures.promises_kept(**YEAR) == (1, 1)
    with pytest.raises(Refused):
        actions.count_only(request, viewer=lena, now=NOON)
    actions.reopen(request, because="They called again", viewer=lena, now=NOON)
    assert request.stage == "read"


def test_a_warm_referral_needs_consent_and_asks_back_after_two_weeks(digits, amina, lena):
    request = actions.look(lena, the_reference(), now=NOON)
    packet = {"what": "one family's claim"}
    with pytest.raises(Refused):
        actions.refer(
            request, to_body="Legal Aid", kind="legal-aid", consent=False, packet=packet, viewer=lena, now=NOON
        )
    actions.refer(request, to_body="Legal Aid", kind="legal-aid", consent=True, packet=packet, viewer=lena, now=NOON)
    assert actions.due_referral_checks(NOON + timedelta(days=13)) == 0
    assert actions.due_referral_checks(NOON + timedelta(days=14)) == 1
    assert actions.due_referral_checks(NOON + timedelta(days=14)) == 0
    later = NOON + timedelta(days=15)
    assert front.status(amina, now=later).ask_called_back
    front.answer_referral(amina, "called-back", now=later)
    assert not front.status(amina, now=later).ask_called_back
    assert figures.referrals(**YEAR) == {("legal-aid", "called-back"): 1}


def test_a_dispute_on_religion_is_decided_by_a_person_with_a_reason(agency, lena):
    front.file_request(amina_says(bases=("religion",)), flow="ask", language="en", now=NOON)
    request = actions.look(lena, the_reference(), now=NOON)
    assert request.screening_result == "person"
    with pytest.raises(Refused):
        actions.set_screening(request, result="in", because=" ", viewer=lena, now=NOON)
    actions.set_screening(request, result="in", because="Faith leaders ask for training", viewer=lena, now=NOON)
    assert (request.screening_result, request.screening_set_by_id) == ("in", lena.account_id)


def test_what_the_rules_decide_no_person_overrules(digits, lena):
    request = actions.look(lena, the_reference(), now=NOON)
    with pytest.raises(Refused):
        actions.set_screening(request, result="out", because="busy", viewer=lena, now=NOON)


def test_a_correction_asks_the_rules_again(digits, lena):
    request = actions.look(lena, the_reference(), now=NOON)
    told = {"setting": "bias-incident", "bases": ["disability"], "perceived": True, "incident_on": date(2005, 5, 5)}
    facts = {"one_family": False, "legal_claim": False, "violence": True}
    actions.correct(request, **told, **facts, viewer=lena, now=NOON)
    assert request.screening_result != "in"


def test_a_reroute_takes_the_access_along(digits, lena, kofi):
    request = actions.look(lena, the_reference(), now=NOON)
    actions.reroute(request, office="seattle", because="place", viewer=lena, now=NOON)
    assert list(Request.objects.visible_to(lena)) == []
    assert Request.objects.visible_to(kofi).get().office == "seattle"


def test_a_call_stands_in_the_same_queue_and_has_a_receipt_to_read_out(lena):
    said = amina_says(name="", when="week")
    logged = actions.log_contact(said, channel="phone", viewer=lena, now=NOON, give_receipt=True)
    assert Request.objects.visible_to(lena).get().channel == "phone"
    caller = front.open_by_receipt(logged.digits, address="x", now=NOON)
    assert caller.reference == logged.request.matter.reference
    with pytest.raises(Refused):
        actions.log_contact(amina_says(narrative="", wants=()), channel="phone", viewer=lena, now=NOON)


def test_a_call_for_another_office_goes_there_and_may_still_be_finished(lena, kofi):
    actions.log_contact(amina_says(place="Seattle, WA", zip=""), channel="phone", viewer=lena, now=NOON)
    assert Request.objects.visible_to(kofi).count() == 1
    matter = Matter.objects.visible_to(System("clock")).get()
    assert [g.because for g in doors.who_has(kofi, matter) if g.to == lena.principal] == ["logged"]


def test_an_alert_carries_its_grade_and_its_source(lena):
    alert = actions.raise_alert(
        amina_says(contact=amina_says().contact), grade="evidenced", source="Local radio", viewer=lena, now=NOON
    )
    assert (alert.kind, alert.channel, alert.grade) == ("alert", "own", "evidenced")
    with pytest.raises(Refused):
        actions.raise_alert(amina_says(), grade="certain", source="Local radio", viewer=lena, now=NOON)


def test_nearby_and_similar_show_only_what_the_viewer_may_see(lena, kofi, agency):
    for place in ("32771", "32801", "33101"):
        front.file_request(amina_says(zip=place, place=""), flow="ask", language="en", now=NOON)
    rows = {row.county: row for row in Request.objects.visible_to(lena)}
    here = rows["Seminole"]
    assert [near.county for near in actions.nearby(here, viewer=lena)] == ["Orange"]
    assert len(actions.similar(here, viewer=lena)) == 2
    assert actions.nearby(here, viewer=kofi) == []


def test_nobody_took_it_in_time_so_the_director_sees_it(digits, sam):
    assert actions.escalate_overdue(NOON + timedelta(hours=3)) == 0
    late = NOON + timedelta(hours=5)
    assert actions.escalate_overdue(late) == 1
    assert actions.escalate_overdue(late) == 0
    request = Request.objects.visible_to(sam).get()
    assert request.escalated_at == late
    told = Notice.objects.visible_to(sam).get(kind="escalation")
    assert (told.to_role, told.channel) == ("staff", "email")
    actions.accept(actions.look(sam, the_reference(), now=late), viewer=sam, now=late)


def test_what_was_taken_in_time_is_not_escalated(digits, lena, sam):
    request = actions.look(lena, the_reference(), now=NOON)
    actions.accept(request, viewer=lena, now=NOON)
    assert actions.escalate_overdue(NOON + timedelta(days=3)) == 0
    with pytest.raises(Refused):
        actions.accept(request, viewer=lena, now=NOON)


def test_without_a_director_headquarters_is_told(agency):
    chief = colleague("Chief", ("director", "headquarters"))
    front.file_request(amina_says(), flow="ask", language="en", now=NOON)
    actions.escalate_overdue(NOON + timedelta(days=3))
    assert Request.objects.visible_to(chief).count() == 1
