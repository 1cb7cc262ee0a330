"""Today and the caseload in a real browser: by keyboard, read by everyone, narrow, from right to left, in the dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.cases import actions
from comity.cases.access import open_case
from comity.intake.actions import receive
from comity.intake.answers import Answers
from comity.notices import actions as notices
from comity.notices.address import Address
from comity.people import actions as people
from comity.people.tests.cast import SETUP
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import STRANGER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
Checks = Callable[[Page], None]
DAY = timedelta(days=1)


@pytest.fixture
def office(transactional_db: None) -> SimpleNamespace:
    """Sam directs Atlanta, Lena leads two cases there, and something of everything is due."""
    now = timezone.now()
    began = now - 12 * DAY
    profile.load("us-crs", now=began)

    def person(name: str, *roles: str, office: str = "atlanta") -> Account:
        email = f"{name.split(maxsplit=1)[0].lower()}@office.example"
        account = people.invite(email=email, name=name, viewer=SETUP, now=began)
        for role in roles:
            people.appoint(
                account=account, role=role, office=office, viewer=SETUP, now=began, since=(began - DAY).date()
            )
        return account

    sam = person("Sam Okafor", "director", "intake")
    lena = person("Lena Park", "specialist")
    person("Mia Torres", "specialist")
    director, lead = viewer_for(sam, now), viewer_for(lena, now)
    for number, title in enumerate(("Fear after a verdict", "A walkout at the high school")):
        told = Answers(narrative="大家都很害怕。", zip="32771", setting="community-dispute", bases=("race",))
        request = receive(told, kind="ask", channel="web", language="zh-hans", viewer=STRANGER, now=began)
        case = actions.open_from_request(
            request=request, title=title, category="education", lead=lena, viewer=director, now=began + DAY
        )
        case = open_case(lead, case.reference, now=began + DAY)
        entry = {"case": case, "kind": "call", "viewer": lead, "now": began + 2 * DAY}
        actions.log_entry(text="座位安排", tension=8 - number, follow_up_on=now.date(), **entry)
        actions.plan_engagement(
            case=case, service="mediation", title="Joint session", on=now.date(), viewer=lead, now=began + 2 * DAY
        )
        party = actions.add_party(case=case, name="Union", kind="school", seat="invited", viewer=lead, now=began)
        actions.contacted(party=party, viewer=lead, now=began + DAY)
    to = Address(channel="phone", line="(404) 555-0142", safe_when=("any",), timezone="UTC")
    notice = notices.tell(case.matter, "message-waiting", to=to, language="en", viewer=director, now=began)
    receive(
        Answers(narrative="x", zip="32771", setting="bias-incident", bases=("religion",)),
        kind="report",
        channel="web",
        language="ar",
        viewer=STRANGER,
        now=began,
    )
    return SimpleNamespace(sam=sam, lena=lena, notice=notice, case=case)


@pytest.mark.parametrize("path", ["", "cases/", "cases/?q=open+lang%3Aar", "cases/?q=colour%3Ared", "notices/"])
def test_the_pages_can_be_read_by_everyone(
    path: str, office: SimpleNamespace, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    page = open_page(f"/staff/{path}", account=office.sam)
    axe(page)
    assert_reflows_at_320(page)


def test_the_call_and_the_handing_over_can_be_read_by_everyone(
    office: SimpleNamespace, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    for path in (f"notices/{office.notice.pk}/", f"cases/assignment/?case={office.case.reference}", "offices/"):
        page = open_page(f"/staff/{path}", account=office.sam)
        axe(page)
        assert_reflows_at_320(page)


def test_from_right_to_left_and_in_the_dark(
    office: SimpleNamespace, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    office.lena.language, office.lena.theme = "ar", "dark"
    office.lena.save()
    for path in ("/staff/", "/staff/cases/"):
        page = open_page(path, account=office.lena, dark=True)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        axe(page)
        assert_reflows_at_320(page)


def test_a_specialist_finds_a_case_by_keyboard_alone(office: SimpleNamespace, open_page: Opens) -> None:
    page = open_page("/staff/", account=office.lena)
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Caseload")
    page.keyboard.press("/")
    expect(page.locator("#search-line")).to_be_focused()
    page.keyboard.type("open walkout")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "walkout" not in page.url
    expect(page.locator("#search-line")).to_have_value("open walkout")
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("walkout")


def test_without_scripts_a_director_gives_two_cases_away(office: SimpleNamespace, open_page: Opens) -> None:
    page = open_page("/staff/cases/?q=open", account=office.sam, javascript=False)
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Give the selected cases to somebody").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Give 2 cases to somebody")
    page.get_by_role("radio", name="Mia Torres").check()
    page.get_by_role("button", name="Give them over").click()
    expect(page.get_by_role("status").first).to_contain_text("2 cases are now with Mia Torres.")
    expect(page.locator("td.c-lead").first).to_contain_text("Mia Torres")


def test_one_tap_from_today_to_the_line_to_write_in(office: SimpleNamespace, open_page: Opens) -> None:
    page = open_page("/staff/", account=office.lena, width=390, height=844)
    page.get_by_role("link", name="Log").first.click()
    expect(page.locator("form#entry")).to_be_in_viewport()


def test_a_heading_sorts_the_list_by_keyboard(office: SimpleNamespace, open_page: Opens) -> None:
    page = open_page("/staff/cases/", account=office.lena)
    page.locator("th.c-tension a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th.c-tension")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody th a").first).to_have_text("Fear after a verdict")
