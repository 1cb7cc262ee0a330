"""The public pages in a real browser: read by axe, dark, right to left, on the narrowest phone, and left in a hurry."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from comity.agency import profile

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
ADDRESSES = (
    "/",
    "/services/",
    "/programs/spcp/",
    "/with/lgbtq/",
    "/offices/?q=63101",
    "/offices/?q=Springfield",
    "/offices/atlanta/",
    "/about/",
    "/confidentiality/",
    "/privacy/",
    "/accessibility/",
    "/safety/",
    "/start/",
)

Opener = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def agency(transactional_db: None) -> None:
    """The brochures' agency."""
    profile.load("us-crs", now=NOON)


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_read_the_page(
    open_page: Opener, axe: Callable[[Page], None], assert_reflows_at_320: Callable[[Page], None], address: str
) -> None:
    for language, dark in (("en", False), ("ar", True)):
        page = open_page(address, language=language, dark=dark)
        axe(page)
        assert_reflows_at_320(page)


def test_amina_leaves_in_a_hurry(open_page: Opener, live_server: Any, settings: Any) -> None:
    settings.EXIT_TO = f"{live_server.url}/safety/?away"  # no test opens a stranger's page
    page = open_page("/")
    page.goto("/start/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/safety/?away")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/")  # the page she left is no longer in the history


def test_the_first_press_of_shift_is_answered_for_those_who_listen(open_page: Opener) -> None:
    page = open_page("/start/")
    page.keyboard.press("Shift")
    expect(page.locator("[data-exit-said]")).to_have_text("Press Shift two more times to leave this site.")


def test_the_finder_works_without_a_script(open_page: Opener) -> None:
    page = open_page("/", javascript=False, width=390)
    page.get_by_label("ZIP code, city, county or state").fill("Sanford, FL")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("region", name="Answer").get_by_text("404-555-0104")).to_be_visible()


def test_the_skip_link_comes_first_and_the_way_out_soon_after(open_page: Opener) -> None:
    page = open_page("/")
    seen: list[Any] = []
    for _ in range(9):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className"))
    assert seen[0] == "skip"
    assert any("exit" in str(name) for name in seen)
