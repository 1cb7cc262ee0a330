"""Today: the first ten minutes of the day on one screen. Titles, kinds and days; names stay behind the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_safe

from comity.cases import figures as case_figures
from comity.cases.access import DIRECTOR, cases_of, in_part
from comity.cases.caseload import QUIET_DAYS, Row, row, whole
from comity.cases.models import Engagement
from comity.cases.today import Today, today
from comity.cases.words import CLOSED, ENTRY_KINDS, PARTY_KINDS
from comity.intake import figures as intake_figures
from comity.intake.lifecycle import WAITING
from comity.intake.models import Referral, Request
from comity.notices.actions import unread
from comity.notices.models import Notice
from comity.people.access import CASE_ROLES, works_on_matters
from comity.people.languages import SPOKEN
from comity.texts.say import has, say
from comity.trust.models import in_force
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.held import BY_HAND

MOST = 8
KINDS = {
    "ask": gettext_lazy("Request for help"),
    "report": gettext_lazy("Report"),
    "alert": gettext_lazy("Our own alert"),
}
SERVICES = {
    "dialogue": gettext_lazy("Facilitated dialogue"),
    "mediation": gettext_lazy("Mediation"),
    "training": gettext_lazy("Training"),
    "consultation": gettext_lazy("Consultation"),
}


@dataclass(frozen=True)
class Due:
    """One thing the day wants: when, what, where a tap leads, and what can be done at once."""

    at: str
    title: str
    what: str
    url: str
    is_late: bool = False
    at_small: str = ""
    act: str = ""
    act_url: str = ""
    tags: tuple[tuple[str, str], ...] = ()


def link(name: str, *args: Any) -> str:
    """Where a view lives; nothing while it is not built."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def case_link(reference: str, place: str = "") -> str:
    return link("staff:case", reference) + (f"#{place}" if place else "")


@require_safe
def today_page(request: Visit) -> HttpResponse:
    """What this person sees depends on their posts: the day's work, counts only, or a kind word about why neither."""
    viewer = request.viewer
    if not works_on_matters(viewer):
        return render(request, "staff/today/elsewhere.html", {"nav": "today", "is_keeper": is_keeper(viewer)})
    if not any(viewer.has_role(role) for role in CASE_ROLES):
        return render(request, "staff/today/counts.html", {"nav": "today"} | counts_only(request.now))
    return render(request, "staff/today/today.html", {"nav": "today"} | desk(viewer, request.now))


def is_keeper(viewer: Viewer) -> bool:
    return viewer.has_role("administrator")


def desk(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Everything on the page, in a fixed number of queries."""
    local = timezone.localtime(now)
    on = local.date()
    day = today(viewer, now)
    asks = promised(viewer, now, on)
    owed = [*asks, *letters(viewer, on), *by_hand(viewer, now), *referral_checks(viewer, on)]
    follow_ups = [follow_up(one, on) for one in day.promises]
    return {
        "now": local,
        "sessions": [session(one) for one in day.sessions],
        "calls": [call(one, on) for one in day.calls],
        "owed": owed,
        "follow_ups": follow_ups,
        "unrecorded": [unrecorded(one) for one in day.unrecorded],
        "quiet": day.quiet,
        "quiet_days": QUIET_DAYS,
        "waiting": [(one, PARTY_KINDS.get(one.kind, one.kind)) for one in day.waiting],
        "arrived": arrived(viewer),
        "open_cases": day.open_cases,
        "quietest": day.quietest,
        "is_clear": day.is_clear and not owed,
        "director": director(viewer, now) if viewer.has_role("director") else None,
        "service": counts_only(now)["total"] if viewer.has_role("headquarters") else None,
        "summary": summary(day, len(owed)),
    }


def summary(day: Today, owed: int) -> list[str]:
    """The day in one line."""
    pieces = [
        (len(day.calls), ngettext("%d call to return", "%d calls to return", len(day.calls))),
        (len(day.sessions), ngettext("%d session", "%d sessions", len(day.sessions))),
        (owed, ngettext("%d promise due", "%d promises due", owed)),
        (len(day.promises), ngettext("%d follow-up due", "%d follow-ups due", len(day.promises))),
        (len(day.unrecorded), ngettext("%d session to record", "%d sessions to record", len(day.unrecorded))),
    ]
    return [words % number for number, words in pieces if number]


def since(day_due: date, on: date) -> tuple[str, bool]:
    """How a day in the past, or today, is said."""
    days = (on - day_due).days
    if days <= 0:
        return _("today"), False
    return ngettext("%d day late", "%d days late", days) % days, True


def session(one: Engagement) -> Due:
    local = timezone.localtime(one.meeting.starts_at) if one.meeting and one.meeting.starts_at else None
    service = str(SERVICES.get(one.service, one.service))
    return Due(
        at=local.strftime("%H:%M") if local else _("today"),
        at_small=_("%d min") % one.meeting.minutes if one.meeting and one.meeting.minutes else "",
        title=one.title,
        what=f"{service} · {one.case.title}",
        url=link("staff:engagement", one.case.reference, one.pk) or case_link(one.case.reference),
        act=_("Open the case"),
        act_url=case_link(one.case.reference),
    )


def call(entry: Any, on: date) -> Due:
    at, late = since(entry.follow_up_on, on)
    kind = str(ENTRY_KINDS.get(entry.kind, entry.kind))
    written = timezone.localtime(entry.at)
    return Due(
        at=at,
        title=entry.case.title,
        what=_("%(kind)s of %(day)s · %(reference)s")
        % {"kind": kind, "day": date_said(written.date()), "reference": entry.case.reference},
        url=case_link(entry.case.reference, f"entry-{entry.pk}"),
        is_late=late,
        act=pgettext("write an entry in the journal", "Log"),
        act_url=case_link(entry.case.reference, "entry"),
    )


def follow_up(one: Any, on: date) -> Due:
    at, late = since(one.due_on, on)
    return Due(
        at=at,
        title=one.case.title,
        what=_("%(days)d days after closing · %(reference)s") % {"days": one.days, "reference": one.case.reference},
        url=link("staff:follow-up", one.case.reference, one.pk) or case_link(one.case.reference),
        is_late=late,
    )


def unrecorded(one: Engagement) -> Due:
    return Due(
        at=date_said(one.on),
        title=one.title,
        what=f"{SERVICES.get(one.service, one.service)} · {one.case.title}",
        url=link("staff:engagement", one.case.reference, one.pk) or case_link(one.case.reference),
        is_late=True,
        act=_("Record it"),
        act_url=link("staff:engagement-delivery", one.case.reference, one.pk),
    )


def date_said(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def about(request: Request, language: str) -> str:
    """A request in a line: what came, in which language, from where, about what. Nothing sealed."""
    setting = f"setting.{request.setting}.name"
    pieces = [
        str(SPOKEN.get(request.language, request.language)),
        request.state,
        say(setting, language) if has(setting) else request.setting,
    ]
    return " · ".join(piece for piece in pieces if piece)


def promised(viewer: Viewer, now: datetime, on: date) -> list[Due]:
    """What came in and must be taken or read by today: our promise to whoever wrote."""
    soon = now + timedelta(hours=24)
    rows = (
        Request.objects.visible_to(viewer)
        .filter(stage__in=WAITING)
        .filter(Q(accepted_at=None, accept_by__lte=soon) | Q(read_at=None, promised_on__lte=on))
        .select_related("matter")
        .order_by("accept_by", "pk")[:MOST]
    )
    return [promise(one, viewer, now) for one in rows]


def promise(one: Request, viewer: Viewer, now: datetime) -> Due:
    late = one.accepted_at is None and one.accept_by <= now
    local = timezone.localtime(one.accept_by)
    tags = []
    if one.urgent:
        tags.append(("warm", _("urgent")))
    if one.escalated_at:
        tags.append(("alert", _("with the director")))
    return Due(
        at=hours_left(one.accept_by, now) if one.accepted_at is None else date_said(one.promised_on),
        at_small=_("until %(time)s") % {"time": local.strftime("%H:%M")}
        if not late and one.accepted_at is None
        else "",
        title=_("Take or answer: %(kind)s") % {"kind": KINDS.get(one.kind, one.kind)},
        what=f"{about(one, viewer.language)} · {one.matter.reference}",
        url=link("staff:intake-item", one.matter.reference),
        is_late=late or (one.read_at is None and one.promised_on < timezone.localtime(now).date()),
        tags=tuple(tags),
    )


def hours_left(until: datetime, now: datetime) -> str:
    minutes = int((until - now).total_seconds() // 60)
    late = minutes < 0
    hours = abs(minutes) // 60
    if hours >= 48:
        said = ngettext("%d day", "%d days", hours // 24) % (hours // 24)
    elif hours:
        said = ngettext("%d hour", "%d hours", hours) % hours
    else:
        said = ngettext("%d minute", "%d minutes", abs(minutes)) % abs(minutes)
    return _("%(time)s late") % {"time": said} if late else _("%(time)s left") % {"time": said}


def letters(viewer: Viewer, on: date) -> list[Due]:
    """Messages with a receipt that nobody in the office has read: one line for each matter, the oldest first."""
    rows = list(unread(viewer).values_list("matter_id", "matter__reference", "at")[: MOST * 4])
    by_matter: dict[Any, list[Any]] = {}
    for matter, reference, at in rows:
        by_matter.setdefault(matter, [reference, at, 0])[2] += 1
    shown = dict(list(by_matter.items())[:MOST])
    titles = dict(cases_of(viewer).filter(matter_id__in=list(shown)).values_list("matter_id", "title"))
    found = []
    for matter, (reference, at, count) in shown.items():
        came = timezone.localtime(at).date()
        days = (on - came).days
        found.append(
            Due(
                at=_("today") if days <= 0 else ngettext("%d day", "%d days", days) % days,
                at_small=_("waiting") if days > 0 else "",
                title=titles.get(matter) or _("A message to a request"),
                what=ngettext("%(n)d message to read and answer", "%(n)d messages to read and answer", count)
                % {"n": count}
                + f" · {reference}",
                url=(link("staff:messages", reference) if matter in titles else "")
                or link("staff:intake-item", reference),
                is_late=days >= 2,
            )
        )
    return found


def by_hand(viewer: Viewer, now: datetime) -> list[Due]:
    """Calls, letters and doubtful mails that a person has to see to, as one line."""
    counted = (
        Notice.objects.visible_to(viewer)
        .filter(state__in=BY_HAND)
        .aggregate(
            calls=Count("pk", filter=Q(state=Notice.State.HELD, channel="phone")),
            letters=Count("pk", filter=Q(state=Notice.State.HELD, channel="letter")),
            others=Count("pk", filter=~Q(state=Notice.State.HELD) | ~Q(channel__in=["phone", "letter"])),
        )
    )
    pieces = [
        ngettext("%d call", "%d calls", counted["calls"]) % counted["calls"] if counted["calls"] else "",
        ngettext("%d letter", "%d letters", counted["letters"]) % counted["letters"] if counted["letters"] else "",
        ngettext("%d e-mail to look at", "%d e-mails to look at", counted["others"]) % counted["others"]
        if counted["others"]
        else "",
    ]
    said = [piece for piece in pieces if piece]
    if not said:
        return []
    return [
        Due(
            at=_("today"),
            title=_("Tell people by hand"),
            what=" · ".join(said),
            url=link("staff:held-notices"),
        )
    ]


def referral_checks(viewer: Viewer, on: date) -> list[Due]:
    """Two weeks after a warm referral: did they call back?"""
    rows = (
        Referral.objects.visible_to(viewer)
        .filter(outcome="", check_on__lte=on)
        .select_related("matter")
        .order_by("check_on", "pk")[:MOST]
    )
    found = []
    for one in rows:
        at, late = since(one.check_on, on)
        found.append(
            Due(
                at=at,
                title=_("Did they call back?"),
                what=_("Referred on %(day)s · %(reference)s")
                % {"day": date_said(timezone.localtime(one.referred_at).date()), "reference": one.matter.reference},
                url=link("staff:intake-item", one.matter.reference),
                is_late=late,
            )
        )
    return found


def arrived(viewer: Viewer) -> list[tuple[str, int]]:
    """What nobody has read yet, by kind."""
    rows = (
        Request.objects.visible_to(viewer)
        .filter(stage=Request.Stage.RECEIVED)
        .order_by()
        .values_list("kind")
        .annotate(many=Count("pk"))
    )
    counts = dict(rows)
    return [(str(KINDS[kind]), counts[kind]) for kind in KINDS if counts.get(kind)]


@dataclass(frozen=True)
class Directed:
    """What lies with nobody, in the offices this person directs."""

    unassigned: list[Row]
    unassigned_count: int
    escalated: int
    open: int
    overdue: int
    quiet: int
    unassigned_url: str
    overdue_url: str
    quiet_url: str


def director(viewer: Viewer, now: datetime) -> Directed:
    """For the director: cases without a lead, requests nobody took in time, and how the work stands."""
    directed = in_force(viewer).filter(in_part(DIRECTOR)).values("matter_id")
    mine = cases_of(viewer).filter(matter_id__in=directed).exclude(stage=CLOSED)
    counted = mine.aggregate(
        open=Count("pk"),
        unassigned=Count("pk", filter=Q(lead__isnull=True)),
        overdue=Count("pk", filter=Q(next_on__lt=timezone.localtime(now).date())),
        quiet=Count("pk", filter=Q(last_entry_at__lt=now - timedelta(days=QUIET_DAYS))),
    )
    first = whole(mine.filter(lead__isnull=True)).order_by("opened_at")[:5] if counted["unassigned"] else []
    escalated = Request.objects.visible_to(viewer).filter(stage__in=WAITING, accepted_at=None)
    return Directed(
        unassigned=[row(case, now) for case in first],
        unassigned_count=counted["unassigned"],
        escalated=escalated.filter(escalated_at__isnull=False).count(),
        open=counted["open"],
        overdue=counted["overdue"],
        quiet=counted["quiet"],
        unassigned_url=line_url("open unassigned"),
        overdue_url=line_url("overdue"),
        quiet_url=line_url(f"quiet:{QUIET_DAYS}"),
    )


def line_url(line: str) -> str:
    return f"{reverse('staff:caseload')}?{urlencode({'q': line})}"


def counts_only(now: datetime) -> dict[str, Any]:
    """For headquarters: how much lies where, of the whole service. No title, no reference."""
    on = timezone.localtime(now).date()
    cases = case_figures.standing(on=on, quiet_since=now - timedelta(days=QUIET_DAYS))
    asks = intake_figures.standing(now=now)
    return {
        "now": timezone.localtime(now),
        "total": {key: sum(row[key] for row in cases.values()) for key in ("open", "unassigned", "overdue", "quiet")}
        | {key: sum(row[key] for row in asks.values()) for key in ("waiting", "late")},
        "quiet_days": QUIET_DAYS,
    }


urlpatterns = [path("", today_page, name="today")]
