"""The service plan: what it is to reach, how we would know, which services by when, and the director's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import must_write
from comity.cases.models import Case, Engagement, Plan, PlannedService
from comity.cases.words import CANCELLED, SERVICES
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.casework.fields import program_choices, program_name, services
from comity.web.staff.casework.page import attempt, names_of, opened, page, posted, to
from comity.web.typed import DayField, SlugChoice, Typed

SUCCESS = {
    "done": gettext_lazy("The plan is carried out when …"),
    "impact": gettext_lazy("It has an effect when …"),
    "lasting": gettext_lazy("The change lasts when …"),
}
SPARE = 2
MOST = 20


class PlanForm(forms.Form):
    """Goals, three levels of success, and a row for each promised service."""

    goals = Typed(label=gettext_lazy("What is it to reach?"), widget=forms.Textarea(attrs={"rows": 4}))
    done = Typed(
        label=SUCCESS["done"],
        required=False,
        help_text=gettext_lazy("For example: both evenings were held and all six sides came."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    impact = Typed(
        label=SUCCESS["impact"],
        required=False,
        help_text=gettext_lazy("For example: the tension is below four and pupils are back in school."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lasting = Typed(
        label=SUCCESS["lasting"],
        required=False,
        help_text=gettext_lazy("For example: a council still meets after a year without us."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, language: str, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.rows = range(1, min(rows, MOST) + 1)
        programs = program_choices(language)
        names = [("", _("None")), *services(language).items()]
        for number in self.rows:
            told = {"number": number}
            fields[f"service_{number}"] = SlugChoice(
                label=_("Service %(number)d") % told, required=False, choices=names
            )
            fields[f"program_{number}"] = SlugChoice(
                label=_("Program of service %(number)d") % told, required=False, choices=programs
            )
            fields[f"by_on_{number}"] = DayField(label=_("Service %(number)d by") % told, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in self.rows:
            filled = given.get(f"program_{number}") or given.get(f"by_on_{number}")
            if filled and not given.get(f"service_{number}") and f"service_{number}" not in self.errors:
                self.add_error(f"service_{number}", _("Please choose the service of this row."))
        return given

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"service_{n}"], self[f"program_{n}"], self[f"by_on_{n}"]) for n in self.rows]

    @property
    def promised(self) -> list[tuple[str, str, Any]]:
        given = self.cleaned_data
        return [
            (service, given.get(f"program_{n}", ""), given.get(f"by_on_{n}"))
            for n in self.rows
            if (service := given.get(f"service_{n}"))
        ]


def planned_services(request: Visit, written: Plan | None) -> list[PlannedService]:
    if written is None:
        return []
    return list(PlannedService.objects.visible_to(request.viewer).filter(plan=written).order_by("by_on", "pk"))


def first_words(request: Visit, written: Plan | None, rows: list[PlannedService]) -> dict[str, Any]:
    """What the form begins with: the plan as it stands, or what the assessment suggests."""
    if written is None:
        asked = request.GET.get("service", "")
        return {"service_1": asked} if asked in SERVICES else {}
    initial: dict[str, Any] = {"goals": written.goals, **{name: written.success.get(name, "") for name in SUCCESS}}
    for number, row in enumerate(rows, 1):
        initial |= {f"service_{number}": row.service, f"program_{number}": row.program, f"by_on_{number}": row.by_on}
    return initial


def rows_sent(request: Visit) -> int:
    """How many rows the page that was sent had."""
    return sum(1 for number in range(1, MOST + 1) if f"service_{number}" in request.POST)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Visit, reference: str) -> HttpResponse:
    """The plan as it stands, or the form to write it."""
    case = opened(request, reference)
    written = actions.plan_of(case, viewer=request.viewer)
    rows = planned_services(request, written)
    form = PlanForm(
        posted(request),
        initial=first_words(request, written, rows),
        language=request.viewer.language,
        rows=rows_sent(request) if request.method == "POST" else len(rows) + SPARE,
    )

    def act(given: dict[str, Any]) -> Plan:
        return actions.write_plan(
            case=case,
            goals=given["goals"],
            success={name: given[name] for name in SUCCESS if given[name]},
            services=form.promised,
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST":
        must_write(request.viewer, case)
        if attempt(form, act) is not None:
            messages.success(request, _("The plan is written. The director approves it."))
            return redirect(to("plan", case))
    if form.is_bound or "edit" in request.GET or written is None:
        return page(request, case, "plan_form", "plan", form=form, plan=written)
    return plan_page(request, case, written, rows)


def plan_page(request: Visit, case: Case, written: Plan, rows: list[PlannedService]) -> HttpResponse:
    language = request.viewer.language
    names = services(language)
    held = Engagement.objects.visible_to(request.viewer).filter(case=case).exclude(state=CANCELLED)
    arranged = [(row.service, row.program) for row in held.order_by("on")]
    lines = []
    for row in rows:
        pair = next((pair for pair in arranged if pair[0] == row.service and row.program in ("", pair[1])), None)
        if pair:
            arranged.remove(pair)
        lines.append({
            "row": row,
            "service": names.get(row.service, row.service),
            "program": program_name(row.program, language),
            "is_arranged": pair is not None,
            "is_late": pair is None and row.by_on is not None and row.by_on < request.today,
        })  # fmt: skip
    return page(
        request,
        case,
        "plan",
        "plan",
        plan=written,
        success=[(label, written.success.get(name, "")) for name, label in SUCCESS.items()],
        lines=lines,
        approved_by=names_of([written.approved_by_id]).get(written.approved_by_id, "")
        if written.approved_by_id
        else "",
    )


@require_POST
def approval(request: Visit, reference: str) -> HttpResponse:
    """The director agrees to the plan."""
    case = opened(request, reference)
    written = actions.plan_of(case, viewer=request.viewer)
    if written is None:
        raise Http404
    if request.POST.get("written_at") != written.written_at.isoformat():
        raise Refused(_("The plan was changed while you were reading it. Please read it again, then approve it."))
    actions.approve_plan(plan=written, viewer=request.viewer, now=request.now)
    messages.success(request, _("The plan is approved."))
    return redirect(to("plan", case))


urlpatterns = [
    path("cases/<str:reference>/plan/", plan, name="plan"),
    path("cases/<str:reference>/plan/approval/", approval, name="plan-approval"),
]
