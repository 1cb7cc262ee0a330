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


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_every_page_of_the_flow_can_be_read_by_everybody(
    open_page: Opener, axe, assert_reflows_at_320, language: str, dark: bool
) -> None:
    page = open_page("/ask/", language=language, dark=dark)
    looks: dict[str, Callable[[], None]] = {
        "safety": lambda: choose(page, "no"),
        "who": lambda: choose(page, "official"),
        "where": lambda: page.locator("input[name=place]").fill("63101"),
        "you": lambda: choose(page, "yes"),
        "contact": lambda: choose(page, "letter"),
    }
    refused = {"safety": lambda: None, "where": lambda: page.locator("input[name=place]").fill("Springfield")}
    seen = []
    for _ in range(16):
        step = page.url.rstrip("/").rpartition("/")[2]
        seen.append(step)
        for act in (refused.get(step), looks.get(step)):
            if act and act is refused.get(step):
                act()
                go_on(page)
                axe(page)
            elif act:
                act()
        axe(page)
        assert_reflows_at_320(page)
        if step == "sent":
            break
        if step == "contact":
            page.locator("textarea[name=contact__address]").fill("14 Ferry Street")
        go_on(page)
    assert (seen[-1], len(seen)) == ("sent", 15), seen


def test_only_the_line_that_is_needed_is_asked_for(open_page: Opener) -> None:
    page = open_page("/report/", javascript=False)
    go_on(page)
    page.goto("/report/contact/")
    expect(page.locator("input[name=contact__phone]")).to_be_hidden()
    choose(page, "email")
    expect(page.locator("input[name=contact__email]")).to_be_visible()
    expect(page.locator("input[name=contact__phone]")).to_be_hidden()
    choose(page, "receipt")
    expect(page.locator("input[name=contact__email]")).to_be_hidden()


def test_what_needs_another_look_has_the_focus_without_a_script(open_page: Opener) -> None:
    page = open_page("/report/", javascript=False)
    go_on(page)
    go_on(page)
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#id_safety")


def test_leaving_in_a_hurry_forgets_the_answers(open_page: Opener, live_server, settings) -> None:
    settings.EXIT_TO = f"{live_server.url}/safety/?away"
    page = open_page("/report/")
    go_on(page)
    with page.expect_request("**/forget/"):
        page.locator("a.exit").click()
    page.wait_for_url("**/safety/?away")
    page.goto("/report/when/")
    expect(page.locator("main h1")).to_have_text("This page is closed")


def test_the_counter_counts_down(open_page: Opener) -> None:
    page = open_page("/report/")
    go_on(page)
    page.goto("/report/words/")
    page.locator("textarea").fill("字" * 20_003)
    expect(page.locator(".counter")).to_have_text("3 characters too many")
    expect(page.locator(".counter")).to_have_class(re.compile("over"))
