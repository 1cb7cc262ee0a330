"""What became of a service: it took place and is counted, or it was called off with a reason."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.cases import actions
from comity.cases.access import must_write
from comity.cases.actions.checks import LONGEST_DAY, MOST_PEOPLE
from comity.cases.models import Engagement
from comity.cases.words import CONSULTATION, PARTY_KINDS, PLANNED_ENGAGEMENT
from comity.meetings.models import ROLES, Interpreter
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.casework.fields import Number, language_choices, services
from comity.web.staff.casework.page import attempt, page, posted, to
from comity.web.staff.casework.session import meeting_of, one
from comity.web.typed import DayField, SlugChoice, SlugChoices, Typed

BOTH = ["GET", "HEAD", "POST"]


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
        "on": min(found.on, request.today),
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
