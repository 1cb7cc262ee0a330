"""Writing the journal: a short dated entry after each contact."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import author, counted, known, level
from comity.cases.actions.facts import SEARCH, set_next
from comity.cases.actions.outcomes import write_tension
from comity.cases.models import Case, Entry, Party
from comity.cases.words import ENTRY_KINDS, FIRST_CONTACTS, SEALED_TO, TEAM
from comity.intake.models import Request
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_PIXELS = 50_000_000
PHOTO_EDGE = 2000


@transaction.atomic
def log_entry(
    *,
    case: Case,
    kind: str,
    viewer: Viewer,
    now: datetime,
    text: str = "",
    with_whom: str = "",
    parties: Sequence[Party] = (),
    minutes: int = 0,
    at: datetime | None = None,
    follow_up_on: date | None = None,
    sealed_to: str = TEAM,
    tension: int | None = None,
    photo: bytes | None = None,
) -> Entry:
    """What was heard, seen or said goes into the journal; a first call also stops the clock of the first contact."""
    must_write(viewer, case)
    at = at or now
    if at > now:
        raise Refused(_("An entry tells what has happened. Plan a session for what is to come."))
    if not (text.strip() or with_whom.strip() or photo or parties):
        raise Refused(_("Please write a word about what happened."))
    if follow_up_on is not None and (now.date() - follow_up_on).days > 1:
        raise Refused(_("The day to come back to this has already passed."))
    entry = Entry(
        matter=case.matter,
        case=case,
        kind=known(kind, ENTRY_KINDS),
        at=at,
        by_id=author(viewer),
        minutes=counted(minutes),
        with_whom=with_whom.strip(),
        text=text.strip(),
        follow_up_on=follow_up_on,
        sealed_to=known(sealed_to, SEALED_TO),
    )
    if photo:
        entry.photo, entry.has_photo = without_metadata(photo), True
    entry.save(force_insert=True)
    for party in parties:
        met(party, on=at.date())
    if tension is not None:
        write_tension(case, level=level(tension) or 0, at=at, viewer=viewer)
    note_contact(case, entry)
    search.add(case, entry.with_whom, entry.text, reader=search.reader_of(entry))
    happened("entry-logged", entry, viewer=viewer, now=now, kind=kind)
    return entry


def note_contact(case: Case, entry: Entry) -> None:
    case.entry_count += 1
    case.last_entry_at = max(case.last_entry_at, entry.at)
    if case.first_contact_at is None and entry.kind in FIRST_CONTACTS:
        case.first_contact_at = max(entry.at, case.asked_at)
        stop_the_clock(case, at=case.first_contact_at)
    case.save(update_fields=["entry_count", "last_entry_at", "first_contact_at"])
    if entry.follow_up_on is not None:
        set_next(case)


def stop_the_clock(case: Case, *, at: datetime) -> None:
    """The request that the case began with counts its days to the first contact too."""
    for request in Request.objects.visible_to(SEARCH).filter(matter=case.matter, first_contact_at=None):
        request.first_contact_at = at
        request.save(update_fields=["first_contact_at"])


def met(party: Party, *, on: date) -> None:
    if party.last_contact_on is None or party.last_contact_on < on:
        party.last_contact_on = on
        party.save(update_fields=["last_contact_on"])


@transaction.atomic
def edit_entry(
    *,
    entry: Entry,
    viewer: Viewer,
    now: datetime,
    text: str,
    with_whom: str = "",
    minutes: int = 0,
    follow_up_on: date | None = None,
) -> Entry:
    """Whoever wrote an entry says it better, as long as the case is open. That it was changed is in the audit trail."""
    must_write(viewer, entry.case)
    if entry.by_id != author(viewer):
        raise Refused(_("Only the colleague who wrote this entry can change it."))
    if not (text.strip() or with_whom.strip() or entry.has_photo):
        raise Refused(_("Please write a word about what happened."))
    entry.text, entry.with_whom, entry.minutes = text.strip(), with_whom.strip(), counted(minutes)
    if follow_up_on != entry.follow_up_on:
        entry.follow_up_on, entry.follow_up_done_at = follow_up_on, None
    entry.save()
    set_next(entry.case)
    search.rebuild(entry.case)
    happened("entry-changed", entry, viewer=viewer, now=now)
    return entry


@transaction.atomic
def done_follow_up(*, entry: Entry, viewer: Viewer, now: datetime) -> None:
    """What we promised to come back to is done."""
    must_write(viewer, entry.case)
    if entry.follow_up_on is None:
        raise Refused(_("Nobody promised to come back to this entry."))
    if entry.follow_up_done_at is None:
        entry.follow_up_done_at = now
        entry.save(update_fields=["follow_up_done_at"])
        set_next(entry.case)
        happened("entry-follow-up-done", entry, viewer=viewer, now=now)


def without_metadata(photo: bytes) -> bytes:
    """The picture drawn again, so that neither the place nor the telephone it was taken with comes along."""
    if len(photo) > PHOTO_BYTES:
        raise Refused(_("The photo is larger than 10 MB. Please take a smaller one."))
    try:
        with Image.open(io.BytesIO(photo), formats=["JPEG", "PNG", "WEBP", "GIF"]) as picture:
            if picture.width * picture.height > PHOTO_PIXELS:
                raise Refused(_("The photo has too many pixels. Please take a smaller one."))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("This file is not a photo that we can read. JPEG, PNG and WebP work.")) from None
    drawn.thumbnail((PHOTO_EDGE, PHOTO_EDGE))
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
