"""Counts that may leave: how many requests came, from where, about what, and what became of them. Never a row.

Numbers are raw here; whoever shows them hides small ones (``engines.disclosure``, in reports).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, QuerySet

from comity.engines.tally import UNKNOWN, Tally
from comity.intake.models import Advice, Referral, Request
from comity.trust.viewer import System

FIGURES = System("figures")
DIMENSIONS = (
    "region",
    "office",
    "state",
    "setting",
    "language",
    "kind",
    "channel",
    "stage",
    "asked_as",
    "program",
    "grade",
    "organisation_kind",
    "screening_result",
    "urgent",
    "perceived",
)
LISTS = ("bases", "wants")


def received(since: date, until: date) -> QuerySet[Request]:
    """What reached us from one day on and before another."""
    return Request.objects.visible_to(FIGURES).filter(
        received_at__gte=datetime.combine(since, time(), UTC), received_at__lt=datetime.combine(until, time(), UTC)
    )


def count(*, since: date, until: date) -> int:
    """How many requests, reports and alerts reached us."""
    return received(since, until).count()


def count_by(*dimensions: str, since: date, until: date) -> Counter[tuple[Any, ...]]:
    """How many, by one or several columns together; a request with two bases counts under each of them."""
    unknown = [name for name in dimensions if name not in DIMENSIONS + LISTS]
    if unknown:
        raise ValueError(f"requests are not counted by {', '.join(unknown)}")
    lists = [at for at, name in enumerate(dimensions) if name in LISTS]
    if not lists:
        rows = received(since, until).values_list(*dimensions).annotate(found=Count("pk")).order_by()
        return Counter({tuple(row[:-1]): row[-1] for row in rows})
    found: Counter[tuple[Any, ...]] = Counter()
    for row in received(since, until).values_list(*dimensions):
        for spread in spread_out(row, lists):
            found[spread] += 1
    return found


def spread_out(row: Sequence[Any], lists: Sequence[int]) -> list[tuple[Any, ...]]:
    """One tuple for each word of each list; an empty list counts under the empty word."""
    spread: list[tuple[Any, ...]] = [tuple(row)]
    for at in lists:
        spread = [(*one[:at], word, *one[at + 1 :]) for one in spread for word in (one[at] or [""])]
    return spread


def days_until(column: str, *, since: date, until: date) -> Counter[int]:
    """Days from asking to being read (read_at), to the first contact (first_contact_at) …, and for how many."""
    if column not in ("read_at", "first_contact_at", "accepted_at", "decided_at"):
        raise ValueError(f"no waiting time ends with {column}")
    rows = received(since, until).exclude(**{column: None}).values_list("received_at", column)
    return Counter(max((end.date() - start.date()).days, 0) for start, end in rows)


def promises_kept(*, since: date, until: date) -> tuple[int, int]:
    """Read by the day we promised, and all whose day has come or that were read."""
    rows = received(since, until).exclude(read_at=None).values_list("read_at", "promised_on")
    pairs = list(rows)
    return sum(read is not None and read.date() <= promised for read, promised in pairs), len(pairs)


def consultations(*, since: date, until: date) -> Counter[tuple[str, str]]:
    """Advice given without a case, by topic kind and recipient kind."""
    rows = Advice.objects.visible_to(FIGURES).filter(on__gte=since, on__lt=until)
    return Counter(rows.values_list("topic_kind", "recipient_kind"))


def consultation_minutes(*, since: date, until: date) -> int:
    """The time that advice without a case took."""
    rows = Advice.objects.visible_to(FIGURES).filter(on__gte=since, on__lt=until)
    return sum(rows.values_list("minutes", flat=True))


def referrals(*, since: date, until: date) -> Counter[tuple[str, str]]:
    """Warm referrals by kind and by whether they called back ("" while nobody has said)."""
    rows = Referral.objects.visible_to(FIGURES).filter(referred_at__date__gte=since, referred_at__date__lt=until)
    return Counter(rows.values_list("kind", "outcome"))


def matters(*, since: datetime, until: datetime) -> Tally:
    """Everybody who asked or reported, and what we noticed ourselves, each matter once: for the annual report."""
    tally = Tally()
    columns = ("matter_id", "region", "state", "kind", "channel", "setting", "language", "stage", "bases")
    asked = _between(since, until).values_list(*columns)
    for matter, region, state, kind, channel, setting, language, stage, bases in asked.iterator(5000):
        facts = {"state": state, "kind": kind, "channel": channel, "setting": setting, "stage": stage}
        tally.add(matter, region, {**facts, "language": language, "basis": bases})
    return tally.closed()


def days_to_contact(*, since: datetime, until: datetime) -> dict[str, list[int]]:
    """By region, for each matter in which somebody was reached: the days from asking to the first contact, sorted."""
    days: dict[str, list[int]] = defaultdict(list)
    columns = ("region", "received_at", "first_contact_at")
    for region, asked_at, first_at in _between(since, until).values_list(*columns).iterator(5000):
        if first_at is not None:
            days[region or UNKNOWN].append(max((first_at - asked_at).days, 0))
    return {region: sorted(found) for region, found in days.items()}


def advice(tally: Tally, *, since: datetime, until: datetime) -> None:
    """Advice given without opening a case, added to the year's work as consultations: times and minutes."""
    rows = Advice.objects.visible_to(FIGURES).filter(on__gte=since.date(), on__lt=until.date())
    given = list(rows.values_list("matter_id", "recipient_kind", "minutes"))
    requests = Request.objects.visible_to(FIGURES).filter(matter_id__in=rows.values("matter_id"))
    about = {row[0]: row[1:] for row in requests.values_list("matter_id", "region", "state", "language", "bases")}
    for matter, recipient, minutes in given:
        region, state, language, bases = about.get(matter, ("", "", "", []))
        facts = {"state": state, "service": "consultation", "category": "without-case", "program": "none-given"}
        many = {"language": [language] if language else [], "organisation": [recipient] if recipient else []}
        tally.add(matter, region, {**facts, **many, "basis": bases}, (1, minutes, 0))


def _between(since: datetime, until: datetime) -> QuerySet[Request]:
    return Request.objects.visible_to(FIGURES).filter(received_at__gte=since, received_at__lt=until)
