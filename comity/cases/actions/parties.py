"""Who is concerned, and who sits at the table."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import has_words, known, not_ahead
from comity.cases.actions.facts import SEARCH, count_parties
from comity.cases.actions.journal import met
from comity.cases.models import Case, Party
from comity.cases.words import NOT_CONTACTED, PARTY_KINDS, PARTY_ROLES, SEATS
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

EDITABLE = ("name", "organisation", "kind", "role", "mandate", "language", "contact", "is_minor")


@transaction.atomic
def add_party(
    *,
    case: Case,
    name: str,
    kind: str,
    viewer: Viewer,
    now: datetime,
    organisation: str = "",
    role: str = "party",
    mandate: str = "",
    language: str = "",
    contact: Mapping[str, Any] | None = None,
    seat: str = NOT_CONTACTED,
    is_minor: bool = False,
) -> Party:
    """Somebody who is concerned gets a place in the case, and a chair at the table that they may take or refuse."""
    must_write(viewer, case)
    last = Party.objects.visible_to(SEARCH).filter(case=case).aggregate(last=Max("position"))["last"]
    party = Party(
        matter=case.matter,
        case=case,
        name=has_words(name, _("Please write who this is: a name, or what people call them."), most=200),
        organisation=organisation.strip(),
        kind=known(kind, PARTY_KINDS),
        role=known(role, PARTY_ROLES),
        mandate=mandate.strip(),
        language=language,
        contact=dict(contact or {}),
        seat=known(seat, SEATS),
        position=(last or 0) + 1,
        is_minor=is_minor,
        added_at=now,
    )
    party.save(force_insert=True)
    count_parties(case)
    follow_party(case, party)
    search.add(case, party.name, party.organisation, party.mandate)
    happened("party-added", party, viewer=viewer, now=now, kind=kind)
    return party


def follow_party(case: Case, party: Party) -> None:
    """A minor, or a language nobody needed before, shows on the case."""
    if party.is_minor and not case.minors:
        case.minors = True
        case.save(update_fields=["minors"])
    if party.language and party.language not in case.languages:
        case.languages = [*case.languages, party.language]
        case.save(update_fields=["languages"])


@transaction.atomic
def edit_party(*, party: Party, viewer: Viewer, now: datetime, **changed: Any) -> Party:
    """What we know of somebody has changed: their organisation, their language, when it is safe to call."""
    must_write(viewer, party.case)
    if strange := set(changed) - set(EDITABLE):
        raise TypeError(f"a party has no {', '.join(sorted(strange))}")
    for name, value in changed.items():
        setattr(party, name, value)
    party.name = has_words(party.name, _("Please write who this is: a name, or what people call them."), most=200)
    known(party.kind, PARTY_KINDS)
    known(party.role, PARTY_ROLES)
    party.save()
    follow_party(party.case, party)
    search.rebuild(party.case)
    happened("party-changed", party, viewer=viewer, now=now)
    return party


@transaction.atomic
def seat_party(*, party: Party, seat: str, viewer: Viewer, now: datetime) -> Party:
    """Somebody is invited, takes a seat at the table, or declines."""
    must_write(viewer, party.case)
    party.seat = known(seat, SEATS)
    party.save(update_fields=["seat"])
    count_parties(party.case)
    happened("party-seated", party, viewer=viewer, now=now, seat=seat)
    return party


@transaction.atomic
def contacted(*, party: Party, viewer: Viewer, now: datetime, on: date | None = None) -> Party:
    """We were in touch with somebody on this day."""
    must_write(viewer, party.case)
    met(party, on=not_ahead(on or timezone.localtime(now).date(), now))
    happened("party-contacted", party, viewer=viewer, now=now)
    return party


@transaction.atomic
def remove_party(*, party: Party, viewer: Viewer, now: datetime) -> None:
    """Somebody was added by mistake and goes, with what was said to matter to them."""
    must_write(viewer, party.case)
    if party.last_contact_on is not None:
        raise Refused(_("We have been in touch with them. Mark the seat as declined instead."))
    case = party.case
    happened("party-removed", party, viewer=viewer, now=now)
    party.delete()
    count_parties(case)
    search.rebuild(case)
