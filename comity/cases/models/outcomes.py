"""What came out of it, and how the tension moved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.words import EXTENTS, OUTCOME_KINDS
from comity.trust.fields import SealedText


class Outcome(OfCase):
    """Something that lasts: an agreement, a council, an action plan - or the plain word that nothing came."""

    CLASSES: ClassVar = {"open": "kind on extent", "guarded": "case by"}

    kind = models.SlugField()
    on = models.DateField()
    extent = models.SlugField(default="full")
    text = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(OUTCOME_KINDS)), name="outcome_kind_is_known"),
            models.CheckConstraint(condition=Q(extent__in=list(EXTENTS)), name="outcome_extent_is_known"),
        ]


class Tension(OfCase):
    """How tense it is today, from 0 (calm) to 10 (violence), rated by the person who was there."""

    CLASSES: ClassVar = {"open": "at level", "guarded": "case by"}

    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    note = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__lte=10), name="tension_is_0_to_10"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="tension_over_time")]
