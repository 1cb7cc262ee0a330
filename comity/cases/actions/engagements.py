"""The four services: planned, delivered and counted, or called off."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import MOST_PEOPLE, author, counted, has_words, known, not_ahead
from comity.cases.actions.facts import set_next, touch
from comity.cases.actions.plan import known_program
from comity.cases.lifecycle import CASE, ENGAGEMENT
from comity.cases.models import Case, Engagement
from comity.cases.words import ASSESSING, CONSULTATION, OPEN, PARTY_KINDS, PLANNED, PLANNED_ENGAGEMENT, SERVICES
from comity.meetings import actions as meetings
from comity.meetings.models import CONFIDENTIAL, IN_PERSON, MODES, OPENNESS, Interpreter, Meeting
from comity.trust import doors
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.trust.viewer import Viewer


@transaction.atomic
def plan_engagement(
    *,
    case: Case,
    service: str,
    title: str,
    on: date,
    viewer: Viewer,
    now: datetime,
    program: str = "",
    starts_at: datetime | None = None,
    minutes: int = 0,
    mode: str = IN_PERSON,
    openness: str = CONFIDENTIAL,
    place: str = "",
    agenda: str = "",
    staff: Sequence[int] = (),
    interpreters: Sequence[tuple[str, str]] = (),
    recipient_kind: str = "",
    topic: str = "",
) -> Engagement:
    """A service gets its day: who may come is decided now, because it decides what the notes will be."""
    must_write(viewer, case)
    engagement = Engagement(
        matter=case.matter,
        case=case,
        service=known(service, SERVICES),
        program=known_program(program),
        title=has_words(title, _("Please give the session a title that names no person."), most=200),
        on=on,
        minutes=counted(minutes),
        mode=known(mode, MODES),
        openness=known(openness, OPENNESS),
        staff=at_work(staff or ([viewer.account_id] if viewer.account_id else [])),
        recipient_kind=known(recipient_kind, PARTY_KINDS) if recipient_kind else "",
        topic=topic.strip(),
    )
    if starts_at is not None or place or agenda or interpreters:
        engagement.meeting = meetings.arrange(
            matter=case.matter,
            starts_at=starts_at,
            minutes=minutes,
            mode=mode,
            openness=openness,
            place=place,
            agenda=agenda,
            interpreters=interpreters,
            viewer=viewer,
            now=now,
        )
    engagement.save(force_insert=True)
    set_next(case)
    touch(case, now=now)
    search.add(case, engagement.title, engagement.topic)
    happened("engagement-planned", engagement, viewer=viewer, now=now, service=service, program=program)
    return engagement


@transaction.atomic
def rearrange(
    *,
    engagement: Engagement,
    title: str,
    on: date,
    starts_at: datetime,
    viewer: Viewer,
    now: datetime,
    program: str = "",
    minutes: int = 0,
    mode: str = IN_PERSON,
    place: str = "",
    agenda: str = "",
    staff: Sequence[int] = (),
    interpreters: Sequence[tuple[str, str]] = (),
) -> Engagement:
    """A planned session moves to another day, hour or place. Who may come was said first and stays."""
    case = engagement.case
    must_write(viewer, case)
    if engagement.state != PLANNED_ENGAGEMENT:
        raise Refused(_("What became of this session is already on record."))
    engagement.title = has_words(title, _("Please give the session a title that names no person."), most=200)
    engagement.on, engagement.minutes, engagement.mode = on, counted(minutes), known(mode, MODES)
    engagement.program, engagement.staff = known_program(program), at_work(staff or engagement.staff)
    told: dict[str, Any] = {"starts_at": starts_at, "minutes": minutes, "mode": mode, "place": place, "agenda": agenda}
    told |= {"viewer": viewer, "now": now}
    if engagement.meeting_id is None:
        meeting = meetings.arrange(matter=case.matter, openness=engagement.openness, **told)
    else:
        meeting = Meeting.objects.visible_to(viewer).filter(matter=case.matter).get(pk=engagement.meeting_id)
        meeting.matter = case.matter
        meetings.rearrange(meeting=meeting, **told)
    engagement.meeting = meeting
    for language, kind in interpreters:
        meetings.ask_interpreter(meeting=meeting, language=language, mode=kind, viewer=viewer, now=now)
    engagement.save()
    set_next(case)
    touch(case, now=now)
    search.rebuild(case)
    happened("engagement-rearranged", engagement, viewer=viewer, now=now, service=engagement.service)
    return engagement


@transaction.atomic
def confirm_interpreter(
    *, engagement: Engagement, interpreter: uuid.UUID, name: str, viewer: Viewer, now: datetime
) -> Interpreter:
    """An interpreter of this session has said yes, and their name stands on it."""
    must_write(viewer, engagement.case)
    asked = Interpreter.objects.visible_to(viewer).filter(pk=interpreter, meeting=engagement.meeting_id)
    for row in doors.under(engagement.matter, asked.filter(matter=engagement.matter)):
        return meetings.confirm_interpreter(interpreter=row, name=name, viewer=viewer, now=now)
    raise Http404


def at_work(staff: Sequence[int]) -> list[int]:
    ids = sorted(set(staff))
    if Account.objects.filter(pk__in=ids, is_active=True).count() != len(ids):
        raise Refused(_("One of these colleagues no longer works here."))
    return ids


@transaction.atomic
def deliver(
    *,
    engagement: Engagement,
    minutes: int,
    viewer: Viewer,
    now: datetime,
    on: date | None = None,
    prep_minutes: int = 0,
    attendance: Mapping[str, int] | None = None,
    people_reached: int | None = None,
    languages: Sequence[str] = (),
    outputs: str = "",
    topic: str = "",
    recipient_kind: str = "",
    materials: str = "",
    next_step: str = "",
) -> Engagement:
    """The session took place: hours, how many people of which role, and what came out go on record."""
    case = engagement.case
    must_write(viewer, case)
    if minutes == 0:
        raise Refused(_("Please write how many minutes it took."))
    attendance = {role: number for role, number in (attendance or {}).items() if number}
    present = counted(sum(attendance.values()), most=MOST_PEOPLE)
    engagement.minutes, engagement.prep_minutes = counted(minutes), counted(prep_minutes, most=60_000)
    engagement.on = not_ahead(on or engagement.on, now)
    engagement.people_reached = counted(present if people_reached is None else people_reached, most=MOST_PEOPLE)
    if engagement.people_reached < present:
        raise Refused(_("More people were present by role than were reached in all."))
    engagement.languages = list(dict.fromkeys(languages))
    engagement.outputs = outputs.strip()
    advised(engagement, topic=topic, recipient_kind=recipient_kind, materials=materials, next_step=next_step)
    engagement.recorded_at, engagement.recorded_by_id = now, author(viewer)
    engagement.save()
    ENGAGEMENT.move(engagement, "deliver", viewer=viewer, now=now)
    if attendance:
        record_presence(engagement, attendance, viewer=viewer, now=now)
    after_delivery(case, engagement, viewer=viewer, now=now)
    happened("engagement-delivered", engagement, viewer=viewer, now=now, service=engagement.service)
    return engagement


def advised(engagement: Engagement, *, topic: str, recipient_kind: str, materials: str, next_step: str) -> None:
    """A consultation says whom we advised, about what, what we sent, and what comes next."""
    if topic.strip():
        engagement.topic = topic.strip()
    if recipient_kind:
        engagement.recipient_kind = known(recipient_kind, PARTY_KINDS)
    engagement.materials, engagement.next_step = materials.strip(), next_step.strip()
    if engagement.service == CONSULTATION and not engagement.recipient_kind:
        raise Refused(_("Please say what kind of organization or person was advised."))


def record_presence(engagement: Engagement, attendance: Mapping[str, int], *, viewer: Viewer, now: datetime) -> None:
    meeting = engagement.meeting
    if meeting is None:
        meeting = engagement.meeting = meetings.arrange(
            matter=engagement.case.matter,
            starts_at=None,
            minutes=engagement.minutes,
            mode=engagement.mode,
            openness=engagement.openness,
            viewer=viewer,
            now=now,
        )
        engagement.save(update_fields=["meeting"])
    meetings.record_attendance(
        meeting_id=meeting.pk,
        matter=engagement.case.matter,
        people=attendance,
        viewer=viewer,
        now=now,
        minutes=engagement.minutes,
    )


def after_delivery(case: Case, engagement: Engagement, *, viewer: Viewer, now: datetime) -> None:
    if case.stage in (OPEN, ASSESSING, PLANNED):
        CASE.move(case, "serve", viewer=viewer, now=now)
    added: dict[str, Any] = {}
    if engagement.program and engagement.program not in case.programs:
        added["programs"] = [*case.programs, engagement.program]
    if new := [language for language in engagement.languages if language not in case.languages]:
        added["languages"] = [*case.languages, *new]
    for name, value in added.items():
        setattr(case, name, value)
    if added:
        case.save(update_fields=list(added))
    set_next(case)
    touch(case, now=now)
    search.add(case, engagement.topic, engagement.outputs, engagement.next_step)


@transaction.atomic
def cancel(*, engagement: Engagement, reason: str, viewer: Viewer, now: datetime) -> Engagement:
    """The session does not take place; the reason is kept, and it counts as nothing."""
    must_write(viewer, engagement.case)
    engagement.cancelled_because = has_words(reason, _("Please write why it was called off."), most=2000)
    engagement.cancelled_at = now
    engagement.save()
    ENGAGEMENT.move(engagement, "cancel", viewer=viewer, now=now, reason="written")
    set_next(engagement.case)
    happened("engagement-cancelled", engagement, viewer=viewer, now=now, service=engagement.service)
    return engagement
