"""The days and hours we promise. The profile says how many; a calendar of holidays is not part of them yet."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from comity.agency.profile import current

# What holds where the profile is silent: read in two working days, urgent ones in one; taken in one, urgent ones in
# four hours; two weeks after a referral we ask whether they called back.
USUAL = {
    "read_working_days": 2,
    "read_working_days_urgent": 1,
    "accept_working_days": 1,
    "urgent_hours": 4,
    "referral_check_days": 14,
}
CLOSE_OF_DAY = time(17, 0)
DRAFT_LIVES = timedelta(hours=24)


def promised(what: str) -> int:
    """The agency's own number, or the usual one."""
    found = current().data("promise", what)
    return found if isinstance(found, int) and found >= 0 else USUAL[what]


def zone(name: str) -> tzinfo:
    """The office's time zone; an unknown one counts as UTC rather than stopping a request."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def working_day(day: date, ahead: int) -> date:
    """The day that many working days later (Saturday and Sunday do not count)."""
    while ahead:
        day += timedelta(days=1)
        ahead -= day.weekday() < 5
    return day


def read_by(now: datetime, *, urgent: bool, timezone: str) -> date:
    """The day by which we promise that a specialist has read it; it is told to the person, so it must be kept."""
    today = now.astimezone(zone(timezone)).date()
    return working_day(today, promised("read_working_days_urgent" if urgent else "read_working_days"))


def accept_by(now: datetime, *, urgent: bool, timezone: str) -> datetime:
    """The moment by which somebody says "I take this", after which the regional director is told."""
    if urgent:
        return now + timedelta(hours=promised("urgent_hours"))
    local = zone(timezone)
    day = working_day(now.astimezone(local).date(), promised("accept_working_days"))
    return datetime.combine(day, CLOSE_OF_DAY, local).astimezone(UTC)


def check_referral_on(now: datetime) -> date:
    """The day on which we ask: did they call you back?"""
    return (now + timedelta(days=promised("referral_check_days"))).date()
