"""Sanford, Florida, told through the real actions: after a verdict somebody writes to us, and it becomes a case.

The facts are the brochure's own example; the people are invented. Tests that need a matter with something of
everything in it - every guarded table holds a row of it - begin here.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from comity.agency import profile
from comity.cases import actions as cases
from comity.cases.access import child_of, open_case
from comity.cases.models import Case, Document, Engagement, FollowUp
from comity.intake import actions as intake
from comity.intake import front
from comity.intake.answers import Answers, Contact
from comity.meetings import actions as meetings
from comity.meetings.models import Interpreter
from comity.notices import actions as notices
from comity.people import actions as people
from comity.people.viewers import viewer_for
from comity.trust import doors
from comity.trust.models import Account
from comity.trust.viewer import System, Viewer

# A Friday, noon in Atlanta. All of it lies behind the clock on the wall: grants end by that clock.
NOON = datetime(2026, 9, 4, 16, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SETUP = System("setup")
NARRATIVE = "判决之后，大家都很害怕。我们担心周末的烛光守夜会出事，希望有人帮助警方和居民坐下来谈。"
TITLE = "Sanford: fear of unrest after a verdict"

POSTS = {
    "lena": [("specialist", "atlanta")],
    "sam": [("director", "atlanta")],
    "iris": [("intake", "atlanta")],
    "hugo": [("headquarters", "headquarters")],
    "hana": [("intake", "headquarters")],
    "ansel": [("specialist", "miami")],
    "kofi": [("specialist", "boston"), ("director", "boston")],
    "sora": [("intake", "seattle")],
    "ada": [("administrator", "headquarters")],
}


@dataclass
class Office:
    """The agency with its people; `viewer("lena")` is how Lena looks at things at a moment."""

    accounts: dict[str, Account]

    def viewer(self, name: str, now: datetime = NOON) -> Viewer:
        return viewer_for(self.accounts[name], now)


def staffed(now: datetime = NOON) -> Office:
    """The brochures' agency, with Lena, Sam and Iris in Atlanta, colleagues elsewhere, and an administrator."""
    profile.load("us-crs", now=now)
    accounts = {}
    for name, posts in POSTS.items():
        account = people.invite(
            email=f"{name}@office.example", name=f"{name.title()} Test", viewer=SETUP, now=now, languages=["en"],
            qualifications=["mediator", "facilitator"] if name == "lena" else [],
        )  # fmt: skip
        for role, office in posts:
            people.appoint(account=account, role=role, office=office, since=now.date(), viewer=SETUP, now=now)
        accounts[name] = account
    return Office(accounts)


def letter(**changed: Any) -> Answers:
    """What the community leader of Sanford writes."""
    told: dict[str, Any] = {
        "narrative": NARRATIVE,
        "wants": ("dialogue", "advice"),
        "when": "week",
        "asked_as": "organisation",
        "zip": "32771",
        "setting": "community-dispute",
        "bases": ("race",),
        "name": "王梅",
        "contact": Contact(how="email", email="mei@people.example", safe_when=("any",)),
        "consents": {"contact": True, "statistics": True},
    }
    return Answers(**(told | changed))


@dataclass
class Sanford:
    """The matter, who came with it, and the rows that tests ask for by name."""

    office: Office
    reference: str
    digits: str
    person: Viewer
    companion: Viewer
    second: str
    rows: dict[str, Any] = field(default_factory=dict)
    closed_at: datetime = NOON

    def case(self, name: str = "lena", now: datetime = NOON) -> Case:
        return open_case(self.office.viewer(name, now), self.reference, now=now)


def asked(office: Office, *, now: datetime = NOON, **changed: Any) -> Sanford:
    """Mei writes, invites somebody she trusts, and writes a message; a neighbour writes about the same thing."""
    digits = front.file_request(letter(**changed), flow="ask", language="zh-hans", now=now)
    mei = front.open_by_receipt(digits, address="", now=now, language="zh-hans")
    front.write_message(mei.viewer, "周六晚上七点有守夜。", language="zh-hans", now=now)
    second = front.invite_companion(mei.viewer, now=now)
    companion = front.open_by_receipt(second, address="", now=now, language="zh-hans")
    return Sanford(office, mei.reference, digits, mei.viewer, companion.viewer, second)


def before_the_case(story: Sanford, *, now: datetime) -> None:
    """Iris advises at once, refers to a partner, and then finds that it is more than that."""
    iris = story.office.viewer("iris", now)
    told: dict[str, Any] = {"viewer": iris, "now": now}
    request = intake.look(iris, story.reference, now=now)
    intake.advise(
        request, topic="Rumors before a vigil", topic_kind="rising-tension", recipient_kind="community-based",
        minutes=25, **told,
    )  # fmt: skip
    intake.reopen(request, because="The vigil is larger than we knew.", **told)
    story.rows["referral"] = intake.refer(
        request, to_body="Interfaith Council of Seminole County", kind="faith", consent=True,
        packet={"text": "A vigil"}, **told,
    ).pk  # fmt: skip
    intake.reopen(request, because="The council asks us to lead.", **told)


def taken_on(story: Sanford, *, now: datetime) -> Case:
    """It becomes Lena's case; Ansel in Miami assists, headquarters reads along."""
    iris, sam = story.office.viewer("iris", now), story.office.viewer("sam", now)
    request = intake.look(iris, story.reference, now=now)
    case = cases.open_from_request(
        request=request, title=TITLE, category="administration-of-justice", lead=story.office.accounts["lena"],
        viewer=iris, now=now,
    )  # fmt: skip
    cases.assist(case=story.case("sam", now), account=story.office.accounts["ansel"], viewer=sam, now=now)
    doors.grant(
        case.matter, to="desk:headquarters:headquarters", as_="headquarters", because="national", viewer=sam, now=now
    )
    neighbour = front.file_request(letter(narrative="Same fear, one street on."), flow="ask", language="en", now=now)
    opened = front.open_by_receipt(neighbour, address="", now=now)
    cases.link_request(request=intake.look(iris, opened.reference, now=now), case=case, viewer=iris, now=now)
    return story.case(now=now)


PARTIES = {
    "chief": ("Chief Dana Whitlock", "law-enforcement-local", "Sanford Police", "en"),
    "mayor": ("Teo Alvarado", "government", "Mayor's office", "en"),
    "faith": ("Rev. Amos Kemp", "faith", "Goldsboro pastors", "en"),
    "parents": ("王梅", "community-based", "Chinese American neighbors", "zh-hans"),
}


def around_the_table(story: Sanford, *, now: datetime) -> None:
    """Parties, conversations, what matters to whom, the assessment and the plan."""
    case, rows = story.case(now=now), story.rows
    told: dict[str, Any] = {"viewer": story.office.viewer("lena", now), "now": now}
    for key, (name, kind, body, language) in PARTIES.items():
        rows[key] = cases.add_party(
            case=case, name=name, kind=kind, organisation=body, language=language, seat="at-table", **told
        )
    said = {"kind": "call", "minutes": 20, "with_whom": "Chief Dana Whitlock"}
    rows["entry"] = cases.log_entry(
        case=case, text="He will keep officers at a distance.", parties=[rows["chief"]], tension=8,
        follow_up_on=now.date() + 2 * DAY, **said, **told,
    )  # fmt: skip
    rows["caucus"] = cases.log_entry(
        case=case, kind="caucus", text="Between the two mediators.", sealed_to="co", **told
    )
    rows["own"] = cases.log_entry(case=case, kind="note", text="My own doubt.", sealed_to="me", **told)
    rows["interview"] = cases.note_interview(case=case, circle=1, party=rows["faith"], notes="Calm first.", **told)
    rows["issue"] = cases.add_issue(case=case, text="Nobody explained the verdict in Chinese", **told)
    cases.weigh(issue=rows["issue"], party=rows["parents"], weight=3, **told)
    cases.conclude_assessment(case=case, recommendation="facilitate", summary="All sides want to talk.", **told)
    plan = cases.write_plan(
        case=case, goals="A calm weekend", services=[("dialogue", "tailored-dialogue", now.date() + 2 * DAY)], **told
    )
    plan.case = story.case("sam", now)
    cases.approve_plan(plan=plan, viewer=story.office.viewer("sam", now), now=now)


def services(story: Sanford, *, now: datetime) -> None:
    """Advice for the vigil and a dialogue with an interpreter; an action plan comes out of it."""
    case, rows = story.case(now=now), story.rows
    lena = story.office.viewer("lena", now)
    told: dict[str, Any] = {"viewer": lena, "now": now}
    rows["advice"] = cases.plan_engagement(
        case=case, service="consultation", title="Advice for a vigil", topic="A calm vigil", on=now.date(), **told
    )
    cases.deliver(engagement=rows["advice"], minutes=40, people_reached=2, recipient_kind="organiser", **told)
    rows["evening"] = cases.plan_engagement(
        case=case, service="dialogue", program="tailored-dialogue", title="Listening evening", on=now.date(),
        starts_at=now, minutes=120, place="Public library, Room B", interpreters=[("zh-hans", "spoken")], **told,
    )  # fmt: skip
    asked_for = Interpreter.objects.visible_to(lena).get(meeting=rows["evening"].meeting_id)
    asked_for.matter = case.matter
    meetings.confirm_interpreter(interpreter=asked_for, name="Interpreter Ruth Lin", **told)
    evening = child_of(case, Engagement, rows["evening"].pk, viewer=lena)
    cases.deliver(
        engagement=evening, minutes=130, attendance={"community-member": 21, "law-enforcement": 4, "faith-leader": 6},
        languages=["en", "zh-hans"], outputs="Four steps until spring", **told,
    )  # fmt: skip
    rows["outcome"] = cases.record_outcome(case=case, kind="action-plan", text="Four steps until spring.", **told)
    rows["document"] = cases.add_document(
        case=case, title="The four steps", kind="action-plan", body="Step one: a liaison who speaks Chinese.", **told
    )
    paper = child_of(case, Document, rows["document"].pk, viewer=lena)
    cases.release(document=paper, to="parties", **told)
    notices.answer(case.matter, body="星期六我们会到场。", language="zh-hans", **told)


def ended(story: Sanford, *, now: datetime) -> None:
    """Closed, corrected once, and asked after thirty days."""
    case, lena = story.case(now=now), story.office.viewer("lena", now)
    cases.close(case=case, summary="They meet again in March.", viewer=lena, now=now)
    story.closed_at = now
    later = now + 30 * DAY
    case = story.case(now=later)
    cases.correct(case=case, reason="A slip", text="It was a Saturday.", viewer=lena, now=later)
    owed = FollowUp.objects.visible_to(lena).get(case=case, days=30)
    story.rows["follow_up"] = child_of(case, FollowUp, owed.pk, viewer=lena)
    cases.record_follow_up(
        follow_up=story.rows["follow_up"], result="kept", tension=2, note="Quiet.", viewer=lena, now=later
    )


def whole(office: Office, *, now: datetime = NOON, **changed: Any) -> Sanford:
    """Everything from the first word to the call after thirty days."""
    story = asked(office, now=now, **changed)
    before_the_case(story, now=now + HOUR)
    taken_on(story, now=now + 2 * HOUR)
    around_the_table(story, now=now + DAY)
    services(story, now=now + 2 * DAY)
    ended(story, now=now + 5 * DAY)
    return story
