"""After the case: each closing and reopening, corrections with their reasons, and how it held."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from comity.cases.models.case import OfCase
from comity.cases.words import FOLLOW_UP_RESULTS
from comity.trust.fields import SealedText


class Closure(OfCase):
    """One time the case was closed, and - if it was - reopened; nothing is overwritten."""

    CLASSES: ClassVar = {
        "open": "closed_at outcome_kinds minutes people_reached reopened_at",
        "guarded": "case closed_by reopened_by",
    }

    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome_kinds = models.JSONField(default=list)
    minutes = models.PositiveIntegerField(default=0)
    people_reached = models.PositiveIntegerField(default=0)
    summary = SealedText()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_because = SealedText()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_at__isnull=True), name="closure_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="closure_reopening_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | Q(reopened_at__gte=F("closed_at")),
                name="closure_reopens_after_it_closed",
            ),
        ]


class Correction(OfCase):
    """What was wrong in a closed case, what is right, and why it was corrected; the old words stay."""

    CLASSES: ClassVar = {"open": "at", "guarded": "case by"}

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = SealedText()
    text = SealedText()


class FollowUp(OfCase):
    """A call we owe after closing: did it hold?"""

    CLASSES: ClassVar = {"open": "due_on days done_on result tension", "guarded": "case done_by closure"}

    due_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.SlugField(blank=True)
    tension = models.PositiveSmallIntegerField(null=True, blank=True)
    note = SealedText()
    # A case closed twice has two rounds of follow-ups; the open ones of an older round are dropped by reopening.
    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["closure", "days"], name="followup_one_for_each_date"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, result="")
                | Q(done_on__isnull=False, done_by__isnull=False, result__in=list(FOLLOW_UP_RESULTS)),
                name="followup_done_has_who_when_and_result",
            ),
            models.CheckConstraint(
                condition=Q(tension__isnull=True) | Q(tension__lte=10), name="followup_tension_is_0_to_10"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="followup_still_owed"),
        ]
