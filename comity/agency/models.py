"""Where we are and by what right, with the days each row holds. Seeded from the profile; no case fact stands here."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name=f"{name}_ends_after_it_begins"
    )


class Dated(models.Model):
    """A row that holds from one day (or always) to the day before another (or until further notice)."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Region(Dated):
    """A region and the office that leads it."""

    CLASSES: ClassVar = {"open": "id since until slug office"}

    slug = models.SlugField(max_length=60)
    office = models.SlugField(max_length=60)

    class Meta:
        constraints: ClassVar = [_ends_after_it_begins("region")]


class Office(Dated):
    """An office one can call: headquarters, a regional office or a field office."""

    CLASSES: ClassVar = {
        "open": "id since until slug kind region city state states lat lon phone email address timezone hours languages"
        " source"
    }

    slug = models.SlugField(max_length=60)
    kind = models.SlugField(max_length=20)
    region = models.SlugField(max_length=60, blank=True)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)
    states = models.JSONField(default=list)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    phone = models.CharField(max_length=40)
    email = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    timezone = models.CharField(max_length=60)
    hours = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    source = models.SlugField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [_ends_after_it_begins("office")]


class Territory(Dated):
    """What a region covers: states, counties (FIPS) and ZIPs; the narrowest wins."""

    CLASSES: ClassVar = {"open": "id since until region states counties zips source"}

    region = models.SlugField(max_length=60)
    states = models.JSONField(default=list)
    counties = models.JSONField(default=list)
    zips = models.JSONField(default=list)
    source = models.SlugField(max_length=20)

    class Meta:
        constraints: ClassVar = [_ends_after_it_begins("territory")]


class Law(Dated):
    """A law we work under; ``since`` is the day it came into force."""

    CLASSES: ClassVar = {"open": "id since until slug cite"}

    slug = models.SlugField(max_length=60)
    cite = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [_ends_after_it_begins("law")]


class Basis(Dated):
    """A protected characteristic and the laws that protect it."""

    CLASSES: ClassVar = {"open": "id since until slug laws"}

    slug = models.SlugField(max_length=60)
    laws = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [_ends_after_it_begins("basis")]


class RuleSet(models.Model):
    """One version of the screening rules, whole; a matter keeps the version it was decided with."""

    CLASSES: ClassVar = {"open": "id profile version content since_at until_at"}

    profile = models.SlugField(max_length=60)
    version = models.CharField(max_length=60)
    content = models.JSONField()
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "version"], name="one_rule_set_per_version"),
        ]


class Loaded(models.Model):
    """The profile this installation speaks for: all its files as read, one row."""

    CLASSES: ClassVar = {"open": "id name digest content loaded_at"}

    name = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()
