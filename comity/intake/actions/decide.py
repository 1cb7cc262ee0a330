"""What the office decides: taken, advised, referred with consent, counted only, not ours, or taken up again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.intake import promises
from comity.intake.access import is_person, may_triage, open_request
from comity.intake.answers import TEXT_LENGTH, check_people, check_slug, check_text
from comity.intake.lifecycle import LIFECYCLE
from comity.intake.models import Advice, Referral, Request
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

OUTCOMES = ("called-back", "not", "unknown")
LONGEST_ADVICE = 24 * 60


def look(viewer: Viewer, reference: str, *, now: datetime) -> Request:
    """A colleague opens a request; the first look marks it as read, and the person can see that."""
    request = open_request(viewer, reference, now=now)
    if request.stage == Request.Stage.RECEIVED and may_triage(viewer, request):
        try:
            with transaction.atomic():
                request.read_at, request.read_by_id = now, viewer.account_id
                LIFECYCLE.move(request, "read", viewer=viewer, now=now)
                happened("request-read", request, viewer=viewer, now=now)
        except Refused:  # a colleague opened it at the same moment
            return open_request(viewer, reference, now=now)
    return request


@transaction.atomic
def accept(request: Request, *, viewer: Viewer, now: datetime) -> None:
    """A colleague says "I take this": the acceptance clock stops."""
    if request.accepted_at is not None:
        raise Refused(_("A colleague has already taken this."))
    request.accepted_at, request.accepted_by_id = now, viewer.account_id
    if request.read_at is None:
        request.read_at, request.read_by_id = now, viewer.account_id
    LIFECYCLE.move(request, "accept", viewer=viewer, now=now)
    happened("request-accepted", request, viewer=viewer, now=now, account=viewer.account_id)


def own_account(viewer: Viewer) -> int:
    """The colleague who acts. A job or a person with a receipt decides nothing."""
    if viewer.account_id is None:
        raise Refused(_("Only a colleague of the office can do this."))
    return viewer.account_id


def decided(request: Request, *, viewer: Viewer, now: datetime) -> None:
    """Note who decided and when; a decision is an acceptance too."""
    request.decided_at, request.decided_by_id = now, viewer.account_id
    if request.accepted_at is None:
        request.accepted_at, request.accepted_by_id = now, viewer.account_id
    if request.read_at is None:
        request.read_at, request.read_by_id = now, viewer.account_id


@transaction.atomic
def advise(
    request: Request,
    *,
    topic: str,
    topic_kind: str,
    recipient_kind: str,
    minutes: int,
    materials: str = "",
    next_step: str = "",
    people_reached: int | None = None,
    viewer: Viewer,
    now: datetime,
) -> Advice:
    """The office advises at once: recorded and counted as a consultation, without a case."""
    for question, text in (("topic", topic), ("materials", materials), ("next_step", next_step)):
        check_text(question, text, length=TEXT_LENGTH)
    check_slug("topic_kind", topic_kind)
    check_slug("recipient_kind", recipient_kind)
    check_people(people_reached)
    if type(minutes) is not int or not 0 < minutes <= LONGEST_ADVICE:
        raise Refused(_("Please write down how many minutes it took."))
    decided(request, viewer=viewer, now=now)
    request.people_reached = people_reached or request.people_reached
    request.first_contact_at = request.first_contact_at or now
    LIFECYCLE.move(request, "advise", viewer=viewer, now=now, topic=topic.strip())
    advice = Advice.objects.create(
        matter=request.matter,
        on=timezone.localtime(now).date(),
        by_id=own_account(viewer),
        topic_kind=topic_kind,
        recipient_kind=recipient_kind,
        minutes=minutes,
        topic=topic,
        materials=materials,
        next_step=next_step,
    )
    happened("request-advised", request, viewer=viewer, now=now, advice=advice.pk, minutes=minutes)
    return advice


@transaction.atomic
def refer(
    request: Request,
    *,
    to_body: str,
    kind: str,
    consent: bool,
    packet: Mapping[str, Any],
    viewer: Viewer,
    now: datetime,
) -> Referral:
    """Somebody else is asked to help, with the person's consent to exactly what is shared; we ask after 14 days."""
    check_text("to_body", to_body, length=TEXT_LENGTH)
    check_slug("kind", kind)
    if not consent:
        raise Refused(_("Nothing is passed on without the person's consent. Please ask them first."))
    decided(request, viewer=viewer, now=now)
    LIFECYCLE.move(request, "refer", viewer=viewer, now=now, to=to_body.strip(), consent=consent)
    referral = Referral.objects.create(
        matter=request.matter,
        kind=kind,
        consent_at=now,
        referred_at=now,
        referred_by_id=own_account(viewer),
        check_on=promises.check_referral_on(now),
        to_body=to_body,
        packet=dict(packet),
    )
    happened("request-referred", request, viewer=viewer, now=now, referral=referral.pk, to_kind=kind)
    return referral


@transaction.atomic
def answer_referral_check(referral: Referral, *, outcome: str, viewer: Viewer, now: datetime) -> None:
    """Did they call you back? The person says it, or a colleague who asked them."""
    if outcome not in OUTCOMES:
        raise Refused(_("Please choose one of the answers on the page."))
    if not (may_triage(viewer, referral) or is_person(viewer, referral)):
        raise Refused(_("You do not have the part in this matter that this step needs."))
    referral.outcome, referral.outcome_at = outcome, now
    referral.save(update_fields=["outcome", "outcome_at"])
    happened("referral-answered", referral, viewer=viewer, now=now, outcome=outcome)


@transaction.atomic
def count_only(request: Request, *, viewer: Viewer, now: datetime) -> None:
    """It is counted, so that the pattern is seen; nothing else happens."""
    decided(request, viewer=viewer, now=now)
    LIFECYCLE.move(request, "count_only", viewer=viewer, now=now)
    happened("request-counted", request, viewer=viewer, now=now)


@transaction.atomic
def not_ours(request: Request, *, because: str, viewer: Viewer, now: datetime) -> None:
    """The law does not let us help with this; the reason is kept."""
    check_text("because", because, length=TEXT_LENGTH)
    decided(request, viewer=viewer, now=now)
    request.decision_note = because
    LIFECYCLE.move(request, "not_ours", viewer=viewer, now=now, because=because.strip())
    happened("request-not-ours", request, viewer=viewer, now=now)


@transaction.atomic
def reopen(request: Request, *, because: str, viewer: Viewer, now: datetime) -> None:
    """A decision was wrong, or something new came in: it goes back to be decided again, with the reason."""
    check_text("because", because, length=TEXT_LENGTH)
    request.decision_note = because
    request.decided_at = request.decided_by_id = None
    LIFECYCLE.move(request, "reopen", viewer=viewer, now=now, because=because.strip())
    happened("request-reopened", request, viewer=viewer, now=now)
