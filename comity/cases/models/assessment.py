"""The assessment: conversations in three circles, what matters to whom, and what we recommend."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.models.parties import Party
from comity.cases.words import RECOMMENDATIONS
from comity.trust.fields import SealedText


class Interview(OfCase):
    """One conversation, never quoted: the obvious parties, the people they name, or those who come forward."""

    CLASSES: ClassVar = {"open": "circle on", "guarded": "case party by"}

    circle = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    who = SealedText()
    notes = SealedText()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(circle__gte=1, circle__lte=3), name="interview_has_three_circles"),
        ]


class Issue(OfCase):
    """Something that matters to the people of the case, in one line."""

    CLASSES: ClassVar = {"open": "position", "guarded": "case"}

    text = SealedText()
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="issue_one_on_a_line"),
        ]


class Stake(OfCase):
    """How much one issue matters to one party, from not at all to most."""

    CLASSES: ClassVar = {"open": "weight", "guarded": "case issue party"}

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "party"], name="stake_one_for_each_pair"),
            models.CheckConstraint(condition=Q(weight__lte=3), name="stake_weighs_0_to_3"),
        ]


class Assessment(OfCase):
    """What we learned and what we recommend; one for each time a case is assessed."""

    CLASSES: ClassVar = {"open": "recommendation concluded_on", "guarded": "case by"}

    recommendation = models.SlugField()
    summary = SealedText()
    concluded_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recommendation__in=list(RECOMMENDATIONS)), name="assessment_recommendation_is_known"
            ),
        ]
