"""A telephone call is written down in under a minute; the caller opens it later with the digits read aloud to them."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from comity.intake.models import Request
from comity.notices.models import Message
from comity.trust import doors
from comity.trust.viewer import System
from tests.journeys import sanford
from tests.journeys.sanford import DAY, HOUR, NOON
from tests.journeys.walking import Clock, digits_shown, fill_in, held

pytestmark = pytest.mark.django_db(transaction=True)
Opens = Callable[..., Page]
EVERYTHING = System("audit")
SAID = "A flyer at the mosque in Tampa calls people to the parking lot on Saturday."


@pytest.fixture
def office(transactional_db: None) -> sanford.Office:
    return sanford.staffed(NOON - 30 * DAY)


@pytest.fixture
def clock(live_server: object) -> Iterator[Clock]:
    yield from held(live_server, NOON)


def test_a_call_is_logged_and_the_caller_follows_it_with_the_digits(
    office: sanford.Office, clock: Clock, open_page: Opens
) -> None:
    iris = open_page("/staff/intake/new/", account=office.accounts["iris"])
    # Four answers are enough: how, what, where, and the language. All else can wait for the next talk.
    fill_in(iris, channel="phone", narrative=SAID, place="Tampa, FL", spoken="ar")
    digits = digits_shown(iris)
    groups = iris.locator(".digits-big span").all_inner_texts()
    assert [len(group.strip()) for group in groups] == [4, 4, 4, 4]
    reference = Request.objects.visible_to(EVERYTHING).select_related("matter").get().matter.reference
    assert digits not in iris.url
    iris.goto(f"/staff/intake/{reference}/")
    assert digits not in re.sub(r"\D", "", iris.locator("main").inner_text())
    expect(iris.locator(".original")).to_have_text(SAID)
    row = Request.objects.visible_to(EVERYTHING).filter(matter__reference=reference).get()
    assert (row.channel, row.language, row.office, row.first_contact_at) == ("phone", "ar", "atlanta", NOON)

    clock.move(NOON + 3 * HOUR)
    caller = open_page("/follow/", language="ar", javascript=False, width=390)
    expect(caller.locator("html")).to_have_attribute("dir", "rtl")
    caller.locator("main input[name=digits]").fill(" ".join(groups))
    caller.locator("main form button").first.click()
    caller.wait_for_url("**/ar/follow/matter/")
    assert digits not in caller.url
    caller.locator("textarea[name=body]").fill("المنشور يُوزَّع منذ أمس.")
    caller.locator("#messages form button").click()
    expect(caller.locator(".bubble.mine")).to_contain_text("المنشور يُوزَّع منذ أمس.")
    matter = doors.open_matter(office.viewer("iris"), reference, because="intake", now=clock.now)
    said = doors.under(matter, Message.objects.visible_to(office.viewer("iris")).filter(matter=matter))
    assert [(message.direction, message.body) for message in said] == [("in", "المنشور يُوزَّع منذ أمس.")]


def test_wrong_digits_open_nothing_and_are_named(office: sanford.Office, clock: Clock, open_page: Opens) -> None:
    caller = open_page("/follow/", javascript=False)
    caller.locator("main input[name=digits]").fill("1234 5678 9012 3456")
    caller.locator("main form button").first.click()
    expect(caller.locator("[role=alert], .errors").first).to_be_visible()
    assert caller.url.endswith("/follow/")
    expect(caller.locator("main input[name=digits]")).to_have_value("1234 5678 9012 3456")
