"""When it is safe to reach a person: the hours they ticked, in their own time zone."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOURS = {
    "mornings": (time(8), time(12)),
    "afternoons": (time(12), time(17)),
    "evenings": (time(17), time(21)),
}
DAYTIME = (time(8), time(21))
STEP = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=8)


def zone(name: str) -> tzinfo:
    """The person's time zone; an unknown one counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def is_safe(local: datetime, safe_when: Collection[str]) -> bool:
    """Is this moment inside the hours the person called safe? Nothing ticked, or "any": any hour of the day."""
    ticked = set(safe_when) - {"any"}
    if {"weekdays", "weekends"} & ticked == {"weekdays"} and local.weekday() >= 5:
        return False
    if {"weekdays", "weekends"} & ticked == {"weekends"} and local.weekday() < 5:
        return False
    spans = [HOURS[slug] for slug in ticked if slug in HOURS]
    if not spans:
        return not ticked or DAYTIME[0] <= local.time() < DAYTIME[1]
    return any(since <= local.time() < until for since, until in spans)


def next_safe(now: datetime, *, safe_when: Collection[str], timezone: str) -> datetime | None:
    """The next safe moment after now; None when this very moment is safe."""
    local = now.astimezone(zone(timezone))
    if is_safe(local, safe_when):
        return None
    moment = local.replace(minute=local.minute - local.minute % 15, second=0, microsecond=0) + STEP
    while moment < local + LOOK_AHEAD:
        if is_safe(moment, safe_when):
            return moment.astimezone(UTC)
        moment += STEP
    return None
