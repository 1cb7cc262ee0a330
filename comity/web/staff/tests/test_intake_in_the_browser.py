"""Intake in a real browser: by keyboard alone, without scripts, on a narrow phone, from right to left, in the dark."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.intake import actions, front
from comity.intake.answers import Answers, Contact
from comity.intake.models import Request
from comity.people import actions as people
from comity.people.tests.cast import SETUP
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import System

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
Checks = Callable[[Page], None]
CLOCK = System("clock")


@pytest.fixture
def lena(transactional_db: None) -> Account:
    """Lena sits at the intake desk in Atlanta and leads cases there."""
    now = timezone.now()
    profile.load("us-crs", now=now)
    account = people.invite(email="lena@office.example", name="Lena Park", viewer=SETUP, now=now, languages=["en"])
    for role in ("intake", "specialist"):
        people.appoint(account=account, role=role, office="atlanta", viewer=SETUP, now=now, since=now.date())
    return account


def ask(text: str, *, language: str = "en", hours: int = 1, **more: object) -> None:
    told = {"narrative": text, "zip": "32771", "setting": "community-dispute", "bases": ("race",), "when": "today"}
    front.file_request(
        Answers(**told | more), flow="ask", language=language, now=timezone.now() - timedelta(hours=hours)
    )


@pytest.fixture
def waiting(lena: Account) -> list[str]:
    """Three items; the references in the order of the queue."""
    reached = {"contact": Contact(how="phone", phone="407-555-0134"), "consents": {"contact": True}}
    ask("判决之后大家都很害怕。", language="zh-hans", hours=3, name="林美玲", **reached)
    ask("كتبوا شتائم على الباب.", language="ar", hours=2, bases=("religion",))
    ask("Two walkouts at our school.", hours=1)
    rows = Request.objects.visible_to(CLOCK).select_related("matter").order_by("received_at")
    return [row.matter.reference for row in rows]


def stage(reference: str) -> str:
    return Request.objects.visible_to(CLOCK).get(matter__reference=reference).stage


def test_three_items_are_decided_by_keyboard_alone(lena: Account, waiting: list[str], open_page: Opens) -> None:
    page = open_page("/staff/intake/", account=lena)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Seminole")
    page.keyboard.press("a")
    expect(page.locator(".said")).to_contain_text("You have taken")
    page.keyboard.press("3")
    expect(page.locator("#decision [name=topic]")).to_be_focused()
    page.keyboard.type("Rumors before a verdict")
    page.keyboard.press("Tab")
    page.keyboard.type("Rising")
    page.keyboard.press("Tab")
    page.keyboard.type("Community")
    page.keyboard.press("Tab")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("recorded and counted")
    assert stage(waiting[0]) == "advised"

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator(".decide").wait_for()
    page.keyboard.press("5")
    expect(page.locator("#decision button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("It is counted.")
    assert stage(waiting[1]) == "counted"

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator(".decide").wait_for()
    page.keyboard.press("1")
    expect(page.locator("#decision [name=title]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#decision-form")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.locator("#decision [name=title]")).to_be_focused()
    page.keyboard.type("Walkouts at a school")
    page.keyboard.press("Tab")
    page.keyboard.type("Education")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/staff/cases/{waiting[2]}/$"))
    assert stage(waiting[2]) == "case"


def test_j_walks_from_item_to_item_and_keys_can_be_switched_off(
    lena: Account, waiting: list[str], open_page: Opens
) -> None:
    page = open_page(f"/staff/intake/{waiting[0]}/", account=lena)
    page.keyboard.press("j")
    page.wait_for_url(f"**/{waiting[1]}/")
    lena.keys_on = False
    lena.save()
    page.reload()
    page.keyboard.press("5")
    expect(page.locator("#decision-form")).to_have_count(0)
    page.keyboard.press("j")
    assert waiting[1] in page.url


def test_a_call_is_logged_without_scripts_and_the_digits_are_read_aloud(lena: Account, open_page: Opens) -> None:
    page = open_page("/staff/intake/new/", account=lena, javascript=False, width=390)
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_label("What they said").fill("A rumor about a counter-march on Saturday.")
    page.get_by_label("Where").fill("Tampa, FL")
    page.get_by_role("button", name="Write it down").click()
    digits = re.sub(r"\D", "", page.locator(".digits-big").inner_text())
    assert len(digits) == 16
    page.get_by_role("link", name="Read and decide it now").click()
    expect(page.locator(".original")).to_have_text("A rumor about a counter-march on Saturday.")
    page.get_by_role("link", name="Count only").click()
    page.get_by_role("button", name="Only count it").click()
    expect(page.locator(".said")).to_contain_text("It is counted.")


PAGES = ["", "opening/", "link/", "advice/", "referral/", "count/", "refusal/", "screening/", "route/"]


@pytest.mark.parametrize("look", ["light", "dark-rtl"])
def test_every_page_can_be_read_by_everyone(
    *, look: str, lena: Account, waiting: list[str], open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    viewer, now = viewer_for(lena, timezone.now()), timezone.now()
    asked = actions.look(viewer, waiting[0], now=now)
    actions.refer(
        asked, to_body="Interfaith Council", kind="faith", consent=True, packet={"text": "x"}, viewer=viewer,
        now=now - timedelta(days=20),
    )  # fmt: skip
    if look == "dark-rtl":
        lena.language, lena.theme = "ar", "dark"
        lena.save()
    page = open_page("/staff/intake/", account=lena, dark=look == "dark-rtl")
    if look == "dark-rtl":
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    paths = ["", "?show=decided", "?show=mine", "new/", "alert/", "referrals/", f"{waiting[0]}/"]
    for path in [*paths, *(f"{waiting[1]}/{tail}" for tail in PAGES)]:
        page.goto(f"/staff/intake/{path}")
        axe(page)
        assert_reflows_at_320(page)


def test_a_decision_opened_inside_the_item_can_be_read_by_everyone(
    lena: Account, waiting: list[str], open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    page = open_page(f"/staff/intake/{waiting[1]}/", account=lena)
    for key, name in (("1", "title"), ("3", "topic"), ("4", "to_body"), ("6", "because")):
        page.keyboard.press(key)
        expect(page.locator(f"#decision [name={name}]")).to_be_focused()
        axe(page)
        assert_reflows_at_320(page)
        page.keyboard.press("Escape")
