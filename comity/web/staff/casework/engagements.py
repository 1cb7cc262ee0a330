"""The services of a case: all of them on one page, and each on its own."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from comity.cases import actions
from comity.cases.access import must_write
from comity.cases.lifecycle import ENGAGEMENT
from comity.cases.models import Case, Engagement
from comity.cases.words import CONSULTATION, PARTY_KINDS, PLANNED_ENGAGEMENT
from comity.meetings.models import INTERPRETING, MODES, OPENNESS, ROLES, Attendance, Interpreter
from comity.people.languages import SPOKEN as LANGUAGES
from comity.trust import doors
from comity.web.doors import Visit
from comity.web.staff.casework.fields import program_name, services
from comity.web.staff.casework.page import attempt, names_of, opened, page, to
from comity.web.staff.casework.planning import change, engagement_new
from comity.web.staff.casework.recording import cancellation, delivery
from comity.web.staff.casework.session import begins, meeting_of, one
from comity.web.typed import Line


class ConfirmForm(forms.Form):
    """An interpreter has said yes."""

    interpreter = forms.UUIDField()
    name = Line(label=gettext_lazy("Name of the interpreter"))


@require_safe
def engagements(request: Visit, reference: str) -> HttpResponse:
    """Every service of the case: to come, to be recorded, delivered, called off."""
    case = opened(request, reference)
    rows = Engagement.objects.visible_to(request.viewer).filter(case=case).select_related("meeting")
    found = list(rows.order_by("-on", "-pk"))
    today, names = request.today, services(request.viewer.language)
    lines: list[dict[str, Any]] = [
        {
            "row": row,
            "service": names.get(row.service, row.service),
            "program": program_name(row.program, request.viewer.language),
            "state": ENGAGEMENT.label(row.state),
            "is_late": row.state == PLANNED_ENGAGEMENT and row.on < today,
            "starts_at": begins(case, row.on, row.meeting),
            "openness": OPENNESS[row.openness],
        }
        for row in found
    ]
    return page(
        request,
        case,
        "engagements",
        "services",
        to_come=[line for line in reversed(lines) if line["row"].state == PLANNED_ENGAGEMENT],
        past=[line for line in lines if line["row"].state != PLANNED_ENGAGEMENT],
        services=names.items(),
    )


@require_safe
def engagement(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """One service: when, where, who, and what came of it."""
    case, found = one(request, reference, pk)
    return engagement_page(request, case, found)


def engagement_page(
    request: Visit, case: Case, found: Engagement, confirm: forms.Form | None = None, which: str = ""
) -> HttpResponse:
    viewer, language = request.viewer, request.viewer.language
    meeting = meeting_of(found, viewer)
    interpreters: list[Interpreter] = []
    attendance: list[Attendance] = []
    if meeting is not None:
        interpreters = doors.under(
            case.matter, Interpreter.objects.visible_to(viewer).filter(meeting=meeting).order_by("pk")
        )
        attendance = list(Attendance.objects.visible_to(viewer).filter(meeting=meeting).order_by("-people", "role"))
    names = names_of([*found.staff, *([found.recorded_by_id] if found.recorded_by_id else [])])
    starts_at = begins(case, found.on, meeting)
    return page(
        request,
        case,
        "engagement",
        "services",
        form=confirm,
        which=which,
        engagement=found,
        meeting=meeting,
        starts_at=starts_at,
        zone=starts_at.tzname() if starts_at else "",
        service_name=services(language).get(found.service, found.service),
        program=program_name(found.program, language),
        state=ENGAGEMENT.label(found.state),
        mode=MODES[found.mode],
        openness=OPENNESS[found.openness],
        staff=[names[pk] for pk in found.staff if pk in names],
        recorded_by=names.get(found.recorded_by_id or 0, ""),
        interpreters=[(row, LANGUAGES.get(row.language, row.language), INTERPRETING[row.mode]) for row in interpreters],
        attendance=[(ROLES[row.role], row.people) for row in attendance],
        languages=[LANGUAGES.get(tag, tag) for tag in found.languages],
        recipient=PARTY_KINDS.get(found.recipient_kind, ""),
        is_planned=found.state == PLANNED_ENGAGEMENT,
        is_late=found.state == PLANNED_ENGAGEMENT and found.on < request.today,
        is_advice=found.service == CONSULTATION,
    )


@require_POST
def confirmation(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """An interpreter said yes and gets a name on the session."""
    case, found = one(request, reference, pk)
    must_write(request.viewer, case)
    form = ConfirmForm(request.POST)

    def act(given: dict[str, Any]) -> Interpreter:
        return actions.confirm_interpreter(engagement=found, **given, viewer=request.viewer, now=request.now)

    if attempt(form, act) is not None:
        messages.success(request, _("The interpreter is confirmed."))
        return redirect(to("engagement", case, found.pk))
    return engagement_page(request, case, found, form, request.POST.get("interpreter", ""))


urlpatterns = [
    path("cases/<str:reference>/engagements/", engagements, name="engagements"),
    path("cases/<str:reference>/engagements/new/", engagement_new, name="engagement-new"),
    path("cases/<str:reference>/engagements/<uuid:pk>/", engagement, name="engagement"),
    path("cases/<str:reference>/engagements/<uuid:pk>/change/", change, name="engagement-change"),
    path("cases/<str:reference>/engagements/<uuid:pk>/interpreter/", confirmation, name="engagement-interpreter"),
    path("cases/<str:reference>/engagements/<uuid:pk>/delivery/", delivery, name="engagement-delivery"),
    path("cases/<str:reference>/engagements/<uuid:pk>/cancellation/", cancellation, name="engagement-cancellation"),
]
