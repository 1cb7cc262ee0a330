"""The people and organisations of a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.cases.models.case import OfCase
from comity.cases.words import NOT_CONTACTED, PARTY_KINDS, PARTY_ROLES, SEATS
from comity.trust.fields import SealedJSON, SealedText


class Party(OfCase):
    """A person or organisation with a place at the table, taken or still free."""

    CLASSES: ClassVar = {
        "open": "kind role language seat last_contact_on added_at is_minor position",
        "guarded": "case",
    }

    name = SealedText()
    organisation = SealedText()
    kind = models.SlugField()
    role = models.SlugField(default="party")
    mandate = SealedText()
    language = models.CharField(max_length=35, blank=True)
    contact = SealedJSON()
    seat = models.SlugField(default=NOT_CONTACTED)
    # The chair around the table: the ring keeps its order when somebody is added.
    position = models.PositiveSmallIntegerField()
    last_contact_on = models.DateField(null=True, blank=True)
    is_minor = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="party_one_on_a_seat"),
            models.CheckConstraint(condition=Q(seat__in=list(SEATS)), name="party_seat_is_known"),
            models.CheckConstraint(condition=Q(kind__in=list(PARTY_KINDS)), name="party_kind_is_known"),
            models.CheckConstraint(condition=Q(role__in=list(PARTY_ROLES)), name="party_role_is_known"),
        ]
