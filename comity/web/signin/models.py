"""How often somebody tried a wrong password today: a keyed hash and a number, never the address or the e-mail."""

from typing import ClassVar

from django.db import models


class Attempt(models.Model):
    """Wrong passwords for one account, or for one account from one address, on one day."""

    who = models.CharField(primary_key=True, max_length=64)  # keyed hash of what was tried, from where, on which day
    day = models.DateField(db_index=True)
    wrong = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)
    CLASSES: ClassVar = {"open": "who day wrong wait_until"}

    def __str__(self) -> str:
        return f"{self.wrong} on {self.day}"
