"""What makes a matter findable: one sealed text for each reader circle; and lists a person keeps by name."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.trust.fields import SealedText
from comity.trust.models import OfMatter

FOR_THE_TEAM = ""


class SearchText(OfMatter):
    """Everything findable in a matter, normalised and sealed under its key; it dies with the key.

    Entries sealed to their author lie in a text of their own, so that nobody else can guess words in them by searching.
    """

    CLASSES: ClassVar = {"guarded": "reader"}

    reader = models.CharField(max_length=60, blank=True, default=FOR_THE_TEAM)
    text = SealedText()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "reader"], name="search_text_one_for_a_reader"),
        ]


class SavedView(models.Model):
    """A list somebody keeps by name. It holds filters only: free words could be a name, and this row is not sealed."""

    CLASSES: ClassVar = {"open": "id account name line position"}

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    line = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="saved_view_name_once"),
        ]
