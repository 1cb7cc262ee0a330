"""A community dispute on religion: the rules leave it to a person, who decides, says why and refers it warmly."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.intake import actions
from comity.intake.models import Referral, Request
from comity.people import actions as people
from comity.people.tests.cast import SETUP
from comity.trust.models import Account
from comity.trust.viewer import System

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
CLOCK = System("clock")
STORY = "Two congregations on our street argue about parking and the call to prayer. People stopped greeting."
REASON = "Religion alone, in a dispute without threats: outside the Act of 1964. The interfaith council mediates."


@pytest.fixture
def lena(transactional_db: None) -> Account:
    """Lena sits at the intake desk in Atlanta."""
    now = timezone.now()
    profile.load("us-crs", now=now)
    account = people.invite(email="lena@office.example", name="Lena Park", viewer=SETUP, now=now)
    people.appoint(account=account, role="intake", office="atlanta", viewer=SETUP, now=now, since=now.date())
    return account


def go_on(page: Page, *values: str) -> None:
    for value in values:
        page.locator(f'main input[value="{value}"]').check()
    page.locator("main form button.btn.large").click()


def asks(page: Page) -> str:
    """Amina asks, without scripts, and agrees that a partner may be told."""
    go_on(page)
    go_on(page, "no")
    go_on(page, "later")
    go_on(page, "mediation")
    go_on(page, "me")
    page.locator("textarea[name=narrative]").fill(STORY)
    go_on(page)
    page.locator("input[name=place]").fill("32771")
    go_on(page)
    go_on(page, "religion")
    page.locator("input[name=name]").fill("Amina")
    go_on(page)
    go_on(page, "receipt")
    page.locator('input[name="consents__share:partner"]').check()
    go_on(page)
    expect(page.locator("dl.facts")).to_contain_text(STORY)
    go_on(page)
    return re.sub(r"\D", "", page.locator(".digits-big").inner_text())


def comes_back(page: Page, digits: str) -> None:
    page.goto("/follow/")
    page.locator("main input.input").first.fill(digits)
    page.locator("main form button").first.click()
    page.wait_for_url("**/follow/matter/")


def test_a_person_decides_refers_warmly_and_asks_whether_they_called_back(lena: Account, open_page: Opens) -> None:
    amina = open_page("/ask/", javascript=False, width=390)
    digits = asks(amina)

    office = open_page("/staff/intake/", account=lena)
    expect(office.locator(".queue li")).to_have_count(1)
    expect(office.locator(".queue li")).to_contain_text("a person decides")
    office.keyboard.press("j")
    office.keyboard.press("Enter")
    expect(office.locator(".original")).to_have_text(STORY)
    expect(office.locator("#screening")).to_contain_text("The rules do not decide this one.")
    expect(office.locator("#screening")).to_contain_text("Civil Rights Act of 1964")

    office.keyboard.press("s")
    office.get_by_label("No, it is not ours").check()
    office.get_by_label("Why?").fill(REASON)
    office.get_by_role("button", name="Keep this decision").click()
    expect(office.locator("#screening")).to_contain_text("Lena Park decided this")
    expect(office.locator("#screening")).to_contain_text(REASON)

    office.keyboard.press("4")
    refer = office.locator("#decision")
    expect(refer.get_by_label("Who is asked to help?")).to_be_focused()
    office.keyboard.type("Seminole Interfaith Council, Rev. Kemp")
    refer.get_by_label("Kind").select_option("faith")
    expect(refer.locator(".consents .yes")).to_have_text(re.compile("Share with a partner"))
    expect(refer.locator(".packet")).not_to_contain_text("congregations")
    refer.get_by_label("What they wrote, word for word").check()
    refer.get_by_role("button", name="Refer").click()
    # The packet has changed since it was read: it is shown again before anything leaves.
    expect(office.locator(".packet")).to_contain_text(STORY)
    assert not Referral.objects.visible_to(CLOCK).exists()
    office.get_by_role("button", name="Refer", exact=True).click()
    expect(office.locator(".errors")).to_contain_text("Please ask them first.")
    office.get_by_label("I asked the person").check()
    office.get_by_label("What we write to the person").fill("The interfaith council will call you.")
    office.get_by_role("button", name="Refer", exact=True).click()
    expect(office.locator(".said")).to_contain_text("We ask in two weeks whether they called back.")
    assert Request.objects.visible_to(CLOCK).get().stage == "referred"

    comes_back(amina, digits)
    expect(amina.locator("main")).to_contain_text("We asked somebody else to help, as you agreed.")
    expect(amina.locator("main")).to_contain_text("The interfaith council will call you.")

    assert actions.due_referral_checks(timezone.now() + timedelta(days=13)) == 0
    assert actions.due_referral_checks(timezone.now() + timedelta(days=15)) == 1
    amina.goto("/follow/matter/")
    amina.locator('button[name="answer"][value="yes"]').click()
    office.goto(f"/staff/intake/{Request.objects.visible_to(CLOCK).select_related('matter').get().matter.reference}/")
    expect(office.locator("#referral")).to_contain_text("Yes, they called back")
