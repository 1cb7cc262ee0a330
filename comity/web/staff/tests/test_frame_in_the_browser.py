"""The frame in a real browser: for everyone, by keyboard, on a narrow phone, from right to left, in the dark."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.people import actions
from comity.people.tests.cast import SETUP
from comity.trust.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
Checks = Callable[[Page], None]


@pytest.fixture
def sam(transactional_db: None) -> Account:
    """Sam directs the office of Atlanta and keeps its accounts."""
    now = timezone.now()
    profile.load("us-crs", now=now)
    account = actions.invite(email="sam@office.example", name="Sam Okafor", viewer=SETUP, now=now)
    for role in ("director", "administrator"):
        actions.appoint(account=account, role=role, office="atlanta", viewer=SETUP, now=now)
    return account


@pytest.mark.parametrize("path", ["people/", "people/new/", "rota/", "rota/atlanta/", "offices/", "account/"])
def test_the_pages_can_be_read_by_everyone(
    path: str, sam: Account, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    page = open_page(f"/staff/{path}", account=sam)
    axe(page)
    assert_reflows_at_320(page)


def test_from_right_to_left_and_in_the_dark(
    sam: Account, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    sam.language, sam.theme = "ar", "dark"
    sam.save()
    page = open_page("/staff/people/", account=sam)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    axe(page)
    assert_reflows_at_320(page)


def test_the_sign_in_page_works_without_scripts_and_can_be_read(
    sam: Account, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    axe(page := open_page("/staff/sign-in/"))
    assert_reflows_at_320(page)
    sam.set_password("harlow falls bridge")
    sam.save()
    plain = open_page("/staff/sign-in/", javascript=False)
    plain.fill("input[name=email]", sam.email)
    plain.fill("input[name=password]", "harlow falls bridge")
    plain.locator("form.gate button").click()
    expect(plain.locator(".avatar").first).to_have_text("SO")


def test_a_key_shows_the_keys_and_they_can_be_switched_off(sam: Account, open_page: Opens, axe: Checks) -> None:
    page = open_page("/staff/people/", account=sam)
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    page.locator("#who").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.goto("/staff/account/")
    page.get_by_role("button", name="Off").click()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_hidden()


def test_the_account_menu_opens_and_closes_by_keyboard(sam: Account, open_page: Opens, axe: Checks) -> None:
    page = open_page("/staff/people/", account=sam)
    page.locator("summary.avatar").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(page.locator("summary.avatar")).to_be_focused()


def test_j_and_k_walk_through_a_list_only_from_within_it(sam: Account, open_page: Opens) -> None:
    page = open_page("/staff/people/", account=sam)
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_count(0)
    page.locator("[data-row] a").first.focus()
    page.keyboard.press("j")
    expect(page.locator("[data-row] a:focus")).to_have_count(1)
