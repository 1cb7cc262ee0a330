"""Answers on their way belong to whoever holds the cookie, for one day."""

from datetime import timedelta

import pytest

from comity.intake import front
from comity.intake.actions import forget
from comity.intake.models import Draft, Request
from comity.intake.tests.conftest import NOON, amina_says
from comity.trust.viewer import System

pytestmark = pytest.mark.django_db


def test_what_was_typed_comes_back_to_the_one_who_typed_it():
    token = front.start_draft("report", NOON)
    front.save_draft(token, {"narrative": "有人喷漆", "bases": ["race"]}, now=NOON)
    assert front.draft(token, now=NOON).answers == {"narrative": "有人喷漆", "bases": ["race"]}
    row = Draft.objects.get()
    assert token not in row.pk
    assert "有人喷漆".encode() not in bytes(row.blob)


def test_a_day_after_the_last_answer_it_is_gone_and_says_so():
    token = front.start_draft("report", NOON)
    almost = NOON + timedelta(hours=23)
    front.save_draft(token, {"narrative": "x"}, now=almost)
    assert front.draft(token, now=NOON + timedelta(hours=30)).answers
    over = almost + timedelta(hours=24)
    for late in (
        lambda: front.draft(token, now=over),
        lambda: front.save_draft(token, {}, now=over),
        lambda: front.draft("somebody else's", now=NOON),
        lambda: front.draft("", now=NOON),
    ):
        with pytest.raises(front.DraftGone, match="one day only"):
            late()
    forget(over)
    assert Draft.objects.count() == 0


def test_sending_twice_makes_one_matter(agency):
    token = front.start_draft("ask", NOON)
    digits = front.file_request(amina_says(), flow="ask", language="en", now=NOON, token=token)
    with pytest.raises(front.AlreadySent):
        front.file_request(amina_says(), flow="ask", language="en", now=NOON, token=token)
    assert Request.objects.visible_to(System("clock")).count() == 1
    assert front.kept_receipt(token, now=NOON) == (digits, "ask")


def test_the_answers_go_when_they_are_sent_and_the_receipt_half_an_hour_later(agency):
    token = front.start_draft("ask", NOON, answers={"narrative": "x"})
    front.file_request(amina_says(), flow="ask", language="en", now=NOON, token=token)
    assert dict(front.draft(token, now=NOON).answers).keys() == {"digits", "flow"}
    with pytest.raises(front.DraftGone):
        front.kept_receipt(token, now=NOON + timedelta(minutes=31))
    forget(NOON + timedelta(minutes=31))
    assert Draft.objects.count() == 0


def test_a_refused_answer_leaves_the_draft_where_it_was(agency):
    token = front.start_draft("ask", NOON, answers={"narrative": "kept"})
    with pytest.raises(front.NotAccepted):
        front.file_request(amina_says(name="\x00"), flow="ask", language="en", now=NOON, token=token)
    assert front.draft(token, now=NOON).answers == {"narrative": "kept"}


def test_leaving_leaves_nothing():
    token = front.start_draft("ask", NOON, answers={"narrative": "x"})
    front.discard(token)
    assert Draft.objects.count() == 0
