"""Sanford, Florida, in the browser: from a letter in Chinese after a verdict to a line of the year's report.

The public pages are in Chinese, the office works in English. The facts are the brochure's own example; the people are
invented. `test_sanford_domain.py` tells the same story without pages.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from comity.cases import figures as casework
from comity.cases.models import Case, Closure, FollowUp
from comity.intake import figures as intake
from comity.intake.models import Request
from comity.reports.annual import annual, year_of
from comity.trust.viewer import System
from tests.journeys import sanford
from tests.journeys.sanford import DAY, HOUR, NARRATIVE, NOON, TITLE
from tests.journeys.walking import Clock, digits_shown, fill_in, go_on, held

pytestmark = pytest.mark.django_db(transaction=True)
Opens = Callable[..., Page]
EVERYTHING = System("audit")
HELLO = "王梅您好：我们周六会到场，会有中文翻译。"
THANKS = "谢谢你们，我们会来。"


@pytest.fixture
def office(transactional_db: None) -> sanford.Office:
    return sanford.staffed(NOON - 30 * DAY)


@pytest.fixture
def clock(live_server: object) -> Iterator[Clock]:
    yield from held(live_server, NOON)


def mei_writes(page: Page) -> str:
    """Question by question, in Chinese; nothing but the choice of safety is required."""
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    go_on(page)
    go_on(page, "no")
    go_on(page, "week")
    go_on(page, "dialogue", "advice")
    go_on(page, "organisation")
    go_on(page, "community-based", organisation__name="华人邻里会")
    go_on(page, narrative=NARRATIVE)
    go_on(page, place="32771")
    go_on(page, "race")
    go_on(page, name="王梅")
    go_on(page, "receipt")
    go_on(page)
    expect(page.locator("dl.facts")).to_contain_text(NARRATIVE)
    go_on(page)
    return digits_shown(page)


def mei_comes_back(page: Page, digits: str) -> None:
    page.goto("/zh-hans/follow/")
    page.locator("main input[name=digits]").fill(digits)
    page.locator("main form button").first.click()
    page.wait_for_url("**/zh-hans/follow/matter/")


def iris_opens_a_case(page: Page, office: sanford.Office) -> str:
    """The queue, the letter as it was written, whether it is ours, where it belongs; then Lena leads it."""
    expect(page.locator(".queue li")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".original")).to_have_text(NARRATIVE)
    expect(page.locator(".original")).to_have_attribute("lang", "zh-Hans")
    screening = page.locator("#screening")
    expect(screening.locator(".tag")).to_contain_text("ours")
    expect(screening).to_contain_text("Civil Rights Act of 1964")
    routed = page.locator(".iside .panel", has_text="Which office")
    for word in ("Atlanta", "Southeast", "Miami"):
        expect(routed).to_contain_text(word)
    page.keyboard.press("a")
    expect(page.locator(".said")).to_contain_text("You have taken")
    page.keyboard.press("1")
    expect(page.locator("#decision [name=title]")).to_be_focused()
    fill_in(page, title=TITLE, category="administration-of-justice", lead=str(office.accounts["lena"].pk))
    expect(page.locator(".said")).to_be_visible()
    return Case.objects.visible_to(EVERYTHING).select_related("matter").get().matter.reference


def lena_gathers_everybody(page: Page, base: str) -> None:
    """The first call, who is concerned, what matters to them, what she recommends, and the plan."""
    for name, kind, _body, language in sanford.PARTIES.values():
        page.goto(base + "parties/new/")
        fill_in(page, name=name, kind=kind, language=language, seat="at-table")
    page.goto(base)
    for name, *_rest in sanford.PARTIES.values():
        expect(page.locator("#table")).to_contain_text(name)
    fill_in(page, kind="call", text="He keeps officers at a distance.", minutes="20", tension="8")
    expect(page.locator("#timeline article").first).to_contain_text("He keeps officers at a distance.")
    page.goto(base + "assessment/")
    fill_in(page, text="Nobody explained the verdict in Chinese")
    expect(page.locator("main")).to_contain_text("Nobody explained the verdict in Chinese")
    fill_in(page, recommendation="facilitate", summary="All sides want to talk, with an interpreter.")
    page.goto(base + "plan/")
    fill_in(page, goals="A calm weekend, and people who go on talking.", service_1="dialogue", service_2="consultation")
    expect(page.locator("main")).to_contain_text("A calm weekend, and people who go on talking.")


def lena_serves(page: Page, base: str, clock: Clock) -> None:
    """A dialogue with an interpreter is planned; the vigil is advised at once; then the evening takes place."""
    page.goto(base + "engagements/new/?service=dialogue")
    on = (clock.now + DAY).date()
    fill_in(
        page, openness="by-invitation", title="Listening evening", program="tailored-dialogue", on=on.isoformat(),
        at="18:00", minutes="120", place="Public library, Room B", language_1="zh-hans", interpreting_1="spoken",
    )  # fmt: skip
    expect(page.get_by_role("status")).to_contain_text("The session is planned.")
    page.goto(base + "engagements/new/?service=consultation")
    fill_in(
        page, recipient_kind="organiser", topic="How to keep a vigil calm", minutes="40", people="2",
        materials="A checklist in Chinese and English",
    )  # fmt: skip
    expect(page.get_by_role("status")).to_be_visible()
    page.goto(base + "closure/")
    expect(page.get_by_role("heading", name="2 things still stand in the way")).to_be_visible()
    clock.move(clock.now + 2 * DAY)
    page.reload()
    page.get_by_role("link", name="Record it").first.click()
    fill_in(
        page, minutes="130", prep_minutes="60", **{"role_community-member": "21", "role_law-enforcement": "4"},
        **{"role_faith-leader": "6", "role_official": "2"}, outputs="Four steps until spring",
    )  # fmt: skip
    expect(page.get_by_role("heading", name="33 people reached")).to_be_visible()
    page.goto(base + "outcomes/new/")
    fill_in(page, kind="action-plan", text="Four steps until spring: a liaison who speaks Chinese.")
    expect(page.locator("main")).to_contain_text("Four steps until spring: a liaison who speaks Chinese.")


def lena_closes_and_asks_after_thirty_days(page: Page, base: str, clock: Clock) -> None:
    page.goto(base + "closure/")
    fill_in(page, summary="They go on talking.")
    expect(page.get_by_role("heading", name="This case is closed")).to_be_visible()
    clock.move(clock.now + 30 * DAY)
    page.goto(base)
    page.get_by_role("link", name="Record the follow-up").first.click()
    fill_in(page, result="kept", tension="2", note="Quiet since then.")
    expect(page.get_by_text("Asked on").first).to_be_visible()


def the_year_counts_it(page: Page, clock: Clock) -> None:
    """One matter is counted and shown to nobody: every number that is below five stays hidden."""
    since, until = year_of(2026)
    assert intake.matters(since=since, until=until).places["southeast"].tolist()[0] == 1
    assert casework.cases(since=since, until=until).by["outcome"]["southeast", "action-plan"].tolist()[0] == 1
    work = casework.work(since=since, until=until)
    assert work.by["service"]["southeast", "dialogue"].tolist()[3] == 33
    report = annual(2026, now=clock.now).as_json()
    assert {name for name, number in report["totals"].items() if number.get("value")} == set()
    page.goto("/staff/reports/?year=2026")
    shown = page.locator("main").inner_text()
    assert "2026" in shown
    assert "33" not in shown
    assert TITLE not in shown
    csv = page.request.get("/staff/reports/csv/work-by-service/?year=2026").text()
    assert "33" not in csv


def test_sanford_from_a_letter_in_chinese_to_the_years_report(
    office: sanford.Office, clock: Clock, open_page: Opens
) -> None:
    mei = open_page("/ask/", language="zh-hans")
    digits = mei_writes(mei)
    asked = Request.objects.visible_to(EVERYTHING).get()
    assert (asked.screening_result, asked.region, asked.office, asked.field_office, asked.county) == (
        "in", "southeast", "atlanta", "miami", "Seminole",
    )  # fmt: skip

    clock.move(NOON + HOUR)
    reference = iris_opens_a_case(open_page("/staff/intake/", account=office.accounts["iris"]), office)
    base = f"/staff/cases/{reference}/"

    clock.move(NOON + 2 * HOUR)
    lena = open_page("/staff/", account=office.accounts["lena"])
    expect(lena.locator("main")).to_contain_text(TITLE)
    lena_gathers_everybody(lena, base)
    sam = open_page(base + "plan/", account=office.accounts["sam"])
    sam.locator(f'form[action="{base}plan/approval/"] button').click()
    expect(sam.locator("main")).to_contain_text("Approved")

    lena.goto(base + "messages/")
    fill_in(lena, body=HELLO, language="zh-hans")
    expect(lena.locator(".bubble.mine")).to_contain_text(HELLO)
    clock.move(NOON + 5 * HOUR)
    mei_comes_back(mei, digits)
    expect(mei.locator(".bubble")).to_contain_text(HELLO)
    mei.locator("textarea[name=body]").fill(THANKS)
    mei.locator("#messages form button").click()
    expect(mei.locator(".bubble.mine")).to_contain_text(THANKS)
    lena.goto(base + "messages/")
    expect(lena.locator("main")).to_contain_text(THANKS)

    lena_serves(lena, base, clock)
    lena_closes_and_asks_after_thirty_days(lena, base, clock)
    closure = Closure.objects.visible_to(EVERYTHING).get()
    assert (closure.outcome_kinds, closure.people_reached) == (["action-plan"], 35)
    assert FollowUp.objects.visible_to(EVERYTHING).get(days=30).done_on == closure.closed_at.date() + timedelta(days=30)
    the_year_counts_it(lena, clock)
