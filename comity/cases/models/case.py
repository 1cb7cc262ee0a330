"""The case itself: one on a matter, with the facts that lists are sorted by and the year's report counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from comity.cases.words import CATEGORIES, CLOSED, OPEN, STAGES
from comity.trust.models import OfMatter


class Case(OfMatter):
    """A worry we took on: it has a lead, an office, and a stage that moves from the first call to the follow-up."""

    CLASSES: ClassVar = {
        "open": "category setting bases region office assisting_office state languages stage opened_at asked_at"
        " closed_at first_contact_at last_entry_at next_on tension tension_at_start minors urgent screening_version"
        " screening_rules programs outcome_kinds party_count seated_count entry_count",
        "guarded": "title county lead",
    }

    title = models.CharField(max_length=200)
    category = models.SlugField()
    setting = models.SlugField(blank=True)
    bases = models.JSONField(default=list, blank=True)
    region = models.SlugField()
    office = models.SlugField()
    assisting_office = models.SlugField(blank=True)
    state = models.CharField(max_length=2, blank=True)
    county = models.CharField(max_length=100, blank=True)
    languages = models.JSONField(default=list, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stage = models.SlugField(default=OPEN)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    last_entry_at = models.DateTimeField()
    next_on = models.DateField(null=True, blank=True)
    tension = models.PositiveSmallIntegerField(null=True, blank=True)
    tension_at_start = models.PositiveSmallIntegerField(null=True, blank=True)
    minors = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    screening_version = models.CharField(max_length=60, blank=True)
    screening_rules = models.JSONField(default=list, blank=True)
    programs = models.JSONField(default=list, blank=True)
    outcome_kinds = models.JSONField(default=list, blank=True)
    # Three counts for the list, kept by the actions: a list must not open a case to say how many sit at its table.
    party_count = models.PositiveIntegerField(default=0)
    seated_count = models.PositiveIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter"], name="case_one_on_a_matter"),
            models.CheckConstraint(condition=Q(stage__in=list(STAGES)), name="case_stage_is_known"),
            models.CheckConstraint(condition=Q(category__in=list(CATEGORIES)), name="case_category_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="case_has_a_title"),
            models.CheckConstraint(
                condition=~Q(stage=CLOSED) | Q(closed_at__isnull=False),
                name="case_closed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=Q(asked_at__lte=F("opened_at")), name="case_opens_after_it_was_asked_for"),
            models.CheckConstraint(
                condition=Q(first_contact_at__isnull=True) | Q(first_contact_at__gte=F("asked_at")),
                name="case_contact_comes_after_asking",
            ),
            models.CheckConstraint(
                condition=Q(tension__isnull=True) | Q(tension__lte=10), name="case_tension_is_0_to_10"
            ),
            models.CheckConstraint(condition=Q(seated_count__lte=F("party_count")), name="case_seats_are_parties"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-last_entry_at"], name="case_by_last_entry"),
            models.Index(fields=["lead", "stage", "last_entry_at"], name="case_by_lead"),
            models.Index(fields=["stage", "last_entry_at"], name="case_by_stage"),
            models.Index(fields=["region", "last_entry_at"], name="case_by_region"),
            models.Index(fields=["office", "last_entry_at"], name="case_by_office"),
            models.Index(fields=["opened_at"], name="case_by_opening"),
            models.Index(fields=["-tension"], name="case_by_tension"),
            models.Index(fields=["next_on"], name="case_by_next"),
        ]

    @property
    def reference(self) -> str:
        """The one identifier, from the first worry to the commitment kept."""
        return self.matter.reference

    @property
    def is_closed(self) -> bool:
        return self.stage == CLOSED


class OfCase(OfMatter):
    """A row under a case; it hangs on the case's matter and names the case for lists."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
