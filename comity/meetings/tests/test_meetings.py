"""A meeting knows when, how and how many of which role; it names nobody and knows no case."""

import pytest
from django.db import IntegrityError, transaction

from comity.meetings import actions
from comity.meetings.models import Attendance, Interpreter, Meeting
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.tests.people import AMINA, KOFI, LENA, NOON, matter_of_lena
from comity.trust.viewer import STRANGER, Viewer


@pytest.fixture
def meeting(db):
    return actions.arrange(
        matter=matter_of_lena(),
        starts_at=NOON,
        minutes=90,
        place="图书馆",
        interpreters=[("zh-hans", "spoken"), ("ase", "sign")],
        viewer=LENA,
        now=NOON,
    )


def test_a_meeting_is_seen_by_the_lead_and_by_nobody_without_a_part(meeting):
    assert Meeting.objects.visible_to(LENA).get() == meeting
    for viewer in (KOFI, AMINA, STRANGER):
        assert not Meeting.objects.visible_to(viewer).exists()
        assert not Interpreter.objects.visible_to(viewer).exists()
    assert doors.under(meeting.matter, Meeting.objects.visible_to(LENA))[0].place == "图书馆"


def test_the_desk_that_took_the_first_call_does_not_learn_who_meets_where(meeting):
    doors.grant(meeting.matter, to="desk:atlanta:intake", as_="intake", because="routed", viewer=LENA, now=NOON)
    iris = Viewer(name="Iris", principals=frozenset({"desk:atlanta:intake"}))
    assert Matter.objects.visible_to(iris).exists()
    assert not Meeting.objects.visible_to(iris).exists()
    assert not Interpreter.objects.visible_to(iris).exists()


def test_attendance_counts_roles_and_a_second_count_replaces_the_first(meeting):
    told = {"meeting_id": meeting.pk, "matter": meeting.matter, "viewer": LENA, "now": NOON}
    actions.record_attendance(people={"student": 9, "parent": 4}, **told)
    assert actions.record_attendance(people={"student": 8}, **told) == 8
    assert [(row.role, row.people) for row in Attendance.objects.visible_to(LENA)] == [("student", 8)]
    with pytest.raises(Refused):
        actions.record_attendance(people={"celebrity": 1}, **told)


def test_an_interpreter_is_asked_for_by_language_and_confirmed_by_name(meeting):
    rows = Interpreter.objects.visible_to(LENA).order_by("language")
    asked = doors.under(meeting.matter, rows)
    assert [(row.language, row.mode, row.is_confirmed) for row in asked] == [
        ("ase", "sign", False),
        ("zh-hans", "spoken", False),
    ]
    actions.confirm_interpreter(interpreter=asked[1], name="L. Sun", viewer=LENA, now=NOON)
    assert doors.under(meeting.matter, rows)[1].name == "L. Sun"


def test_the_database_refuses_a_kind_of_meeting_it_does_not_know(meeting):
    meeting.openness = "secret"
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.save()
    with pytest.raises(Refused):
        actions.arrange(matter=meeting.matter, starts_at=NOON, mode="telepathy", viewer=LENA, now=NOON)
