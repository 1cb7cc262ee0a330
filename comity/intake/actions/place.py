"""The wrong office has it: it goes to the right one, with a reason, and the access goes with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.agency.offices import office as office_row
from comity.intake import promises
from comity.intake.actions.screening import refuse_unless_waiting
from comity.intake.answers import TEXT_LENGTH, check_text
from comity.intake.models import Request
from comity.intake.routing import INTAKE_DESK, timezone_of
from comity.people.viewers import desk
from comity.trust import doors
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

REASONS = ("place", "border", "language", "workload", "conflict-of-interest", "other")


@transaction.atomic
def reroute(request: Request, *, office: str, because: str, note: str = "", viewer: Viewer, now: datetime) -> None:
    """Another office takes over; who had it until now no longer sees it, and the acceptance clock starts again."""
    refuse_unless_waiting(request, viewer=viewer)
    if because not in REASONS:
        raise Refused(_("Please choose a reason."))
    check_text("note", note, length=TEXT_LENGTH)
    found = office_row(office, now.date())
    if found is None:
        raise Refused(_("There is no such office today."))
    if office == request.office:
        raise Refused(_("This office already has it."))
    matter = request.matter
    for to, part in [(held.to, held.part) for held in doors.who_has(viewer, matter, now)]:
        if part in ("intake", "assisting", "director"):
            doors.end_grant(matter, to=to, as_=part, viewer=viewer, now=now)
    doors.grant(matter, to=desk(office, INTAKE_DESK), as_="intake", because="rerouted", viewer=viewer, now=now)
    request.office, request.field_office = office, ""
    request.region = found.region or request.region
    request.border, request.neighbours = False, []
    request.rerouted_because, request.reroute_note = because, note
    request.accepted_at = request.accepted_by_id = request.escalated_at = None
    request.accept_by = promises.accept_by(now, urgent=request.urgent, timezone=timezone_of(office, now.date()))
    request.save()
    happened("request-rerouted", request, viewer=viewer, now=now, office=office, because=because)
