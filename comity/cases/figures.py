"""What may leave of the casework: how many cases and services, where, about what, with what outcome. Never rows.

``since`` is the year's first moment, ``until`` the first moment after it. Small numbers are in here too: only
``comity.reports`` publishes, after hiding them.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from comity.cases.models import Case, Engagement, Outcome, Party
from comity.cases.words import DELIVERED
from comity.engines.tally import Tally
from comity.trust.viewer import System

FIGURES = System("figures")


def cases(*, since: datetime, until: datetime) -> Tally:
    """The cases on which there was work in the year: opened in it, or open from before and not closed before it."""
    tally = Tally()
    open_then = _open_between(since, until)
    kinds = _kinds_of_parties(open_then)
    outcomes = _outcomes(since, until)
    columns = ("pk", "matter_id", "region", "state", "category", "bases", "programs", "languages")
    rows = open_then.values_list(*columns)
    for case, matter, region, state, category, bases, programs, languages in rows.iterator(5000):
        many = {"basis": bases, "program": programs, "language": languages}
        facts = {"state": state, "category": category, **many}
        tally.add(matter, region, {**facts, "organisation": kinds[case], "outcome": outcomes[case]})
    return tally.closed()


def work(tally: Tally, *, since: datetime, until: datetime) -> None:
    """Services delivered in the year under a case: how often, minutes (with preparation), people reached."""
    delivered = (
        Engagement.objects.visible_to(FIGURES)
        .filter(state=DELIVERED, on__gte=since.date(), on__lt=until.date())
        .annotate(
            region=F("case__region"), where=F("case__state"), category=F("case__category"), bases=F("case__bases")
        )
    )
    kinds = _kinds_of_parties(Case.objects.visible_to(FIGURES))
    columns = ("case_id", "matter_id", "region", "where", "category", "bases", "service", "program", "languages")
    sums = ("recipient_kind", "minutes", "prep_minutes", "people_reached")
    for row in delivered.values_list(*columns, *sums).iterator(5000):
        case, matter, region, state, category, bases, service, program, languages, recipient, *amounts = row
        minutes, preparing, people = amounts
        facts = {"state": state, "category": category, "service": service, "program": program or "none-given"}
        many = {"basis": bases, "language": languages, "organisation": [recipient] if recipient else kinds[case]}
        tally.add(matter, region, {**facts, **many}, (1, minutes + preparing, people))


def _open_between(since: datetime, until: datetime) -> QuerySet[Case]:
    return Case.objects.visible_to(FIGURES).filter(opened_at__lt=until).exclude(closed_at__lt=since)


def _kinds_of_parties(cases: QuerySet[Case]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    parties = Party.objects.visible_to(FIGURES).filter(case_id__in=cases.values("pk"))
    for case, kind in parties.values_list("case_id", "kind").distinct().iterator(5000):
        found[case].add(kind)
    return found


def _outcomes(since: datetime, until: datetime) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    reached = Outcome.objects.visible_to(FIGURES).filter(on__gte=since.date(), on__lt=until.date())
    for case, kind in reached.values_list("case_id", "kind").distinct().iterator(5000):
        found[case].add(kind)
    return found
