"""The little that the public and participant doors may call. Nothing of the database leaves here but plain values."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from comity.intake import drafts, receipts
from comity.intake.actions import person
from comity.intake.actions.decide import answer_referral_check
from comity.intake.actions.receive import receive
from comity.intake.answers import CONSENTS, Answers, Contact, NotAccepted, Organisation, checked, consents_offered
from comity.intake.digits import in_groups
from comity.intake.drafts import Drafted, DraftGone
from comity.intake.lifecycle import LIFECYCLE, WAITING, WORKED_ON
from comity.intake.models import Receipt, Referral, Request
from comity.intake.promises import zone
from comity.intake.routing import timezone_of
from comity.notices import actions as notices
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import Viewer

__all__ = [
    "CONSENTS",
    "RECEIPT_SHOWN",
    "SENT",
    "VISIT_LASTS",
    "AlreadySent",
    "Answers",
    "Contact",
    "DraftGone",
    "Drafted",
    "NotAccepted",
    "Opened",
    "Organisation",
    "Said",
    "Status",
    "answer_referral",
    "begin_visit",
    "change_consents",
    "change_contact",
    "check",
    "discard",
    "draft",
    "end_companion",
    "file_request",
    "form_key",
    "in_groups",
    "invite_companion",
    "kept_receipt",
    "messages",
    "open_by_receipt",
    "reopen_receipt",
    "save_draft",
    "start_draft",
    "status",
    "visit",
    "withdraw",
    "write_message",
]

FLOWS = {"ask": "ask", "report": "report"}
# The new receipt can be looked at and printed for this long; an open matter stays open this long after the last page.
RECEIPT_SHOWN = timedelta(minutes=30)
VISIT_LASTS = timedelta(minutes=30)
SENT, VISIT = "sent", "follow"


class AlreadySent(Refused):
    """The same answers were sent a moment ago, from another tab or by a second click; the receipt is there."""


# --- answers on their way -----------------------------------------------------------------------------------------


def start_draft(flow: str, now: datetime, *, answers: Mapping[str, Any] | None = None) -> str:
    """Begin; the token goes into the person's cookie and nowhere else."""
    if flow not in FLOWS:
        raise ValueError(f"no flow is called {flow!r}")
    return drafts.start(flow, now=now, answers=answers)


def draft(token: str, *, now: datetime) -> Drafted:
    """What was answered so far. Raises DraftGone with a clear sentence when the day is over."""
    return drafts.read(token, now=now)


def form_key(token: str) -> str:
    """What every form of a flow carries beside the cookie."""
    return drafts.form_key(token)


def kept_receipt(token: str, *, now: datetime) -> tuple[str, str]:
    """The digits just given out, and the flow; raises DraftGone when they are no longer shown."""
    found = drafts.read(token, now=now)
    if found.flow != SENT:
        raise drafts.gone()
    return str(found.answers["digits"]), str(found.answers["flow"])


def begin_visit(opened: "Opened", *, now: datetime) -> str:
    """Somebody came in with their receipt: the cookie's token stands for it for half an hour."""
    return drafts.start(VISIT, now=now, answers={"receipt": str(opened.receipt_id)}, lives=VISIT_LASTS)


def visit(token: str, *, now: datetime, language: str) -> "Opened":
    """The same person a page later; each page prolongs the visit. Raises DraftGone or Http404 when it is over."""
    found = drafts.read(token, now=now)
    if found.flow != VISIT:
        raise drafts.gone()
    drafts.prolong(token, now=now, lives=VISIT_LASTS)
    return reopen_receipt(str(found.answers["receipt"]), language=language)


def save_draft(token: str, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Keep these answers, sealed, for another day."""
    drafts.save(token, answers, now=now)


def discard(token: str) -> None:
    """Leave no trace of what was typed."""
    drafts.discard(token)


def check(answers: Answers) -> Answers:
    """Could these be kept as they are? Raises NotAccepted, naming the question."""
    return checked(answers)


# --- sending --------------------------------------------------------------------------------------------------------


def file_request(
    answers: Answers, *, flow: str, language: str, now: datetime, token: str = "", address: str = ""
) -> str:
    """It reaches us, all or nothing: the sixteen digits come back only when the matter is safely stored.

    With the draft's token, the draft turns into the receipt in the same transaction: sending twice cannot make two
    matters, and `kept_receipt` shows the digits again for half an hour. Raises AlreadySent or DraftGone.
    """
    receipt = receipts.fresh()
    with transaction.atomic(durable=True):  # a receipt may be shown only after the commit
        kept = {"digits": receipt.digits, "flow": flow}
        if token and not drafts.become(token, SENT, was=flow, answers=kept, now=now, lives=RECEIPT_SHOWN):
            if drafts.read(token, now=now).flow == SENT:
                raise AlreadySent(_("This has been sent already. Here is your receipt."))
            raise drafts.gone()
        if address:
            receipts.slow_a_flood(address, now=now)
        receive(
            answers,
            kind=FLOWS[flow],
            channel="web",
            language=language,
            viewer=receipt.viewer(language),
            now=now,
            receipt=receipt,
        )
    return receipt.digits


# --- coming back with the receipt -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """The door is open: who looks, at what, and as whom."""

    viewer: Viewer
    receipt_id: uuid.UUID
    reference: str
    role: str  # person or companion


def open_by_receipt(digits: str, *, address: str, now: datetime, language: str = "en") -> Opened:
    """Whoever holds the digits comes in. Slips are named at once; wrong receipts are slowed by address."""
    viewer, receipt = receipts.look_up(digits, address=address, now=now, language=language)
    return Opened(viewer, receipt.pk, receipt.matter.reference, receipt.held_by)


def reopen_receipt(receipt_id: uuid.UUID | str, *, language: str = "en") -> Opened:
    """The same person a page later: the cookie holds the receipt's id, never the digits. Raises Http404 when ended."""
    try:
        held = uuid.UUID(str(receipt_id))
    except ValueError:
        raise Http404 from None
    viewer = receipts.viewer_of(held, language=language)
    receipt = Receipt.objects.visible_to(viewer).filter(pk=held, ended_at=None).first()
    if receipt is None:
        raise Http404
    return Opened(viewer, receipt.pk, receipt.matter.reference, receipt.held_by)


def _own(viewer: Viewer, *, now: datetime, because: str = "receipt") -> tuple[Matter, Request]:
    """The one matter behind a receipt, readable."""
    found = Matter.objects.visible_to(viewer).first()
    if found is None:
        raise Http404
    matter = doors.open_matter(viewer, found.reference, because=because, now=now)
    rows = doors.under(matter, Request.objects.visible_to(viewer).filter(matter=matter))
    if not rows:
        raise Http404
    return matter, rows[0]


def day_in_words(day: date, language: str) -> str:
    """Tue, Nov 24 - in the reader's language."""
    try:
        return format_skeleton("MMMEd", day, locale=Locale.parse(translation.to_locale(language)))
    except (UnknownLocaleError, ValueError):
        return format_skeleton("MMMEd", day, locale="en")


@dataclass(frozen=True)
class Step:
    """One line of "what happens next": done, now, or still to come."""

    slug: str
    text: str
    state: str  # done, now, next, missed
    on: date | None = None


@dataclass(frozen=True)
class Status:
    """How it stands, in plain words."""

    reference: str
    role: str
    flow: str
    language: str
    stage: str
    headline: str
    received_on: date
    promised_on: date
    promise: str
    promise_missed: bool
    steps: tuple[Step, ...]
    office: str
    urgent: bool
    waiting_messages: int
    consents: Mapping[str, bool]
    contact: Mapping[str, Any]
    ask_called_back: bool
    has_companion: bool
    may_change: bool
    withdrawn: bool


def status(viewer: Viewer, *, now: datetime, language: str = "") -> Status:
    """What a person sees with their receipt: where it stands, what we promised by when, and whether we kept it."""
    language = language or viewer.language
    matter, request = _own(viewer, now=now)
    role = "person" if "person" in doors.standing(viewer, matter, now) else "companion"
    with translation.override(language):
        waiting = sum(1 for m in notices.messages(matter, viewer=viewer) if m.direction == "out" and not m.read_at)
        promise, missed = _promise(request, now=now, language=language)
        return Status(
            reference=matter.reference,
            role=role,
            flow=request.kind,
            language=request.language,
            stage=request.stage,
            headline=_headline(request),
            received_on=_day(request, request.received_at),
            promised_on=request.promised_on,
            promise=promise,
            promise_missed=missed,
            steps=_steps(request, promise=promise, missed=missed, language=language),
            office=request.office,
            urgent=request.urgent,
            waiting_messages=waiting,
            consents={
                name: bool(request.consents.get(name))
                for name in dict.fromkeys((*consents_offered(), *request.consents))
            },
            contact=dict(request.contact) if role == "person" else {},
            ask_called_back=_referral_to_answer(viewer, matter) is not None,
            has_companion=Receipt.objects.visible_to(viewer)
            .filter(matter=matter, held_by="companion", ended_at=None)
            .exists(),
            may_change=role == "person" and request.stage != Request.Stage.WITHDRAWN,
            withdrawn=request.stage == Request.Stage.WITHDRAWN,
        )


def _day(request: Request, moment: datetime) -> date:
    """The day on which something happened, by the office's own clock."""
    return moment.astimezone(zone(timezone_of(request.office, request.received_at.date()))).date()


def _headline(request: Request) -> str:
    """Where it stands, in one sentence."""
    if request.stage in WORKED_ON and request.work_ended_on:
        return _("Our work on what you sent has come to its end for now.")
    return str(LIFECYCLE.public_label(request.stage))


def _promise(request: Request, *, now: datetime, language: str) -> tuple[str, bool]:
    """The dated promise in words, and whether we missed it; said before the person has to ask."""
    day = day_in_words(request.promised_on, language)
    if request.read_at is not None:
        read = day_in_words(_day(request, request.read_at), language)
        return _("A specialist read this on %(day)s.") % {"day": read}, False
    if request.stage not in WAITING:
        return "", False
    if _day(request, now) > request.promised_on:
        late = _("We promised to read this by %(day)s, and we have not. We are sorry.")
        if request.escalated_at:
            late = _(
                "We promised to read this by %(day)s, and we have not. We are sorry. The director of the office knows."
            )
        return late % {"day": day}, True
    return _("A specialist reads this by %(day)s.") % {"day": day}, False


def _steps(request: Request, *, promise: str, missed: bool, language: str) -> tuple[Step, ...]:
    """What happened, what happens now, what comes next."""
    on = _day(request, request.received_at)
    steps = [Step("received", _("We received this on %(day)s.") % {"day": day_in_words(on, language)}, "done", on)]
    if promise:
        state = "done" if request.read_at else "missed" if missed else "now"
        steps.append(Step("read", promise, state, request.promised_on))
    if request.stage in WAITING:
        state = "now" if request.read_at else "next"
        steps.append(Step("decided", _("Then we tell you here what we can do, and what we cannot."), state))
    else:
        end = _day(request, request.decided_at) if request.decided_at else None
        decided = str(LIFECYCLE.public_label(request.stage))
        if end and request.stage in WORKED_ON:
            decided = _("We began to work on this on %(day)s.") % {"day": day_in_words(end, language)}
        steps.append(Step("decided", decided, "done", end))
    if request.stage in WORKED_ON and (ended := request.work_ended_on):
        said = _("Our work on this ended on %(day)s. You can still write to us here.")
        steps.append(Step("ended", said % {"day": day_in_words(ended, language)}, "done", ended))
    return tuple(steps)


@dataclass(frozen=True)
class Said:
    """One message, ready to be shown."""

    body: str
    at: datetime
    from_us: bool
    by_role: str
    language: str
    is_new: bool


def messages(viewer: Viewer, *, now: datetime) -> tuple[Said, ...]:
    """Everything written back and forth, oldest first; showing our messages marks them as read."""
    matter, _request = _own(viewer, now=now, because="messages")
    rows = notices.messages(matter, viewer=viewer)
    said = tuple(
        Said(m.body, m.at, m.direction == "out", m.by_role, m.language, m.direction == "out" and m.read_at is None)
        for m in rows
    )
    notices.mark_read(rows, direction="out", now=now)
    return said


def write_message(viewer: Viewer, body: str, *, language: str, now: datetime) -> None:
    """The person or their companion writes to the office."""
    matter, request = _own(viewer, now=now, because="message")
    if request.stage == Request.Stage.WITHDRAWN:
        raise Refused(_("You took this back. Please send a new request if you want to talk to us again."))
    role = "person" if "person" in doors.standing(viewer, matter, now) else "companion"
    notices.write(matter, body=body, by_role=role, language=language, viewer=viewer, now=now)


def change_consents(viewer: Viewer, consents: Mapping[str, bool], *, now: datetime) -> None:
    """Each consent can be given or taken back by itself, at any time."""
    _matter, request = _own(viewer, now=now, because="consents")
    person.change_consents(request, consents, viewer=viewer, now=now)


def change_contact(viewer: Viewer, contact: Contact, *, now: datetime) -> None:
    """Another way or another hour is safer now."""
    _matter, request = _own(viewer, now=now, because="contact")
    person.change_contact(request, contact, viewer=viewer, now=now)


def invite_companion(viewer: Viewer, *, now: datetime) -> str:
    """A second receipt for somebody the person trusts: they read and write along, and decide nothing."""
    _matter, request = _own(viewer, now=now, because="companion")
    return person.invite_companion(request, viewer=viewer, now=now)


def end_companion(viewer: Viewer, *, now: datetime) -> None:
    """The companion's receipt opens nothing any more."""
    _matter, request = _own(viewer, now=now, because="companion")
    person.end_companion(request, viewer=viewer, now=now)


def withdraw(viewer: Viewer, *, now: datetime) -> None:
    """The person takes it back: their words, name and contact are deleted; what stays is that it was counted."""
    _matter, request = _own(viewer, now=now, because="withdrawal")
    person.withdraw(request, viewer=viewer, now=now)


def _referral_to_answer(viewer: Viewer, matter: Matter) -> Referral | None:
    rows = Referral.objects.visible_to(viewer).filter(matter=matter, outcome="").exclude(asked_at=None)
    return rows.order_by("referred_at").first()


def answer_referral(viewer: Viewer, outcome: str, *, now: datetime) -> None:
    """Did they call you back?"""
    matter, _request = _own(viewer, now=now, because="referral")
    referral = _referral_to_answer(viewer, matter)
    if referral is None:
        raise Refused(_("There is no open question here any more. Thank you."))
    answer_referral_check(referral, outcome=outcome, viewer=viewer, now=now)
