"""How the work is spread, by office and by specialist, for directors and headquarters: counts, no case is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.cases import figures as case_figures
from comity.cases.access import cases_of
from comity.cases.caseload import QUIET_DAYS, Load, load_by_specialist
from comity.cases.words import CLOSED
from comity.intake import figures as intake_figures
from comity.intake.models import Request
from comity.people.access import may_see_loads
from comity.people.actions import initials_of
from comity.people.models import Duty
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.counts import WAITING
from comity.web.staff.frame import address
from comity.web.staff.names import office_choices

COUNTED = ("open", "unassigned", "overdue", "quiet", "waiting", "late")


@dataclass
class OfficeLoad:
    """One office: its open cases, what lies with nobody, and what waits in its intake."""

    slug: str
    city: str
    open: int = 0
    unassigned: int = 0
    overdue: int = 0
    quiet: int = 0
    waiting: int = 0
    late: int = 0
    on_duty: str = ""
    is_mine: bool = False

    def line(self, flags: str) -> str:
        """Where these cases stand one by one, for the director of the office."""
        return lead_to(f"{flags} office:{self.slug}") if self.is_mine else ""

    @property
    def open_url(self) -> str:
        return self.line("open")

    @property
    def unassigned_url(self) -> str:
        return self.line("open unassigned")

    @property
    def overdue_url(self) -> str:
        return self.line("overdue")

    @property
    def quiet_url(self) -> str:
        return self.line(f"quiet:{QUIET_DAYS}")

    @property
    def is_still(self) -> bool:
        return not any(getattr(self, name) for name in COUNTED)


def load_by_office(viewer: Viewer, now: datetime) -> list[OfficeLoad]:
    """For each office this viewer may look into, what lies there: three queries, however many offices."""
    mine = viewer.offices_as("director")
    everywhere = viewer.has_role("headquarters")
    offices = {
        slug: OfficeLoad(slug, city, is_mine=slug in mine)
        for slug, city in office_choices(viewer.language, timezone.localtime(now).date())
        if everywhere or slug in mine
    }
    on = timezone.localtime(now).date()
    if everywhere:
        whole_service(offices, now)
    else:
        for row in cases_by_office(viewer, now):
            if office := offices.get(row["office"]):
                for name in ("open", "unassigned", "overdue", "quiet"):
                    setattr(office, name, row[f"{name}_count"])
        for row in requests_by_office(viewer, now):
            if office := offices.get(row["office"]):
                office.waiting, office.late = row["waiting_count"], row["late_count"]
    for duty in Duty.objects.filter(from_on__lte=on, to_on__gte=on, account__is_active=True).select_related("account"):
        if office := offices.get(duty.office):
            office.on_duty = duty.account.name
    return list(offices.values())


def whole_service(offices: dict[str, OfficeLoad], now: datetime) -> None:
    """Headquarters answers for every office and opens no case: it gets the counts, from the figures."""
    on = timezone.localtime(now).date()
    for counted in (
        case_figures.standing(on=on, quiet_since=now - timedelta(days=QUIET_DAYS)),
        intake_figures.standing(now=now),
    ):
        for slug, numbers in counted.items():
            if office := offices.get(slug):
                for name, number in numbers.items():
                    setattr(office, name, number)


def cases_by_office(viewer: Viewer, now: datetime) -> list[dict[str, Any]]:
    rows = cases_of(viewer).exclude(stage=CLOSED).order_by().values("office")
    counted = rows.annotate(
        open_count=Count("pk"),
        unassigned_count=Count("pk", filter=Q(lead__isnull=True)),
        overdue_count=Count("pk", filter=Q(next_on__lt=timezone.localtime(now).date())),
        quiet_count=Count("pk", filter=Q(last_entry_at__lt=now - timedelta(days=QUIET_DAYS))),
    )
    return cast("list[dict[str, Any]]", list(counted))


def requests_by_office(viewer: Viewer, now: datetime) -> list[dict[str, Any]]:
    rows = Request.objects.visible_to(viewer).filter(stage__in=WAITING).order_by().values("office")
    counted = rows.annotate(
        waiting_count=Count("pk"),
        late_count=Count("pk", filter=Q(accepted_at__isnull=True, accept_by__lt=now)),
    )
    return cast("list[dict[str, Any]]", list(counted))


def lead_to(line: str) -> str:
    """The caseload narrowed by a line of filters."""
    caseload = address("staff:caseload")
    return f"{caseload}?{urlencode({'q': line})}" if caseload else ""


def person(load: Load) -> dict[str, Any]:
    """One specialist and where their cases stand; the search line knows people by their initials."""
    initials = initials_of(load.name)
    lead = f"lead:{initials}"
    return {
        "load": load,
        "initials": initials,
        "open_url": lead_to(f"open {lead}"),
        "urgent_url": lead_to(f"open urgent {lead}"),
        "overdue_url": lead_to(f"overdue {lead}"),
        "quiet_url": lead_to(f"quiet:{QUIET_DAYS} {lead}"),
    }


@require_safe
def offices(request: Visit) -> HttpResponse:
    """Where the work lies, so that nothing lies with nobody."""
    viewer, now = request.viewer, request.now
    if not may_see_loads(viewer):
        raise Http404
    loads = load_by_office(viewer, now)
    people = load_by_specialist(viewer, now)
    most = max((load.open for load in people), default=0)
    context = {
        "nav": "offices",
        "offices": [load for load in loads if not load.is_still or viewer.has_role("director", load.slug)],
        "still": [load for load in loads if load.is_still and not viewer.has_role("director", load.slug)],
        "total": {name: sum(getattr(load, name) for load in loads) for name in COUNTED},
        "people": [person(load) for load in people if load.account_id],
        "nobody": next((load for load in people if load.account_id is None), None),
        "most": most,
        "unassigned_url": lead_to("open unassigned"),
        "quiet_days": QUIET_DAYS,
    }
    return render(request, "staff/people/offices.html", context)


urlpatterns = [path("offices/", offices, name="offices")]
