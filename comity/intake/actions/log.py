"""Staff write down what reached them by phone, at the door, by letter or e-mail, and what they noticed themselves."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comity.intake import drafts, receipts
from comity.intake.access import may_log
from comity.intake.actions.receive import receive
from comity.intake.answers import GRADES, TEXT_LENGTH, Answers, check_text
from comity.intake.models import Request
from comity.intake.routing import Route, route, timezone_of
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

CONTACT_CHANNELS = ("phone", "walk-in", "letter", "email")
# Whoever wrote a call down may still finish it when it belongs to another office.
FINISH_WITHIN = timedelta(hours=12)
# The form that was sent, and how long its page may be loaded again to read the digits out.
LOGGED = "logged"
RECEIPT_READ_ALOUD = timedelta(minutes=30)


@dataclass(frozen=True)
class Logged:
    """What was written down, and the receipt to read out to the caller (empty if none was wanted)."""

    request: Request
    digits: str = ""


def own_office(viewer: Viewer) -> str:
    """Where this colleague works: the first of their offices, for a call whose place nobody knows."""
    return min(viewer.offices_as("intake", "specialist", "director", "headquarters"), default="")


def way_for(answers: Answers, *, viewer: Viewer, now: datetime) -> Route:
    """By place; a call without a known place stays at the office that took it."""
    way = route(answers, on=now.date())
    if way.known or not (office := own_office(viewer)):
        return way
    return replace(way, office=office, timezone=timezone_of(office, now.date()))


def written_down(request: Request, *, viewer: Viewer, now: datetime) -> Request:
    """Whoever wrote it down keeps it long enough to finish, even when it belongs to another desk."""
    if not doors.standing(viewer, request.matter):
        doors.grant(
            request.matter,
            to=viewer.principal,
            as_="intake",
            because="logged",
            viewer=viewer,
            now=now,
            until=now + FINISH_WITHIN,
        )
    return request


@transaction.atomic
def log_contact(
    answers: Answers,
    *,
    channel: str,
    viewer: Viewer,
    now: datetime,
    kind: str = "ask",
    language: str = "en",
    give_receipt: bool = False,
    received_at: datetime | None = None,
    once: str = "",
) -> Logged:
    """A call, a visit, a letter or an e-mail stands in the same queue as what comes by the web.

    ``once`` is the token of the form it was written on: the same form sent twice makes one matter.
    """
    if not may_log(viewer):
        raise Refused(_("Only colleagues of an office may write down a contact."))
    if channel not in CONTACT_CHANNELS or kind not in ("ask", "report"):
        raise Refused(_("Please choose how they reached us, and whether they ask or report."))
    if not answers.narrative.strip() and not answers.wants:
        raise Refused(_("Please write down in a few words what they said or what they want."))
    if received_at is not None and received_at > now:
        raise Refused(_("The day lies in the future. Please look at it again."))
    receipt = receipts.fresh() if give_receipt else None
    request = receive(
        answers,
        kind=kind,
        channel=channel,
        language=language,
        viewer=viewer,
        now=now,
        receipt=receipt,
        way=way_for(answers, viewer=viewer, now=now),
        received_at=received_at,
    )
    logged = Logged(written_down(request, viewer=viewer, now=now), receipt.digits if receipt else "")
    if once:
        said = {"reference": logged.request.matter.reference, "digits": logged.digits}
        drafts.keep_once(once, LOGGED, answers=said, now=now, lives=RECEIPT_READ_ALOUD)
    return logged


def logged_before(once: str, *, viewer: Viewer, now: datetime) -> Logged | None:
    """What this form has already brought about, if it was sent within the last half hour."""
    try:
        found = drafts.read(once, now=now)
    except drafts.DraftGone:
        return None
    if found.flow != LOGGED:
        return None
    request = (
        Request.objects.visible_to(viewer).select_related("matter").get(matter__reference=found.answers["reference"])
    )
    return Logged(request, str(found.answers["digits"]))


@transaction.atomic
def raise_alert(
    answers: Answers, *, grade: str, source: str, viewer: Viewer, now: datetime, language: str = "en"
) -> Request:
    """A colleague saw trouble coming, in the news or from a partner: it stands in the queue on our own initiative."""
    if not may_log(viewer):
        raise Refused(_("Only colleagues of an office may raise an alert."))
    if grade not in GRADES:
        raise Refused(_("Please say how sure this is: experienced, evidenced or potential."))
    check_text("source", source, length=TEXT_LENGTH)
    if not source.strip() or not answers.narrative.strip():
        raise Refused(_("Please write down what happened and where you heard it."))
    request = receive(
        answers,
        kind="alert",
        channel="own",
        language=language,
        viewer=viewer,
        now=now,
        way=way_for(answers, viewer=viewer, now=now),
        grade=grade,
        source=source,
    )
    return written_down(request, viewer=viewer, now=now)
