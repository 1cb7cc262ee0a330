"""Slowing down whoever guesses passwords, without telling anyone which accounts exist."""

from datetime import datetime, timedelta

from django.db import transaction

from comity.trust.sealing import keyed_hash
from comity.web.signin.models import Attempt

# Wrong tries that cost nothing: for the pair of account and address, and for the account from anywhere.
FREE = {"pair": 5, "account": 20}
LONGEST_WAIT = timedelta(minutes=15)


def keys(email: str, address: str, now: datetime) -> dict[str, str]:
    """Under which names a try is counted. The day is part of the hash, so tomorrow nobody can be recognised."""
    day, email = now.date().isoformat(), email.strip().lower()
    return {
        "pair": keyed_hash(f"{day}|{email}|{address}", "sign-in"),
        "account": keyed_hash(f"{day}|{email}", "sign-in"),
    }


def wait_for(email: str, address: str, now: datetime) -> timedelta | None:
    """How long this person must wait before the next try, or None."""
    waits = Attempt.objects.filter(pk__in=keys(email, address, now).values(), wait_until__gt=now)
    until = max((row.wait_until for row in waits if row.wait_until), default=None)
    return until - now if until else None


@transaction.atomic
def wrong(email: str, address: str, now: datetime) -> None:
    """One more wrong password; after the free ones each doubles the wait."""
    Attempt.objects.filter(day__lt=now.date()).delete()
    for kind, who in keys(email, address, now).items():
        Attempt.objects.bulk_create([Attempt(who=who, day=now.date())], ignore_conflicts=True)
        row = Attempt.objects.select_for_update().get(pk=who)
        row.wrong += 1
        over = row.wrong - FREE[kind]
        if over >= 0:
            row.wait_until = now + min(timedelta(seconds=15 * 2 ** min(over, 10)), LONGEST_WAIT)
        row.save(update_fields=["wrong", "wait_until"])


def right(email: str, address: str, now: datetime) -> None:
    """The right password: this person's own wrong tries are forgotten."""
    Attempt.objects.filter(pk=keys(email, address, now)["pair"]).delete()
