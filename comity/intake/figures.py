"""What may leave: how many asked, from where, about what, and how soon we answered. Counts, never rows.

``since`` is the year's first moment, ``until`` the first moment after it. Small numbers are in here too: only
``comity.reports`` publishes, after hiding them.
"""

from collections import Counter, defaultdict
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from comity.engines.tally import UNKNOWN, Tally
from comity.intake.lifecycle import WAITING
from comity.intake.models import Advice, Referral, Request
from comity.trust.viewer import System


def matters(*, since: datetime, until: datetime) -> Tally:
    """Everybody who asked or reported, and what we noticed ourselves, each matter once."""
    tally = Tally()
    columns = ("matter_id", "region", "state", "kind", "channel", "setting", "language", "stage", "bases")
    asked = _asked(since, until).values_list(*columns)
    for matter, region, state, kind, channel, setting, language, stage, bases in asked.iterator(5000):
        facts = {"state": state, "kind": kind, "channel": channel, "setting": setting, "stage": stage}
        tally.add(matter, region, {**facts, "language": language, "basis": bases})
    return tally.closed()


def days_to_contact(*, since: datetime, until: datetime) -> dict[str, list[int]]:
    """By region, for each matter in which somebody was reached: the days from asking to the first contact, sorted."""
    days: dict[str, list[int]] = defaultdict(list)
    reached = _asked(since, until).filter(first_contact_at__isnull=False)
    columns = ("region", "received_at", "first_contact_at")
    for region, asked_at, first_at in reached.values_list(*columns).iterator(5000):
        if first_at is not None:
            days[region or UNKNOWN].append(max((first_at - asked_at).days, 0))
    return {region: sorted(found) for region, found in days.items()}


def advice(tally: Tally, *, since: datetime, until: datetime) -> None:
    """Advice given without opening a case, added to the year's work as consultations: times and minutes."""
    figures = System("figures")
    given = list(
        Advice.objects.visible_to(figures)
        .filter(on__gte=since.date(), on__lt=until.date())
        .values_list("matter_id", "recipient_kind", "minutes")
    )
    requests = Request.objects.visible_to(figures).filter(matter_id__in=[matter for matter, _, _ in given])
    about = {row[0]: row[1:] for row in requests.values_list("matter_id", "region", "state", "language", "bases")}
    for matter, recipient, minutes in given:
        region, state, language, bases = about.get(matter, ("", "", "", []))
        facts = {"state": state, "service": "consultation", "category": "without-case", "program": "none-given"}
        many = {"language": [language] if language else [], "organisation": [recipient] if recipient else []}
        tally.add(matter, region, {**facts, **many, "basis": bases}, (1, minutes, 0))


def days_to_read(*, since: datetime, until: datetime) -> Counter[int]:
    """How many days passed until a specialist had read it, and for how many that holds."""
    rows = _asked(since, until).exclude(read_at=None).values_list("received_at", "read_at")
    return Counter(max((read - asked).days, 0) for asked, read in rows if read is not None)


def promises_kept(*, since: datetime, until: datetime) -> tuple[int, int]:
    """Read by the day we had promised, out of all that were read."""
    rows = list(_asked(since, until).exclude(read_at=None).values_list("read_at", "promised_on"))
    return sum(read is not None and read.date() <= promised for read, promised in rows), len(rows)


def referrals(*, since: datetime, until: datetime) -> Counter[tuple[str, str]]:
    """Warm referrals by kind and by whether the other body called back ("" while nobody has said)."""
    rows = Referral.objects.visible_to(System("figures")).filter(referred_at__gte=since, referred_at__lt=until)
    return Counter(rows.values_list("kind", "outcome"))


def _asked(since: datetime, until: datetime) -> QuerySet[Request]:
    return Request.objects.visible_to(System("figures")).filter(received_at__gte=since, received_at__lt=until)


def standing(*, now: datetime) -> dict[str, dict[str, int]]:
    """By office, how much waits in intake now, and how much of it nobody took in time: for headquarters' own eyes."""
    rows = Request.objects.visible_to(System("figures")).filter(stage__in=WAITING).order_by().values("office")
    counted = rows.annotate(waiting=Count("pk"), late=Count("pk", filter=Q(accepted_at=None, accept_by__lt=now)))
    return {str(row["office"]): {key: row[key] for key in ("waiting", "late")} for row in counted}
