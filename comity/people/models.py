"""Who works here: the staff profile, the post held at an office, and who is on duty. None of it is a case fact."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from comity.people.roles import ROLES


class Staff(models.Model):
    """What colleagues need to know of a person who works here."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff")
    initials = models.CharField(max_length=4)
    phone = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list, blank=True)
    qualifications = models.JSONField(default=list, blank=True)
    CLASSES: ClassVar = {"open": "id account languages qualifications", "guarded": "initials phone"}

    def __str__(self) -> str:
        return self.initials


class Post(models.Model):
    """Somebody holds a role at an office, from one day on and until another. One person may hold several."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts")
    role = models.SlugField()
    office = models.SlugField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # the first day on which it is no longer held
    CLASSES: ClassVar = {"open": "id account role office since until"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "role"], name="post_office_role")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="post_role_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["account", "role", "office"], condition=Q(until__isnull=True), name="post_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.office}"


class Duty(models.Model):
    """Somebody answers what comes in to an office, from one day to another, both included."""

    office = models.SlugField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    from_on = models.DateField()
    to_on = models.DateField()
    CLASSES: ClassVar = {"open": "id office account from_on to_on"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "from_on", "to_on"], name="duty_office_days")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="duty_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.from_on}"
