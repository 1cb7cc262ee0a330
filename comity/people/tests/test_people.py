"""Who works where, what their post opens, and who is on duty."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from comity.people import actions
from comity.people.models import Duty, Post
from comity.people.tests.cast import NOON, SETUP, seen_by, somebody
from comity.people.viewers import viewer_for
from comity.trust.lifecycle import Refused

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def test_lena_is_known_by_her_own_name_and_by_the_desk_of_her_post() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    viewer = seen_by(lena)
    assert viewer.principals == {f"account:{lena.pk}", "desk:atlanta:specialist"}
    assert viewer.has_role("specialist", "atlanta")
    assert not viewer.has_role("specialist", "chicago")


def test_sam_may_direct_several_offices() -> None:
    sam = somebody("Sam", ("director", "atlanta"), ("director", "chicago"))
    assert seen_by(sam).offices_as("director") == {"atlanta", "chicago"}


def test_an_administrator_has_no_desk() -> None:
    ada = somebody("Ada", ("administrator", "headquarters"))
    assert seen_by(ada).principals == {f"account:{ada.pk}"}
    assert seen_by(ada).has_role("administrator")


def test_in_a_small_office_one_person_holds_several_posts() -> None:
    kofi = somebody("Kofi", ("specialist", "chicago"), ("intake", "chicago"), ("administrator", "chicago"))
    assert "desk:chicago:intake" in seen_by(kofi).principals
    assert "desk:chicago:administrator" not in seen_by(kofi).principals


def test_a_post_that_has_ended_opens_nothing_from_that_day() -> None:
    ada, lena = somebody("Ada", ("administrator", "headquarters")), somebody("Lena", ("specialist", "atlanta"))
    actions.end_post(post=Post.objects.get(account=lena), viewer=seen_by(ada), now=NOON)
    assert seen_by(lena).principals == {f"account:{lena.pk}"}


def test_a_post_that_begins_tomorrow_opens_nothing_today() -> None:
    lena = somebody("Lena")
    actions.appoint(
        account=lena, role="specialist", office="atlanta", since=TODAY + timedelta(days=1), viewer=SETUP, now=NOON
    )
    assert seen_by(lena).posts == frozenset()
    assert viewer_for(lena, NOON + timedelta(days=1)).has_role("specialist", "atlanta")


def test_a_closed_account_sees_nothing() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    lena.is_active = False
    assert viewer_for(lena, NOON).principals == frozenset()
    assert viewer_for(lena, NOON).account_id is None


def test_only_an_administrator_invites_and_appoints() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    with pytest.raises(Refused):
        actions.invite(email="new@office.example", name="New One", viewer=seen_by(lena), now=NOON)
    with pytest.raises(Refused):
        actions.appoint(account=lena, role="director", office="atlanta", viewer=seen_by(lena), now=NOON)


def test_two_accounts_never_share_an_address() -> None:
    somebody("Lena")
    with pytest.raises(Refused):
        actions.invite(email="LENA@office.example", name="Another Lena", viewer=SETUP, now=NOON)


def test_the_same_post_is_not_held_twice() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    with pytest.raises(Refused):
        actions.appoint(account=lena, role="specialist", office="atlanta", viewer=SETUP, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(account=lena, role="specialist", office="atlanta", since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(account=lena, role="king", office="atlanta", since=TODAY)


def test_the_last_administrator_stays() -> None:
    ada = somebody("Ada", ("administrator", "headquarters"))
    with pytest.raises(Refused):
        actions.end_post(post=Post.objects.get(account=ada), viewer=seen_by(ada), now=NOON)


def test_somebody_invited_has_no_password_until_they_choose_one() -> None:
    lena = somebody("Lena")
    assert not lena.has_usable_password()
    uid, token = actions.one_time_link_parts(lena)
    assert uid
    assert token


def test_whoever_is_put_on_duty_takes_the_days_from_whoever_was() -> None:
    lena, mia = somebody("Lena", ("specialist", "atlanta")), somebody("Mia", ("intake", "atlanta"))
    monday = date(2026, 11, 23)
    actions.set_duty(
        office="atlanta", account=lena, from_on=monday, to_on=monday + timedelta(days=6), viewer=SETUP, now=NOON
    )
    actions.set_duty(
        office="atlanta",
        account=mia,
        from_on=monday + timedelta(days=2),
        to_on=monday + timedelta(days=3),
        viewer=seen_by(mia),
        now=NOON,
    )
    week = [actions.who_is_on_duty("atlanta", monday + timedelta(days=number)) for number in range(7)]
    assert week == [lena, lena, mia, mia, lena, lena, lena]
    assert actions.who_is_on_duty("chicago", monday) is None


def test_a_day_can_be_cleared() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"), ("intake", "atlanta"))
    actions.set_duty(office="atlanta", account=lena, from_on=TODAY, to_on=TODAY, viewer=seen_by(lena), now=NOON)
    actions.unset_duty(office="atlanta", from_on=TODAY, to_on=TODAY, viewer=seen_by(lena), now=NOON)
    assert not Duty.objects.exists()


def test_kofi_cannot_set_the_rota_of_another_office_nor_be_put_on_it() -> None:
    lena, kofi = somebody("Lena", ("specialist", "atlanta")), somebody("Kofi", ("intake", "chicago"))
    with pytest.raises(Refused):
        actions.set_duty(office="atlanta", account=lena, from_on=TODAY, to_on=TODAY, viewer=seen_by(kofi), now=NOON)
    with pytest.raises(Refused):
        actions.set_duty(office="atlanta", account=kofi, from_on=TODAY, to_on=TODAY, viewer=SETUP, now=NOON)


@pytest.mark.parametrize("days", [-1, 200])
def test_a_duty_has_a_sensible_length(days: int) -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    with pytest.raises(Refused):
        actions.set_duty(
            office="atlanta", account=lena, from_on=TODAY, to_on=TODAY + timedelta(days=days), viewer=SETUP, now=NOON
        )


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Inez Marrow", "IM"), ("Lena", "L"), ("周 美玲", "周美"), ("", "?"), ("Anna-Maria de la Cruz", "AC")],
)
def test_initials(name: str, initials: str) -> None:
    assert actions.initials_of(name) == initials
