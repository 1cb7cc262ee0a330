"""The browser harness itself: it sees what it is meant to see, so that a silent harness cannot pass for a good page."""

import pytest

from tests.harness.browser import OVERFLOWING, violations

pytestmark = pytest.mark.browser

BAD = "<html><body><img src='data:,'><div class='wide' style='width:900px'>wide</div></body></html>"


@pytest.fixture
def bad_page(browser):
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()
    page.set_content(BAD)
    yield page
    context.close()


def test_axe_finds_a_picture_without_words(bad_page) -> None:
    assert any(found.startswith("image-alt") for found in violations(bad_page))


def test_a_page_that_is_too_wide_is_named(bad_page, assert_reflows_at_320) -> None:
    assert bad_page.evaluate(OVERFLOWING)["found"][0].startswith("div.wide")
    with pytest.raises(AssertionError, match="px wide at 320"):
        assert_reflows_at_320(bad_page)


def test_the_service_answers_a_browser(open_page) -> None:
    page = open_page("/health")
    assert '"database": "reachable"' in page.content()


def test_axe_looks_at_a_page_whose_policy_forbids_scripts(browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    strict = {"Content-Type": "text/html", "Content-Security-Policy": "default-src 'none'; script-src 'self'"}
    page.route("**/*", lambda route: route.fulfill(body="<html lang=en><img src=x></html>", headers=strict))
    page.goto("http://strict.example/")
    assert any(found.startswith("image-alt") for found in violations(page))
    context.close()


def test_a_page_opens_without_scripts_and_axe_says_that_it_needs_them(open_page, axe) -> None:
    page = open_page("/health", javascript=False)
    assert "reachable" in page.content()
    with pytest.raises(AssertionError, match="axe is a script"):
        axe(page)
