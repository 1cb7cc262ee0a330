"""One row per text and language: what the agency says, with the state of its review."""

from typing import ClassVar

from django.db import models


class Text(models.Model):
    """One sentence or paragraph in one language; ``source_hash`` is of the text it was translated from."""

    CLASSES: ClassVar = {"open": "id key language body source_hash state changed_at"}

    key = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    body = models.TextField()
    source_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20)  # reviewed | unreviewed | outdated
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "language"], name="one_text_per_language")]
