"""Who is told what when something happens to a request: listed in ``comity/reactions.py``, run in the same transaction.

Nothing about the matter leaves the house: the person learns that there is news, by the way they called safe.
"""

from datetime import datetime
from typing import Any

from comity.agency.offices import office as office_row
from comity.intake.models import Referral, Request
from comity.notices.actions import tell
from comity.notices.address import address_of, address_of_staff
from comity.notices.models import Message
from comity.people.models import Post
from comity.people.viewers import held_on
from comity.trust.models import Account, Matter, OfMatter
from comity.trust.viewer import System, Viewer

POST = System("notices")
SPOKEN_WITH = ("phone", "walk-in")


def with_key(row: OfMatter) -> Matter:
    """The row's matter with its key in hand: the job needs the address, and only that, from under the seal."""
    matter = row.matter
    matter.take_key()
    return matter


def timezone_of(request: Request) -> str:
    row = office_row(request.office, request.received_at.date())
    return (row.timezone if row else "") or "UTC"


def tell_person(kind: str, row: OfMatter, *, viewer: Viewer, now: datetime) -> None:
    """The person of this matter is told that there is news, if they wished to be told."""
    matter = with_key(row)
    request = row if isinstance(row, Request) else Request.objects.visible_to(POST).filter(matter=matter).first()
    if request is None:
        return
    request.matter = matter
    consent = bool(request.consents.get("contact"))
    to = address_of(request.contact, consent=consent, timezone=timezone_of(request))
    tell(matter, kind, to=to, language=request.language, viewer=viewer, now=now)


def tell_received(request: Request, *, viewer: Viewer, now: datetime, channel: str = "", **_facts: Any) -> None:
    """It has arrived. Somebody who is on the phone with us need not be told."""
    if channel in ("web", "email", "letter"):
        tell_person("request-received", request, viewer=viewer, now=now)


def tell_read(request: Request, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """It has been read. Who told us by telephone or at the door knows that somebody has heard it."""
    if request.channel not in SPOKEN_WITH:
        tell_person("request-read", request, viewer=viewer, now=now)


def tell_decided(request: Request, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """We decided what we can do. Whoever was on the phone with us or at the door has heard it."""
    if request.channel not in SPOKEN_WITH:
        tell_person("news", request, viewer=viewer, now=now)


def tell_message(message: Message, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """A message waits for the person; what the office writes first is the first contact."""
    request = Request.objects.visible_to(POST).filter(matter=message.matter).first()
    if request is not None and request.first_contact_at is None:
        request.first_contact_at = now
        request.save(update_fields=["first_contact_at"])
    tell_person("message-waiting", message, viewer=viewer, now=now)


def ask_referred(referral: Referral, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """Did they call you back? The person is asked to look."""
    tell_person("referral-check", referral, viewer=viewer, now=now)


def tell_director(request: Request, *, viewer: Viewer, now: datetime, office: str, **_facts: Any) -> None:
    """Something waited too long: the directors of the office are told to sign in."""
    held = Post.objects.filter(held_on(now.date()), office=office, role="director", account__is_active=True)
    tell_accounts("escalation", request, held.values_list("account_id", flat=True), viewer=viewer, now=now)


def tell_assigned(row: OfMatter, *, viewer: Viewer, now: datetime, account: int | None = None, **_facts: Any) -> None:
    """Something new is in a colleague's hands. Who took it themselves knows."""
    if account is not None and account != viewer.account_id:
        tell_accounts("assigned", row, [account], viewer=viewer, now=now)


def tell_accounts(kind: str, row: OfMatter, accounts: Any, *, viewer: Viewer, now: datetime) -> None:
    matter = with_key(row)
    for account in Account.objects.filter(pk__in=set(accounts), is_active=True):
        tell(matter, kind, to=address_of_staff(account.email), language=account.language, viewer=viewer, now=now)
