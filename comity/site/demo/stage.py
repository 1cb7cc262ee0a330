"""What every story of the demonstration is told with: the people, the clock, and verbs that call the real actions.

A story is a generator. It yields the moment of its next scene and receives it as ``now``; ``play`` takes the scenes of
all stories in the order of time, so that references, journals and the audit trail grow as they would in life.
"""

import heapq
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from comity.cases import actions as cases
from comity.cases.access import child_of, open_case
from comity.cases.models import Case, Document, Engagement, FollowUp, Party
from comity.intake import actions as intake
from comity.intake import front
from comity.intake.answers import Answers, Contact, Organisation
from comity.intake.models import Request
from comity.meetings import actions as meetings
from comity.meetings.models import Interpreter
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import System, Viewer

Story = Generator[datetime, datetime, None]
DEMO = System("demo")
EAST = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Card:
    """A receipt that visitors of the demonstration may use."""

    digits: str
    language: str
    title: str


@dataclass
class Stage:
    """The demonstration while it is being told. ``now`` is the visitor's own moment; all else lies before it."""

    now: datetime
    people: dict[str, Account] = field(default_factory=dict)
    cards: list[Card] = field(default_factory=list)
    _viewers: dict[str, Viewer] = field(default_factory=dict)

    def at(self, days: int, clock: str = "10:00") -> datetime:
        """That many days before today (after it when negative), at this hour of the east coast."""
        on = self.now.date() - timedelta(days=days)
        return datetime.combine(on, time.fromisoformat(clock), EAST)

    def ago(self, hours: float) -> datetime:
        """That many hours before the visitor comes."""
        return self.now - timedelta(hours=hours)

    def on(self, days: int) -> date:
        """The day that many days before today."""
        return self.now.date() - timedelta(days=days)

    def viewer(self, key: str) -> Viewer:
        """A colleague as they look at things; their posts do not change while the story is told."""
        if key not in self._viewers:
            self._viewers[key] = viewer_for(self.people[key], self.now)
        return self._viewers[key]

    # --- how a worry arrives ---------------------------------------------------------------------------------------

    def sends(self, now: datetime, *, language: str, flow: str = "ask", **told: Any) -> front.Opened:
        """Somebody fills in the pages and keeps the receipt; what they get is their own door to the matter."""
        digits = front.file_request(answers(told), flow=flow, language=language, now=now)
        opened = front.open_by_receipt(digits, address="demonstration", now=now, language=language)
        self.last_digits = digits
        return opened

    def card(self, language: str, title: str) -> None:
        """The receipt given out last is one that visitors may use."""
        self.cards.append(Card(self.last_digits, language, title))

    def rings(
        self,
        now: datetime,
        *,
        taken_by: str,
        channel: str = "phone",
        kind: str = "ask",
        language: str = "en",
        **told: Any,
    ) -> str:
        """Somebody reaches a colleague by phone, letter or at the door; the reference of what was written down."""
        logged = intake.log_contact(
            answers(told), channel=channel, kind=kind, language=language, viewer=self.viewer(taken_by), now=now
        )
        return logged.request.matter.reference

    def look(self, who: str, reference: str, now: datetime, *, take: bool = True) -> Request:
        """A colleague opens a request and, as a rule, says "I take this"."""
        request = intake.look(self.viewer(who), reference, now=now)
        if take and request.accepted_at is None:
            intake.accept(request, viewer=self.viewer(who), now=now)
        return request

    def begin(
        self, now: datetime, reference: str, *, by: str, lead: str | None, title: str, category: str, **more: Any
    ) -> "Work":
        """The request becomes a case."""
        request = self.look(by, reference, now)
        cases.open_from_request(
            request=request,
            title=title,
            category=category,
            lead=self.people[lead] if lead else None,
            viewer=self.viewer(by),
            now=now,
            **more,
        )
        return Work(self, reference, lead or by)


def answers(told: Mapping[str, Any]) -> Answers:
    """Told as keywords; an address by itself makes a contact with consent."""
    given = dict(told)
    consents = dict(given.pop("consents", {}))
    for how, name in (("email", "email"), ("phone", "phone"), ("letter", "address")):
        if line := given.pop(how, ""):
            safe = given.pop("safe_when", ())
            given["contact"] = Contact(how=how, **{name: line}, safe_when=safe, safe_note=given.pop("safe_note", ""))
            consents["contact"] = True
    if organisation := given.pop("organisation", None):
        given["organisation"] = Organisation(**organisation)
        given.setdefault("asked_as", "organisation")
    return Answers(**given, consents=consents)


@dataclass
class Work:
    """One case in the hands of its lead: the verbs open it through its door, as a page would."""

    stage: Stage
    reference: str
    lead: str
    parties: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    _open: tuple[datetime, str, Case] | None = None

    def viewer(self, by: str = "") -> Viewer:
        return self.stage.viewer(by or self.lead)

    def case(self, now: datetime, by: str = "") -> Case:
        """Opened once for what one person does in one scene; anybody else, or later, opens it anew."""
        if self._open is None or self._open[:2] != (now, by):
            self._open = (now, by, open_case(self.viewer(by), self.reference, now=now))
        return self._open[2]

    def _party(self, case: Case, key: str, by: str = "") -> Party:
        return child_of(case, Party, self.parties[key], viewer=self.viewer(by))

    def party(self, now: datetime, key: str, name: str, kind: str, **more: Any) -> None:
        party = cases.add_party(case=self.case(now), name=name, kind=kind, viewer=self.viewer(), now=now, **more)
        self.parties[key] = party.pk

    def seat(self, now: datetime, key: str, seat: str) -> None:
        case = self.case(now)
        party = self._party(case, key)
        cases.seat_party(party=party, seat=seat, viewer=self.viewer(), now=now)
        cases.contacted(party=party, viewer=self.viewer(), now=now)

    def log(
        self, now: datetime, kind: str, text: str, *, met: Iterable[str] = (), key: str = "", by: str = "", **more: Any
    ) -> None:
        """One line in the journal. ``back`` is the number of days after which to come back to it."""
        case = self.case(now, by)
        if (back := more.pop("back", None)) is not None:
            more["follow_up_on"] = now.date() + timedelta(days=back)
        parties = [self._party(case, name, by) for name in met]
        entry = cases.log_entry(
            case=case, kind=kind, text=text, parties=parties, viewer=self.viewer(by), now=now, **more
        )
        self.entries[key or text[:20]] = entry.pk

    def interview(self, now: datetime, key: str, notes: str, *, circle: int = 1) -> None:
        case = self.case(now)
        cases.note_interview(
            case=case, circle=circle, party=self._party(case, key), notes=notes, viewer=self.viewer(), now=now
        )

    def issue(self, now: datetime, text: str, **weights: int) -> None:
        """What matters, and how much to whom."""
        case = self.case(now)
        issue = cases.add_issue(case=case, text=text, viewer=self.viewer(), now=now)
        issue.case = case
        for key, weight in weights.items():
            cases.weigh(issue=issue, party=self._party(case, key), weight=weight, viewer=self.viewer(), now=now)

    def assess(self, now: datetime, recommendation: str, summary: str) -> None:
        cases.conclude_assessment(
            case=self.case(now), recommendation=recommendation, summary=summary, viewer=self.viewer(), now=now
        )

    def plan(
        self,
        now: datetime,
        goals: str,
        *services: tuple[str, str, date | None],
        success: Mapping[str, str] | None = None,
        approved_by: str = "",
    ) -> None:
        """The lead writes the plan; the director agrees to it."""
        cases.write_plan(
            case=self.case(now), goals=goals, services=services, success=success, viewer=self.viewer(), now=now
        )
        if approved_by:
            case = self.case(now, approved_by)
            plan = cases.plan_of(case, viewer=self.viewer(approved_by))
            if plan is None:
                raise ValueError("there is no plan to approve")
            cases.approve_plan(plan=plan, viewer=self.viewer(approved_by), now=now)

    def session(self, now: datetime, key: str, service: str, title: str, starts: datetime, **more: Any) -> None:
        """A service gets its day."""
        staff = [self.stage.people[name].pk for name in more.pop("staff", (self.lead,))]
        engagement = cases.plan_engagement(
            case=self.case(now),
            service=service,
            title=title,
            on=starts.date(),
            starts_at=starts,
            staff=staff,
            viewer=self.viewer(),
            now=now,
            **more,
        )
        self.sessions[key] = engagement.pk

    def _session(self, now: datetime, key: str) -> Engagement:
        return child_of(self.case(now), Engagement, self.sessions[key], viewer=self.viewer())

    def interpreter(self, now: datetime, key: str, language: str, name: str) -> None:
        """An interpreter has said yes."""
        engagement = self._session(now, key)
        asked = Interpreter.objects.visible_to(self.viewer()).get(meeting=engagement.meeting_id, language=language)
        asked.matter = engagement.matter
        meetings.confirm_interpreter(interpreter=asked, name=name, viewer=self.viewer(), now=now)

    def deliver(
        self, now: datetime, key: str, minutes: int, present: Mapping[str, int] | None = None, **more: Any
    ) -> None:
        """It took place."""
        cases.deliver(
            engagement=self._session(now, key),
            minutes=minutes,
            attendance=present,
            viewer=self.viewer(),
            now=now,
            **more,
        )

    def cancel(self, now: datetime, key: str, reason: str) -> None:
        cases.cancel(engagement=self._session(now, key), reason=reason, viewer=self.viewer(), now=now)

    def tension(self, now: datetime, level: int, note: str = "") -> None:
        cases.rate_tension(case=self.case(now), level=level, note=note, viewer=self.viewer(), now=now)

    def outcome(self, now: datetime, kind: str, text: str = "", *, extent: str = "full") -> None:
        cases.record_outcome(case=self.case(now), kind=kind, extent=extent, text=text, viewer=self.viewer(), now=now)

    def paper(self, now: datetime, key: str, title: str, kind: str, body: str) -> None:
        paper = cases.add_document(
            case=self.case(now), title=title, kind=kind, body=body, viewer=self.viewer(), now=now
        )
        self.papers[key] = paper.pk

    def release(self, now: datetime, key: str, to: str, *, by: str = "") -> None:
        paper = child_of(self.case(now, by), Document, self.papers[key], viewer=self.viewer(by))
        cases.release(document=paper, to=to, title_is_checked=to == "public", viewer=self.viewer(by), now=now)

    def close(self, now: datetime, summary: str = "") -> None:
        cases.close(case=self.case(now), summary=summary, viewer=self.viewer(), now=now)

    def follow_up(self, now: datetime, days: int, result: str, note: str, *, tension: int | None = None) -> None:
        """The call we owed after so many days."""
        case = self.case(now)
        owed = FollowUp.objects.visible_to(self.viewer()).filter(case=case, days=days, done_on=None).get()
        row = child_of(case, FollowUp, owed.pk, viewer=self.viewer())
        cases.record_follow_up(follow_up=row, result=result, note=note, tension=tension, viewer=self.viewer(), now=now)


def play(stories: Iterable[tuple[str, Story]], *, until: datetime) -> int:
    """All stories scene by scene, the earliest first; what would lie in the future is not told. How many scenes."""
    waiting: list[tuple[datetime, int, str, Story]] = []
    for number, (name, story) in enumerate(stories):
        waiting.append((next(story), number, name, story))
    heapq.heapify(waiting)
    scenes = 0
    while waiting:
        now, number, name, story = heapq.heappop(waiting)
        if now > until:
            continue
        scenes += 1
        following = next_scene(story, now)
        if following is None:
            continue
        if following < now:
            raise ValueError(f"{name}: a scene at {following} comes after one at {now}")
        heapq.heappush(waiting, (following, number, name, story))
    return scenes


def next_scene(story: Story, now: datetime) -> datetime | None:
    """Tell this scene; the moment of the next one, if there is one."""
    try:
        return story.send(now)
    except StopIteration:
        return None
