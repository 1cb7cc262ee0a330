"""What may leave the casework: counts over open columns, written at the act. Never rows, never a title, never a name.

``since`` is the year's first moment, ``until`` the first moment after it. Small numbers are in here too: only
``comity.reports`` publishes, after hiding them.
"""

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any

from comity.cases.models import Case, Closure, Engagement, Party
from comity.cases.words import CLOSED, DELIVERED
from comity.engines.tally import Tally
from comity.trust.viewer import System

STILL_OPEN = "still-open"
SHARED = ("state", "category", "setting")
LISTED = {"basis": "bases", "language": "languages"}
COLUMNS = ("pk", "matter_id", "region", *SHARED, *LISTED.values())


def cases(*, since: datetime, until: datetime) -> Tally:
    """The cases opened in this time, by place, category, basis, program, language, outcome and who took part."""
    tally = Tally()
    rows = Case.objects.visible_to(System("figures")).filter(opened_at__gte=since, opened_at__lt=until)
    kinds = party_kinds(since, until)
    for row in rows.values(*COLUMNS, "programs", "outcome_kinds", "stage", "urgent").iterator(5000):
        outcome = row["outcome_kinds"] if row["stage"] == CLOSED else [STILL_OPEN]
        beside = {"program": row["programs"], "outcome": outcome, "organisation": kinds.get(row["pk"], set())}
        tally.add(row["matter_id"], row["region"], {**facts_of(row), **beside})
    return tally.closed()


def outcomes(*, since: datetime, until: datetime) -> Tally:
    """What came out of the cases closed in this time, whenever they were opened; a case reopened since counts not."""
    tally = Tally()
    rows = (
        Closure.objects.visible_to(System("figures"))
        .filter(closed_at__gte=since, closed_at__lt=until, reopened_at=None)
        .values_list("matter_id", "case__region", "case__state", "case__category", "outcome_kinds")
    )
    for matter, region, state, category, kinds in rows.iterator(5000):
        tally.add(matter, region, {"state": state, "category": category, "outcome": kinds})
    return tally.closed()


def work(*, since: datetime, until: datetime) -> Tally:
    """The services delivered in this time; its amounts are times, minutes (with preparation) and people reached.

    Still open, so that advice given without a case can be added to it (``intake.figures.advice``).
    """
    tally = Tally()
    rows = Engagement.objects.visible_to(System("figures")).filter(
        state=DELIVERED, on__gte=since.date(), on__lt=until.date()
    )
    beside = [f"case__{name}" for name in COLUMNS[1:]]
    own = ("case_id", "service", "program", "languages", "recipient_kind", "minutes", "prep_minutes", "people_reached")
    found = list(rows.values(*own, *beside))
    kinds = kinds_of({row["case_id"] for row in found})
    for row in found:
        case = {name: row[f"case__{name}"] for name in COLUMNS[1:]}
        facts = facts_of(case)
        if row["languages"]:
            facts["language"] = row["languages"]
        facts |= {
            "service": row["service"],
            "program": [row["program"]] if row["program"] else [],
            "organisation": {row["recipient_kind"]} if row["recipient_kind"] else kinds.get(row["case_id"], set()),
        }
        minutes = row["minutes"] + row["prep_minutes"]
        tally.add(case["matter_id"], case["region"], facts, (1, minutes, row["people_reached"]))
    return tally


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in SHARED} | {fact: row[column] for fact, column in LISTED.items()}


def party_kinds(since: datetime, until: datetime) -> dict[uuid.UUID, set[str]]:
    """Which kinds of organisation took part in the cases opened in this time."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = Party.objects.visible_to(System("figures")).filter(case__opened_at__gte=since, case__opened_at__lt=until)
    for case, kind in rows.values_list("case_id", "kind").distinct().iterator(5000):
        found[case].add(kind)
    return found


def kinds_of(cases: set[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    delivered = Engagement.objects.visible_to(System("figures")).filter(state=DELIVERED).values("case_id")
    rows = Party.objects.visible_to(System("figures")).filter(case_id__in=delivered)
    for case, kind in rows.values_list("case_id", "kind").distinct().iterator(5000):
        if case in cases:
            found[case].add(kind)
    return found


def days_to_contact(*, since: datetime, until: datetime) -> dict[str, list[int]]:
    """By region, for the cases asked for in this time in which somebody was reached: days from asking, sorted."""
    days: dict[str, list[int]] = defaultdict(list)
    rows = Case.objects.visible_to(System("figures")).filter(
        asked_at__gte=since, asked_at__lt=until, first_contact_at__isnull=False
    )
    for region, asked, first in rows.values_list("region", "asked_at", "first_contact_at").iterator(5000):
        if first is not None:
            days[region].append((first - asked).days)
    return {region: sorted(found) for region, found in days.items()}
