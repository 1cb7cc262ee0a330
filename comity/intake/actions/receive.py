"""Something reaches us: routed by place, screened by law, written down as one matter, all or nothing."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from comity.agency.screening import Screening, screen
from comity.intake import promises, receipts
from comity.intake.answers import Answers, checked, language_slug, likely_setting
from comity.intake.models import Request
from comity.intake.routing import Route, route
from comity.trust.happenings import happened
from comity.trust.models import Matter
from comity.trust.viewer import Viewer

PERSON_PART = "person"


def receive(
    answers: Answers,
    *,
    kind: str,
    channel: str,
    language: str,
    viewer: Viewer,
    now: datetime,
    receipt: receipts.Fresh | None = None,
    way: Route | None = None,
    grants: Sequence[tuple[str, str, str]] = (),
    grade: str = "",
    source: str = "",
    received_at: datetime | None = None,
) -> Request:
    """A worry becomes a matter: the right office's desk may see it, and the person's receipt opens it."""
    answers = checked(answers)
    language = language_slug(language)
    received_at = received_at or now
    way = way or route(answers, on=now.date())
    setting = likely_setting(kind, answers)
    screening = screened(answers, setting=setting, on=received_at, language=language)
    with transaction.atomic():
        # What we noticed ourselves nobody entrusted to us: there is nobody to ask.
        near = kind == "alert" or bool(answers.consents.get("specialist"))
        given = [*way.grants(now.date(), specialist=near), *grants]
        if receipt is not None:
            given.append((receipt.principal, PERSON_PART, "receipt"))
        matter = Matter.open_new(
            now=now, viewer=viewer, grants=given, retention="report" if kind == "report" else "matter"
        )
        request = Request.objects.create(
            matter=matter,
            kind=kind,
            channel=channel,
            language=language,
            received_at=received_at,
            grade=grade,
            source=source,
            setting=setting,
            logged_by_id=viewer.account_id,
            first_contact_at=received_at if channel in ("phone", "walk-in") else None,
            **told(answers),
            **placed(answers, way, now=now),
            **judged(screening),
        )
        if receipt is not None:
            receipts.store(receipt, matter, now=now)
        happened(
            "request-received",
            request,
            viewer=viewer,
            now=now,
            kind=kind,
            channel=channel,
            office=way.office,
            screening=screening.result,
        )
    return request


def screened(answers: Answers, *, setting: str, on: datetime, language: str) -> Screening:
    """Is it ours, by the rules in force on the day it happened?"""
    return screen(
        setting=setting,
        bases=answers.bases,
        perceived=answers.perceived,
        on=answers.incident_on or on.date(),
        one_family=answers.one_family,
        legal_claim=answers.legal_claim,
        violence=answers.violence,
        language=language,
    )


def told(answers: Answers) -> dict[str, Any]:
    """The columns that hold what the person said."""
    contact = {name: value for name, value in asdict(answers.contact).items() if value}
    organisation = {name: value for name, value in asdict(answers.organisation).items() if value}
    return {
        "asked_as": answers.asked_as or "me",
        "wants": list(answers.wants),
        "when_slug": answers.when,
        "urgent": answers.is_urgent,
        "bases": list(answers.bases),
        "perceived": answers.perceived,
        "one_family": answers.one_family,
        "legal_claim": answers.legal_claim,
        "violence": answers.violence,
        "incident_on": answers.incident_on,
        "program": answers.program,
        "under_18": answers.under_18,
        "organisation_kind": answers.organisation.kind,
        "people_reached": answers.people_reached,
        "consents": {name: given for name, given in answers.consents.items() if given},
        "narrative": answers.narrative,
        "place": answers.place or answers.zip,
        "name": answers.name,
        "pronouns": answers.pronouns,
        "contact": contact,
        "organisation": organisation,
    }


def placed(answers: Answers, way: Route, *, now: datetime) -> dict[str, Any]:
    """The columns that say where it goes and by when somebody looks at it."""
    urgent = answers.is_urgent
    return {
        "state": way.state,
        "county": way.county[:80],
        "region": way.region,
        "office": way.office,
        "field_office": way.field_office,
        "border": way.border,
        "neighbours": list(way.neighbours),
        "approximate": way.approximate,
        "place_known": way.known,
        "latitude": way.latitude,
        "longitude": way.longitude,
        "promised_on": promises.read_by(now, urgent=urgent, timezone=way.timezone),
        "accept_by": promises.accept_by(now, urgent=urgent, timezone=way.timezone),
    }


def judged(screening: Screening) -> dict[str, Any]:
    """The columns that keep the answer to "is it ours?" with the version of the rules that gave it."""
    return {
        "screening_result": screening.result,
        "screening_version": str(screening.version)[:64],
        "screening_rules": [{"rule": reason.rule, "law": reason.law} for reason in screening.reasons],
    }
