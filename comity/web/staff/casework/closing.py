"""The end of a case and what comes after: closing, pauses, reopening, corrections, the calls we owe."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import child_of, is_lead, may_write
from comity.cases.actions.closing import follow_up_days, unrecorded
from comity.cases.lifecycle import CASE
from comity.cases.models import Case, Closure, Correction, Engagement, Entry, FollowUp, Outcome
from comity.cases.words import DELIVERED, EXTENTS, FOLLOW_UP_RESULTS, OUTCOME_KINDS, PAUSED
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.casework.page import attempt, case_url, names_of, opened, page, posted, to
from comity.web.typed import DayField, SlugChoice, Typed

BOTH = ["GET", "HEAD", "POST"]
TENSIONS = [("", gettext_lazy("Not rated")), *((str(level), str(level)) for level in range(11))]


class ClosingForm(forms.Form):
    """The last words on a case."""

    summary = Typed(
        label=gettext_lazy("What was it about, and how does it stand?"),
        required=False,
        help_text=gettext_lazy("Sealed like the rest of the case. It helps whoever makes the follow-up calls."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = Typed(label=gettext_lazy("Reason"), longest=2000, widget=forms.Textarea(attrs={"rows": 4}))


class CorrectionForm(ReasonForm):
    """What is right, and why it is said only now."""

    text = Typed(label=gettext_lazy("What is right?"), widget=forms.Textarea(attrs={"rows": 5}))
    field_order = ("text", "reason")


class FollowUpForm(forms.Form):
    """Did it hold?"""

    result = SlugChoice(label=gettext_lazy("Did it hold?"), choices=FOLLOW_UP_RESULTS.items(), widget=forms.RadioSelect)
    tension = SlugChoice(
        label=gettext_lazy("How tense is it now?"),
        choices=TENSIONS,
        required=False,
        help_text=gettext_lazy("From 0, calm, to 10, violence; the same scale as before."),
    )
    on = DayField(label=gettext_lazy("Day of the call"))
    note = Typed(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


@dataclass(frozen=True)
class InTheWay:
    """One thing that stands between the case and its closing: what it is, and where it is put right."""

    text: str
    url: str
    button: str


def in_the_way(case: Case, request: Visit) -> list[InTheWay]:
    """What the closing refuses for; each with the page that settles it."""
    found = [
        InTheWay(
            _("“%(title)s” on %(day)s has not been recorded.")
            % {"title": row.title, "day": date_format(row.on, "DATE_FORMAT")},
            to("engagement-delivery" if row.on <= request.today else "engagement", case, row.pk),
            _("Record it") if row.on <= request.today else _("Open it"),
        )
        for row in unrecorded(case)
    ]
    if not Outcome.objects.visible_to(request.viewer).filter(case=case).exists():
        text = _("Nobody has written what came out of it. “No outcome” is an answer too.")
        found.append(InTheWay(text, to("outcome-new", case), _("Record an outcome")))
    return found


def worth_a_look(case: Case, request: Visit) -> list[InTheWay]:
    """What the closing does not refuse for, but somebody may want to settle first."""
    found = []
    promised = Entry.objects.visible_to(request.viewer).filter(
        case=case, follow_up_on__isnull=False, follow_up_done_at=None
    )
    if waiting := promised.count():
        text = _("Promises in the journal that are still open: %(number)d. Closing ends them.") % {"number": waiting}
        found.append(InTheWay(text, case_url(case), _("Open the case page")))
    if case.stage == PAUSED:
        found.append(InTheWay(_("The case is paused."), to("pause", case), _("Go on with it")))
    return found


def facts_of(case: Case, request: Visit) -> dict[str, Any]:
    """What the closing will count."""
    delivered = list(
        Engagement.objects.visible_to(request.viewer)
        .filter(case=case, state=DELIVERED)
        .values_list("minutes", "people_reached")
    )
    outcomes = Outcome.objects.visible_to(request.viewer).filter(case=case).order_by("on", "pk")
    return {
        "sessions": len(delivered),
        "minutes": sum(minutes for minutes, _people in delivered),
        "people": sum(people for _minutes, people in delivered),
        "outcomes": [(OUTCOME_KINDS[row.kind], EXTENTS[row.extent], row.on) for row in outcomes],
    }


@require_http_methods(BOTH)
def closure(request: Visit, reference: str) -> HttpResponse:
    """The closing page: what still stands in the way, with its links; once nothing does, the case is closed here."""
    case = opened(request, reference)
    if case.is_closed:
        return closed_page(request, case)
    form = ClosingForm(posted(request))

    def act(given: dict[str, Any]) -> Closure:
        return actions.close(case=case, summary=given["summary"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The case is closed. The follow-up calls are in the diary."))
        return redirect(to("closure", case))
    case = opened(request, reference) if form.is_bound else case
    return page(
        request,
        case,
        "closure",
        "closing",
        form=form,
        missing=in_the_way(case, request),
        hints=worth_a_look(case, request),
        facts=facts_of(case, request),
        days=follow_up_days(),
        may_close=is_lead(request.viewer, case),
        may_pause=CASE.open_to(request.viewer, case),
    )


def closed_page(request: Visit, case: Case) -> HttpResponse:
    """A closed case: how it ended, the calls that ask whether it held, corrections, reopening."""
    viewer = request.viewer

    def rows(model: Any, *order: str) -> list[Any]:
        return doors.under(case.matter, model.objects.visible_to(viewer).filter(case=case).order_by(*order))

    closures = rows(Closure, "-closed_at")
    corrections = rows(Correction, "-at")
    calls = rows(FollowUp, "due_on")
    names = names_of(
        [*(row.closed_by_id for row in closures), *(row.by_id for row in corrections)]
        + [row.done_by_id for row in calls if row.done_by_id]
    )
    today = request.today
    return page(
        request,
        case,
        "closed",
        "closing",
        facts=facts_of(case, request),
        closure=closures[0] if closures else None,
        closed_by=names.get(closures[0].closed_by_id, "") if closures else "",
        calls=[
            {
                "row": row,
                "result": FOLLOW_UP_RESULTS.get(row.result, ""),
                "by": names.get(row.done_by_id, ""),
                "is_due": row.done_on is None and row.due_on <= today,
            }
            for row in calls
        ],
        corrections=[(row, names.get(row.by_id, "")) for row in corrections],
        may_reopen=is_lead(viewer, case),
        may_write=may_write(viewer, case),
    )


@require_http_methods(BOTH)
def reopening(request: Visit, reference: str) -> HttpResponse:
    """The work goes on, with a reason; the closing stays in the history."""
    case = opened(request, reference)
    CASE.check(case, "reopen", viewer=request.viewer, given={"reason": "asked"})
    form = ReasonForm(posted(request))

    def act(given: dict[str, Any]) -> Case:
        return actions.reopen(case=case, reason=given["reason"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The case is open again."))
        return redirect(case_url(case))
    return page(request, case, "reopening", "closing", form=form)


@require_http_methods(BOTH)
def correction_new(request: Visit, reference: str) -> HttpResponse:
    """Something in a closed case was wrong; the old words stay beside the new."""
    case = opened(request, reference)
    if not may_write(request.viewer, case):
        raise Refused(_("You do not have the part in this case that writing needs."))
    if not case.is_closed:
        raise Refused(_("This case is open. Write into the journal instead."))
    form = CorrectionForm(posted(request))

    def act(given: dict[str, Any]) -> Correction:
        return actions.correct(case=case, viewer=request.viewer, now=request.now, **given)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The correction stands beside the old words."))
        return redirect(to("closure", case))
    return page(request, case, "correction", "closing", form=form)


@require_http_methods(BOTH)
def follow_up(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The call that asks whether it held: result, tension, a note."""
    case = opened(request, reference)
    row = child_of(case, FollowUp, pk, viewer=request.viewer)
    closing = child_of(case, Closure, row.closure_id, viewer=request.viewer)
    form = FollowUpForm(posted(request), initial={"on": request.today, "tension": "", "result": ""})

    def act(given: dict[str, Any]) -> FollowUp:
        return actions.record_follow_up(
            follow_up=row,
            result=given["result"],
            tension=int(given["tension"]) if given["tension"] else None,
            on=given["on"],
            note=given["note"],
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The follow-up is on record."))
        return redirect(to("closure", case))
    row = child_of(case, FollowUp, pk, viewer=request.viewer)
    return page(
        request,
        case,
        "follow_up",
        "closing",
        form=form,
        call=row,
        closing=closing,
        result=FOLLOW_UP_RESULTS.get(row.result, ""),
        by=names_of([row.done_by_id] if row.done_by_id else []).get(row.done_by_id or 0, ""),
        facts=facts_of(case, request),
        may_write=may_write(request.viewer, case),
    )


@require_http_methods(BOTH)
def pause(request: Visit, reference: str) -> HttpResponse:
    """We wait, and say for what; a paused case goes on from here."""
    case = opened(request, reference)
    if case.stage != PAUSED:
        CASE.check(case, "pause", viewer=request.viewer, given={"reason": "asked"})
    form = ReasonForm(posted(request))

    def act(given: dict[str, Any]) -> Case:
        return actions.pause(case=case, reason=given["reason"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The case is paused. The journal says why."))
        return redirect(case_url(case))
    return page(request, case, "pause", "closing", form=form, may_resume="resume" in CASE.open_to(request.viewer, case))


@require_POST
def resume(request: Visit, reference: str) -> HttpResponse:
    """The waiting is over."""
    case = opened(request, reference)
    actions.resume(case=case, viewer=request.viewer, now=request.now)
    messages.success(request, _("The case goes on."))
    return redirect(case_url(case))


urlpatterns = [
    path("cases/<str:reference>/closure/", closure, name="closure"),
    path("cases/<str:reference>/reopening/", reopening, name="reopening"),
    path("cases/<str:reference>/corrections/new/", correction_new, name="correction-new"),
    path("cases/<str:reference>/follow-ups/<uuid:pk>/", follow_up, name="follow-up"),
    path("cases/<str:reference>/pause/", pause, name="pause"),
    path("cases/<str:reference>/resume/", resume, name="resume"),
]
