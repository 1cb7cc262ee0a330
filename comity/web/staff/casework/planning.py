"""A service gets its day: a session is arranged or moved, a consultation is written down in one go."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.cases import actions
from comity.cases.access import must_write
from comity.cases.actions.checks import LONGEST_DAY, MOST_PEOPLE
from comity.cases.models import Case, Engagement
from comity.cases.words import CONSULTATION, PARTY_KINDS, PLANNED_ENGAGEMENT, SERVICES
from comity.meetings.models import INTERPRETING, MODES, OPENNESS, PHONE, SIGN, SPOKEN
from comity.texts.say import say
from comity.trust.lifecycle import Refused
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
from comity.web.staff.casework.page import attempt, opened, page, posted, to, zone_of
from comity.web.staff.casework.session import begins, meeting_of, one
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
    language, today = request.viewer.language, request.today
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
    language, today = request.viewer.language, request.today
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
        posted(request), initial=initial, case=case, service=found.service, language=language, on=request.today
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
