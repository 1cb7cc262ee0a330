"""The receipt: sixteen digits that open one matter to whoever holds them, and nothing to anybody else.

Only keyed hashes are stored. The row's own id comes from the digits too, so that the holder's name in a grant
(``receipt:<id>``) follows from knowing them: looking one up needs no key to all matters.
"""

import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.intake.digits import new_digits, read_digits
from comity.intake.models import Guess, GuessDay, Receipt
from comity.trust import sealing
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import Viewer

# A slip of the hand is told by the check digit and not counted. Ten whole but wrong receipts a day are free; after
# that each costs ten seconds, twenty, forty ... up to five minutes. Among 10^15 receipts guessing is hopeless anyway.
FREE_GUESSES = 10
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=5)
# A shelter or a library sends many from one address, so many are free; a flood is held to one a minute.
FREE_FILINGS = 20
FILING_WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Fresh:
    """A receipt that has not been stored yet."""

    digits: str
    receipt_id: uuid.UUID
    digits_hash: str
    role: str

    @property
    def principal(self) -> str:
        return f"receipt:{self.receipt_id}"

    def viewer(self, language: str) -> Viewer:
        return Viewer(name=self.role, principals=frozenset({self.principal}), language=language)


def receipt_id(digits: str) -> uuid.UUID:
    """The row that these digits belong to, if there is one."""
    return uuid.UUID(sealing.keyed_hash(digits, "receipt-id")[:32])


def fresh(role: str = "person") -> Fresh:
    digits = new_digits()
    return Fresh(digits, receipt_id(digits), sealing.keyed_hash(digits, "receipt"), role)


def store(new: Fresh, matter: Matter, *, now: datetime) -> Receipt:
    return Receipt.objects.create(
        id=new.receipt_id, matter=matter, digits_hash=new.digits_hash, held_by=new.role, issued_at=now
    )


def viewer_of(held: uuid.UUID, *, language: str = "en") -> Viewer:
    """Who holds this receipt, as a viewer. It sees nothing unless a grant names it."""
    return Viewer(name="person", principals=frozenset({f"receipt:{held}"}), language=language)


def look_up(typed: str, *, address: str, now: datetime, language: str) -> tuple[Viewer, Receipt]:
    """The holder of these digits. Wrong digits are slowed by address, which is itself never stored."""
    digits = read_digits(typed)
    who = guesser(address, now=now)
    refuse_while_waiting(who, now=now)
    viewer = viewer_of(receipt_id(digits), language=language)
    wanted = sealing.keyed_hash(digits, "receipt")
    found = Receipt.objects.visible_to(viewer).filter(digits_hash=wanted, ended_at=None).first()
    if found is None:
        count_wrong(who, now=now)
        raise Refused(
            _("We know no receipt with these digits. Please compare them with your card.")
            + " "
            + _("We cannot look up a lost receipt, not even for you: that is what keeps it safe.")
        )
    if found.last_used_on != now.date():
        found.last_used_on = now.date()  # the day only: when exactly somebody looked is their business
        found.save(update_fields=["last_used_on"])
    return viewer, found


def guesser(address: str, *, now: datetime) -> str:
    """Today's name for an address. Yesterday's salt is gone, so nobody can tell any more who it was."""
    day = now.astimezone(UTC).date()
    today = GuessDay.objects.filter(day=day).first()
    if today is None:
        try:
            with transaction.atomic():
                today = GuessDay.objects.create(day=day, salt=os.urandom(32))
        except IntegrityError:
            today = GuessDay.objects.get(day=day)
    return sealing.keyed_hash(f"{bytes(today.salt).hex()}|{address}", "guess")


def refuse_while_waiting(who: str, *, now: datetime) -> None:
    row = Guess.objects.filter(who=who).first()
    if row is None or row.wait_until is None or row.wait_until <= now:
        return
    seconds = int((row.wait_until - now).total_seconds()) + 1
    raise Refused(
        ngettext(
            "Too many wrong digits came from here. Please wait %(seconds)d second and try again.",
            "Too many wrong digits came from here. Please wait %(seconds)d seconds and try again.",
            seconds,
        )
        % {"seconds": seconds}
    )


@transaction.atomic
def count_wrong(who: str, *, now: datetime) -> None:
    Guess.objects.bulk_create([Guess(who=who, day=now.astimezone(UTC).date())], ignore_conflicts=True)
    Guess.objects.filter(who=who).update(wrong=F("wrong") + 1)
    row = Guess.objects.get(who=who)
    if row.wrong > FREE_GUESSES:
        doublings = min(row.wrong - FREE_GUESSES - 1, 10)
        Guess.objects.filter(who=who).update(wait_until=now + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT))


def slow_a_flood(address: str, *, now: datetime) -> None:
    """Nobody is turned away: after many requests from one address on one day, the next waits a minute."""
    who = guesser(f"filing {address}", now=now)
    row = Guess.objects.filter(who=who).first()
    if row is not None and row.wait_until is not None and row.wait_until > now:
        raise Refused(
            _("Many requests were sent from here today. Please wait a minute and send it again. Your answers are kept.")
        )
    Guess.objects.bulk_create([Guess(who=who, day=now.astimezone(UTC).date())], ignore_conflicts=True)
    Guess.objects.filter(who=who).update(wrong=F("wrong") + 1)
    Guess.objects.filter(who=who, wrong__gte=FREE_FILINGS).update(wait_until=now + FILING_WAIT)


def forget_guessers(now: datetime) -> int:
    """Yesterday's salt and counts go: the abuse window is one day."""
    today = now.astimezone(UTC).date()
    GuessDay.objects.filter(day__lt=today).delete()
    return Guess.objects.filter(day__lt=today).delete()[0]
