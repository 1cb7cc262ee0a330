"""Who sees what reached us, and who may decide what becomes of it. Seeing is a grant on the matter; see trust."""

from datetime import datetime
from typing import Any

from django.http import Http404

from comity.intake.models import Receipt, Referral, Request
from comity.trust import doors
from comity.trust.guard import sees
from comity.trust.models import granted_in_any_part
from comity.trust.viewer import Viewer

sees(Request)(granted_in_any_part)
sees(Receipt)(granted_in_any_part)
sees(Referral)(granted_in_any_part)

DECIDING_PARTS = frozenset({"intake", "director", "lead"})
OFFICE_ROLES = ("intake", "director", "specialist", "headquarters")


def may_triage(viewer: Viewer, request: Any) -> bool:
    """Somebody of the office that holds this request: its intake, specialist or director desk, or its lead."""
    if viewer.account_id is None or not viewer.posts:
        return False
    return bool(doors.standing(viewer, request.matter_id) & DECIDING_PARTS)


def is_person(viewer: Viewer, request: Any) -> bool:
    """The person who came to us, known by their receipt. A companion is not meant."""
    return "person" in doors.standing(viewer, request.matter_id)


def may_log(viewer: Viewer) -> bool:
    """Whoever answers the phone at an office may write down a call; an administrator may not."""
    return viewer.account_id is not None and any(viewer.has_role(role) for role in OFFICE_ROLES)


def open_request(viewer: Viewer, reference: str, *, now: datetime, because: str = "intake") -> Request:
    """One request, readable. The same 404 for "no such" and "not yours"; the look is in the audit trail."""
    matter = doors.open_matter(viewer, reference, because=because, now=now)
    rows = doors.under(matter, Request.objects.visible_to(viewer).filter(matter=matter))
    if not rows:
        raise Http404
    return rows[0]
