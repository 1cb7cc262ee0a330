"""Arranging a meeting, asking for interpreters, and counting who was there."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.meetings.models import (
    CONFIDENTIAL,
    IN_PERSON,
    INTERPRETING,
    MODES,
    OPENNESS,
    ROLES,
    Attendance,
    Interpreter,
    Meeting,
)
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import Viewer


@transaction.atomic
def arrange(
    *,
    matter: Matter,
    starts_at: datetime | None,
    viewer: Viewer,
    now: datetime,
    minutes: int = 0,
    mode: str = IN_PERSON,
    openness: str = CONFIDENTIAL,
    place: str = "",
    agenda: str = "",
    interpreters: Sequence[tuple[str, str]] = (),
) -> Meeting:
    """People will meet: when, how, who may come, and in which languages."""
    if mode not in MODES or openness not in OPENNESS:
        raise Refused(_("Please choose one of the listed answers."))
    meeting = Meeting.objects.create(
        matter=matter,
        starts_at=starts_at,
        minutes=minutes,
        mode=mode,
        openness=openness,
        place=place.strip(),
        agenda=agenda.strip(),
    )
    for language, kind in interpreters:
        ask_interpreter(meeting=meeting, language=language, mode=kind, viewer=viewer, now=now)
    happened("meeting-arranged", meeting, viewer=viewer, now=now, mode=mode, openness=openness)
    return meeting


@transaction.atomic
def rearrange(
    *,
    meeting: Meeting,
    starts_at: datetime,
    minutes: int,
    mode: str,
    place: str,
    agenda: str,
    viewer: Viewer,
    now: datetime,
) -> Meeting:
    """The meeting gets another hour, place or form. Who may come stays as it was said: notes already rest on it.

    Interpreters said yes to an hour: after another hour each is asked again.
    """
    if mode not in MODES:
        raise Refused(_("Please choose one of the listed answers."))
    if starts_at != meeting.starts_at:
        for interpreter in Interpreter.objects.visible_to(viewer).filter(meeting=meeting, is_confirmed=True):
            interpreter.is_confirmed = False
            interpreter.save(update_fields=["is_confirmed"])
    meeting.starts_at, meeting.minutes, meeting.mode = starts_at, minutes, mode
    meeting.place, meeting.agenda = place.strip(), agenda.strip()
    meeting.save()
    happened("meeting-rearranged", meeting, viewer=viewer, now=now, mode=mode)
    return meeting


@transaction.atomic
def ask_interpreter(*, meeting: Meeting, language: str, mode: str, viewer: Viewer, now: datetime) -> Interpreter:
    """Somebody will need an interpreter at this meeting."""
    if mode not in INTERPRETING:
        raise Refused(_("Please choose one of the listed answers."))
    asked = Interpreter.objects.create(matter=meeting.matter, meeting=meeting, language=language, mode=mode)
    happened("interpreter-asked", asked, viewer=viewer, now=now, language=language)
    return asked


@transaction.atomic
def confirm_interpreter(*, interpreter: Interpreter, name: str, viewer: Viewer, now: datetime) -> Interpreter:
    """An interpreter has said yes."""
    interpreter.name, interpreter.is_confirmed = name.strip(), True
    interpreter.save()
    happened("interpreter-confirmed", interpreter, viewer=viewer, now=now, language=interpreter.language)
    return interpreter


@transaction.atomic
def record_attendance(
    *,
    meeting_id: uuid.UUID,
    matter: Matter,
    people: Mapping[str, int],
    viewer: Viewer,
    now: datetime,
    minutes: int | None = None,
) -> int:
    """How many people of each role were there; nobody is named. A second count replaces the first."""
    meeting = Meeting.objects.visible_to(viewer).filter(matter=matter).get(pk=meeting_id)
    meeting.matter = matter
    if any(role not in ROLES or number < 0 for role, number in people.items()):
        raise Refused(_("Please choose one of the listed answers."))
    for row in Attendance.objects.visible_to(viewer).filter(meeting=meeting):
        row.delete()
    for role, number in people.items():
        Attendance.objects.create(matter=matter, meeting=meeting, role=role, people=number)
    if minutes is not None:
        meeting.minutes = minutes
        meeting.save(update_fields=["minutes"])
    total = sum(people.values())
    happened("attendance-counted", meeting, viewer=viewer, now=now, people=total)
    return total
