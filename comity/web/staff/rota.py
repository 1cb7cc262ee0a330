"""Who answers what comes in, day by day, for each office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from comity.people import actions
from comity.people.access import may_set_duty
from comity.people.models import Duty, Post
from comity.people.roles import ROLES
from comity.people.viewers import held_on
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.staff.frame import own_office
from comity.web.staff.names import office_choices, office_city
from comity.web.typed import DayField, SlugChoice

NOBODY = "nobody"


class DutyForm(forms.Form):
    """One person for a span of days."""

    who = SlugChoice(label=gettext_lazy("Who"))
    from_on = DayField(label=gettext_lazy("First day"))
    to_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, staff: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(account.pk), account.name) for account in staff]
        self.fields["who"].choices = [*people, (NOBODY, _("Nobody"))]  # type: ignore[attr-defined]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def asked_week(request: Visit) -> date:
    """The Monday of the week asked for; this week when the address names none, or one in another century."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = request.today
    return monday_of(day if 2000 <= day.year < 2100 else request.today)


def staff_of(office: str, on: date) -> list[Account]:
    """Who can be put on duty at an office: everybody with a post there that has a desk."""
    roles = [role.slug for role in ROLES.values() if role.has_desk]
    held = Post.objects.filter(held_on(on), office=office, role__in=roles, account__is_active=True)
    return sorted({post.account for post in held.select_related("account")}, key=lambda account: account.name)


def who_by_day(duties: list[Duty], days: list[date], today: date) -> list[dict[str, Any]]:
    """For each day the person on duty, if any."""
    return [
        {
            "day": day,
            "today": day == today,
            "who": next((duty.account for duty in duties if duty.from_on <= day <= duty.to_on), None),
            "rest": day.weekday() >= 5,
        }
        for day in days
    ]


@require_safe
def rota(request: Visit) -> HttpResponse:
    """The week of every office at a glance."""
    monday = asked_week(request)
    days = [monday + timedelta(days=number) for number in range(7)]
    duties = list(
        Duty.objects.filter(from_on__lte=days[-1], to_on__gte=days[0], account__is_active=True)
        .select_related("account")
        .order_by("-from_on", "-pk")
    )
    rows = [
        {
            "slug": slug,
            "city": city,
            "days": who_by_day([duty for duty in duties if duty.office == slug], days, request.today),
        }
        for slug, city in office_choices(request.viewer.language, request.today)
    ]
    mine = own_office(request.viewer)
    rows.sort(key=lambda row: row["slug"] != mine)
    context = {"nav": "rota", "rows": rows, "days": days, "mine": mine, **weeks(monday)}
    return render(request, "staff/people/rota.html", context)


def weeks(monday: date) -> dict[str, date]:
    week = timedelta(days=7)
    return {"monday": monday, "before": monday - week, "after": monday + week}


def office_rota(request: Visit, office: str) -> HttpResponse:
    """Four weeks of one office, and the form that puts somebody on duty."""
    language, today = request.viewer.language, request.today
    if office not in dict(office_choices(language, today)):
        raise Http404
    staff = staff_of(office, today)
    may_set = may_set_duty(request.viewer, office)
    monday = asked_week(request)
    form = DutyForm(
        request.POST or None, staff=staff, initial={"from_on": max(monday, today), "to_on": monday + timedelta(days=6)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            put_down(request, office, form.cleaned_data, staff)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rota is saved."))
            return redirect(f"{reverse('staff:office-rota', args=[office])}?week={monday.isoformat()}")
    days = [monday + timedelta(days=number) for number in range(28)]
    duties = list(
        Duty.objects.filter(office=office, from_on__lte=days[-1], to_on__gte=days[0], account__is_active=True)
        .select_related("account")
        .order_by("-from_on", "-pk")
    )
    shown = who_by_day(duties, days, today)
    context = {
        "nav": "rota",
        "office": office,
        "city": office_city(office, language),
        "rows": [shown[start : start + 7] for start in range(0, 28, 7)],
        "days": days[:7],
        "form": form,
        "may_set": may_set,
        "on_duty": actions.who_is_on_duty(office, today),
        **weeks(monday),
    }
    return render(request, "staff/people/office_rota.html", context, status=400 if form.errors else 200)


def put_down(request: Visit, office: str, given: dict[str, Any], staff: list[Account]) -> None:
    """Set the duty, or clear the days when "nobody" was chosen."""
    if given["who"] == NOBODY:
        actions.unset_duty(
            office=office, from_on=given["from_on"], to_on=given["to_on"], viewer=request.viewer, now=request.now
        )
        return
    chosen = next(account for account in staff if str(account.pk) == given["who"])
    actions.set_duty(
        office=office,
        account=chosen,
        from_on=given["from_on"],
        to_on=given["to_on"],
        viewer=request.viewer,
        now=request.now,
    )


urlpatterns = [
    path("rota/", rota, name="rota"),
    path("rota/<slug:office>/", office_rota, name="office-rota"),
]
