"""The journal: short dated entries, one after each contact."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.words import ENTRY_KINDS, SEALED_TO, TEAM
from comity.trust.fields import SealedBytes, SealedText


class Entry(OfCase):
    """What was heard, seen or said, by whom, and when to come back to it."""

    CLASSES: ClassVar = {
        "open": "kind at minutes follow_up_on follow_up_done_at sealed_to has_photo",
        "guarded": "case by",
    }

    kind = models.SlugField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(default=0)
    with_whom = SealedText()
    text = SealedText()
    follow_up_on = models.DateField(null=True, blank=True)
    follow_up_done_at = models.DateTimeField(null=True, blank=True)
    sealed_to = models.SlugField(default=TEAM)
    photo = SealedBytes()
    has_photo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(ENTRY_KINDS)), name="entry_kind_is_known"),
            models.CheckConstraint(condition=Q(sealed_to__in=list(SEALED_TO)), name="entry_sealed_to_is_known"),
            models.CheckConstraint(
                condition=Q(follow_up_done_at__isnull=True) | Q(follow_up_on__isnull=False),
                name="entry_done_only_what_was_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "-at"], name="entry_by_day"),
            models.Index(
                fields=["follow_up_on"],
                condition=Q(follow_up_on__isnull=False, follow_up_done_at__isnull=True),
                name="entry_still_to_return",
            ),
        ]
