"""The first ten minutes of a specialist's day on one screen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from comity.cases.access import cases_of
from comity.cases.caseload import QUIET_DAYS, Row, row, whole
from comity.cases.models import Case, Engagement, Entry, FollowUp, Party
from comity.cases.words import CLOSED, INVITED, PLANNED_ENGAGEMENT, UNDER_WAY
from comity.trust.guard import GuardedQuerySet
from comity.trust.models import in_force
from comity.trust.viewer import Viewer

MOST = 25
ANSWER_DAYS = 3
BY_HOUR = F("meeting__starts_at").asc(nulls_last=True)


@dataclass(frozen=True)
class Waiting:
    """Somebody invited who has not answered. Who it is, the list does not say: it is sealed."""

    reference: str
    title: str
    kind: str
    since_on: date
    days: int


@dataclass(frozen=True)
class Today:
    """What this day wants. Lists show titles, kinds and days; names stay behind the case's door."""

    calls: list[Entry]
    sessions: list[Engagement]
    unrecorded: list[Engagement]
    promises: list[FollowUp]
    quiet: list[Row]
    waiting: list[Waiting]
    open_cases: int
    quietest: Row | None

    @property
    def is_clear(self) -> bool:
        return not (self.calls or self.sessions or self.unrecorded or self.promises)


def today(viewer: Viewer, now: datetime) -> Today:
    """Calls to return, sessions, promises due, quiet cases and what others owe us - of my own cases."""
    mine = my_cases(viewer)
    ids = mine.values("pk")
    on = timezone.localtime(now).date()
    entries = Entry.objects.visible_to(viewer).filter(case_id__in=ids)
    engagements = Engagement.objects.visible_to(viewer).filter(case_id__in=ids, state=PLANNED_ENGAGEMENT)
    owed = FollowUp.objects.visible_to(viewer).filter(case_id__in=ids, done_on=None, due_on__lte=on)
    invited = Party.objects.visible_to(viewer).filter(
        case_id__in=ids, seat=INVITED, case__stage__in=UNDER_WAY, last_contact_on__lte=on - timedelta(days=ANSWER_DAYS)
    )
    under_way = whole(mine.exclude(stage=CLOSED)).order_by("last_entry_at")
    quietest = [row(case, now) for case in under_way[:MOST]]
    beside = ("case", "case__matter")
    return Today(
        calls=list(
            entries.filter(follow_up_on__lte=on, follow_up_done_at=None)
            .select_related(*beside)
            .order_by("follow_up_on", "pk")[:MOST]
        ),
        sessions=list(engagements.filter(on=on).select_related(*beside, "meeting").order_by(BY_HOUR, "pk")[:MOST]),
        unrecorded=list(engagements.filter(on__lt=on).select_related(*beside).order_by("on")[:MOST]),
        promises=list(owed.select_related(*beside).order_by("due_on")[:MOST]),
        quiet=[line for line in quietest if line.quiet_days >= QUIET_DAYS],
        waiting=[
            Waiting(p.case.matter.reference, p.case.title, p.kind, p.last_contact_on, (on - p.last_contact_on).days)
            for p in invited.select_related(*beside).order_by("last_contact_on")[:MOST]
            if p.last_contact_on
        ],
        open_cases=mine.exclude(stage=CLOSED).count(),
        quietest=quietest[0] if quietest else None,
    )


def my_cases(viewer: Viewer) -> GuardedQuerySet[Case]:
    """The cases made out to this person by name: as lead, or as somebody who assists."""
    return cases_of(viewer).filter(matter_id__in=in_force(viewer).filter(to=viewer.principal).values("matter_id"))
