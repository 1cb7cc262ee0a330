"""Asking for help and reporting, in a real browser with JavaScript off: from the first question to the receipt."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.web.public.tests.test_look import NOON

pytestmark = pytest.mark.django_db(transaction=True)
Opener = Callable[..., Page]


@pytest.fixture(autouse=True)
def agency(transactional_db: None) -> None:
    profile.load("us-crs", now=NOON)


def go_on(page: Page) -> None:
    page.locator("main form button.btn.large").click()


def choose(page: Page, *values: str) -> None:
    for value in values:
        page.locator(f'main input[value="{value}"]').check()


def report(page: Page) -> str:
    """Amina reports in her own language, leaves much open, and gets sixteen digits."""
    go_on(page)
    choose(page, "no")
    go_on(page)
    choose(page, "week")
    go_on(page)
    choose(page, "counted", "talk")
    go_on(page)
    choose(page, "witness")
    go_on(page)
    page.locator("textarea[name=narrative]").fill("كتبوا شتائم على باب المسجد.")
    go_on(page)
    page.locator("input[name=place]").fill("32771")
    go_on(page)
    choose(page, "religion", "national-origin")
    go_on(page)
    go_on(page)
    choose(page, "receipt")
    go_on(page)
    go_on(page)
    expect(page.locator("dl.facts")).to_contain_text("كتبوا شتائم على باب المسجد.")
    go_on(page)
    return re.sub(r"\D", "", page.locator(".digits-big").inner_text())


def test_a_report_in_arabic_on_a_phone_without_javascript_and_back_with_the_receipt(open_page: Opener) -> None:
    page = open_page("/report/", language="ar", javascript=False, width=390)
    digits = report(page)
    assert len(digits) == 16
    page.goto("/ar/follow/")
    page.locator("input[name=digits]").fill(digits)
    go_on(page)
    expect(page.locator("main h1")).to_be_visible()
    page.locator("textarea[name=body]").fill("هل قرأتم رسالتي؟")
    page.locator("#messages form button").click()
    expect(page.locator(".bubble.mine")).to_contain_text("هل قرأتم رسالتي؟")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"flow"}


def test_every_page_of_the_flow_can_be_read_by_everybody(open_page: Opener, axe, assert_reflows_at_320) -> None:
    page = open_page("/ask/")
    seen = []
    for _ in range(14):
        axe(page)
        assert_reflows_at_320(page)
        seen.append(page.url)
        if "/safety/" in page.url:
            choose(page, "no")
        if "/who/" in page.url:
            choose(page, "official")
        if "/sent/" in page.url:
            break
        go_on(page)
    assert page.url.endswith("/ask/sent/"), seen
