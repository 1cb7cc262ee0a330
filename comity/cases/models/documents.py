"""Papers of a case, each with its own word on who may read it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.words import CONFIDENTIAL, DOCUMENT_KINDS, RELEASED_PUBLICLY, RELEASES
from comity.trust.fields import SealedText


class Document(OfCase):
    """A paper that stays confidential until somebody with the right to say so releases it."""

    CLASSES: ClassVar = {
        "open": "kind release on approved_at",
        "guarded": "case title by approved_by",
    }

    title = models.CharField(max_length=200)
    kind = models.SlugField(default="note")
    release = models.SlugField(default=CONFIDENTIAL)
    body = SealedText()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(DOCUMENT_KINDS)), name="document_kind_is_known"),
            models.CheckConstraint(condition=Q(release__in=list(RELEASES)), name="document_release_is_known"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="document_approval_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(release=RELEASED_PUBLICLY) | Q(approved_at__isnull=False),
                name="document_public_only_when_approved",
            ),
        ]
