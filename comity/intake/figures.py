"""Counts that may leave: how many requests came, from where, about what, and what became of them. Never a row.

Numbers are raw here; whoever shows them hides small ones (``engines.disclosure``, in reports).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, QuerySet

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
    """How many days from asking to being read (read_at) or to the first contact (first_contact_at): days -> requests."""
    if column not in ("read_at", "first_contact_at", "accepted_at", "decided_at"):
        raise ValueError(f"no waiting time ends with {column}")
    rows = received(since, until).exclude(**{column: None}).values_list("received_at", column)
    return Counter(max((end.date() - start.date()).days, 0) for start, end in rows)


def promises_kept(*, since: date, until: date) -> tuple[int, int]:
    """Read by the day we promised, and all whose day has come or that were read."""
    rows = received(since, until).exclude(read_at=None).values_list("read_at", "promised_on")
    pairs = list(rows)
    return sum(read.date() <= promised for read, promised in pairs), len(pairs)


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
