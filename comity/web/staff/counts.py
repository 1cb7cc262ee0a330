"""The small numbers in the rail: how much waits at each place for this person."""

from datetime import datetime

from comity.cases.access import cases_of
from comity.cases.words import NOT_CLOSED
from comity.intake.models import Request
from comity.people.access import works_on_matters
from comity.trust.viewer import Viewer

WAITING = (Request.Stage.RECEIVED, Request.Stage.READ)


def counts_for(viewer: Viewer, now: datetime) -> dict[str, int]:
    """What waits in intake at this person's desks, and how many open cases they lead. Two counts, no row."""
    if not works_on_matters(viewer):
        return {}
    return {
        "intake": Request.objects.visible_to(viewer).filter(stage__in=WAITING).count(),
        "caseload": cases_of(viewer).filter(lead=viewer.account_id, stage__in=NOT_CLOSED).count(),
    }
