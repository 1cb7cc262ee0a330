"""What we say to people, as verbs: tell somebody, write a message, answer one, say that a person has done it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comity.notices import hours
from comity.notices.access import may_answer
from comity.notices.address import Address
from comity.notices.letters import KINDS
from comity.notices.lifecycle import LIFECYCLE
from comity.notices.models import Message, Notice
from comity.trust import doors, sealing
from comity.trust.happenings import happened
from comity.trust.ids import new_id
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import Viewer

MESSAGE_LENGTH = 20_000


@transaction.atomic
def tell(matter: Matter, kind: str, *, to: Address, language: str, viewer: Viewer, now: datetime) -> Notice | None:
    """Somebody is told that there is news; nothing about it leaves the house. None: they chose not to be reached.

    The matter must have its key in hand. The row and its job are written together with the act that caused them.
    """
    if kind not in KINDS:
        raise ValueError(f"no notice is called {kind!r}")
    if to.channel not in ("email", "phone", "letter"):
        return None
    held = "by-hand" if to.channel != "email" else "note" if to.read_note_first else ""
    key = new_id()
    notice = Notice.objects.create(
        id=key,
        matter=matter,
        kind=kind,
        to_role=to.role,
        language=language,
        channel=to.channel,
        state=Notice.State.HELD if held else Notice.State.QUEUED,
        held_because=held,
        # From the row alone, so that a second attempt carries the same one and mail programs show it once.
        message_id=f"<{sealing.keyed_hash(str(key), 'message-id')[:40]}@post.invalid>",
        queued_at=now,
        not_before=hours.next_safe(now, safe_when=to.safe_when, timezone=to.timezone),
        address=to.line,
    )
    if not held:
        from comity.notices.tasks import enqueue  # noqa: PLC0415 - the job calls back into this package

        enqueue(notice)
    return notice


@transaction.atomic
def mark_done(notice: Notice, *, viewer: Viewer, now: datetime) -> None:
    """A colleague rang, wrote the letter, or made sure in another way that the person knows."""
    LIFECYCLE.move(notice, "done", viewer=viewer, now=now)
    happened("notice-done", notice, viewer=viewer, now=now)


def checked_body(body: str) -> str:
    """A message that can be kept: not empty, not too long, no broken characters."""
    if not body.strip():
        raise Refused(_("The message is empty. Please write something first."))
    if len(body) > MESSAGE_LENGTH * 4:  # the page counts signs; one with its accents is up to four characters
        raise Refused(_("The message is too long. It may have 20,000 characters."))
    if "\x00" in body or any(0xD800 <= ord(mark) <= 0xDFFF for mark in body):
        raise Refused(_("The message holds a broken character. Please type that place again."))
    return body


@transaction.atomic
def answer(matter: Matter, *, body: str, language: str, viewer: Viewer, now: datetime) -> Message:
    """The office writes to the person; they read it with their receipt, and are told that something waits."""
    if not may_answer(viewer, matter):
        raise Refused(_("You do not have the part in this matter that this step needs."))
    message = Message.objects.create(
        matter=matter,
        direction="out",
        language=language,
        at=now,
        by_id=viewer.account_id,
        by_role="staff",
        body=checked_body(body),
    )
    happened("message-sent", message, viewer=viewer, now=now)
    return message


@transaction.atomic
def write(matter: Matter, *, body: str, by_role: str, language: str, viewer: Viewer, now: datetime) -> Message:
    """The person, or their companion, writes to the office."""
    message = Message.objects.create(
        matter=matter, direction="in", language=language, at=now, by_role=by_role, body=checked_body(body)
    )
    happened("message-received", message, viewer=viewer, now=now)
    return message


def messages(matter: Matter, *, viewer: Viewer) -> list[Message]:
    """Every message of an opened matter, oldest first, readable."""
    return doors.under(matter, Message.objects.visible_to(viewer).filter(matter=matter))


def unread(viewer: Viewer) -> QuerySet[Message]:
    """What people wrote to the office and nobody there has read yet, as far as this viewer may see: oldest first."""
    rows = Message.objects.visible_to(viewer).filter(direction="in", read_at=None)
    return rows.select_related("matter").order_by("at", "pk")


@transaction.atomic
def mark_read(rows: list[Message], *, direction: str, now: datetime) -> None:
    """The other side has now seen these messages."""
    for row in rows:
        if row.direction == direction and row.read_at is None:
            row.read_at = now
            row.save(update_fields=["read_at"])


@transaction.atomic
def recall(matter: Matter, *, viewer: Viewer, now: datetime) -> None:
    """The person no longer wants to be reached like this: what has not left is not sent, and its address goes."""
    waiting = (Notice.State.QUEUED, Notice.State.HELD, Notice.State.UNCERTAIN)
    for notice in Notice.objects.visible_to(viewer).filter(matter=matter, state__in=waiting).exclude(to_role="staff"):
        notice.matter = matter
        notice.address = ""
        LIFECYCLE.move(notice, "recall", viewer=viewer, now=now)


@transaction.atomic
def forget_words(matter: Matter, *, viewer: Viewer, now: datetime) -> None:
    """The person takes back what they wrote to us: the words go, the fact that there was a message stays."""
    recall(matter, viewer=viewer, now=now)
    for row in Message.objects.visible_to(viewer).filter(matter=matter, direction="in"):
        row.matter = matter
        row.body = ""
        row.save(update_fields=["body"])
    for notice in Notice.objects.visible_to(viewer).filter(matter=matter).exclude(to_role="staff"):
        notice.matter = matter
        notice.address = ""
        notice.save(update_fields=["address"])
