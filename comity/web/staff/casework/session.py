"""One service of a case and its meeting, found through the case's own door."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from comity.cases.access import child_of
from comity.cases.models import Case, Engagement
from comity.meetings.models import Meeting
from comity.trust import doors
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.casework.page import opened, zone_of


def one(request: Visit, reference: str, pk: uuid.UUID) -> tuple[Case, Engagement]:
    case = opened(request, reference)
    return case, child_of(case, Engagement, pk, viewer=request.viewer)


def begins(case: Case, on: date, meeting: Meeting | None) -> datetime | None:
    """When it begins by the clock of the office; nothing while only the day is known."""
    return meeting.starts_at.astimezone(zone_of(case, on)) if meeting and meeting.starts_at else None


def meeting_of(engagement: Engagement, viewer: Viewer) -> Meeting | None:
    """The meeting of a session, readable."""
    if engagement.meeting_id is None:
        return None
    rows = Meeting.objects.visible_to(viewer).filter(pk=engagement.meeting_id, matter_id=engagement.matter_id)
    found = doors.under(engagement.matter, rows)
    return found[0] if found else None
