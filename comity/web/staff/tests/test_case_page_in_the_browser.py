"""The case page in a real browser: by keyboard alone, without scripts, on a phone, from right to left, in the dark."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import Case, Entry
from comity.intake.actions import receive
from comity.intake.answers import Answers
from comity.notices.actions import write
from comity.people import actions as people
from comity.people.tests.cast import SETUP
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import STRANGER, System, Viewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]
Checks = Callable[[Page], None]
SANFORD = "判决之后，大家都很害怕。我们担心周末会出事。"
PAGES = ["", "messages/", "parties/new/", "summary/", "access/"]


@pytest.fixture
def held(transactional_db: None) -> SimpleNamespace:
    """A case of Lena's with a table, a journal, a message, a session to come."""
    now = timezone.now()
    profile.load("us-crs", now=now)
    lena = somebody("lena", "specialist")
    sam = somebody("sam", "director", "intake")
    leads, directs = viewer_for(lena, now), viewer_for(sam, now)
    request = receive(
        Answers(narrative=SANFORD, zip="32771", setting="community-dispute", bases=("race",)),
        kind="ask", channel="web", language="zh-hans", viewer=STRANGER, now=now - timedelta(days=9),
    )  # fmt: skip
    opened = actions.open_from_request(
        request=request, title="Fear after a verdict", category="administration-of-justice", lead=lena, viewer=directs,
        now=now - timedelta(days=8),
    )  # fmt: skip
    case = open_case(leads, opened.reference, now=now)
    furnish(case, leads)
    return SimpleNamespace(lena=lena, sam=sam, case=case, url=f"/staff/cases/{case.reference}/")


def somebody(name: str, *roles: str) -> Account:
    now = timezone.now()
    account = people.invite(email=f"{name}@office.example", name=f"{name.title()} Test", viewer=SETUP, now=now)
    for role in roles:
        since = now.date() - timedelta(days=30)
        people.appoint(account=account, role=role, office="atlanta", since=since, viewer=SETUP, now=now)
    return account


def furnish(case: Case, lena: Viewer) -> None:
    now = timezone.now()
    chief = actions.add_party(
        case=case, name="Dana Whitlock", kind="law-enforcement-local", seat="at-table", viewer=lena, now=now
    )
    actions.add_party(case=case, name="王梅", kind="faith", language="zh-hans", seat="invited", viewer=lena, now=now)
    actions.add_party(case=case, name="Local 88, the association of teachers", kind="other", viewer=lena, now=now)
    for days, level, note in ((7, 7, ""), (4, 9, "march"), (1, 4, "")):
        actions.rate_tension(case=case, level=level, note=note, viewer=lena, now=now - timedelta(days=days))
    actions.log_entry(
        case=case, kind="call", text="Will carry the message.", with_whom="Dana Whitlock", parties=[chief], minutes=12,
        follow_up_on=(now + timedelta(days=2)).date(), viewer=lena, now=now - timedelta(days=1),
    )  # fmt: skip
    actions.log_entry(case=case, kind="caucus", text="Between us.", sealed_to="me", viewer=lena, now=now)
    actions.add_issue(case=case, text="Nobody explained the verdict", viewer=lena, now=now)
    actions.add_document(case=case, title="Ground rules", body="Speak for yourself.", viewer=lena, now=now)
    actions.record_outcome(case=case, kind="agreement", extent="partial", text="One door.", viewer=lena, now=now)
    actions.plan_engagement(
        case=case, service="dialogue", title="Listening evening", on=(now + timedelta(days=5)).date(), minutes=120,
        starts_at=now + timedelta(days=5), place="Library", interpreters=[("zh-hans", "spoken")], viewer=lena, now=now,
    )  # fmt: skip
    write(case.matter, body="我们愿意参加。", by_role="person", language="zh-hans", viewer=STRANGER, now=now)


def texts(held: SimpleNamespace) -> list[str]:
    rows = list(Entry.objects.visible_to(System("search")).filter(case=held.case).order_by("at", "pk"))
    for row in rows:
        row.matter = held.case.matter
    return [row.text for row in rows]


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_can_be_read_by_everyone(
    rest: str, held: SimpleNamespace, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    page = open_page(held.url + rest, account=held.lena)
    axe(page)
    assert_reflows_at_320(page)


@pytest.mark.parametrize("rest", PAGES)
def test_from_right_to_left_in_the_dark_on_a_phone(
    rest: str, held: SimpleNamespace, open_page: Opens, axe: Checks, assert_reflows_at_320: Checks
) -> None:
    held.lena.language, held.lena.theme = "ar", "dark"
    held.lena.save()
    page = open_page(held.url + rest, account=held.lena, width=390, height=844)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    axe(page)
    assert_reflows_at_320(page)


def test_a_call_is_logged_by_keyboard_alone(held: SimpleNamespace, open_page: Opens) -> None:
    page = open_page(held.url, account=held.lena)
    page.evaluate("window.stayed = true")
    page.locator("body").press("e")
    page.keyboard.type("She will bring the letter on Friday.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline article").first).to_contain_text("She will bring the letter on Friday.")
    expect(page.locator("#entry-said")).to_contain_text("saved")
    expect(page.locator("#entry-text")).to_have_value("")
    expect(page.locator("#entry-text")).to_be_focused()
    assert page.evaluate("window.stayed")  # the page was not loaded anew
    assert texts(held)[-1] == "She will bring the letter on Friday."
    for key in "Tab", "Tab":
        page.keyboard.press(key)
    expect(page.locator("#entry-minutes")).to_be_focused()


def test_what_is_refused_stays_in_the_line(held: SimpleNamespace, open_page: Opens, axe: Checks) -> None:
    page = open_page(held.url, account=held.lena)
    page.fill("#entry-text", "A long day")
    page.fill("#entry-minutes", "9999")
    page.locator("#entry .save").click()
    expect(page.locator("#entry .errors")).to_contain_text("how many minutes it took")
    expect(page.locator("#entry-text")).to_have_value("A long day")
    axe(page)
    page.fill("#entry-minutes", "40")
    page.locator("#entry .save").click()
    expect(page.locator("#timeline article").first).to_contain_text("A long day")
    assert len(texts(held)) == 3


def test_without_scripts_a_call_is_logged_and_found_again(held: SimpleNamespace, open_page: Opens) -> None:
    page = open_page(held.url, account=held.lena, javascript=False)
    page.locator("#entry label", has_text="Visit").click()
    page.fill("#entry-text", "Met at the church door")
    page.locator("#entry .save").click()
    expect(page.locator("#timeline article").first).to_contain_text("Met at the church door")
    page.fill("#find", "church")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#timeline article")).to_have_count(1)
    page.get_by_role("link", name="Show all again").click()
    page.locator(".reply summary").click()
    page.locator(".reply textarea").fill("谢谢")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".bubble.mine")).to_contain_text("谢谢")


def test_with_one_button_in_touch_today(held: SimpleNamespace, open_page: Opens) -> None:
    page = open_page(held.url, account=held.lena, javascript=False)
    page.get_by_role("button", name="In touch with 王梅 today").click()
    expect(page.locator("#table")).to_contain_text("invited, today")


def test_the_menu_opens_on_a_phone_within_the_screen(held: SimpleNamespace, open_page: Opens, axe: Checks) -> None:
    page = open_page(held.url, account=held.sam, width=320, height=700)
    page.locator(".account.more > summary").click()
    box = page.locator(".account.more .menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    axe(page)
    page.get_by_role("link", name="Why can I see this?").click()
    expect(page.locator("h1")).to_have_text("Why can I see this?")


def test_on_paper_stands_nothing_to_press(held: SimpleNamespace, open_page: Opens) -> None:
    page = open_page(held.url + "summary/", account=held.lena)
    page.emulate_media(media="print")
    expect(page.locator(".casesheet")).to_contain_text("Will carry the message.")
    expect(page.locator(".casesheet")).not_to_contain_text("Between us.")
    expect(page.locator(".rail")).to_be_hidden()


def test_what_somebody_sealed_does_not_leave_on_paper(held: SimpleNamespace, open_page: Opens) -> None:
    page = open_page(held.url, account=held.lena)
    sealed = page.locator(".entry.sealed").first
    expect(sealed).to_contain_text("Between us.")
    page.emulate_media(media="print")
    expect(sealed).to_be_hidden()
    expect(page.locator("#entry")).to_be_hidden()
