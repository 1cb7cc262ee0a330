"""What came out, and how tense it is."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import author, counted, known, not_ahead
from comity.cases.actions.facts import touch
from comity.cases.models import Case, Outcome, Tension
from comity.cases.words import EXTENTS, NO_OUTCOME, OUTCOME_KINDS
from comity.trust.happenings import happened
from comity.trust.viewer import Viewer


def write_tension(case: Case, *, level: int, at: datetime, viewer: Viewer, note: str = "") -> Tension:
    row = Tension.objects.create(
        matter=case.matter, case=case, at=at, level=level, note=note.strip(), by_id=author(viewer)
    )
    newest = Tension.objects.visible_to(viewer).filter(case=case).order_by("-at", "-pk").first()
    case.tension = newest.level if newest else level
    if case.tension_at_start is None:
        case.tension_at_start = level
    case.save(update_fields=["tension", "tension_at_start"])
    return row


@transaction.atomic
def rate_tension(
    *, case: Case, level: int, viewer: Viewer, now: datetime, note: str = "", at: datetime | None = None
) -> Tension:
    """How tense it is now, from 0 to 10, by the person who was there."""
    must_write(viewer, case)
    row = write_tension(case, level=counted(level, most=10), at=min(at or now, now), viewer=viewer, note=note)
    touch(case, now=now)
    happened("tension-rated", row, viewer=viewer, now=now, level=level)
    return row


@transaction.atomic
def record_outcome(
    *,
    case: Case,
    kind: str,
    viewer: Viewer,
    now: datetime,
    on: date | None = None,
    extent: str = "full",
    text: str = "",
) -> Outcome:
    """Something came out of it - or, said plainly, nothing did."""
    must_write(viewer, case)
    outcome = Outcome.objects.create(
        matter=case.matter,
        case=case,
        kind=known(kind, OUTCOME_KINDS),
        on=not_ahead(on or timezone.localtime(now).date(), now),
        extent="none" if kind == NO_OUTCOME else known(extent, EXTENTS),
        text=text.strip(),
        by_id=author(viewer),
    )
    touch(case, now=now)
    search.add(case, outcome.text)
    happened("outcome-recorded", outcome, viewer=viewer, now=now, kind=kind)
    return outcome
