"""One item of the queue: what was written, is it ours and why, who has it, who asks, what else there is, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from comity.cases.access import cases_of
from comity.cases.caseload import nearby as cases_nearby
from comity.cases.words import PARTY_KINDS
from comity.intake import actions, why
from comity.intake.access import may_triage
from comity.intake.lifecycle import LIFECYCLE, WAITING
from comity.intake.models import Advice, Receipt, Referral, Request
from comity.intake.packet import SAFE_WHENS
from comity.notices.actions import answer, mark_read
from comity.notices.actions import messages as messages_of
from comity.notices.models import Message
from comity.people.actions import who_is_on_duty
from comity.texts.say import say
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.frame import address
from comity.web.staff.intake import clock, words
from comity.web.staff.intake.forms import MessageForm, OutcomeForm
from comity.web.staff.intake.queue import asked_for, beside
from comity.web.staff.names import office_city
from comity.web.surroundings import codes_offered

KM_A_MILE = 1.609


@dataclass(frozen=True)
class Choice:
    """One of the six decisions: the key that makes it, the move it is, its page and its words."""

    key: str
    move: str
    view: str
    label: Any
    icon: str


CHOICES = (
    Choice("1", "open_case", "staff:intake-decision-opening", gettext_lazy("Open a case"), "plus"),
    Choice("2", "link", "staff:intake-decision-link", gettext_lazy("Link to a case"), "link"),
    Choice("3", "advise", "staff:intake-decision-advice", gettext_lazy("Advise"), "speech"),
    Choice("4", "refer", "staff:intake-decision-referral", gettext_lazy("Refer"), "send"),
    Choice("5", "count_only", "staff:intake-decision-count", gettext_lazy("Count only"), "chart"),
    Choice("6", "not_ours", "staff:intake-decision-refusal", gettext_lazy("Not ours"), "x"),
)


def moves_of(request: Request) -> frozenset[str]:
    """What somebody of the office may do with it now; who that is was asked once, not once for each move."""
    return frozenset(
        name for name, move in LIFECYCLE.transitions.items() if request.stage in move.start and move.by is may_triage
    )


def url(name: str, request: Request) -> str:
    return reverse(f"staff:{name}", args=[request.matter.reference])


@require_safe
def page(request: Visit, reference: str) -> HttpResponse:
    """Read it, see why it is here, decide in under a minute."""
    item = actions.look(request.viewer, reference, now=request.now)
    return shown(request, item)


def shown(request: Visit, item: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "staff/intake/item.html", picture(request, item) | more, status=status)


def picture(request: Visit, item: Request) -> dict[str, Any]:
    """Everything the page shows of an opened item, in a fixed number of queries."""
    viewer, now = request.viewer, request.now
    triages = may_triage(viewer, item)
    moves = moves_of(item) if triages else frozenset()
    said = messages_of(item.matter, viewer=viewer)
    if triages:  # a neighbour across a border reads along; the message stays unread for the office
        mark_read(said, direction="in", now=now)
    referrals = doors.under(item.matter, Referral.objects.visible_to(viewer).filter(matter=item.matter))
    advice = doors.under(item.matter, Advice.objects.visible_to(viewer).filter(matter=item.matter))
    people = names_in(item, said)
    has_receipt = (
        Receipt.objects.visible_to(viewer).filter(matter=item.matter, held_by="person", ended_at=None).exists()
    )
    return {
        "nav": "intake",
        "item": item,
        "reference": item.matter.reference,
        "head": heading(item, viewer.language),
        "clocks": [
            one
            for one in (clock.promise(item, now), clock.acceptance(item, now, viewer_account=viewer.account_id))
            if one
        ],
        "choices": [{"choice": one, "url": url(one.view.removeprefix("staff:"), item)} for one in CHOICES]
        if "advise" in moves
        else [],
        "may_accept": "accept" in moves and item.accepted_at is None,
        "may_reopen": "reopen" in moves,
        "may_triage": triages,
        "is_waiting": item.stage in WAITING,
        "told": told(item),
        "screening": screening(item, viewer.language, people),
        "routing": routing(item, viewer, now),
        "who": who(item, viewer.language),
        "consents": consents(item, viewer.language),
        "has_receipt": has_receipt,
        "said": [bubble(item, one, people) for one in said],
        "message_form": message_form(item, request),
        "templates": [
            {"slug": slug, "label": label, "url": f"?template={slug}#message"}
            for slug, (label, _body) in TEMPLATES.items()
        ],
        "nearby": [near(one, viewer.language) for one in actions.nearby(item, viewer=viewer)[:6]],
        "similar": [near(one, viewer.language) for one in actions.similar(item, viewer=viewer)[:6]],
        "cases": known_cases(item, viewer, now),
        "decision": decision(item, people),
        "referrals": [
            {"referral": one, "outcome": words.word(words.OUTCOMES, one.outcome), "kind": party_kind(one.kind)}
            for one in referrals
        ],
        "outcome_form": OutcomeForm(),
        "advice": [
            {
                "advice": one,
                "topic": words.word(words.TOPICS, one.topic_kind),
                "recipient": party_kind(one.recipient_kind),
            }
            for one in advice
        ],
        "case_url": case_url(item, viewer),
        "today": timezone.localtime(now).date(),
        **beside(viewer, asked_for(request), item.matter.reference, now=now),
    }


def party_kind(slug: str) -> str:
    """The kind in words; one that this house does not list is another kind."""
    return str(PARTY_KINDS.get(slug, PARTY_KINDS["other"]))


def names_in(item: Request, said: list[Message]) -> dict[int, str]:
    """What the colleagues named on the page are called; one query."""
    acted = (item.accepted_by_id, item.decided_by_id, item.logged_by_id, item.screening_set_by_id, item.read_by_id)
    keys = {key for key in (*acted, *(one.by_id for one in said)) if key is not None}
    return dict(Account.objects.filter(pk__in=keys).values_list("pk", "name"))


def heading(item: Request, language: str) -> dict[str, Any]:
    """What it is, in the first second."""
    return {
        "kind": words.word(words.KINDS, item.kind),
        "icon": words.KIND_ICONS.get(item.kind, "inbox"),
        "setting": words.named("setting", item.setting, language),
        "bases": [words.named("basis", basis, language) for basis in item.bases],
        "place": words.place_of(item),
        "channel": words.word(words.CHANNELS, item.channel),
        "language": words.spoken(item.language),
        "received": clock.when(item, item.received_at),
        "stage": words.word(words.STAGES, item.stage),
        "grade": words.GRADES.get(item.grade),
        "program": words.named("program", item.program, language) if item.program else "",
    }


def told(item: Request) -> dict[str, Any]:
    """The original words, and what was ticked beside them."""
    return {
        "html_lang": words.html_lang(item.language),
        "wants": words.words(words.WANTS, item.wants),
        "when": words.word(words.WHENS, item.when_slug) if item.when_slug else "",
        "incident_on": date_format(item.incident_on, "DATE_FORMAT") if item.incident_on else "",
        "flags": [
            sentence
            for is_so, sentence in (
                (item.violence, _("Somebody was hurt or threatened, or property was damaged.")),
                (item.perceived, _("They were taken for something they are not.")),
                (item.one_family, _("It concerns one person or one family only.")),
                (item.legal_claim, _("They want a court or an agency to decide who is right.")),
            )
            if is_so
        ],
    }


def screening(item: Request, language: str, people: dict[int, str]) -> dict[str, Any]:
    """Is it ours, with every reason, the version of the rules, and who decided what they left open."""
    label, css, icon = words.RESULTS[item.screening_result]
    return {
        "result": item.screening_result,
        "label": label,
        "css": css,
        "icon": icon,
        "reasons": why.screening_reasons(item, language),
        "version": item.screening_version,
        "set_by": people.get(item.screening_set_by_id or 0, ""),
        "set_at": clock.when(item, item.screening_set_at) if item.screening_set_at else "",
        "because": item.screening_because,
        "is_open": item.screening_result == "person",
    }


def routing(item: Request, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Which office has it, why, who answers there today, and what must still be asked."""
    duty = who_is_on_duty(item.office, timezone.localtime(now).date())
    return {
        "office": office_city(item.office, viewer.language),
        "reasons": why.routing_reasons(item, viewer.language),
        "because": words.word(words.REROUTE, item.rerouted_because) if item.rerouted_because else "",
        "note": item.reroute_note,
        "duty": duty.name if duty else "",
        "ask": item.border or item.approximate or not item.place_known,
    }


def who(item: Request, language: str) -> dict[str, Any]:
    """The safe-contact card: what to call them, how and when it is safe, and what to mind."""
    contact, organisation = dict(item.contact or {}), dict(item.organisation or {})
    how = str(contact.get("how", ""))
    reached = bool(item.consents.get("contact")) and how in ("phone", "email", "letter")
    line = {"phone": "phone", "email": "email", "letter": "address"}.get(how, "")
    return {
        "name": item.name,
        "pronouns": item.pronouns,
        "asked_as": words.word(words.ASKED_AS, item.asked_as),
        "under_18": item.under_18,
        "reached": reached,
        "how": words.word(words.HOWS, how) if how else words.HOWS["receipt"],
        "line": str(contact.get(line, "")) if reached else "",
        "is_phone": how == "phone",
        "voicemail_ok": bool(contact.get("voicemail_ok")),
        "safe_when": words.words(SAFE_WHENS, contact.get("safe_when") or ()),
        "safe_note": str(contact.get("safe_note", "")),
        "organisation": organisation,
        "organisation_kind": party_kind(item.organisation_kind) if item.organisation_kind else "",
    }


def consents(item: Request, language: str) -> list[dict[str, Any]]:
    """Each choice by itself, given or not; what was never asked counts as no."""
    return [
        {"label": label, "given": bool(item.consents.get(name))}
        for name, label in words.consent_names(language).items()
    ]


def bubble(item: Request, message: Message, people: dict[int, str]) -> dict[str, Any]:
    from_us = message.direction == "out"
    by = (
        people.get(message.by_id or 0, "")
        if from_us
        else _("Companion")
        if message.by_role == "companion"
        else item.name
    )
    return {
        "message": message,
        "mine": from_us,
        "by": by or (_("The office") if from_us else _("The person")),
        "at": clock.when(item, message.at),
        "language": words.spoken(message.language),
        "html_lang": words.html_lang(message.language),
        "read": bool(message.read_at),
    }


# What is often written, each in the person's language: the text is offered, a colleague reads and changes it.
TEMPLATES = {
    "place": (
        gettext_lazy("Ask where it is"),
        gettext_lazy(
            "Thank you for writing to us. Please tell us the city, county or ZIP code, as roughly as you like, "
            "so that the right office can help you."
        ),
    ),
    "more": (
        gettext_lazy("Ask what happened"),
        gettext_lazy(
            "Thank you for writing to us. We have read it. Could you tell us a little more about what happened "
            "and what you would like from us? You can leave out any name."
        ),
    ),
    "call": (
        gettext_lazy("Offer a call"),
        gettext_lazy(
            "We have read what you wrote and would like to talk with you. Please tell us how and when it is safe "
            "to call. An interpreter can be on the line, free of charge."
        ),
    ),
    "consent": (
        gettext_lazy("Ask before referring"),
        gettext_lazy(
            "Somebody else may be able to help you better. May we pass on what you told us, and to whom? "
            "We share nothing unless you say yes."
        ),
    ),
    "wait": (
        gettext_lazy("Say that it takes longer"),
        gettext_lazy(
            "We have not forgotten you. We need a little more time and will write again here. "
            "You can write to us at any moment."
        ),
    ),
}


def template_in(slug: str, language: str) -> str:
    """A ready text in the person's language, or nothing."""
    if slug not in TEMPLATES:
        return ""
    with translation.override(language):
        return str(TEMPLATES[slug][1])


def languages_for(item: Request) -> list[tuple[str, str]]:
    """The person's own language first, then the others we write in."""
    codes = dict.fromkeys((item.language, *codes_offered()))
    return [(code, words.spoken(code)) for code in codes]


def message_form(item: Request, request: Visit, data: Any = None) -> MessageForm:
    initial = {"language": item.language, "body": template_in(request.GET.get("template", ""), item.language)}
    return MessageForm(data, languages=languages_for(item), initial=initial)


def near(one: actions.Neighbour, language: str) -> dict[str, Any]:
    """Another request in a line: nothing that was told to us, only what may stand in a list."""
    return {
        "reference": one.reference,
        "url": reverse("staff:intake-item", args=[one.reference]),
        "setting": words.named("setting", one.setting, language),
        "bases": ", ".join(words.named("basis", basis, language) for basis in one.bases),
        "stage": words.word(words.STAGES, one.stage),
        "on": one.received_at,
        "county": one.county,
        "km": one.km,
        "miles": round(one.km / KM_A_MILE) if one.km else 0,
    }


def known_cases(item: Request, viewer: Viewer, now: datetime) -> list[dict[str, Any]]:
    """Cases of the same place by title only; a link where the viewer may open them."""
    found = [
        row
        for row in cases_nearby(viewer, state=item.state, county=item.county, now=now)
        if row.case.matter_id != item.matter_id
    ]
    openable = set(cases_of(viewer).filter(pk__in=[row.case.pk for row in found]).values_list("pk", flat=True))
    base = address_of_cases()
    return [
        {
            "reference": row.reference,
            "title": row.case.title,
            "county": row.case.county,
            "lead": row.lead,
            "url": base.format(row.reference) if base and row.case.pk in openable else "",
        }
        for row in found
    ]


def address_of_cases() -> str:
    """Where a case lives, with a hole for its reference; nothing while that room is not built."""
    return "/staff/cases/{}/" if address("staff:caseload") else ""


def case_url(item: Request, viewer: Viewer) -> str:
    """The case that this became or joined, if the viewer may open it."""
    reference = item.linked_reference if item.stage == Request.Stage.LINKED else item.matter.reference
    if item.stage not in (Request.Stage.CASE, Request.Stage.LINKED) or not address_of_cases():
        return ""
    may = cases_of(viewer).filter(matter__reference=reference).exists()
    return address_of_cases().format(reference) if may else ""


def decision(item: Request, people: dict[int, str]) -> dict[str, Any] | None:
    """What became of it, by whom and when; the note is shown to the office."""
    if item.stage in WAITING:
        return {"again": True, "note": item.decision_note} if item.decision_note else None
    return {
        "again": False,
        "label": words.word(words.STAGES, item.stage),
        "by": people.get(item.decided_by_id or 0, ""),
        "at": clock.when(item, item.decided_at) if item.decided_at else "",
        "note": item.decision_note,
        "linked": item.linked_reference,
    }


@require_POST
def accept(request: Visit, reference: str) -> HttpResponse:
    """I take this: the clock stops."""
    item = actions.look(request.viewer, reference, now=request.now)
    try:
        actions.accept(item, viewer=request.viewer, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You have taken %(reference)s. It stands among yours.") % {"reference": reference})
    return redirect("staff:intake-item", reference)


@require_POST
def message(request: Visit, reference: str) -> HttpResponse:
    """Write to the person; they read it with their receipt and are told that something waits."""
    item = actions.look(request.viewer, reference, now=request.now)
    form = message_form(item, request, request.POST)
    if form.is_valid():
        try:
            if not may_triage(request.viewer, item):
                raise Refused(_("You do not have the part in this matter that this step needs."))
            answer(item.matter, **form.cleaned_data, viewer=request.viewer, now=request.now)
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            messages.success(request, _("The message is there for them to read."))
            return redirect(reverse("staff:intake-item", args=[reference]) + "#messages")
    return shown(request, item, status=400, message_form=form)


def refusal_sentence(item: Request) -> str:
    """Why it is not ours, from the rules, in the person's language: offered as a beginning."""
    rules = [reason["rule"] for reason in item.screening_rules[:1]]
    return " ".join(say(f"rule.{rule}", item.language) for rule in rules)
