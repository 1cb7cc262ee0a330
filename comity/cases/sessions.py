"""The sessions of a case with all that belongs to them: the meeting, who interpreted, who was there, who of us."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from comity.cases.models import Case, Engagement
from comity.meetings.models import ROLES, Attendance, Interpreter, Meeting
from comity.trust import doors
from comity.trust.models import Account
from comity.trust.viewer import Viewer


@dataclass(frozen=True)
class Session:
    """One engagement, readable, with its meeting (if it has one) and the people counted there by role."""

    engagement: Engagement
    meeting: Meeting | None
    attendance: list[tuple[Any, int]] = field(default_factory=list)
    interpreters: list[Interpreter] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)

    @property
    def pk(self) -> UUID:
        return self.engagement.pk


def sessions_of(case: Case, viewer: Viewer) -> list[Session]:
    """Every session of an opened case, the next first and then back in time; four queries, however many."""
    rows = Engagement.objects.visible_to(viewer).filter(case=case).select_related("meeting").order_by("-on", "-pk")
    engagements = doors.under(case.matter, rows)
    people: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
    for row in Attendance.objects.visible_to(viewer).filter(matter=case.matter).order_by("-people", "role"):
        people[row.meeting_id].append((ROLES[row.role], row.people))
    interpreters: dict[Any, list[Interpreter]] = defaultdict(list)
    for asked in doors.under(case.matter, Interpreter.objects.visible_to(viewer).filter(matter=case.matter)):
        interpreters[asked.meeting_id].append(asked)
    ids = {account for engagement in engagements for account in engagement.staff}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [whole(case, engagement, people, interpreters, names) for engagement in engagements]


def whole(
    case: Case,
    engagement: Engagement,
    people: dict[Any, list[tuple[Any, int]]],
    interpreters: dict[Any, list[Interpreter]],
    names: dict[int, str],
) -> Session:
    engagement.case = case
    meeting = engagement.meeting
    if meeting is not None:
        meeting.matter = case.matter
    of = engagement.meeting_id
    staff = [names[account] for account in engagement.staff if account in names]
    return Session(engagement, meeting, people.get(of, []), interpreters.get(of, []), staff)
