"""The table: who sits where, drawn as a ring of chairs; and the line of tension beside it."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.models import Case, Issue, Party, Stake, Tension
from comity.trust import doors
from comity.trust.viewer import Viewer


def parties_of(case: Case, viewer: Viewer) -> list[Party]:
    """The parties of an opened case, readable, in the order of their chairs."""
    found = doors.under(case.matter, Party.objects.visible_to(viewer).filter(case=case).order_by("position"))
    for party in found:
        party.case = case
    return found


@dataclass(frozen=True)
class Rated:
    at: datetime
    level: int
    note: str


def tension_line(case: Case, viewer: Viewer) -> list[Rated]:
    """How the tension moved, oldest first."""
    rows = doors.under(case.matter, Tension.objects.visible_to(viewer).filter(case=case).order_by("at", "pk"))
    return [Rated(row.at, row.level, row.note) for row in rows]


@dataclass(frozen=True)
class Matrix:
    """Issues down, parties across, and in each cell how much it matters: 0 to 3, or nothing asked yet."""

    parties: list[Party]
    rows: list[tuple[Issue, list[int | None]]]


def matrix(case: Case, viewer: Viewer, parties: list[Party]) -> Matrix:
    """What matters to whom."""
    issues = doors.under(case.matter, Issue.objects.visible_to(viewer).filter(case=case).order_by("position"))
    for issue in issues:
        issue.case = case
    weights = {
        (stake.issue_id, stake.party_id): stake.weight for stake in Stake.objects.visible_to(viewer).filter(case=case)
    }
    return Matrix(parties, [(issue, [weights.get((issue.pk, party.pk)) for party in parties]) for issue in issues])
