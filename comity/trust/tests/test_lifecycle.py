"""A life is one table: it refuses what it does not list, offers what it does, and draws itself."""

import pytest

from comity.trust.lifecycle import Lifecycle, Refused, Transition, any_of
from comity.trust.models import Matter
from comity.trust.tests.people import KOFI, LENA, NOON, matter_of_lena

is_lena = lambda viewer, row: viewer == LENA
LIFE = Lifecycle(
    field="retention",
    labels={"matter": ("Open", "We are working on it"), "closed": ("Closed", "Finished")},
    close=Transition(("matter",), "closed", by=is_lena, needs=("outcome",)),
    reopen=Transition(("closed",), "matter", by=any_of(is_lena, lambda viewer, row: viewer == KOFI)),
)


@pytest.mark.django_db
def test_the_lead_closes_and_only_with_what_closing_needs():
    matter = matter_of_lena()
    with pytest.raises(Refused, match="outcome"):
        LIFE.move(matter, "close", viewer=LENA, now=NOON)
    LIFE.move(matter, "close", viewer=LENA, now=NOON, outcome="agreement")
    assert Matter.objects.visible_to(LENA).get().retention == "closed"


@pytest.mark.django_db
def test_somebody_without_a_part_is_refused():
    with pytest.raises(Refused):
        LIFE.move(matter_of_lena(), "close", viewer=KOFI, now=NOON, outcome="agreement")


@pytest.mark.django_db
@pytest.mark.both
def test_of_two_people_who_move_the_same_row_the_second_is_refused():
    matter = matter_of_lena()
    also_open = Matter.objects.visible_to(LENA).get()
    LIFE.move(matter, "close", viewer=LENA, now=NOON, outcome="agreement")
    with pytest.raises(Refused, match="Somebody else"):
        LIFE.move(also_open, "close", viewer=LENA, now=NOON, outcome="none")


@pytest.mark.django_db
def test_the_page_offers_the_moves_that_are_open():
    matter = matter_of_lena()
    assert LIFE.open_to(LENA, matter) == ["close"]
    assert LIFE.open_to(KOFI, matter) == []


def test_the_table_draws_its_own_diagram():
    assert LIFE.diagram().splitlines() == [
        "stateDiagram-v2",
        '    state "matter" as matter',
        '    state "closed" as closed',
        "    matter --> closed: close",
        "    closed --> matter: reopen",
    ]


def test_a_state_has_one_name_for_staff_and_one_for_the_public():
    assert (LIFE.label("closed"), LIFE.public_label("closed")) == ("Closed", "Finished")
