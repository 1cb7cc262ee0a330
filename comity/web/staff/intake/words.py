"""What the slugs of intake are called on its pages. What the agency names (settings, bases) comes from texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.agency.profile import current
from comity.intake.answers import consents_offered
from comity.intake.models import Request
from comity.people.languages import SPOKEN
from comity.texts.languages import languages
from comity.texts.say import has, say
from comity.web.staff.names import office_city

KINDS = {"ask": _("Asks for help"), "report": _("Reports an incident"), "alert": _("Alert of our own")}
KIND_ICONS = {"ask": "hand", "report": "flag", "alert": "bell"}
CHANNELS = {
    "web": _("by the website"),
    "phone": _("by telephone"),
    "walk-in": _("in person"),
    "letter": _("by letter"),
    "email": _("by e-mail"),
    "own": _("noticed by us"),
}
WANTS = {
    "talk": _("Talk with somebody"),
    "dialogue": _("Dialogue"),
    "mediation": _("Mediation"),
    "safe-event": _("A safe event"),
    "training": _("Training or a forum"),
    "advice": _("Advice"),
    "counted": _("Only be counted"),
    "not-sure": _("Not sure yet"),
}
WHENS = {
    "now": _("It is happening now"),
    "today": _("Today"),
    "week": _("This week"),
    "later": _("Later, or no fixed day"),
    "past": _("It has happened already"),
}
ASKED_AS = {
    "me": _("For themselves, their family or neighbors"),
    "other": _("For somebody else"),
    "witness": _("As a witness"),
    "organisation": _("For a group or organization"),
    "official": _("As an official"),
}
GRADES = {
    "experienced": (_("Experienced"), _("It has happened: people were there and told us or a partner.")),
    "evidenced": (_("Evidenced"), _("Something points to it: a call for a march, a post, a planned verdict, a flyer.")),
    "potential": (
        _("Potential"),
        _("It may come: an anniversary, a decision that is due, a place where it was tense."),
    ),
}
HOWS = {
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "letter": _("Letter"),
    "receipt": _("They come back with their receipt"),
    "no": _("They do not want to be contacted"),
}
RESULTS = {
    "in": (_("It is ours"), "good", "check"),
    "out": (_("It is not ours"), "alert", "x"),
    "person": (_("A person decides"), "warm", "scale"),
}
STAGES = {
    "received": _("New"),
    "read": _("Read"),
    "case": _("Became a case"),
    "linked": _("Added to a case"),
    "advised": _("Advised"),
    "referred": _("Referred"),
    "counted": _("Counted only"),
    "not-ours": _("Not ours"),
    "withdrawn": _("Withdrawn"),
}
TOPICS = {
    "tension": _("Rising tension or rumors"),
    "safe-event": _("Keeping an event safe"),
    "incident-response": _("What to do after a hate crime or bias incident"),
    "school": _("School or campus"),
    "police-community": _("Police and community"),
    "places-of-worship": _("Protecting places of worship"),
    "dialogue": _("Bringing people to one table"),
    "training": _("Trainings, forums and materials"),
    "law": _("What the law covers, and who else helps"),
    "other": _("Something else"),
}
REROUTE = {
    "place": _("The place belongs to that office"),
    "border": _("It lies near a border, and that office is closer"),
    "language": _("They speak the person's language there"),
    "workload": _("That office has room"),
    "conflict-of-interest": _("Somebody here is too close to it"),
    "other": _("Another reason"),
}
OUTCOMES = {
    "called-back": _("Yes, they called back"),
    "not": _("No, nobody called"),
    "unknown": _("We could not find out"),
}


def word(names: dict[str, Any], slug: str) -> str:
    """The word for a slug; a slug of another version of the house stands for itself."""
    return str(names.get(slug, slug))


def words(names: dict[str, Any], slugs: Iterable[str]) -> list[str]:
    return [word(names, slug) for slug in slugs]


def named(prefix: str, slug: str, language: str, last: str = "name") -> str:
    """What the agency calls it; the slug itself where its texts are silent."""
    key = f"{prefix}.{slug}.{last}"
    return say(key, language) if slug and has(key) else slug


def named_choices(prefix: str, slugs: Iterable[str], language: str) -> list[tuple[str, str]]:
    return [(slug, named(prefix, slug, language)) for slug in slugs]


def spoken(code: str) -> str:
    """A language by its name in the reader's language, or by its own."""
    if code in SPOKEN:
        return str(SPOKEN[code])
    return languages()[code].name if code in languages() else code


def html_lang(code: str) -> str:
    """As the lang attribute writes it: zh-Hans."""
    return languages()[code].html_lang if code in languages() else code


def consent_names(language: str) -> dict[str, str]:
    """Each consent this agency asks for, in its words: contact, statistics, share:city ..."""
    return {name: named("consent", name.replace(":", "-"), language) for name in consents_offered()}


def share_for(kind: str) -> str:
    """The consent that covers passing something on to a body of this kind, if the agency asks for one."""
    for row in current().data("consent") or []:
        if row.get("recipient") == kind:
            return "share:" + str(row["slug"]).removeprefix("share-")
    return ""


def place_of(request: Request) -> str:
    """Where, as far as a list may say it: county and state."""
    return ", ".join(part for part in (request.county, request.state) if part)


def office_of(request: Request, language: str) -> str:
    return office_city(request.office, language)
