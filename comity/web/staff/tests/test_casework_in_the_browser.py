"""The casework by keyboard and on paper: plan, deliver, outcome, close, follow up; read by axe, dark, right to left."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comity.agency import profile
from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import Case, FollowUp, Interview, Issue
from comity.cases.tests.conftest import staff
from comity.people.models import Post

Opener = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)
# A person who changes these pages may look at them: LOOK_AT=folder keeps a picture of each.
SHOTS = os.environ.get("LOOK_AT", "")


@pytest.fixture
def desk(transactional_db: None) -> SimpleNamespace:
    """Lena at Atlanta with a case in which something of everything stands."""
    now = timezone.now() - timedelta(hours=1)
    profile.load("us-crs", now=now)
    lena = staff("Lena", ("specialist", "atlanta"))
    sam = staff("Sam", ("director", "atlanta"))
    for viewer, role in ((lena, "specialist"), (sam, "director")):
        Post.objects.create(account_id=viewer.account_id, role=role, office="atlanta", since=date(2026, 1, 1))
    account = {viewer.name: _account(viewer) for viewer in (lena, sam)}
    case = actions.open_own(
        title="Fear after a verdict",
        category="administration-of-justice",
        office="atlanta",
        region="southeast",
        lead=account["Lena"],
        facts={"state": "FL", "bases": ["race"]},
        viewer=lena,
        now=now,
    )
    case = open_case(lena, case.reference, now=now)
    return SimpleNamespace(lena=lena, sam=sam, account=account, case=case, now=now)


def _account(viewer: Any) -> Any:
    from comity.trust.models import Account  # noqa: PLC0415

    return Account.objects.get(pk=viewer.account_id)


def fill(desk: SimpleNamespace) -> dict[str, Any]:
    """Parties, conversations, issues, a plan, sessions, an outcome, papers."""
    case, told = desk.case, {"viewer": desk.lena, "now": desk.now}
    today = desk.now.date()
    names = ["Chief Dana Whitlock", "Rev. Amos Kemp", "王梅, Chinese American Parents Association", "Mayor's office"]
    kinds = ["law-enforcement-local", "faith", "community-based", "government"]
    parties = [
        actions.add_party(case=case, name=name, kind=kind, seat="at-table", **told)
        for name, kind in zip(names, kinds, strict=True)
    ]
    for circle, party, who in (
        (1, parties[0], ""),
        (1, parties[2], ""),
        (2, None, "Tomás Rivera"),
        (3, None, "A pupil"),
    ):
        talk = actions.note_interview(
            case=case, circle=circle, party=party, who=who, notes="Wants calm before the weekend.", **told
        )
    for number, text in enumerate(
        (
            "Nobody explained the verdict in Chinese",
            "Fear of what may happen at the vigil on Saturday",
            "Officers and young people do not speak with each other",
        )
    ):
        issue = actions.add_issue(case=case, text=text, **told)
        for place, party in enumerate(parties[: 4 - number]):
            actions.weigh(issue=issue, party=party, weight=(3 + number - place) % 4, **told)
    summary = "All four sides are ready to talk. The parents need an interpreter."
    actions.conclude_assessment(case=case, recommendation="facilitate", summary=summary, **told)
    actions.write_plan(
        case=case,
        goals="A calm weekend, and people who go on talking after it.",
        success={"done": "Both evenings are held.", "impact": "Tension below four.", "lasting": "A council meets."},
        services=[("dialogue", "tailored-dialogue", today + timedelta(days=5)), ("consultation", "", today)],
        **told,
    )
    evening = actions.plan_engagement(
        case=case,
        service="dialogue",
        program="tailored-dialogue",
        title="Listening evening",
        on=today + timedelta(days=2),
        starts_at=desk.now + timedelta(days=2),
        minutes=120,
        openness="by-invitation",
        place="Public library, Room B. Step-free door on Elm Street.",
        interpreters=[("zh-hans", "spoken"), ("asl", "sign")],
        **told,
    )
    advice = actions.plan_engagement(
        case=case,
        service="consultation",
        title="Advice for a vigil",
        topic="How to keep a vigil calm",
        on=today,
        **told,
    )
    actions.deliver(
        engagement=advice, minutes=40, people_reached=2, recipient_kind="organiser", materials="Checklist in English",
        next_step="Walk the route together on Friday", **told,
    )  # fmt: skip
    march = actions.plan_engagement(
        case=case, service="training", program="event-marshals", title="Training for marshals", minutes=180,
        on=today - timedelta(days=1), starts_at=desk.now - timedelta(days=1), place="City hall", **told,
    )  # fmt: skip
    table = actions.plan_engagement(
        case=case, service="mediation", program="mediation", title="Parents and police", minutes=120,
        on=today + timedelta(days=9), starts_at=desk.now + timedelta(days=9), place="Library", **told,
    )  # fmt: skip
    paper = actions.add_document(
        case=case, title="Joint statement", kind="statement", body="We stand together for a calm weekend.", **told
    )
    return {
        "evening": evening, "advice": advice, "march": march, "table": table, "paper": paper, "talk": talk,
        "issue": issue,
    }  # fmt: skip


def look(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def every_page(rows: dict[str, Any]) -> dict[str, str]:
    evening = f"engagements/{rows['evening'].pk}/"
    return {
        "assessment": "assessment/",
        "interview-new": "interviews/new/?circle=2",
        "interview": f"interviews/{rows['talk'].pk}/",
        "issue": f"issues/{rows['issue'].pk}/",
        "plan": "plan/",
        "plan-form": "plan/?edit",
        "engagements": "engagements/",
        "choose": "engagements/new/",
        "session": "engagements/new/?service=mediation&program=mediation",
        "advice-new": "engagements/new/?service=consultation",
        "engagement": evening,
        "advice": f"engagements/{rows['advice'].pk}/",
        "delivery": evening + "delivery/",
        "cancellation": evening + "cancellation/",
        "kit": evening + "kit/",
        "outcomes": "outcomes/new/",
        "documents": "documents/new/",
        "document": f"documents/{rows['paper'].pk}/",
        "document-print": f"documents/{rows['paper'].pk}/print/",
        "closure": "closure/",
        "pause": "pause/",
        "assignment": "assignment/",
        "assistance": "assistance/",
    }


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_everybody_can_read_the_pages(  # noqa: PLR0917 - fixtures
    open_page: Opener,
    axe: Callable[[Page], None],
    assert_reflows_at_320: Callable[[Page], None],
    desk: SimpleNamespace,
    language: str,
    dark: bool,
) -> None:
    rows = fill(desk)
    lena = desk.account["Lena"]
    lena.language = language
    lena.save()
    base = f"/staff/cases/{desk.case.reference}/"
    page = open_page(base + "plan/", account=lena, dark=dark)
    faults = []
    for name, path in every_page(rows).items():
        page.goto(base + path)
        for check in (axe, assert_reflows_at_320):
            try:
                check(page)
            except AssertionError as fault:
                faults.append(f"{name}: {fault}")
        look(page, f"{name}-{language}")
        if SHOTS and not dark:
            page.set_viewport_size({"width": 390, "height": 844})
            look(page, f"{name}-phone")
            page.set_viewport_size({"width": 1440, "height": 900})
    assert not faults, "\n\n".join(faults)


def test_a_closed_and_an_empty_case_can_be_read_too(
    open_page: Opener,
    axe: Callable[[Page], None],
    assert_reflows_at_320: Callable[[Page], None],
    desk: SimpleNamespace,
) -> None:
    told: dict[str, Any] = {"viewer": desk.lena, "now": desk.now}
    base = f"/staff/cases/{desk.case.reference}/"
    page = open_page(base + "plan/", account=desk.account["Lena"])
    begun = {"empty-assessment": "assessment/", "empty-engagements": "engagements/", "empty-closure": "closure/"}
    for name, path in begun.items():
        page.goto(base + path)
        axe(page)
        look(page, name)
    actions.record_outcome(case=desk.case, kind="agreement", text="Five steps", extent="partial", **told)
    actions.close(case=desk.case, summary="They talk again, every second Tuesday.", **told)
    case = open_case(desk.lena, desk.case.reference, now=desk.now)
    actions.correct(case=case, text="Fourteen people came", reason="One list was missing", **told)
    call = FollowUp.objects.visible_to(desk.lena).get(days=90)
    after = {
        "closed": "closure/",
        "follow-up": f"follow-ups/{call.pk}/",
        "reopening": "reopening/",
        "correction": "corrections/new/",
        "closed-outcomes": "outcomes/new/",
        "closed-documents": "documents/new/",
    }
    for name, path in after.items():
        page.goto(base + path)
        axe(page)
        assert_reflows_at_320(page)
        look(page, name)


def type_into(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, name: str, role: Any = "button") -> None:
    """Go to a button or link and press it, as a hand on the keyboard does."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    page.get_by_label(name, exact=True).focus()
    page.keyboard.press("Space")


def test_lena_plans_records_closes_and_follows_up_by_keyboard(open_page: Opener, desk: SimpleNamespace) -> None:
    base = f"/staff/cases/{desk.case.reference}/"
    page = open_page(base + "engagements/", account=desk.account["Lena"], javascript=False)
    page.goto(base + "engagements/new/?service=dialogue")
    choose(page, "By invitation")
    type_into(page, "Title for lists", "Listening evening")
    today = timezone.now().date()
    page.get_by_label("Day", exact=True).fill(today.isoformat())
    page.get_by_label("Begins at").fill("07:30")
    type_into(page, "Minutes", "90")
    press(page, "Plan this session")
    expect(page.get_by_role("status")).to_contain_text("The session is planned.")

    page.goto(base + "closure/")
    expect(page.get_by_role("heading", name="2 things still stand in the way")).to_be_visible()
    page.get_by_role("link", name="Record it").first.focus()
    page.keyboard.press("Enter")
    type_into(page, "Community members", "9")
    type_into(page, "Law enforcement", "3")
    type_into(page, "What came out?", "Five points for the next evening")
    press(page, "Put it on record")
    expect(page.get_by_role("heading", name="12 people reached")).to_be_visible()

    press(page, "Record an outcome", "link")
    choose(page, "Action plan")
    type_into(page, "Its words, or what it says", "Five steps until spring")
    press(page, "Put it on record")
    expect(page.get_by_text("Five steps until spring")).to_be_visible()

    press(page, "Closing", "link")
    type_into(page, "What was it about, and how does it stand?", "They talk again.")
    press(page, "Close this case")
    expect(page.get_by_role("heading", name="This case is closed")).to_be_visible()

    press(page, "After 30 days", "link")
    choose(page, "It held")
    page.get_by_label("How tense is it now?").select_option("2")
    press(page, "Put it on record")
    expect(page.get_by_text("Asked on").first).to_be_visible()
    assert FollowUp.objects.visible_to(desk.lena).get(days=30).result == "kept"
    assert Case.objects.visible_to(desk.lena).get().tension == 2


KITS = {
    "evening": ("dialogue", 3),
    "table": ("mediation", 4),
    "march": ("public-event", 6),
    "advice": ("consultation", 1),
}


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_each_sheet_of_a_kit_is_one_page_of_paper(
    open_page: Opener, desk: SimpleNamespace, language: str, tmp_path: Path
) -> None:
    rows = fill(desk)
    base = f"/staff/cases/{desk.case.reference}/engagements/"
    page = open_page(base, account=desk.account["Lena"])
    shown = {**{name: (str(rows[name].pk), kit, pages) for name, (kit, pages) in KITS.items()}}
    shown["course"] = (str(rows["march"].pk), "training", 3)
    for name, (pk, kit, pages) in shown.items():
        page.goto(f"{base}{pk}/kit/?language={language}&kit={kit}")
        expect(page.locator("article.sheet")).to_have_count(pages)
        target = Path(SHOTS or tmp_path) / f"kit-{name}-{language}.pdf"
        page.pdf(path=target, format="Letter", print_background=True)
        assert target.read_bytes().count(b"/Type /Page\n") == pages, (name, language)


def test_the_papers_name_no_reference_and_nobody_else(open_page: Opener, desk: SimpleNamespace) -> None:
    rows = fill(desk)
    page = open_page(
        f"/staff/cases/{desk.case.reference}/engagements/{rows['evening'].pk}/kit/", account=desk.account["Lena"]
    )
    printed = " ".join(page.locator("article.sheet").all_inner_texts())
    assert "Public library, Room B" in printed
    for word in (desk.case.reference, desk.case.title, "Whitlock", "Kemp", "王梅"):
        assert word not in printed, word
    assert Interview.objects.visible_to(desk.lena).count() == 4
    assert Issue.objects.visible_to(desk.lena).count() == 3
