"""Requests and reports that turned out to belong to a case we already hold."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.cases.models.case import OfCase


class LinkedRequest(OfCase):
    """Another worry about the same thing: the case knows its reference, never who sent it."""

    CLASSES: ClassVar = {"open": "linked_at", "guarded": "case request_reference by"}

    request_reference = models.CharField(max_length=40)
    linked_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "request_reference"], name="linked_request_once"),
        ]
