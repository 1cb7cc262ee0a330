"""People in one room or one call: when, how open it is, who was there by role, who interpreted. Knows no case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.trust.fields import SealedText
from comity.trust.models import OfMatter

IN_PERSON, ONLINE, PHONE, HYBRID = "in-person", "online", "phone", "hybrid"
MODES = {
    IN_PERSON: _("In person"),
    ONLINE: _("Online"),
    PHONE: _("By phone"),
    HYBRID: _("In person and online"),
}

PUBLIC, BY_INVITATION, CONFIDENTIAL = "public", "by-invitation", "confidential"
OPENNESS = {
    PUBLIC: _("Open to the public"),
    BY_INVITATION: _("By invitation"),
    CONFIDENTIAL: _("Confidential"),
}

ROLES = {
    "community-member": _("Community members"),
    "faith-leader": _("Faith leaders"),
    "law-enforcement": _("Law enforcement"),
    "official": _("City and government officials"),
    "school-staff": _("School staff"),
    "student": _("Students"),
    "parent": _("Parents"),
    "prosecutor": _("Prosecutors"),
    "first-responder": _("First responders"),
    "nonprofit": _("Leaders of nonprofit groups"),
    "advocate": _("Members of advocacy groups"),
    "organiser": _("Event organizers"),
    "other": _("Others"),
}

SPOKEN, SIGN = "spoken", "sign"
INTERPRETING = {SPOKEN: _("Spoken language"), SIGN: _("Sign language")}


class Meeting(OfMatter):
    """One meeting: who may come is decided before any note is typed, because it decides what the notes are."""

    CLASSES: ClassVar = {"open": "starts_at minutes mode openness"}

    starts_at = models.DateTimeField(null=True, blank=True)  # not known yet: the day stands elsewhere
    minutes = models.PositiveIntegerField(default=0)
    mode = models.SlugField(default=IN_PERSON)
    openness = models.SlugField(default=CONFIDENTIAL)
    place = SealedText()
    agenda = SealedText()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=list(MODES)), name="meeting_mode_is_known"),
            models.CheckConstraint(condition=Q(openness__in=list(OPENNESS)), name="meeting_openness_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="meeting_by_start")]


class Attendance(OfMatter):
    """How many people of one role were there; nobody is named."""

    CLASSES: ClassVar = {"open": "role people", "guarded": "meeting"}

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    role = models.SlugField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "role"], name="attendance_one_count_for_a_role"),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="attendance_role_is_known"),
        ]


class Interpreter(OfMatter):
    """Somebody who interprets at a meeting, asked for by language and confirmed by name."""

    CLASSES: ClassVar = {"open": "language mode is_confirmed", "guarded": "meeting"}

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    mode = models.SlugField(default=SPOKEN)
    is_confirmed = models.BooleanField(default=False)
    name = SealedText()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=list(INTERPRETING)), name="interpreter_mode_is_known"),
        ]
