"""How a worry reaches us: requests, reports and alerts, and what is answered to them.

Open columns are counted facts (slugs, days, numbers; no person). What people wrote, who they are and how to reach them
is sealed under the matter's key.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from comity.trust.fields import SealedJSON, SealedText
from comity.trust.models import OfMatter


class Request(OfMatter):
    """Somebody asks for help, reports an incident, or we noticed ourselves: one row, one queue."""

    class Stage(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        CASE = "case"
        LINKED = "linked"
        ADVISED = "advised"
        REFERRED = "referred"
        COUNTED = "counted"
        NOT_OURS = "not-ours"
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=8)  # ask, report, alert
    channel = models.CharField(max_length=8)  # web, phone, walk-in, letter, email, own
    language = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    asked_as = models.CharField(max_length=12, default="me")
    wants = models.JSONField(default=list)
    when_slug = models.CharField(max_length=8, blank=True)
    urgent = models.BooleanField(default=False)
    setting = models.CharField(max_length=24)
    bases = models.JSONField(default=list)
    perceived = models.BooleanField(default=False)
    one_family = models.BooleanField(default=False)
    legal_claim = models.BooleanField(default=False)
    violence = models.BooleanField(default=False)
    incident_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=2, blank=True)
    county = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=24, blank=True)
    office = models.CharField(max_length=24)
    field_office = models.CharField(max_length=24, blank=True)
    border = models.BooleanField(default=False)
    neighbours = models.JSONField(default=list)
    approximate = models.BooleanField(default=False)
    place_known = models.BooleanField(default=True)
    # The middle of the ZIP area or county, to a tenth of a degree (about 11 km): enough for "nearby", no address.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    rerouted_because = models.CharField(max_length=24, blank=True)
    grade = models.CharField(max_length=12, blank=True)  # alerts: experienced, evidenced, potential
    program = models.CharField(max_length=48, blank=True)
    under_18 = models.BooleanField(null=True)
    organisation_kind = models.CharField(max_length=32, blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)

    screening_result = models.CharField(max_length=8)
    screening_version = models.CharField(max_length=64)
    screening_rules = models.JSONField(default=list)
    screening_set_at = models.DateTimeField(null=True, blank=True)
    screening_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.RECEIVED)
    promised_on = models.DateField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    first_contact_at = models.DateTimeField(null=True, blank=True)
    accept_by = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    escalated_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    work_ended_on = models.DateField(null=True, blank=True)  # the case that grew out of it is closed
    linked_reference = models.CharField(max_length=24, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consents = models.JSONField(default=dict)  # contact, statistics, specialist, share:<body> -> yes or no

    narrative = SealedText()
    place = SealedText()
    name = SealedText()
    pronouns = SealedText()
    contact = SealedJSON()
    organisation = SealedJSON()
    companion = SealedJSON()
    source = SealedText()  # alerts: where we heard it
    screening_because = SealedText()
    reroute_note = SealedText()
    decision_note = SealedText()

    CLASSES: ClassVar = {
        "open": "kind channel language received_at asked_as wants when_slug urgent setting bases perceived one_family "
        "legal_claim violence incident_on state county region office field_office border neighbours approximate "
        "place_known rerouted_because grade program under_18 organisation_kind people_reached screening_result "
        "screening_version screening_rules screening_set_at stage promised_on read_at first_contact_at accept_by "
        "accepted_at escalated_at decided_at work_ended_on consents",
        "guarded": "latitude longitude screening_set_by read_by accepted_by decided_by linked_reference logged_by",
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter"], name="intake_one_request_a_matter"),
            models.CheckConstraint(condition=models.Q(kind__in=["ask", "report", "alert"]), name="intake_kind_known"),
            models.CheckConstraint(
                condition=models.Q(channel__in=["web", "phone", "walk-in", "letter", "email", "own"]),
                name="intake_channel_known",
            ),
            models.CheckConstraint(
                condition=models.Q(grade__in=["", "experienced", "evidenced", "potential"]), name="intake_grade_known"
            ),
            models.CheckConstraint(
                condition=models.Q(screening_result__in=["in", "out", "person"]), name="intake_screening_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stage", "accept_by"], name="intake_clock"),
            models.Index(fields=["office", "stage", "received_at"], name="intake_queue"),
            models.Index(fields=["state", "county", "received_at"], name="intake_nearby"),
        ]


class Receipt(OfMatter):
    """The sixteen digits that open one matter; only their keyed hash is kept, so nobody can read them back."""

    digits_hash = models.CharField(max_length=64, unique=True)
    held_by = models.CharField(max_length=10, default="person")  # person, companion
    issued_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    CLASSES: ClassVar = {"open": "held_by issued_at last_used_on ended_at", "guarded": "digits_hash"}


class Draft(models.Model):
    """Answers on their way: sealed under a token that only the person's browser holds, gone after a day."""

    id = models.CharField(primary_key=True, max_length=64)  # keyed hash of the token
    flow = models.CharField(max_length=8)
    blob = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    CLASSES: ClassVar = {"open": "id flow blob expires_at"}


class GuessDay(models.Model):
    """One day's random salt; when it is deleted the next day, nobody can tell any more who guessed."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    CLASSES: ClassVar = {"open": "day salt"}


class Guess(models.Model):
    """Wrong receipts, or requests sent, from one address on one day; the address itself is never kept."""

    who = models.CharField(primary_key=True, max_length=64)
    day = models.DateField()
    wrong = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)

    CLASSES: ClassVar = {"open": "who day wrong wait_until"}


class Advice(OfMatter):
    """Advice given without opening a case: counted as a consultation."""

    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    topic_kind = models.CharField(max_length=32)
    recipient_kind = models.CharField(max_length=32)
    minutes = models.PositiveIntegerField()
    topic = SealedText()
    materials = SealedText()
    next_step = SealedText()

    CLASSES: ClassVar = {"open": "on topic_kind recipient_kind minutes", "guarded": "by"}


class Referral(OfMatter):
    """A warm referral: who is asked to help instead, with whose consent, and whether they called back."""

    kind = models.CharField(max_length=32)
    consent_at = models.DateTimeField()
    referred_at = models.DateTimeField()
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    check_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)  # when we asked "did they call you back?"
    outcome = models.CharField(max_length=12, blank=True)  # called-back, not, unknown
    outcome_at = models.DateTimeField(null=True, blank=True)
    to_body = SealedText()
    packet = SealedJSON()

    CLASSES: ClassVar = {
        "open": "kind consent_at referred_at check_on asked_at outcome outcome_at",
        "guarded": "referred_by",
    }

    class Meta:
        indexes: ClassVar = [models.Index(fields=["outcome", "check_on"], name="intake_referral_checks")]
