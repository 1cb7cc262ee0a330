"""The queue: what reached the office, the most pressing first, and what became of it. Each row shown is a look."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from comity.intake import queue
from comity.intake.access import may_log
from comity.intake.lifecycle import ENDS, WAITING
from comity.intake.models import Referral, Request
from comity.notices.actions import unread
from comity.people.actions import who_is_on_duty
from comity.trust.guard import GuardedQuerySet
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.intake import clock, words
from comity.web.staff.names import office_city
from comity.web.typed import tidy

LOOK_BACK = timedelta(days=30)
EXCERPT = 150
BESIDE = 30
TABS = (
    ("new", gettext_lazy("New")),
    ("waiting", gettext_lazy("To decide")),
    ("mine", gettext_lazy("Mine")),
    ("decided", gettext_lazy("Decided")),
)
DEFAULT = "waiting"


@dataclass(frozen=True)
class Sieve:
    """Which part of the queue is asked for."""

    show: str = DEFAULT
    office: str = ""
    language: str = ""
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The same list with something changed, as the end of an address."""
        asked = {"show": self.show, "office": self.office, "language": self.language, "page": self.page, **changes}
        usual = {"show": DEFAULT, "page": 1}
        kept = {name: value for name, value in asked.items() if value and usual.get(name) != value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Row:
    """One line of the list. Its excerpt is sealed: it is there only when the row was opened, which is a look."""

    request: Request
    reference: str
    title: str
    about: str
    icon: str
    place: str
    language: str
    html_lang: str
    clock: clock.Clock
    age: str
    excerpt: str = ""
    stage: str = ""
    current: bool = False
    has_message: bool = False

    @property
    def url(self) -> str:
        return reverse("staff:intake-item", args=[self.reference])


def asked_for(request: Visit) -> Sieve:
    asked = request.GET
    show, page = asked.get("show", ""), asked.get("page", "")
    return Sieve(
        show=show if show in dict(TABS) else DEFAULT,
        office=tidy(asked.get("office", ""), longest=24),
        language=tidy(asked.get("language", ""), longest=16),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def rows_of(viewer: Viewer, sieve: Sieve, *, now: datetime) -> GuardedQuerySet[Request]:
    """The requests of a tab, in the order in which they press."""
    if sieve.show == "decided":
        rows = Request.objects.visible_to(viewer).filter(stage__in=ENDS, decided_at__gte=now - LOOK_BACK)
        if sieve.office:
            rows = rows.filter(office=sieve.office)
        if sieve.language:
            rows = rows.filter(language=sieve.language)
        rows = rows.order_by("-decided_at", "pk")
    else:
        rows = queue.waiting(viewer, office=sieve.office, language=sieve.language)  # type: ignore[assignment]
        if sieve.show == "new":
            rows = rows.filter(stage=Request.Stage.RECEIVED)
        elif sieve.show == "mine":
            rows = rows.filter(accepted_by=viewer.account_id)
    return rows.select_related("matter", "accepted_by")


def counts(viewer: Viewer, *, now: datetime) -> dict[str, int]:
    """The numbers on the tabs, and of those how many press; one query."""
    waiting = Q(stage__in=WAITING)
    numbers: dict[str, int] = (
        Request.objects.visible_to(viewer)
        .filter(waiting | Q(stage__in=ENDS, decided_at__gte=now - LOOK_BACK))
        .aggregate(
            new=Count("pk", filter=Q(stage=Request.Stage.RECEIVED)),
            waiting=Count("pk", filter=waiting),
            mine=Count("pk", filter=waiting & Q(accepted_by=viewer.account_id)),
            decided=Count("pk", filter=~waiting),
            urgent=Count("pk", filter=waiting & Q(urgent=True)),
            late=Count("pk", filter=waiting & Q(accepted_at=None, accept_by__lte=now)),
        )
    )
    return numbers


def with_messages(viewer: Viewer, rows: list[Request]) -> frozenset[uuid.UUID]:
    """The matters on this list in which somebody wrote to us and nobody has read it; one query."""
    found = unread(viewer).filter(matter_id__in=[one.matter_id for one in rows]).order_by()
    return frozenset(found.values_list("matter_id", flat=True))


def lines(viewer: Viewer, rows: list[Request], *, now: datetime, is_opened: bool, current: str = "") -> list[Row]:
    """The lines of a list, in words."""
    spoke = with_messages(viewer, rows)
    return [row(one, viewer, now=now, is_opened=is_opened, current=current, spoke=spoke) for one in rows]


def row(
    request: Request, viewer: Viewer, *, now: datetime, is_opened: bool, current: str, spoke: frozenset[uuid.UUID]
) -> Row:
    """One line in words. The clock of a decided one says what became of it."""
    reference = request.matter.reference
    setting = words.named("setting", request.setting, viewer.language)
    excerpt = " ".join(request.narrative.split())[: EXCERPT + 1] if is_opened else ""
    return Row(
        request=request,
        reference=reference,
        title=setting,
        about=" · ".join(words.named("basis", basis, viewer.language) for basis in request.bases),
        icon=words.KIND_ICONS.get(request.kind, "inbox"),
        place=words.place_of(request),
        language="" if request.language == viewer.language else words.spoken(request.language),
        html_lang=words.html_lang(request.language),
        clock=clock.acceptance(request, now, viewer_account=viewer.account_id),
        age=clock.span(now - request.received_at),
        excerpt=excerpt if len(excerpt) <= EXCERPT else excerpt[:EXCERPT].rstrip() + "…",
        stage=words.word(words.STAGES, request.stage) if request.stage not in WAITING else "",
        current=reference == current,
        has_message=request.matter_id in spoke,
    )


def tabs(sieve: Sieve, numbers: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "slug": slug,
            "label": label,
            "count": numbers[slug],
            "current": slug == sieve.show,
            "url": reverse("staff:intake") + sieve.address(show=slug, page=1),
        }
        for slug, label in TABS
    ]


def duty(viewer: Viewer, *, now: datetime) -> list[dict[str, str]]:
    """Who answers today at each office of this viewer."""
    lines = []
    for office in sorted(viewer.offices_as("intake", "director", "specialist", "headquarters"))[:6]:
        account = who_is_on_duty(office, timezone.localtime(now).date())
        lines.append(
            {"office": office, "city": office_city(office, viewer.language), "name": account.name if account else ""}
        )
    return lines


def due_checks(viewer: Viewer, *, now: datetime) -> GuardedQuerySet[Referral]:
    """Warm referrals sent two weeks ago or more, of which nobody knows yet whether anybody called back."""
    return (
        Referral.objects.visible_to(viewer)
        .filter(outcome="", check_on__lte=timezone.localtime(now).date())
        .select_related("matter")
        .order_by("check_on", "pk")
    )


def choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """By what the list can be narrowed; an office only for whoever works at several."""
    offices = sorted(viewer.offices_as("intake", "director", "specialist"))
    spoken = (
        Request.objects.visible_to(viewer)
        .filter(stage__in=WAITING)
        .order_by("language")
        .values_list("language", flat=True)
        .distinct()
    )
    return {
        "offices": [(slug, office_city(slug, viewer.language)) for slug in offices] if len(offices) > 1 else [],
        "languages": [(code, words.spoken(code)) for code in spoken],
    }


@require_safe
def page(request: Visit) -> HttpResponse:
    """What came in and nobody has decided: read, decide, go on."""
    viewer, now, sieve = request.viewer, request.now, asked_for(request)
    start = (sieve.page - 1) * queue.PAGE
    found = list(rows_of(viewer, sieve, now=now)[start : start + queue.PAGE + 1])
    shown = queue.opened(viewer, found[: queue.PAGE], now=now)
    numbers = counts(viewer, now=now)
    context = {
        "nav": "intake",
        "sieve": sieve,
        "rows": lines(viewer, shown, now=now, is_opened=True),
        "lists": tabs(sieve, numbers),
        "numbers": numbers,
        "standing": standing(numbers),
        "earlier": reverse("staff:intake") + sieve.address(page=sieve.page - 1) if sieve.page > 1 else "",
        "more": reverse("staff:intake") + sieve.address(page=sieve.page + 1) if len(found) > queue.PAGE else "",
        "duty": duty(viewer, now=now),
        "checks": due_checks(viewer, now=now).count(),
        "may_log": may_log(viewer),
        **choices(viewer),
    }
    return render(request, "staff/intake/queue.html", context)


def standing(numbers: dict[str, int]) -> str:
    """How the queue stands, in one sentence."""
    if not numbers["waiting"]:
        return _("Nothing waits. Well done.")
    if numbers["late"]:
        return _("%(late)d of %(waiting)d lie late with nobody. Please begin with those.") % numbers
    if numbers["urgent"]:
        return _("%(urgent)d of %(waiting)d are urgent. They stand first.") % numbers
    return _("%(waiting)d to decide. Nothing is late.") % numbers


def beside(viewer: Viewer, sieve: Sieve, current: str, *, now: datetime) -> dict[str, Any]:
    """The list beside the item being read: open facts only, no word that was told to us, hence no look."""
    rows = list(rows_of(viewer, sieve, now=now)[:BESIDE])
    shown = lines(viewer, rows, now=now, is_opened=False, current=current)
    return {"sieve": sieve, "rows": shown, "lists": tabs(sieve, counts(viewer, now=now))}
