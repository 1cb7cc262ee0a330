"""Each thing that happened in a case becomes a card: a title, a few facts, and its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.cases.lifecycle import ENGAGEMENT, RELEASE
from comity.cases.timeline import Item
from comity.cases.words import (
    CANCELLED,
    CO,
    DOCUMENT_KINDS,
    ENTRY_KINDS,
    EXTENTS,
    FOLLOW_UP_RESULTS,
    ME,
    OUTCOME_KINDS,
    RECOMMENDATIONS,
)
from comity.intake.models import Request
from comity.notices.models import Message
from comity.people.languages import SPOKEN
from comity.texts.languages import languages
from comity.web.staff.case.card import Card, Reading, Word
from comity.web.staff.case.forms import KIND_ICONS

MESSAGES = "messages"
WITH = {
    "call": gettext_lazy("Call with %(who)s"),
    "visit": gettext_lazy("Visit to %(who)s"),
    "meeting": gettext_lazy("Meeting with %(who)s"),
    "caucus": gettext_lazy("Caucus with %(who)s"),
    "observed": gettext_lazy("Observed: %(who)s"),
    "message": gettext_lazy("Message: %(who)s"),
    "note": gettext_lazy("Note: %(who)s"),
}
LOOKS = {
    "call": "call",
    "visit": "call",
    "meeting": "session",
    "caucus": "caucus",
    "observed": "session",
    "message": "portal",
    "note": "",
}
# What the audit trail tells about the life of the case, in a line without a name or a word that was told to us.
LIFE = {
    "case-opened": ("flag", gettext_lazy("The case was opened.")),
    "case-assigned": ("users", gettext_lazy("The case was given to a lead.")),
    "case-assisted": ("users", gettext_lazy("Somebody else works on this case too.")),
    "case-assist-ended": ("users", gettext_lazy("Somebody’s part in this case has ended.")),
    "assessment-begun": ("arrow", gettext_lazy("The assessment began.")),
    "plan-written": ("arrow", gettext_lazy("The service plan was written.")),
    "plan-approved": ("check", gettext_lazy("The service plan was approved.")),
    "case-paused": ("pause", gettext_lazy("The case was paused.")),
    "case-resumed": ("arrow", gettext_lazy("The case goes on.")),
}
CHANNELS = {
    "web": gettext_lazy("through the website"),
    "phone": gettext_lazy("by telephone"),
    "walk-in": gettext_lazy("in person"),
    "letter": gettext_lazy("by letter"),
    "email": gettext_lazy("by e-mail"),
    "own": gettext_lazy("on our own initiative"),
}


def minutes(number: int) -> list[str]:
    if not number:
        return []
    hours, rest = divmod(number, 60)
    if not hours:
        return [_("%(minutes)d min") % {"minutes": number}]
    if not rest:
        return [_("%(hours)d h") % {"hours": hours}]
    return [_("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}]


def sealed_word(reading: Reading, row: Any) -> str:
    if row.sealed_to == ME:
        return _("Sealed: only you")
    if row.sealed_to != CO:
        return ""
    if row.by_id == reading.viewer.account_id:
        return _("Sealed: you and your co-mediator")
    return _("Sealed: the lead and the co-mediator")


def of_entry(reading: Reading, item: Item) -> Card:
    row = item.row
    who = row.with_whom
    words = []
    if row.follow_up_on:
        day = date_words(row.follow_up_on)
        done = row.follow_up_done_at is not None
        words = [
            Word(_("Came back to this") if done else _("Come back on %(day)s") % {"day": day},
                 "good" if done else "warm", "check" if done else "undo")
        ]  # fmt: skip
    return Card(
        str(row.pk),
        "entry",
        item.at,
        KIND_ICONS[row.kind],
        str(WITH[row.kind]) % {"who": who} if who else str(ENTRY_KINDS[row.kind]),
        css=LOOKS[row.kind] + (" sealed" if row.sealed_to in (ME, CO) else ""),
        group=item.group,
        facts=(*minutes(row.minutes), *reading.by(row)),
        sealed=sealed_word(reading, row),
        text=row.text,
        words=tuple(words),
        photo=reading.link("entry-photo", row.pk) if row.has_photo else "",
        url=reading.link("entry", row.pk) if reading.writes and row.by_id == reading.viewer.account_id else "",
        url_label=_("Change"),
        to_come_back=(
            reading.link("entry-follow-up", row.pk)
            if reading.writes and row.follow_up_on and row.follow_up_done_at is None
            else ""
        ),
    )


def of_engagement(reading: Reading, item: Item) -> Card:
    row = item.row
    people = (
        [ngettext("%(people)d person", "%(people)d people", row.people_reached) % {"people": row.people_reached}]
        if row.people_reached
        else []
    )
    called_off = row.state == CANCELLED
    return Card(
        str(row.pk),
        "engagement",
        item.at,
        "x" if called_off else "users",
        row.title,
        css="" if called_off else "session",
        group=item.group,
        has_hour=False,
        facts=(*minutes(row.minutes), *people),
        text=row.cancelled_because if called_off else row.outputs or row.topic,
        words=(Word(ENGAGEMENT.label(row.state), "alert" if called_off else "good", "x" if called_off else "check"),),
        url=reading.link("engagement", row.pk),
        url_label=_("Open the session"),
    )


def of_outcome(reading: Reading, item: Item) -> Card:
    row = item.row
    return Card(
        str(row.pk),
        "outcome",
        item.at,
        "sign",
        _("Outcome: %(kind)s") % {"kind": OUTCOME_KINDS[row.kind]},
        css="session",
        has_hour=False,
        facts=tuple(reading.by(row)),
        text=row.text,
        words=(Word(str(EXTENTS[row.extent]), "" if row.extent == "none" else "good"),),
    )


def of_document(reading: Reading, item: Item) -> Card:
    row = item.row
    return Card(
        str(row.pk),
        "document",
        item.at,
        "doc",
        row.title,
        group=item.group,
        has_hour=False,
        facts=(str(DOCUMENT_KINDS[row.kind]), *reading.by(row)),
        text=row.body,
        words=(Word(RELEASE.label(row.release), "violet" if row.release == "confidential" else "brand"),),
        url=reading.link("document", row.pk),
        url_label=_("Open the document"),
    )


def of_assessment(reading: Reading, item: Item) -> Card:
    row = item.row
    return Card(
        str(row.pk),
        "assessment",
        item.at,
        "scale",
        _("Assessment: %(what)s") % {"what": RECOMMENDATIONS[row.recommendation]},
        css="session",
        has_hour=False,
        facts=tuple(reading.by(row)),
        text=row.summary,
        url=reading.link("assessment"),
        url_label=_("Open the assessment"),
    )


def of_correction(reading: Reading, item: Item) -> Card:
    row = item.row
    return Card(
        str(row.pk),
        "correction",
        item.at,
        "edit",
        _("Correction"),
        css="session",
        facts=tuple(reading.by(row)),
        text=row.text,
        words=(Word(_("Reason: %(reason)s") % {"reason": row.reason}),),
    )


def of_link(_reading: Reading, item: Item) -> Card:
    said = _("Another report about this was linked: %(reference)s. Who sent it is not shown here.")
    said %= {"reference": item.row.request_reference}
    return Card(str(item.row.pk), "linked-request", item.at, "link", said, css="sys")


def of_follow_up(reading: Reading, item: Item) -> Card:
    row = item.row
    name = row.done_by.name if row.done_by_id != reading.viewer.account_id else ""
    good = {"kept": "good", "partly": "warm", "broken": "alert"}.get(row.result, "")
    return Card(
        str(row.pk),
        "follow-up",
        item.at,
        "phone",
        _("Follow-up after %(days)d days") % {"days": row.days},
        css="call",
        group=item.group,
        has_hour=False,
        facts=(_("by %(name)s") % {"name": name},) if name else (),
        text=row.note,
        words=(Word(str(FOLLOW_UP_RESULTS[row.result]), good),),
    )


def of_closure(_reading: Reading, item: Item) -> Card:
    row = item.row
    kinds = ", ".join(str(OUTCOME_KINDS[kind]) for kind in row.outcome_kinds)
    return Card(
        str(row.pk),
        "closure",
        item.at,
        "flag",
        _("The case was closed"),
        css="session",
        facts=(_("by %(name)s") % {"name": row.closed_by.name},),
        text=row.summary,
        words=(Word(kinds, "good"),) if kinds else (),
    )


def of_reopening(_reading: Reading, item: Item) -> Card:
    row = item.row
    return Card(
        f"{row.pk}-again",
        "reopening",
        item.at,
        "undo",
        _("The case was opened again"),
        css="session",
        facts=(_("by %(name)s") % {"name": row.reopened_by.name},),
        text=row.reopened_because,
    )


def of_message(reading: Reading, message: Message) -> Card:
    heard = message.direction == "in"
    lang, direction = spoken_as(message.language)
    title, facts, words = heard_title(message) if heard else sent_title(reading, message)
    return Card(
        str(message.pk),
        "message",
        message.at,
        "mail" if heard else "send",
        title,
        css="portal",
        group=MESSAGES,
        facts=(*facts, str(SPOKEN.get(message.language, message.language))),
        text=message.body or _("They took these words back."),
        lang=lang,
        dir=direction,
        words=words,
        may_reply=heard and reading.may_answer,
        is_new=heard and message.read_at is None,
    )


Titled = tuple[str, tuple[str, ...], tuple[Word, ...]]


def heard_title(message: Message) -> Titled:
    if message.by_role == "companion":
        return _("Message from their companion"), (), ()
    return _("Message from the person who asked"), (), ()


def sent_title(reading: Reading, message: Message) -> Titled:
    name = reading.people.get(message.by_id or 0, "") if message.by_id != reading.viewer.account_id else ""
    is_read = message.read_at is not None
    word = Word(_("They have read it"), "good", "check") if is_read else Word(_("Not read yet"), "", "clock")
    return _("Message to the person who asked"), (_("by %(name)s") % {"name": name},) if name else (), (word,)


def spoken_as(code: str) -> tuple[str, str]:
    """The lang and dir attributes for words in a language; for one the pages do not speak, its tag as it is."""
    if code in languages():
        spoken = languages()[code]
        return spoken.html_lang, spoken.dir
    return code, "auto"


def of_request(reading: Reading, request: Request) -> Card:
    lang, direction = spoken_as(request.language)
    language = str(SPOKEN.get(request.language, request.language))
    facts = [str(CHANNELS.get(request.channel, "")), language, request.place, request.organisation.get("name", "")]
    return Card(
        str(request.pk),
        "request",
        request.received_at,
        "hand",
        {"report": _("What was reported"), "alert": _("What we noticed")}.get(request.kind, _("What we were asked")),
        css="portal",
        facts=tuple(fact for fact in facts if fact),
        text=request.narrative,
        lang=lang,
        dir=direction,
        url=reading.link("messages") if request.kind != "alert" else "",
        url_label=_("Messages and how to reach them"),
    )


def date_words(on: date) -> str:
    return date_format(on, "MONTH_DAY_FORMAT")


CARDS: dict[str, Callable[[Reading, Item], Card]] = {
    "entry": of_entry,
    "engagement": of_engagement,
    "outcome": of_outcome,
    "document": of_document,
    "assessment": of_assessment,
    "correction": of_correction,
    "linked-request": of_link,
    "follow-up": of_follow_up,
    "closure": of_closure,
    "reopening": of_reopening,
}
