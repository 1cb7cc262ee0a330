"""The two clocks of a request, in words: by when the person was told that we read it, by when somebody takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.intake.lifecycle import WAITING
from comity.intake.models import Request
from comity.intake.promises import zone
from comity.intake.routing import timezone_of

SOON = timedelta(hours=4)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """One sentence with its color; the words say all that the color says."""

    text: str
    css: str = ""
    icon: str = "clock"
    short: str = ""


def here(request: Request, moment: datetime) -> datetime:
    """A moment by the clock of the office that has it."""
    return moment.astimezone(zone(timezone_of(request.office, request.received_at.date())))


def when(request: Request, moment: datetime) -> str:
    local = here(request, moment)
    day, time = date_format(local, "MONTH_DAY_FORMAT"), date_format(local, "TIME_FORMAT")
    return _("%(day)s, %(time)s") % {"day": day, "time": time}


def span(length: timedelta) -> str:
    """1 day 4 hours; 20 minutes."""
    minutes = max(1, int(length.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if hours and days < 7:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if not days and minutes and hours < 4:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    return " ".join(parts[:2])


def promise(request: Request, now: datetime) -> Clock | None:
    """What we promised the person: that somebody reads it by a day."""
    if request.read_at is not None:
        said = _("Read %(when)s") % {"when": when(request, request.read_at)}
        return Clock(said, "good", "check")
    if request.stage not in WAITING or request.kind == "alert":
        return None
    day = date_format(request.promised_on, "MONTH_DAY_FORMAT")
    office = zone(timezone_of(request.office, request.received_at.date()))
    left = datetime.combine(request.promised_on, time(23, 59), office) - now
    if left < timedelta(0):
        return Clock(
            _("Promised to be read by %(day)s, late by %(span)s") % {"day": day, "span": span(-left)}, "alert", "warn"
        )
    said = _("Promised to be read by %(day)s, %(span)s left") % {"day": day, "span": span(left)}
    return Clock(said, "warm" if left < DAY else "", "clock")


def acceptance(request: Request, now: datetime, *, viewer_account: int | None = None) -> Clock:
    """Who has it in hand, or how long it may still lie with nobody."""
    if request.stage not in WAITING:
        moment = when(request, request.decided_at) if request.decided_at else ""
        return Clock(
            _("Decided %(when)s") % {"when": moment} if moment else _("Decided"), "good", "check", _("decided")
        )
    if request.accepted_at is not None:
        if request.accepted_by_id == viewer_account:
            return Clock(
                _("You have taken it, %(when)s") % {"when": when(request, request.accepted_at)},
                "good",
                "check",
                _("yours"),
            )
        name = request.accepted_by.name if request.accepted_by else ""
        said = _("Taken by %(name)s, %(when)s") % {"name": name, "when": when(request, request.accepted_at)}
        return Clock(said, "good", "check", name)
    left = request.accept_by - now
    if left < timedelta(0):
        late = _("Nobody has taken it; late by %(span)s") % {"span": span(-left)}
        return Clock(late, "alert", "warn", _("%(span)s late") % {"span": span(-left)})
    said = _("Nobody has taken it yet; %(span)s left") % {"span": span(left)}
    return Clock(said, "warm" if left < SOON else "", "clock", _("%(span)s left") % {"span": span(left)})
