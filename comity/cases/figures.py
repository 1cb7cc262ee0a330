"""What may leave the casework: how many cases and services, where, about what, with what outcome. Never rows.

``since`` is the year's first moment, ``until`` the first moment after it. Small numbers are in here too: only
``comity.reports`` publishes, after hiding them. Days to the first contact are counted by ``intake.figures``, from the
request with which the matter began.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from comity.cases.models import Case, Engagement, Outcome, Party
from comity.cases.words import DELIVERED, NOT_CLOSED
from comity.engines.tally import NONE_GIVEN, Tally
from comity.trust.viewer import System

FIGURES = System("figures")
COLUMNS = ("matter_id", "region", "state", "category", "setting", "bases", "languages")


def cases(*, since: datetime, until: datetime) -> Tally:
    """The cases on which there was work in the year: opened in it, or open from before and not closed before it."""
    tally = Tally()
    worked_on = Case.objects.visible_to(FIGURES).filter(opened_at__lt=until).exclude(closed_at__lt=since)
    kinds = kinds_of_parties(worked_on)
    outcomes = outcomes_in(since, until)
    for row in worked_on.values("pk", *COLUMNS, "programs").iterator(5000):
        case = row["pk"]
        beside = {"program": row["programs"], "organisation": kinds[case], "outcome": outcomes[case]}
        tally.add(row["matter_id"], row["region"], {**facts_of(row), **beside})
    return tally.closed()


def work(*, since: datetime, until: datetime) -> Tally:
    """The services delivered in the year under a case: how often, minutes (with preparation), people reached.

    Still open, so that advice given without a case can be added to it (``intake.figures.advice``).
    """
    tally = Tally()
    delivered = Engagement.objects.visible_to(FIGURES).filter(
        state=DELIVERED, on__gte=since.date(), on__lt=until.date()
    )
    kinds = kinds_of_parties(Case.objects.visible_to(FIGURES).filter(pk__in=delivered.values("case_id")))
    own = ("case_id", "service", "program", "languages", "recipient_kind", "minutes", "prep_minutes", "people_reached")
    for row in delivered.values(*own, *(f"case__{name}" for name in COLUMNS)).iterator(5000):
        case = {name: row[f"case__{name}"] for name in COLUMNS}
        beside = {
            "service": row["service"],
            "program": row["program"] or NONE_GIVEN,
            "organisation": [row["recipient_kind"]] if row["recipient_kind"] else kinds[row["case_id"]],
            "language": row["languages"] or case["languages"],
        }
        amounts = (1, row["minutes"] + row["prep_minutes"], row["people_reached"])
        tally.add(case["matter_id"], case["region"], {**facts_of(case), **beside}, amounts)
    return tally


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "state": row["state"],
        "category": row["category"],
        "setting": row["setting"],
        "basis": row["bases"],
        "language": row["languages"],
    }


def kinds_of_parties(cases: QuerySet[Case]) -> dict[UUID, set[str]]:
    """Which kinds of organisation took part in each of these cases."""
    found: dict[UUID, set[str]] = defaultdict(set)
    parties = Party.objects.visible_to(FIGURES).filter(case_id__in=cases.values("pk"))
    for case, kind in parties.values_list("case_id", "kind").distinct().iterator(5000):
        found[case].add(kind)
    return found


def outcomes_in(since: datetime, until: datetime) -> dict[UUID, set[str]]:
    """What came out of each case in the year, whenever the case was opened."""
    found: dict[UUID, set[str]] = defaultdict(set)
    reached = Outcome.objects.visible_to(FIGURES).filter(on__gte=since.date(), on__lt=until.date())
    for case, kind in reached.values_list("case_id", "kind").distinct().iterator(5000):
        found[case].add(kind)
    return found


def standing(*, on: date, quiet_since: datetime) -> dict[str, dict[str, int]]:
    """By office, how many cases are open now, without a lead, overdue or quiet: for headquarters' eyes."""
    rows = Case.objects.visible_to(FIGURES).filter(stage__in=NOT_CLOSED).order_by().values("office")
    counted = rows.annotate(
        open=Count("pk"),
        unassigned=Count("pk", filter=Q(lead__isnull=True)),
        overdue=Count("pk", filter=Q(next_on__lt=on)),
        quiet=Count("pk", filter=Q(last_entry_at__lt=quiet_since)),
    )
    return {
        str(row["office"]): {key: row[key] for key in ("open", "unassigned", "overdue", "quiet")} for row in counted
    }
