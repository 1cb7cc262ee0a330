"""What time brings: nobody took it in time, two weeks have passed since a referral, a draft has run out."""

import uuid
from datetime import date, datetime

from django.db import transaction

from comity.intake import drafts, receipts
from comity.intake.lifecycle import WAITING
from comity.intake.models import Referral, Request
from comity.intake.routing import headquarters
from comity.people.models import Post
from comity.people.viewers import desk, held_on
from comity.trust import doors
from comity.trust.happenings import happened
from comity.trust.viewer import System

CLOCK = System("clock")
AT_ONCE = 200  # one round of the worker; the rest follows a minute later


def director_office(office: str, on: date) -> str:
    """The office whose director answers for this one; where nobody holds the post, headquarters does."""
    held = Post.objects.filter(held_on(on), office=office, role="director").exists()
    return office if held else headquarters(on)


def escalate_overdue(now: datetime) -> int:
    """Nobody said "I take this" in time: the regional director may see it from now on, and is told. How many."""
    overdue = Request.objects.visible_to(CLOCK).filter(
        stage__in=WAITING, accepted_at=None, escalated_at=None, accept_by__lte=now
    )
    return sum(escalate(key, now=now) for key in overdue.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def escalate(key: uuid.UUID, *, now: datetime) -> bool:
    """One request goes to the director; of two workers at once, the second finds it done."""
    row = (
        Request.objects.visible_to(CLOCK)
        .select_for_update()
        .filter(pk=key, stage__in=WAITING, accepted_at=None, escalated_at=None)
        .first()
    )
    if row is None:
        return False
    row.escalated_at = now
    row.save(update_fields=["escalated_at"])
    office = director_office(row.office, now.date())
    doors.grant(
        row.matter, to=desk(office, "director"), as_="director", because="not-taken-in-time", viewer=CLOCK, now=now
    )
    happened("request-escalated", row, viewer=CLOCK, now=now, office=office)
    return True


def due_referral_checks(now: datetime) -> int:
    """Two weeks after a warm referral we ask: did they call you back? How many were asked now."""
    due = Referral.objects.visible_to(CLOCK).filter(outcome="", asked_at=None, check_on__lte=now.date())
    return sum(ask_about(key, now=now) for key in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def ask_about(key: uuid.UUID, *, now: datetime) -> bool:
    """One referral's question goes out."""
    row = Referral.objects.visible_to(CLOCK).select_for_update().filter(pk=key, outcome="", asked_at=None).first()
    if row is None:
        return False
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    happened("referral-check-due", row, viewer=CLOCK, now=now)
    return True


def forget(now: datetime) -> int:
    """Drafts that have run out and yesterday's wrong guesses go."""
    return drafts.forget_expired(now) + receipts.forget_guessers(now)
