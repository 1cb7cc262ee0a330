"""The service plan: goals set with the parties, how we would know, and which services by when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.trust.fields import SealedJSON, SealedText


class Plan(OfCase):
    """What we will do together; somebody approves it before services begin."""

    CLASSES: ClassVar = {"open": "approved_at written_at", "guarded": "case approved_by"}

    goals = SealedText()
    # Three levels of success: the plan carried out, the effect reached, lasting change.
    success = SealedJSON()
    written_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="plan_one_for_a_case"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="plan_approval_has_who_and_when",
            ),
        ]


class PlannedService(OfCase):
    """One service the plan promises, with its program and a date."""

    CLASSES: ClassVar = {"open": "service program by_on", "guarded": "case plan"}

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    service = models.SlugField()
    program = models.SlugField(blank=True)
    by_on = models.DateField(null=True, blank=True)
