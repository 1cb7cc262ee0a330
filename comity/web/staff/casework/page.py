"""What every page behind the case page begins and ends with: the case's door, its head, a form and its refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.agency.offices import office
from comity.cases.access import may_assign, may_write, open_case
from comity.cases.lifecycle import CASE
from comity.cases.models import Case
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.staff.names import office_city

Done = TypeVar("Done")

# slug, name of the view, word on the tab
TABS = (
    ("assessment", "staff:assessment", _("Assessment")),
    ("plan", "staff:plan", _("Plan")),
    ("services", "staff:engagements", _("Services")),
    ("outcomes", "staff:outcome-new", _("Outcomes")),
    ("documents", "staff:document-new", _("Documents")),
    ("closing", "staff:closure", _("Closing")),
)


def opened(request: Visit, reference: str) -> Case:
    """The case behind its door; absent and not yours look the same."""
    return open_case(request.viewer, reference, now=request.now)


def case_url(case: Case) -> str:
    """The case page itself."""
    return reverse("staff:case", args=[case.reference])


def to(name: str, case: Case, *more: object) -> str:
    """The address of a page of this case."""
    return reverse(f"staff:{name}", args=[case.reference, *more])


def zone_of(case: Case, on: date) -> ZoneInfo:
    """The clock of the office that holds the case: times are written and read on it."""
    found = office(case.office, on)
    return ZoneInfo(found.timezone if found and found.timezone else "UTC")


def names_of(accounts: Iterable[int]) -> dict[int, str]:
    """What colleagues are called, by account; one query."""
    return dict(Account.objects.filter(pk__in=set(accounts)).values_list("pk", "name"))


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], Done]) -> Done | None:
    """Do it with what was typed; a fault or a refusal leaves the form as it is, with a sentence above it."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def head(request: Visit, case: Case, tab: str) -> dict[str, Any]:
    """What stands above every page of the case."""
    writes = may_write(request.viewer, case)
    return {
        "nav": "caseload",
        "case": case,
        "reference": case.reference,
        "case_url": case_url(case),
        "stage": CASE.label(case.stage),
        "office_name": office_city(case.office, request.viewer.language),
        "tab": tab,
        "tabs": [(slug, to(name.removeprefix("staff:"), case), word) for slug, name, word in TABS],
        "writes": writes and not case.is_closed,
        "has_part": writes,
        "directs": may_assign(request.viewer, case),
        "today": request.today,
    }


def page(
    request: Visit, case: Case, template: str, tab: str, *, form: forms.BaseForm | None = None, **context: Any
) -> HttpResponse:
    """The page itself; one with a form that needs another look answers 400."""
    status = 400 if form is not None and form.is_bound and form.errors else 200
    context |= head(request, case, tab) | {"form": form}
    return render(request, f"staff/casework/{template}.html", context, status=status)


def posted(request: Visit) -> Any:
    """What was sent, or nothing: a form without it is a fresh one."""
    return request.POST if request.method == "POST" else None
