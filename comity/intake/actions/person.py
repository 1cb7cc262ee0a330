"""What the person themselves decides, with their receipt: consents, contact, a companion, taking it all back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.intake import receipts
from comity.intake.access import is_person
from comity.intake.answers import SAFE_WHENS, Contact, check_choice, check_consents, check_contact, check_text
from comity.intake.lifecycle import LIFECYCLE
from comity.intake.models import Receipt, Request
from comity.intake.routing import INTAKE_DESK
from comity.notices.actions import forget_words, recall
from comity.people.viewers import desk
from comity.trust import doors
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

THEIR_WORDS = ("narrative", "place", "name", "pronouns", "source")
OUR_WORDS = ("screening_because", "reroute_note", "decision_note")
SEALED_TABLES = ("contact", "organisation", "companion")


def refuse_unless_person(request: Request, *, viewer: Viewer) -> None:
    """A companion reads and writes along, but decides nothing; nothing changes after a withdrawal."""
    if not is_person(viewer, request):
        raise Refused(_("Only the person who holds the first receipt can change this."))
    if request.stage == Request.Stage.WITHDRAWN:
        raise Refused(_("You took this back. There is nothing left to change."))


@transaction.atomic
def change_consents(request: Request, consents: Mapping[str, bool], *, viewer: Viewer, now: datetime) -> None:
    """Each consent by itself: given, or taken back from now on."""
    refuse_unless_person(request, viewer=viewer)
    check_consents(consents)
    changed = {name: given for name, given in consents.items() if bool(request.consents.get(name)) != given}
    if not changed:
        return
    request.consents = {name: True for name, given in {**request.consents, **changed}.items() if given}
    request.save(update_fields=["consents"])
    if changed.get("contact") is False:
        recall(request.matter, viewer=viewer, now=now)
    if "specialist" in changed:
        show_to_field_office(request, changed["specialist"], viewer=viewer, now=now)
    for name, given in changed.items():
        happened("consent-given" if given else "consent-ended", request, viewer=viewer, now=now, consent=name)


def show_to_field_office(request: Request, given: bool, *, viewer: Viewer, now: datetime) -> None:
    """The specialist near the person may read it from now on, or no longer; the regional office always may."""
    near = request.field_office
    if not near or near == request.office:
        return
    to = desk(near, INTAKE_DESK)
    if given:
        doors.grant(request.matter, to=to, as_="intake", because="field-office", viewer=viewer, now=now)
    else:
        doors.end_grant(request.matter, to=to, as_="intake", viewer=viewer, now=now)


@transaction.atomic
def change_contact(request: Request, contact: Contact, *, viewer: Viewer, now: datetime) -> None:
    """Where and when it is safe has changed; what waits to be sent to the old address is not sent."""
    refuse_unless_person(request, viewer=viewer)
    for line in (contact.email, contact.phone, contact.address, contact.safe_note, contact.timezone):
        check_text("contact", line, length=2000)
    check_choice("contact.safe_when", contact.safe_when, SAFE_WHENS)
    check_contact(contact, consent=bool(request.consents.get("contact")))
    request.contact = {name: value for name, value in asdict(contact).items() if value}
    request.save(update_fields=["contact"])
    recall(request.matter, viewer=viewer, now=now)
    happened("contact-changed", request, viewer=viewer, now=now)


@transaction.atomic
def invite_companion(request: Request, *, viewer: Viewer, now: datetime) -> str:
    """A second receipt; its digits are shown once, to the person, who hands them on."""
    refuse_unless_person(request, viewer=viewer)
    if Receipt.objects.visible_to(viewer).filter(matter=request.matter, held_by="companion", ended_at=None).exists():
        raise Refused(_("Somebody is with you already. End their receipt first if you want to invite another person."))
    receipt = receipts.fresh("companion")
    receipts.store(receipt, request.matter, now=now)
    doors.grant(request.matter, to=receipt.principal, as_="companion", because="invited", viewer=viewer, now=now)
    happened("companion-invited", request, viewer=viewer, now=now)
    return receipt.digits


@transaction.atomic
def end_companion(request: Request, *, viewer: Viewer, now: datetime) -> None:
    """From now on the companion's receipt opens nothing."""
    refuse_unless_person(request, viewer=viewer)
    for row in Receipt.objects.visible_to(viewer).filter(matter=request.matter, held_by="companion", ended_at=None):
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        doors.end_grant(request.matter, to=f"receipt:{row.pk}", viewer=viewer, now=now)
        happened("companion-ended", request, viewer=viewer, now=now)


@transaction.atomic
def withdraw(request: Request, *, viewer: Viewer, now: datetime) -> None:
    """The person takes it back. Words, name, contact and messages go; the counted facts stay, and so does this receipt,
    so that they can see that it was done."""
    refuse_unless_person(request, viewer=viewer)
    end_companion(request, viewer=viewer, now=now)
    for column in THEIR_WORDS + OUR_WORDS:
        setattr(request, column, "")
    for column in SEALED_TABLES:
        setattr(request, column, {})
    request.consents, request.latitude, request.longitude = {}, None, None
    LIFECYCLE.move(request, "withdraw", viewer=viewer, now=now)
    forget_words(request.matter, viewer=viewer, now=now)
    happened("request-withdrawn", request, viewer=viewer, now=now)
