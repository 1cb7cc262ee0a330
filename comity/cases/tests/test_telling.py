"""Whoever came to us hears what becomes of it, in their language and at a safe hour; colleagues hear what is theirs."""

from datetime import timedelta

import pytest
from django.core import mail

from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.telling import remind_of_follow_ups
from comity.intake import front
from comity.intake.actions import look
from comity.intake.answers import Answers, Contact
from comity.notices import actions as notices
from comity.notices import tasks
from comity.notices.models import Notice
from comity.notices.worker import every_minute
from comity.trust.models import Matter
from comity.trust.viewer import System

from .conftest import NOON, SANFORD

DAY = timedelta(days=1)
POST = System("notices")


@pytest.fixture
def written(cast):
    """Amina writes in Chinese and wishes to hear from us by e-mail, in the evening."""

    def sent(**given):
        told = {
            "narrative": SANFORD,
            "zip": "32771",
            "bases": ("race",),
            "contact": Contact(how="email", email="amina@people.example", safe_when=("evenings",)),
            "consents": {"contact": True},
        } | given
        digits = front.file_request(Answers(**told), flow="ask", language="zh-hans", now=NOON)
        return front.open_by_receipt(digits, address="198.51.100.7", now=NOON)

    return sent


def taken_on(cast, opened):
    return actions.open_from_request(
        request=look(cast.sam, opened.reference, now=NOON),
        title="Fear after a verdict",
        category="administration-of-justice",
        lead=cast.account["lena"],
        viewer=cast.sam,
        now=NOON,
    )


def told(kind):
    return list(Notice.objects.visible_to(POST).filter(kind=kind).order_by("queued_at"))


def test_a_case_opened_tells_the_person_and_its_lead(cast, written):
    taken_on(cast, written())
    [to_amina], [to_lena] = told("case-opened"), told("assigned")
    assert (to_amina.to_role, to_amina.language, to_lena.to_role) == ("person", "zh-hans", "staff")
    assert to_amina.not_before.astimezone(front.zone("America/New_York")).hour == 17


def test_what_leaves_the_house_names_no_case_fact(cast, written):
    taken_on(cast, written())
    [notice] = told("case-opened")
    parcel = tasks.claim(notice.pk, now=NOON + DAY)
    tasks.hand_over(parcel)
    [letter] = [sent for sent in mail.outbox if sent.to == ["amina@people.example"]]
    whole = f"{letter.subject} {letter.body}"
    assert not any(word in whole for word in ("Fear", "verdict", "Sanford", "判决", "CR-"))


def test_without_consent_nobody_is_written_to(cast, written):
    taken_on(cast, written(consents={}))
    assert told("case-opened") == []


def test_whoever_sent_a_second_worry_hears_the_same(cast, written):
    case = taken_on(cast, written())
    second = written(contact=Contact(how="email", email="jorge@people.example"))
    actions.link_request(request=look(cast.sam, second.reference, now=NOON), case=case, viewer=cast.sam, now=NOON)
    matter = Matter.objects.visible_to(POST).get(reference=second.reference)
    assert Notice.objects.visible_to(POST).filter(kind="case-opened", matter=matter).count() == 1


def test_a_new_lead_is_told_and_who_takes_it_themselves_is_not(cast, written):
    case = taken_on(cast, written())
    opened = open_case(cast.sam, case.reference, now=NOON)
    actions.assign(cases=[opened], lead=cast.account["sam"], viewer=cast.sam, now=NOON + DAY)
    assert len(told("assigned")) == 1
    opened = open_case(cast.sam, case.reference, now=NOON)
    actions.assign(cases=[opened], lead=cast.account["kofi"], viewer=cast.sam, now=NOON + DAY)
    assert len(told("assigned")) == 2


def test_closing_and_reopening_are_told_to_the_person(cast, written):
    reference = taken_on(cast, written()).reference
    case = open_case(cast.lena, reference, now=NOON)
    actions.record_outcome(case=case, kind="agreement", viewer=cast.lena, now=NOON + DAY)
    actions.close(case=case, viewer=cast.lena, now=NOON + 2 * DAY)
    assert len(told("case-closed")) == 1
    actions.reopen(case=case, reason="New graffiti", viewer=cast.lena, now=NOON + 3 * DAY)
    assert len(told("case-opened")) == 2


def test_a_message_of_ours_is_the_first_contact_of_the_case_too(cast, written):
    reference = taken_on(cast, written()).reference
    matter = open_case(cast.lena, reference, now=NOON).matter
    write = {"body": "We read you.", "language": "en", "viewer": cast.lena}
    notices.answer(matter, now=NOON + DAY, **write)
    notices.answer(matter, now=NOON + 2 * DAY, **write)
    assert open_case(cast.lena, reference, now=NOON + 2 * DAY).first_contact_at == NOON + DAY


def test_the_page_behind_the_receipt_says_that_the_work_has_ended_and_when(cast, written):
    amina = written()
    case = taken_on(cast, amina)
    jorge = written(contact=Contact(how="email", email="jorge@people.example"))
    actions.link_request(request=look(cast.sam, jorge.reference, now=NOON), case=case, viewer=cast.sam, now=NOON)

    def reads(who):
        status = front.status(who.viewer, now=NOON + 3 * DAY, language="en")
        return status.headline, [step.text for step in status.steps if step.slug in ("decided", "ended")]

    began = "We began to work on this on Fri, Nov 20."
    assert reads(amina) == ("We are working on it with the people concerned.", [began])
    assert reads(jorge) == ("It belongs to something we are already working on.", [began])
    case = open_case(cast.lena, case.reference, now=NOON)
    actions.record_outcome(case=case, kind="agreement", viewer=cast.lena, now=NOON + DAY)
    actions.close(case=case, viewer=cast.lena, now=NOON + 2 * DAY)
    ended = "Our work on this ended on Sun, Nov 22. You can still write to us here."
    assert reads(amina) == ("Our work on what you sent has come to its end for now.", [began, ended])
    assert reads(jorge) == reads(amina)
    actions.reopen(case=case, reason="New graffiti", viewer=cast.lena, now=NOON + 3 * DAY)
    assert reads(amina) == ("We are working on it with the people concerned.", [began])


def test_on_the_day_of_a_follow_up_the_lead_is_told_once(cast, written):
    assert remind_of_follow_ups in every_minute()
    reference = taken_on(cast, written()).reference
    case = open_case(cast.lena, reference, now=NOON)
    actions.record_outcome(case=case, kind="none", viewer=cast.lena, now=NOON)
    actions.close(case=case, viewer=cast.lena, now=NOON)
    assert remind_of_follow_ups(NOON + 29 * DAY) == 0
    assert remind_of_follow_ups(NOON + 30 * DAY) == 1
    assert remind_of_follow_ups(NOON + 30 * DAY) == 0
    assert [notice.to_role for notice in told("follow-up-due")] == ["staff"]
    assert remind_of_follow_ups(NOON + 90 * DAY) == 1
