"""Services delivered: a dialogue, a mediation, a training, a consultation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.words import CANCELLED, DELIVERED, ENGAGEMENT_STATES, PLANNED_ENGAGEMENT
from comity.meetings.models import CONFIDENTIAL, IN_PERSON, MODES, OPENNESS, Meeting
from comity.trust.fields import SealedText


class Engagement(OfCase):
    """One service on one day: planned, then delivered and counted, or called off with a reason."""

    CLASSES: ClassVar = {
        "open": "service program state on minutes prep_minutes openness mode people_reached languages recipient_kind"
        " recorded_at cancelled_at",
        "guarded": "case title meeting staff recorded_by",
    }

    service = models.SlugField()
    program = models.SlugField(blank=True)
    title = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.SlugField(default=PLANNED_ENGAGEMENT)
    on = models.DateField()
    minutes = models.PositiveIntegerField(default=0)
    prep_minutes = models.PositiveIntegerField(default=0)
    openness = models.SlugField(default=CONFIDENTIAL)
    mode = models.SlugField(default=IN_PERSON)
    people_reached = models.PositiveIntegerField(default=0)
    languages = models.JSONField(default=list, blank=True)
    staff = models.JSONField(default=list, blank=True)
    outputs = SealedText()
    # Consultation: whom we advised, about what, what we sent and what comes next.
    recipient_kind = models.SlugField(blank=True)
    topic = SealedText()
    materials = SealedText()
    next_step = SealedText()
    cancelled_because = SealedText()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(ENGAGEMENT_STATES)), name="engagement_state_is_known"),
            models.CheckConstraint(condition=Q(mode__in=list(MODES)), name="engagement_mode_is_known"),
            models.CheckConstraint(condition=Q(openness__in=list(OPENNESS)), name="engagement_openness_is_known"),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=False, recorded_by__isnull=False)
                | (~Q(state=DELIVERED) & Q(recorded_at__isnull=True, recorded_by__isnull=True)),
                name="engagement_record_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=CANCELLED) | Q(cancelled_at__isnull=False),
                name="engagement_cancelled_has_its_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "on"], name="engagement_by_day")]
