"""The services of a case: planned on a day, delivered and counted, or called off with a reason."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.cases import actions
from comity.cases.access import child_of, must_write
from comity.cases.actions.checks import LONGEST_DAY, MOST_PEOPLE
from comity.cases.lifecycle import ENGAGEMENT
from comity.cases.models import Case, Engagement
from comity.cases.words import CONSULTATION, PARTY_KINDS, PLANNED_ENGAGEMENT, SERVICES
from comity.meetings.models import (
    INTERPRETING,
    MODES,
    OPENNESS,
    PHONE,
    ROLES,
    SIGN,
    SPOKEN,
    Attendance,
    Interpreter,
    Meeting,
)
from comity.people.languages import SPOKEN as LANGUAGES
from comity.texts.say import say
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.casework.fields import (
    Clock,
    Number,
    colleagues,
    language_choices,
    program_choices,
    program_name,
    services,
)
from comity.web.staff.casework.page import attempt, names_of, opened, page, posted, to, zone_of
from comity.web.typed import DayField, Line, SlugChoice, SlugChoices, Typed

BOTH = ["GET", "HEAD", "POST"]
INTERPRETERS = (1, 2, 3)
USUAL_MINUTES = 120


class SessionForm(forms.Form):
    """A dialogue, a mediation, a training: who may come is decided first, because it decides what the notes are."""

    openness = SlugChoice(
        label=gettext_lazy("Who may come?"),
        choices=[(slug, label) for slug, label in reversed(OPENNESS.items())],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Choose this before anything else is written. It decides what the notes may hold."),
    )
    title = Line(
        label=gettext_lazy("Title for lists"),
        help_text=gettext_lazy("Lists and calendars show it, so it names no person."),
    )
    program = SlugChoice(label=gettext_lazy("Program"), required=False)
    on = DayField(label=gettext_lazy("Day"))
    at = Clock(label=gettext_lazy("Begins at"))
    minutes = Number(label=gettext_lazy("Minutes"), most=LONGEST_DAY)
    mode = SlugChoice(label=gettext_lazy("How do people meet?"), choices=MODES.items())
    place = Line(
        label=gettext_lazy("Place or link"),
        required=False,
        longest=500,
        help_text=gettext_lazy("Kept sealed. Say how to get in without steps."),
    )
    staff = SlugChoices(
        label=gettext_lazy("Who of us will be there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agenda = Typed(label=gettext_lazy("Agenda"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, case: Case, service: str, language: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        zone = datetime.combine(on, time(12), zone_of(case, on)).tzname()
        fields["at"].help_text = _("By the clock of the office (now %(zone)s).") % {"zone": zone}
        fields["program"].choices = program_choices(language, service)
        here, elsewhere = colleagues(case.office, on)
        fields["staff"].choices = here
        self.others = elsewhere
        fields["other_staff"] = SlugChoice(
            label=_("Somebody from another office"), required=False, choices=[("", _("Nobody")), *elsewhere]
        )
        for number in INTERPRETERS:
            fields[f"language_{number}"] = SlugChoice(
                label=_("Interpreter %(number)d: language") % {"number": number},
                required=False,
                choices=[("", _("None")), *language_choices()],
            )
            fields[f"interpreting_{number}"] = SlugChoice(
                label=_("Interpreter %(number)d: spoken or sign") % {"number": number},
                required=False,
                choices=INTERPRETING.items(),
            )

    @property
    def interpreters(self) -> list[tuple[Any, Any]]:
        """The pairs of boxes, for the page."""
        return [(self[f"language_{number}"], self[f"interpreting_{number}"]) for number in INTERPRETERS]

    @property
    def asked_interpreters(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        found = []
        for number in INTERPRETERS:
            if language := given.get(f"language_{number}"):
                kind = SIGN if language == "asl" else given.get(f"interpreting_{number}") or SPOKEN
                found.append((language, kind))
        return list(dict.fromkeys(found))

    @property
    def people(self) -> list[int]:
        given = self.cleaned_data
        return [int(pk) for pk in (*given.get("staff", ()), given.get("other_staff")) if pk]


class ChangeForm(SessionForm):
    """Another day, hour or place. Who may come was said first and stays; one more interpreter may be asked for."""

    openness = None  # type: ignore[assignment]  # Django's way to take a field out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for number in INTERPRETERS[1:]:
            del fields[f"language_{number}"], fields[f"interpreting_{number}"]
        fields["language_1"].label = _("One more interpreter: language")
        fields["interpreting_1"].label = _("One more interpreter: spoken or sign")

    @property
    def interpreters(self) -> list[tuple[Any, Any]]:
        return [(self["language_1"], self["interpreting_1"])]


class AdviceForm(forms.Form):
    """A consultation: whom we advised, about what, what we sent, and what comes next."""

    recipient_kind = SlugChoice(
        label=gettext_lazy("Who was advised?"), choices=[("", gettext_lazy("Please choose")), *PARTY_KINDS.items()]
    )
    topic = Typed(label=gettext_lazy("About what?"), widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("A day that is still to come plans the consultation.")
    )
    minutes = Number(label=gettext_lazy("Minutes"), most=LONGEST_DAY)
    people = Number(label=gettext_lazy("How many people?"), most=MOST_PEOPLE)
    mode = SlugChoice(label=gettext_lazy("How did you talk?"), choices=MODES.items())
    program = SlugChoice(label=gettext_lazy("Program"), required=False)
    materials = Typed(label=gettext_lazy("What did we send?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next_step = Typed(label=gettext_lazy("What comes next?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    title = Line(
        label=gettext_lazy("Title for lists"),
        required=False,
        help_text=gettext_lazy("It names no person. Left empty, it says who was advised."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["program"].choices = program_choices(language, CONSULTATION)


class DeliveryForm(forms.Form):
    """What took place: hours, how many people of which role, and what came out."""

    on = DayField(label=gettext_lazy("Day"))
    minutes = Number(label=gettext_lazy("Minutes it took"), most=LONGEST_DAY)
    prep_minutes = Number(label=gettext_lazy("Minutes of preparation"), most=60_000, required=False)
    people_reached = Number(
        label=gettext_lazy("People reached in all"),
        most=MOST_PEOPLE,
        required=False,
        help_text=gettext_lazy("Only if there were more than the roles above add up to."),
    )
    languages = SlugChoices(label=gettext_lazy("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple)
    outputs = Typed(
        label=gettext_lazy("What came out?"),
        required=False,
        help_text=gettext_lazy("Points agreed, next steps, what was put on the list. Nobody is quoted."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["languages"].choices = language_choices()
        for role, label in ROLES.items():
            fields[f"role_{role}"] = Number(label=label, most=MOST_PEOPLE, required=False)
        if engagement.service == CONSULTATION:
            kinds = [("", _("Please choose")), *PARTY_KINDS.items()]
            fields["recipient_kind"] = SlugChoice(label=_("Who was advised?"), choices=kinds)
            for name, words in (
                ("topic", _("About what?")),
                ("materials", _("What did we send?")),
                ("next_step", _("What comes next?")),
            ):
                fields[name] = Typed(label=words, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def roles(self) -> list[Any]:
        """The boxes of the roles, for the page."""
        return [self[f"role_{role}"] for role in ROLES]

    @property
    def attendance(self) -> dict[str, int]:
        return {role: number for role in ROLES if (number := self.cleaned_data.get(f"role_{role}"))}


class CancellationForm(forms.Form):
    """Why a session does not take place."""

    reason = Typed(label=gettext_lazy("Why is it called off?"), longest=2000, widget=forms.Textarea(attrs={"rows": 4}))


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
    today, names = request.now.date(), services(request.viewer.language)
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


@require_http_methods(BOTH)
def engagement_new(request: Visit, reference: str) -> HttpResponse:
    """A service gets its day; a consultation is written down in one go."""
    case = opened(request, reference)
    must_write(request.viewer, case)
    service = request.POST.get("service") or request.GET.get("service", "")
    if service not in SERVICES:
        return page(request, case, "engagement_choose", "services", services=services(request.viewer.language).items())
    return advise(request, case) if service == CONSULTATION else arrange(request, case, service)


def arrange(request: Visit, case: Case, service: str) -> HttpResponse:
    """The form of a dialogue, a mediation or a training."""
    language, today = request.viewer.language, request.now.date()
    program = request.GET.get("program", "")
    initial: dict[str, Any] = {
        "program": program,
        "title": program_name(program, language) if program in dict(program_choices(language, service)) else "",
        "minutes": minutes_of(program),
        "openness": "",
        "mode": "in-person",
        "staff": [str(request.viewer.account_id)],
    }
    form = SessionForm(posted(request), initial=initial, case=case, service=service, language=language, on=today)

    def act(given: dict[str, Any]) -> Engagement:
        starts_at = datetime.combine(given["on"], given["at"], zone_of(case, given["on"]))
        return actions.plan_engagement(
            case=case,
            service=service,
            title=given["title"],
            program=given["program"],
            on=given["on"],
            starts_at=starts_at,
            minutes=given["minutes"],
            mode=given["mode"],
            openness=given["openness"],
            place=given["place"],
            agenda=given["agenda"],
            staff=form.people,
            interpreters=form.asked_interpreters,
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and (engagement := attempt(form, act)):
        messages.success(request, _("The session is planned. Its kit is ready to print."))
        return redirect(to("engagement", case, engagement.pk))
    names = services(language)
    return page(request, case, "session_form", "services", form=form, service=service, service_name=names[service])


def minutes_of(program: str) -> int:
    from comity.agency.profile import current  # noqa: PLC0415 - only here

    told = current().data("programs", program, "minutes") if program else None
    return min(int(told), LONGEST_DAY) if told else USUAL_MINUTES


def advise(request: Visit, case: Case) -> HttpResponse:
    """The light form of a consultation: advice given is on record with one button."""
    language, today = request.viewer.language, request.now.date()
    programs = program_choices(language, CONSULTATION)
    only = programs[1][0] if len(programs) == 2 else ""
    form = AdviceForm(
        posted(request),
        initial={"on": today, "minutes": 30, "people": 1, "mode": PHONE, "program": only},
        language=language,
    )

    @transaction.atomic
    def act(given: dict[str, Any]) -> Engagement:
        kind = str(PARTY_KINDS[given["recipient_kind"]])
        planned = actions.plan_engagement(
            case=case,
            service=CONSULTATION,
            title=given["title"] or f"{say('service.consultation.name', language)} – {kind}",
            program=given["program"],
            on=given["on"],
            minutes=given["minutes"],
            mode=given["mode"],
            topic=given["topic"],
            recipient_kind=given["recipient_kind"],
            viewer=request.viewer,
            now=request.now,
        )
        if given["on"] > today:
            return planned
        return actions.deliver(
            engagement=planned,
            minutes=given["minutes"],
            people_reached=given["people"],
            materials=given["materials"],
            next_step=given["next_step"],
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and (engagement := attempt(form, act)):
        said = _("The advice is on record.") if engagement.recorded_at else _("The consultation is planned.")
        messages.success(request, said)
        return redirect(to("engagement", case, engagement.pk))
    return page(request, case, "advice_form", "services", form=form)


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
        is_late=found.state == PLANNED_ENGAGEMENT and found.on < request.now.date(),
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


@require_http_methods(BOTH)
def change(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """A planned session moves to another day, hour or place."""
    case, found = one(request, reference, pk)
    must_write(request.viewer, case)
    if found.state != PLANNED_ENGAGEMENT:
        raise Refused(_("What became of this session is already on record."))
    meeting = meeting_of(found, request.viewer)
    starts_at = begins(case, found.on, meeting)
    language, staff = request.viewer.language, [str(pk) for pk in found.staff]
    initial: dict[str, Any] = {
        "title": found.title, "program": found.program, "on": found.on, "minutes": found.minutes, "mode": found.mode,
        "at": starts_at.strftime("%H:%M") if starts_at else "", "staff": staff,
        "place": meeting.place if meeting else "", "agenda": meeting.agenda if meeting else "",
    }  # fmt: skip
    form = ChangeForm(
        posted(request), initial=initial, case=case, service=found.service, language=language, on=request.now.date()
    )
    initial["other_staff"] = next((pk for pk, _name in form.others if pk in staff), "")

    def act(given: dict[str, Any]) -> Engagement:
        return actions.rearrange(
            engagement=found,
            title=given["title"],
            program=given["program"],
            on=given["on"],
            starts_at=datetime.combine(given["on"], given["at"], zone_of(case, given["on"])),
            minutes=given["minutes"],
            mode=given["mode"],
            place=given["place"],
            agenda=given["agenda"],
            staff=form.people,
            interpreters=form.asked_interpreters,
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(
            request, _("The session is changed. Tell those who were invited. After another hour, ask the interpreters.")
        )
        return redirect(to("engagement", case, found.pk))
    return page(request, case, "session_form", "services", form=form, service=found.service, changed=found)


@require_http_methods(BOTH)
def delivery(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The session took place and is counted."""
    case, found = one(request, reference, pk)
    must_write(request.viewer, case)
    if found.state != PLANNED_ENGAGEMENT:
        raise Refused(_("What became of this session is already on record."))
    meeting = meeting_of(found, request.viewer)
    spoken = []
    if meeting is not None:
        rows = Interpreter.objects.visible_to(request.viewer).filter(meeting=meeting)
        spoken = list(rows.values_list("language", flat=True))
    initial = {
        "on": min(found.on, request.now.date()),
        "minutes": found.minutes or "",
        "languages": [*dict.fromkeys(["en", *spoken])],
        "topic": found.topic,
        "recipient_kind": found.recipient_kind,
    }
    form = DeliveryForm(posted(request), initial=initial, engagement=found)

    def act(given: dict[str, Any]) -> Engagement:
        return actions.deliver(
            engagement=found,
            on=given["on"],
            minutes=given["minutes"],
            prep_minutes=given["prep_minutes"] or 0,
            attendance=form.attendance,
            people_reached=given["people_reached"],
            languages=given["languages"],
            outputs=given["outputs"],
            topic=given.get("topic", ""),
            recipient_kind=given.get("recipient_kind", ""),
            materials=given.get("materials", ""),
            next_step=given.get("next_step", ""),
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The session is on record and counts."))
        return redirect(to("engagement", case, found.pk))
    service_name = services(request.viewer.language).get(found.service, "")
    return page(
        request, case, "delivery", "services", form=form, engagement=found, service_name=service_name,
        is_advice=found.service == CONSULTATION,
    )  # fmt: skip


@require_http_methods(BOTH)
def cancellation(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The session does not take place; the reason stays."""
    case, found = one(request, reference, pk)
    must_write(request.viewer, case)
    if found.state != PLANNED_ENGAGEMENT:
        raise Refused(_("What became of this session is already on record."))
    form = CancellationForm(posted(request))

    def act(given: dict[str, Any]) -> Engagement:
        return actions.cancel(engagement=found, reason=given["reason"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The session is called off. It counts as nothing."))
        return redirect(to("engagements", case))
    return page(request, case, "cancellation", "services", form=form, engagement=found)


urlpatterns = [
    path("cases/<str:reference>/engagements/", engagements, name="engagements"),
    path("cases/<str:reference>/engagements/new/", engagement_new, name="engagement-new"),
    path("cases/<str:reference>/engagements/<uuid:pk>/", engagement, name="engagement"),
    path("cases/<str:reference>/engagements/<uuid:pk>/change/", change, name="engagement-change"),
    path("cases/<str:reference>/engagements/<uuid:pk>/interpreter/", confirmation, name="engagement-interpreter"),
    path("cases/<str:reference>/engagements/<uuid:pk>/delivery/", delivery, name="engagement-delivery"),
    path("cases/<str:reference>/engagements/<uuid:pk>/cancellation/", cancellation, name="engagement-cancellation"),
]
