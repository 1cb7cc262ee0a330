"""Hostile hands on every form behind the receipt, and on the box where the digits are typed."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.agency import profile
from comity.web.participant.matter import ReachForm
from comity.web.public.tests import hostile
from comity.web.public.tests.walker import NOON, Walker, text

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NOUNS = ("message", "choices", "contact", "companion", "companion/end", "referral", "withdrawal")
NAMES = (*ReachForm.base_fields, "body", "consent", "answer", "digits")
CALM = {200, 302, 400, 403, 409, 413}


@pytest.fixture(autouse=True)
def agency() -> None:
    profile.load("us-crs", now=NOON)


@pytest.fixture
def amina() -> Walker:
    walker = Walker()
    walker.enter(walker.report())
    return walker


@settings(max_examples=40, suppress_health_check=QUIET)
@given(noun=st.sampled_from(NOUNS), sent=hostile.forms(NAMES), has_key=st.booleans())
def test_every_button_of_a_matter_answers(amina: Walker, noun: str, sent: dict[str, Any], has_key: bool) -> None:
    key = {"key": amina.key("/follow/matter/")} if has_key else {}
    page = amina.post(f"/follow/matter/{noun}/", {**sent, **key})
    assert page.status_code in CALM
    assert amina.get("/follow/matter/").status_code == 200


@settings(max_examples=30, suppress_health_check=QUIET)
@given(digits=st.one_of(hostile.words, st.text(alphabet="0123456789٠١٢٣ -", max_size=24)), unsent=hostile.words)
def test_the_box_for_the_digits_answers(digits: str, unsent: str) -> None:
    page = Walker().post("/follow/", {"digits": digits, "unsent": unsent})
    assert page.status_code == 400
    assert 'class="errors"' in text(page)
