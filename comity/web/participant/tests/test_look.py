"""The pages behind the receipt in a real browser: light and dark, both directions, the narrowest phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.intake import front
from comity.intake.answers import Answers, Contact
from comity.web.public.tests.walker import NOON

pytestmark = pytest.mark.django_db(transaction=True)
Opener = Callable[..., Page]


@pytest.fixture
def digits(transactional_db: None) -> str:
    profile.load("us-crs", now=NOON)
    told = Answers(
        narrative="They sprayed words on our door.",
        zip="32771",
        contact=Contact(how="phone", phone="404-555-0199"),
        consents={"contact": True},
    )
    return front.file_request(told, flow="report", language="ar", now=NOON)


@pytest.fixture
def look(axe: Callable[[Page], None], assert_reflows_at_320: Callable[[Page], None]) -> Callable[[Page], None]:
    """Everybody can read the page as it stands."""

    def looked(page: Page) -> None:
        axe(page)
        assert_reflows_at_320(page)

    return looked


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_everybody_can_follow_up(
    open_page: Opener, digits: str, look: Callable[[Page], None], language: str, dark: bool
) -> None:
    page = open_page("/follow/", language=language, dark=dark)
    page.locator("input[name=digits]").fill("1234")
    page.locator("main form button.btn.large").click()
    look(page)
    page.locator("input[name=digits]").fill(digits)
    page.locator("main form button.btn.large").click()
    page.locator("#messages form button").click()
    look(page)
    page.locator("textarea[name=body]").fill("متى يتّصل بي أحد؟")
    page.locator("#messages form button").click()
    expect(page.locator(".bubble.mine")).to_contain_text("متى يتّصل بي أحد؟")
    for box in page.locator("details").all():
        box.locator("summary").click()
    look(page)
    page.locator("#companion form button").click()
    look(page)
    page.locator("main a.btn").click()
    page.locator("details").last.locator("summary").click()
    page.locator("a[href$='/withdrawal/']").click()
    look(page)
    page.locator("main form button.btn").click()
    look(page)
