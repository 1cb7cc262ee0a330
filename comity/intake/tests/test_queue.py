"""The intake list shows the most pressing first, to those who may see it, with its reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.intake import actions, front, queue, why
from comity.intake.models import Request
from comity.intake.tests.conftest import NOON, amina_says
from comity.trust.models import AuditRow
from comity.trust.viewer import STRANGER, System

pytestmark = pytest.mark.django_db


def send(**changes):
    return front.file_request(amina_says(**changes), flow="ask", language="en", now=NOON)


def test_urgent_first_and_what_somebody_took_last(lena):
    send(when="later", narrative="later")
    send(when="today", narrative="today")
    send(when="today", narrative="taken")
    rows = queue.opened(lena, queue.waiting(lena), now=NOON)
    taken = next(row for row in rows if row.narrative == "taken")
    actions.accept(taken, viewer=lena, now=NOON)
    rows = queue.opened(lena, queue.waiting(lena), now=NOON)
    assert [row.narrative for row in rows] == ["today", "later", "taken"]
    assert queue.counts(lena, now=NOON) == {
        "waiting": 3, "unread": 2, "urgent": 2, "nobodys": 2, "late": 0, "promise_missed": 0,
    }  # fmt: skip


def test_a_stranger_sees_an_empty_list(lena, kofi):
    send()
    for nobody in (STRANGER, kofi):
        assert queue.opened(nobody, queue.waiting(nobody), now=NOON) == []
        assert queue.counts(nobody, now=NOON)["waiting"] == 0


def test_each_row_shown_is_a_look_and_the_list_asks_few_questions(lena):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert queue.opened(lena, queue.waiting(lena)[: queue.PAGE], now=NOON)
        return len(asked)

    send()
    few = questions()
    for _ in range(8):
        send()
    assert questions() == few
    looks = AuditRow.objects.visible_to(System("audit")).filter(act="look", who=lena.principal)
    assert looks.count() == 1 + 9


def test_the_reasons_stand_beside_it_in_the_readers_language(lena):
    send()
    row = Request.objects.visible_to(lena).get()
    (first, *_others) = why.screening_reasons(row, "en")
    assert first.rule == "dispute-three"
    assert first.text != why.screening_reasons(row, "zh-hans")[0].text
    assert len(why.routing_reasons(row, "en")) == 2
    send(place="nowhere at all", zip="")
    lost = Request.objects.visible_to(System("clock")).get(office="headquarters")
    assert "Please ask where it is." in why.routing_reasons(lost, "en")[0]
