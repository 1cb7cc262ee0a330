"""Mail leaves for a real server: neutral, once as far as we can know, and never where a person did not want it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from comity.notices import actions, letters, worker
from comity.notices.address import NOWHERE, address_of
from comity.notices.lifecycle import LIFECYCLE
from comity.notices.models import Notice
from comity.notices.tasks import POST, send
from comity.notices.tests.conftest import JORGE, LENA, NOON
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.viewer import STRANGER, Viewer

pytestmark = pytest.mark.django_db


def told(matter, to=JORGE, kind="message-waiting", language="en"):
    return actions.tell(matter, kind, to=to, language=language, viewer=LENA, now=NOON)


def now_of(notice):
    return Notice.objects.visible_to(POST).get(pk=notice.pk)


def test_what_leaves_the_house_is_neutral_and_in_the_readers_language(matter, letterbox):
    notice = told(matter, language="ar")
    assert send.call(str(notice.pk)) == "sent"
    (mail,) = letterbox.arrived
    with translation.override("ar"):
        assert mail["From"] == "post@comity.example"
    assert mail["Message-ID"] == notice.message_id
    assert mail["To"] == "jorge@people.example"
    assert mail.get_content_type() == "text/plain"
    assert matter.reference not in mail.as_string()
    assert now_of(notice).state == "sent"


@pytest.mark.parametrize("kind", letters.KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_no_letter_names_the_agency_or_why_we_write(kind, language):
    letter = letters.compose(kind, language=language, link="https://x.example/in")
    said = (letter.subject + letter.text).lower()
    assert letter.text
    assert not any(word in said for word in ("community relations", "hate", "bias", "report", "case", "justice"))
    assert "\n" not in letter.subject


def test_the_job_row_holds_an_id_and_nothing_else(matter):
    notice = told(matter)
    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [], "kwargs": {"notice_id": str(notice.pk)}}


def test_a_second_run_of_the_same_job_sends_nothing(matter, letterbox):
    notice = told(matter)
    send.call(str(notice.pk))
    assert send.call(str(notice.pk)) == "nothing to do"
    assert len(letterbox.arrived) == 1


def test_a_notice_left_in_mid_flight_goes_once_more_and_says_so(matter, letterbox):
    notice = told(matter)
    LIFECYCLE.move(notice, "start", viewer=POST, now=NOON)  # its worker was killed here
    assert send.call(str(notice.pk)) == "sent"
    assert letterbox.arrived[0]["Message-ID"] == notice.message_id
    assert now_of(notice).maybe_twice


def test_when_the_server_hangs_up_after_the_text_we_say_that_we_cannot_know(matter, letterbox):
    letterbox.answers = ["hang up"]
    notice = told(matter)
    assert send.call(str(notice.pk)) == "uncertain"
    assert now_of(notice).maybe_twice
    assert LIFECYCLE.label(now_of(notice).state) == "May have been sent"
    assert send.call(str(notice.pk)) == "sent"  # at least once
    assert len({mail["Message-ID"] for mail in letterbox.arrived}) == 1


def test_a_busy_server_is_tried_again_and_a_refused_address_is_not(matter, letterbox):
    letterbox.answers = ["451 later"]
    notice = told(matter)
    assert send.call(str(notice.pk)) == "queued"
    later = DBTaskResult.objects.exclude(run_after__year=9999).get()
    assert later.run_after > timezone.now() + timedelta(minutes=1)
    letterbox.answers = ["550 unknown"]
    other = told(matter)
    assert send.call(str(other.pk)) == "failed"
    assert letterbox.arrived == []


def test_no_server_at_all_is_tried_again(matter, letterbox, settings):
    settings.EMAIL_PORT = 9
    notice = told(matter)
    assert send.call(str(notice.pk)) == "queued"
    assert "jorge" not in str(
        list(DBTaskResult.objects.values_list("traceback", "args_kwargs", "exception_class_path"))
    )


def test_without_consent_nothing_is_written(matter):
    contact = {"how": "email", "email": "jorge@people.example"}
    assert address_of(contact, consent=False, timezone="UTC") == NOWHERE
    assert told(matter, address_of(contact, consent=False, timezone="UTC")) is None
    for how in ("receipt", "no", "", "phone"):
        assert address_of(contact | {"how": how}, consent=True, timezone="UTC") == NOWHERE
    assert not Notice.objects.visible_to(POST).exists()


def test_who_wants_a_call_is_never_mailed(matter, letterbox):
    contact = {"how": "phone", "phone": "555-0142", "email": "jorge@people.example"}
    notice = told(matter, address_of(contact, consent=True, timezone="UTC"))
    assert (notice.state, notice.channel, notice.address) == ("held", "phone", "555-0142")
    assert DBTaskResult.objects.count() == 0
    assert send.call(str(notice.pk)) == "nothing to do"
    actions.mark_done(notice, viewer=LENA, now=NOON)
    assert now_of(notice).state == "done"


def test_a_wish_in_words_waits_for_a_person(matter):
    contact = {"how": "email", "email": "j@people.example", "safe_note": "not when my brother is at home"}
    assert told(matter, address_of(contact, consent=True, timezone="UTC")).held_because == "note"


def test_the_hours_called_safe_are_kept_in_the_persons_own_time(matter, letterbox):
    evenings = replace(JORGE, safe_when=("evenings", "weekdays"), timezone="America/New_York")
    notice = told(matter, evenings)
    assert notice.not_before.isoformat() == "2026-11-20T22:00:00+00:00"  # five in the afternoon in Atlanta
    assert DBTaskResult.objects.get().run_after == notice.not_before
    saturday = actions.tell(
        matter, "request-read", to=evenings, language="en", viewer=LENA, now=NOON + timedelta(days=1)
    )
    assert saturday.not_before.isoformat() == "2026-11-23T22:00:00+00:00"


def test_a_job_that_comes_too_early_waits(matter, letterbox):
    notice = told(matter)
    notice.not_before = timezone.now() + timedelta(hours=3)
    notice.save()
    assert send.call(str(notice.pk)) == "nothing to do"
    assert letterbox.arrived == []


def test_what_a_person_takes_back_is_not_sent(matter, letterbox):
    notice = told(matter)
    actions.recall(matter, viewer=LENA, now=NOON)
    assert send.call(str(notice.pk)) == "nothing to do"
    assert letterbox.arrived == []


def test_a_message_is_never_mailed(matter, letterbox):
    actions.answer(matter, body="We will be there.", language="en", viewer=LENA, now=NOON)
    worker.run(once=True, hooks=())
    assert not any("be there" in mail.as_string() for mail in letterbox.arrived)
    with pytest.raises(Refused):
        actions.answer(matter, body=" ", language="en", viewer=LENA, now=NOON)


def test_only_the_office_that_works_on_the_matter_writes_to_the_person(matter):
    jorge = Viewer(name="Jorge", principals=frozenset({"receipt:1"}))
    doors.grant(matter, to="receipt:1", as_="person", because="receipt", viewer=LENA, now=NOON)
    doors.grant(matter, to="desk:headquarters:headquarters", as_="headquarters", because="r", viewer=LENA, now=NOON)
    reader = Viewer(name="Hana", principals=frozenset({"desk:headquarters:headquarters"}), account_id=42)
    for viewer in (STRANGER, jorge, reader):
        with pytest.raises(Refused):
            actions.answer(matter, body="Hello", language="en", viewer=viewer, now=NOON)
    assert actions.messages(matter, viewer=LENA) == []


def test_a_round_of_the_worker_sends_links_and_runs_the_clock(matter, letterbox):
    rung = []
    told(matter)
    assert worker.run(once=True, hooks=(rung.append,)) == 0
    assert len(letterbox.arrived) == 1
    assert len(rung) == 1
    assert worker.health(timezone.now()).waiting == 0


def test_one_broken_hook_does_not_stop_the_clock():
    rung = []

    def broken(now):
        raise RuntimeError

    worker.run_clock((broken, rung.append), now=NOON)
    assert rung == [NOON]


def test_a_job_of_a_silent_worker_is_taken_up_and_one_of_a_living_worker_is_not(matter):
    told(matter)
    job = DBTaskResult.objects.get()
    job.claim("silent")
    now = timezone.now()
    worker.beat("silent", now=now - timedelta(minutes=10))
    assert worker.recover(now=now) == 1
    job.claim("living")
    worker.beat("living", now=now)
    assert worker.recover(now=now) == 0
