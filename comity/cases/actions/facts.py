"""The counted facts on the case row, kept right by whatever changes them, so that lists need not look inside."""

from datetime import datetime

from django.db.models import Min

from comity.cases.models import Case, Engagement, Entry, FollowUp, Party
from comity.cases.words import AT_TABLE, ME, PLANNED_ENGAGEMENT
from comity.trust.viewer import System

SEARCH = System("search")


def touch(case: Case, *, now: datetime) -> None:
    """Something happened: the case is not quiet."""
    if now > case.last_entry_at:
        case.last_entry_at = now
        case.save(update_fields=["last_entry_at"])


def count_parties(case: Case) -> None:
    rows = Party.objects.visible_to(SEARCH).filter(case=case)
    case.party_count = rows.count()
    case.seated_count = rows.filter(seat=AT_TABLE).count()
    case.save(update_fields=["party_count", "seated_count"])


def set_next(case: Case) -> None:
    """The next day on which this case wants something. What somebody sealed to themselves stays theirs."""
    days = [
        Engagement.objects.visible_to(SEARCH).filter(case=case, state=PLANNED_ENGAGEMENT).aggregate(on=Min("on"))["on"],
        Entry.objects.visible_to(SEARCH)
        .filter(case=case, follow_up_on__isnull=False, follow_up_done_at__isnull=True)
        .exclude(sealed_to=ME)
        .aggregate(on=Min("follow_up_on"))["on"],
        FollowUp.objects.visible_to(SEARCH).filter(case=case, done_on__isnull=True).aggregate(on=Min("due_on"))["on"],
    ]
    case.next_on = min((day for day in days if day), default=None)
    case.save(update_fields=["next_on"])
