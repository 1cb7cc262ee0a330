"""A city commission of two people: one office for everything, its own law, one person with several posts."""

import pytest

from comity.agency import profile
from comity.intake import actions, front
from comity.intake.models import Request
from comity.intake.tests.conftest import NOON, amina_says, colleague
from comity.trust.viewer import System

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_one(db):
    profile.load("generic", now=NOON)
    return colleague("Rosa", ("intake", "city-hall"), ("director", "city-hall"), ("specialist", "city-hall"))


@pytest.mark.parametrize(("code", "known"), [("45631", True), ("32771", False), ("45685", True)])
def test_all_roads_lead_to_city_hall(only_one, code, known):
    front.file_request(amina_says(zip=code, place=""), flow="ask", language="en", now=NOON)
    request = Request.objects.visible_to(only_one).get()
    assert (request.office, request.place_known) == ("city-hall", known)


def test_a_contract_that_has_ended_no_longer_covers_its_zip(only_one):
    front.file_request(amina_says(zip="45760", place=""), flow="ask", language="en", now=NOON)
    assert not Request.objects.visible_to(System("clock")).get().place_known


def test_one_person_does_the_whole_work(only_one):
    front.file_request(amina_says(zip="45631", place="", bases=("religion",)), flow="ask", language="en", now=NOON)
    reference = Request.objects.visible_to(only_one).select_related("matter").get().matter.reference
    request = actions.look(only_one, reference, now=NOON)
    actions.accept(request, viewer=only_one, now=NOON)
    actions.count_only(request, viewer=only_one, now=NOON)
    assert request.stage == "counted"
