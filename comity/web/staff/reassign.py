"""Giving cases to a colleague, one or several at once: who could take them, what each carries, what speaks for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.agency.offices import offices
from comity.cases.access import cases_of
from comity.cases.actions import assign
from comity.cases.assigning import Candidate, candidates
from comity.cases.models import Case
from comity.cases.words import CLOSED
from comity.people.languages import SPOKEN
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.names import office_city

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: Visit) -> HttpResponse:
    """The director looks at the chosen cases once more, picks a colleague, and all of them move in one step."""
    viewer = request.viewer
    if not viewer.has_role("director"):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    chosen = chosen_cases(viewer, asked.getlist("case"))
    people = could_lead(viewer, chosen, request)
    context: dict[str, Any] = {
        "nav": "caseload",
        "chosen": [(case, office_city(case.office, viewer.language)) for case in chosen],
        "people": [said(one, viewer.language) for one in people],
        "most": max((one.open_cases for one in people), default=0),
        "back": inside(asked.get("back", "")),
        "picked": asked.get("lead", ""),
        "problem": "" if chosen else _("No case is selected. Go back to the list and tick the cases first."),
    }
    if request.method == "POST" and chosen:
        try:
            return given(request, chosen, people, context["back"])
        except Refused as refused:
            context["problem"] = str(refused)
    status = 400 if request.method == "POST" else 200
    return render(request, "staff/caseload/reassign.html", context, status=status)


def given(request: Visit, chosen: list[Case], people: list[Candidate], back: str) -> HttpResponse:
    lead = next((one.account for one in people if str(one.account.pk) == request.POST.get("lead", "")), None)
    if lead is None:
        raise Refused(_("Please choose the colleague who takes the cases."))
    changed = assign(cases=chosen, lead=lead, viewer=request.viewer, now=request.now)
    sentence = ngettext("%(count)d case is now with %(name)s.", "%(count)d cases are now with %(name)s.", changed)
    messages.success(request, sentence % {"count": changed, "name": lead.name})
    return redirect(back)


def chosen_cases(viewer: Viewer, references: list[str]) -> list[Case]:
    """The chosen cases that this viewer sees and that can still be given to somebody; the others are left out."""
    named = [reference for reference in references[:MOST] if reference.isascii() and reference.isprintable()]
    if not named:
        return []
    rows = cases_of(viewer).filter(matter__reference__in=named).exclude(stage=CLOSED)
    return list(rows.select_related("matter", "lead").order_by("last_entry_at", "pk"))


def could_lead(viewer: Viewer, chosen: list[Case], request: Visit) -> list[Candidate]:
    """Colleagues of the director's own offices first, then of the others."""
    on = timezone.localtime(request.now).date()
    mine = sorted(viewer.offices_as("director"))
    others = [one.slug for one in offices(on) if one.slug not in mine]
    spoken = sorted({tag for case in chosen for tag in case.languages})
    found = candidates(offices=[*mine, *others], languages=spoken, wants=(), on=on, most=MOST)
    return sorted(found, key=lambda one: one.office not in mine)


def said(one: Candidate, language: str) -> dict[str, Any]:
    return {
        "pk": str(one.account.pk),
        "name": one.account.name,
        "city": office_city(one.office, language),
        "open": one.open_cases,
        "speaks": [str(SPOKEN.get(tag, tag)) for tag in one.speaks],
    }


def inside(back: str) -> str:
    """Where the person came from, as long as that is a page of the office."""
    is_ours = back.startswith("/staff/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else reverse("staff:caseload")


urlpatterns = [path("cases/assignment/", reassign, name="reassign")]
