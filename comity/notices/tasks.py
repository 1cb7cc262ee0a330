"""Carrying the mail: claimed in one short transaction, sent outside of any, concluded in another.

A worker may be killed between the sending and the note that it was sent. Whoever finds such a notice cannot know: it
becomes "may have been sent", goes out once more under the same Message-ID, and staff see that it may have come twice.
No exception leaves this module with an address in it: job rows are plain text.
"""

import logging
import smtplib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from comity.notices.letters import compose
from comity.notices.lifecycle import LIFECYCLE
from comity.notices.models import Notice
from comity.trust import audit
from comity.trust.viewer import System

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 6
POST = System("notices")


def enqueue(notice: Notice, *, run_after: datetime | None = None) -> None:
    """One job row beside the notice, in the same transaction; it holds the notice's id and nothing else."""
    send.using(run_after=run_after or notice.not_before).enqueue(notice_id=str(notice.pk))


@dataclass(frozen=True)
class Parcel:
    """What leaves the house, in memory only."""

    notice_id: uuid.UUID
    message_id: str
    address: str
    subject: str
    text: str


@task()
def send(notice_id: str) -> str:
    """Send one notice; the answer names its state afterwards."""
    parcel = claim(uuid.UUID(notice_id), now=timezone.now())
    if parcel is None:
        return "nothing to do"
    return conclude(parcel.notice_id, hand_over(parcel), now=timezone.now())


def claim(notice_id: uuid.UUID, *, now: datetime) -> Parcel | None:
    """Take the notice in hand: from here on it may have left."""
    with transaction.atomic():
        notice = Notice.objects.visible_to(POST).select_for_update().filter(pk=notice_id).first()
        if notice is None:
            return None
        if notice.state == Notice.State.SENDING:
            # Its worker is gone (the job came to us), and nobody saw whether the mail went out.
            notice.maybe_twice = True
            LIFECYCLE.move(notice, "lost_sight", viewer=POST, now=now)
            audit.record("notice-uncertain", notice, viewer=POST, now=now)
        if notice.state not in (Notice.State.QUEUED, Notice.State.UNCERTAIN):
            return None
        if notice.attempts >= MAX_ATTEMPTS:
            if notice.state == Notice.State.QUEUED:  # the other stays "may have been sent": that is what we know
                LIFECYCLE.move(notice, "fail", viewer=POST, now=now)
            return None
        if notice.not_before and notice.not_before > now:
            enqueue(notice)
            return None
        notice.attempts += 1
        notice.sending_at = now
        LIFECYCLE.move(notice, "start", viewer=POST, now=now)
        matter = notice.matter
        matter.take_key()
        if not notice.address:  # taken back by the person in the meantime
            LIFECYCLE.move(notice, "fail", viewer=POST, now=now)
            return None
        letter = compose(notice.kind, language=notice.language)
        return Parcel(notice.pk, notice.message_id, notice.address, letter.subject, letter.text)


def hand_over(parcel: Parcel) -> str:
    """Give it to the mail server, outside of any transaction: sent, again (it surely did not leave), never, unknown."""
    mail = EmailMultiAlternatives(
        subject=parcel.subject,
        body=parcel.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[parcel.address],
        headers={"Message-ID": parcel.message_id, "Auto-Submitted": "auto-generated"},
    )
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # smtplib's own errors are among them
        return "again"
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refusal:
        final = all(code >= 500 for code, _words in refusal.recipients.values())
        return "never" if final else "again"
    except smtplib.SMTPResponseException as refusal:
        return "never" if refusal.smtp_code >= 500 else "again"
    except (OSError, ValueError):
        return "unknown"
    finally:
        try:
            connection.close()
        except OSError:
            log.warning("the mail server did not say goodbye")
    return "sent"


VERDICTS = {"sent": "sent", "again": "try_again", "never": "fail", "unknown": "lost_sight"}


def conclude(notice_id: uuid.UUID, verdict: str, *, now: datetime) -> str:
    """Write down how it went; what may still leave is put back into the queue, later each time."""
    with transaction.atomic():
        notice = Notice.objects.visible_to(POST).select_for_update().get(pk=notice_id)
        if notice.state != Notice.State.SENDING:  # another worker took it for lost and concluded it
            return notice.state
        notice.maybe_twice = notice.maybe_twice or verdict == "unknown"
        if verdict == "sent":
            notice.sent_at = now
        LIFECYCLE.move(notice, VERDICTS[verdict], viewer=POST, now=now)
        if verdict in ("again", "unknown"):
            enqueue(notice, run_after=now + timedelta(minutes=2**notice.attempts))
        audit.record(f"notice-{notice.state}", notice, viewer=POST, now=now, facts={"kind": notice.kind})
        return notice.state
