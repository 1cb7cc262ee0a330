"""The days and hours we promise, as named numbers; a holiday calendar is not part of them yet."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# "A specialist reads this by ..." - shown to the person, so it must be kept: two working days, urgent ones one.
READ_WITHIN_DAYS = 2
READ_WITHIN_DAYS_URGENT = 1
# Until then somebody in the office says "I take this", or the regional director is told.
ACCEPT_WITHIN_DAYS = 1
ACCEPT_WITHIN_URGENT = timedelta(hours=4)
CLOSE_OF_DAY = time(17, 0)
CHECK_REFERRAL_AFTER = timedelta(days=14)
DRAFT_LIVES = timedelta(hours=24)
URGENT_WHENS = frozenset({"now", "today", "week"})


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
    """The day we promise that a specialist has read it."""
    today = now.astimezone(zone(timezone)).date()
    return working_day(today, READ_WITHIN_DAYS_URGENT if urgent else READ_WITHIN_DAYS)


def accept_by(now: datetime, *, urgent: bool, timezone: str) -> datetime:
    """The moment by which somebody takes it, after which the regional director is told."""
    if urgent:
        return now + ACCEPT_WITHIN_URGENT
    local = zone(timezone)
    day = working_day(now.astimezone(local).date(), ACCEPT_WITHIN_DAYS)
    return datetime.combine(day, CLOSE_OF_DAY, local).astimezone(UTC)
