"""Access is a row: it opens, it ends, it can be listed, and a role alone opens nothing."""

from datetime import timedelta

import pytest
from django.http import Http404

from comity.trust import doors, sealing
from comity.trust.models import Matter
from comity.trust.tests.people import AMINA, KOFI, LENA, NOON, SAM, matter_of_lena
from comity.trust.viewer import STRANGER

pytestmark = pytest.mark.django_db


def test_whoever_holds_a_grant_sees_the_matter_and_nobody_else_does():
    matter = matter_of_lena()
    sees = [viewer for viewer in (LENA, AMINA, SAM, KOFI, STRANGER) if Matter.objects.visible_to(viewer).exists()]
    assert sees == [LENA, AMINA]
    assert doors.standing(LENA, matter) == {"lead"}
    assert doors.standing(SAM, matter) == frozenset()


def test_no_such_matter_and_not_yours_are_the_same_answer():
    matter = matter_of_lena()
    answers = set()
    for reference in (matter.reference, "CR-1900-0001"):
        with pytest.raises(Http404) as refusal:
            doors.open_matter(KOFI, reference, because="case", now=NOON)
        answers.add(str(refusal.value))
    assert len(answers) == 1


def test_a_desk_opens_to_whoever_works_at_it():
    matter = matter_of_lena()
    doors.grant(matter, to="desk:atlanta:director", as_="director", because="overdue", viewer=LENA, now=NOON)
    assert Matter.objects.visible_to(SAM).get() == matter


def test_an_ended_grant_opens_nothing_and_stays_on_record():
    matter = matter_of_lena()
    assert doors.end_grant(matter, to="account:1", viewer=SAM, now=NOON) == 1
    assert not Matter.objects.visible_to(LENA).exists()


def test_a_grant_with_an_end_ends_by_itself():
    matter = matter_of_lena()
    doors.grant(
        matter,
        to="account:3",
        as_="assisting",
        because="cover",
        viewer=LENA,
        now=NOON - timedelta(days=9000),
        until=NOON - timedelta(days=8000),
    )
    assert not Matter.objects.visible_to(KOFI).exists()


def test_a_part_is_held_at_the_moment_that_is_asked_about():
    matter = matter_of_lena()
    doors.end_grant(matter, to="account:1", viewer=SAM, now=NOON + timedelta(days=9000))
    before, after = NOON + timedelta(days=8999), NOON + timedelta(days=9001)
    assert [doors.standing(LENA, matter, now) for now in (before, after)] == [{"lead"}, frozenset()]
    assert [len(doors.who_has(LENA, matter, now)) for now in (before, after)] == [2, 1]


def test_why_can_i_see_this_is_answered_by_listing_the_grants():
    matter = matter_of_lena()
    assert {(g.to, g.part, g.because) for g in doors.who_has(LENA, matter)} == {
        ("account:1", "lead", "assigned"),
        ("receipt:amina", "person", "asked"),
    }
    assert doors.who_has(KOFI, matter) == []


def test_a_matter_seen_in_a_list_does_not_bring_its_key():
    matter_of_lena()
    with pytest.raises(sealing.Locked):
        Matter.objects.visible_to(LENA).get().key_in_hand  # noqa: B018 - reading it is the test


@pytest.mark.both
def test_references_count_up_within_a_year():
    assert [matter_of_lena().reference for _ in range(3)] == ["CR-2026-0001", "CR-2026-0002", "CR-2026-0003"]
