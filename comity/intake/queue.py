"""The intake list: what waits, the most pressing first. Every row shown with its words is written down as a look."""

from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from comity.intake.lifecycle import WAITING
from comity.intake.models import Request
from comity.trust import doors
from comity.trust.viewer import Viewer

PAGE = 50


def waiting(viewer: Viewer, *, office: str = "", kind: str = "", language: str = "") -> QuerySet[Request]:
    """What this viewer may see and nobody has decided: urgent first, then by the hour until which it must be taken."""
    rows = Request.objects.visible_to(viewer).filter(stage__in=WAITING).select_related("matter")
    for column, value in (("office", office), ("kind", kind), ("language", language)):
        if value:
            rows = rows.filter(**{column: value})
    taken = Case(When(accepted_at=None, then=Value(0)), default=Value(1))
    return rows.order_by(taken, F("urgent").desc(), "accept_by", "received_at", "pk")


def opened(viewer: Viewer, rows: "QuerySet[Request] | list[Request]", *, now: datetime) -> list[Request]:
    """These rows, readable; three queries however many there are, and one look in the audit trail for each."""
    found = list(rows)
    matters = doors.open_matters(viewer, [row.matter_id for row in found], because="intake-list", now=now)
    readable = [row for row in found if row.matter_id in matters]
    for row in readable:
        row.matter = matters[row.matter_id]
    return readable


def counts(viewer: Viewer, *, now: datetime) -> dict[str, int]:
    """How much waits, for the head of the page: all, unread, urgent, nobody's yet, late, and late by our promise."""
    numbers: dict[str, int] = (
        Request.objects.visible_to(viewer)
        .filter(stage__in=WAITING)
        .aggregate(
            waiting=Count("pk"),
            unread=Count("pk", filter=Q(stage=Request.Stage.RECEIVED)),
            urgent=Count("pk", filter=Q(urgent=True)),
            nobodys=Count("pk", filter=Q(accepted_at=None)),
            late=Count("pk", filter=Q(accepted_at=None, accept_by__lte=now)),
            promise_missed=Count("pk", filter=Q(read_at=None, promised_on__lt=now.date())),
        )
    )
    return numbers
