"""What we say to people: mail and letters that name no case fact, and the two-way messages of a matter."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.trust.fields import SealedText
from comity.trust.models import OfMatter


class Notice(OfMatter):
    """One message that leaves the house: a neutral text, by the way and at the hour the person called safe."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        UNCERTAIN = "uncertain"
        FAILED = "failed"
        HELD = "held"
        DONE = "done"
        RECALLED = "recalled"

    kind = models.CharField(max_length=32)
    to_role = models.CharField(max_length=12)  # person, companion, staff
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)  # email, phone, letter
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    held_because = models.CharField(max_length=24, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    maybe_twice = models.BooleanField(default=False)  # an earlier attempt ended without our knowing how
    address = SealedText()

    CLASSES: ClassVar = {
        "open": "kind to_role language channel state held_because queued_at not_before sending_at sent_at attempts "
        "maybe_twice",
        "guarded": "message_id",
    }

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "sending_at"], name="notices_in_flight")]


class Message(OfMatter):
    """One message between the person and the office, read on our pages and never mailed."""

    direction = models.CharField(max_length=3)  # in: from the person; out: from the office
    language = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=12)  # person, companion, staff
    read_at = models.DateTimeField(null=True, blank=True)
    body = SealedText()

    CLASSES: ClassVar = {"open": "direction language at by_role read_at", "guarded": "by"}

    class Meta:
        ordering: ClassVar = ["at", "id"]


class WorkerLease(models.Model):
    """A worker says every few seconds that it lives; whoever stays silent has lost its work to the others."""

    worker = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    clock_at = models.DateTimeField(null=True, blank=True)  # when it last ran the clock

    CLASSES: ClassVar = {"open": "worker started_at beat_at clock_at"}
