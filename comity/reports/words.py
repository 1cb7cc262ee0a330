"""The words of the report: what a line is called in the reader's language, and what a chart has found."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from comity.agency import atlas
from comity.cases.words import CATEGORIES, OUTCOME_KINDS, PARTY_KINDS, SERVICES
from comity.people.languages import language_name
from comity.reports.shape import Number, Row, Section, Table
from comity.texts.say import has, say

BASES = (
    "race",
    "color",
    "national-origin",
    "gender",
    "gender-identity",
    "sexual-orientation",
    "religion",
    "disability",
)
SETTINGS = ("community-dispute", "hate-crime", "bias-incident", "public-event", "training-or-advice")
KINDS = {
    "ask": gettext_lazy("Somebody asked for help"),
    "report": gettext_lazy("Somebody reported an incident"),
    "alert": gettext_lazy("We noticed it ourselves"),
}
CHANNELS = {
    "web": gettext_lazy("Website"),
    "phone": gettext_lazy("Phone"),
    "walk-in": gettext_lazy("In person"),
    "letter": gettext_lazy("Letter"),
    "email": gettext_lazy("E-mail"),
    "own": gettext_lazy("Our own initiative"),
}
STAGES = {
    "received": gettext_lazy("Not read yet"),
    "read": gettext_lazy("Read, not decided yet"),
    "case": gettext_lazy("Became a case"),
    "linked": gettext_lazy("Belongs to another case"),
    "advised": gettext_lazy("We gave advice"),
    "referred": gettext_lazy("Another office helps"),
    "counted": gettext_lazy("Counted only, as they wished"),
    "not-ours": gettext_lazy("Not ours"),
    "withdrawn": gettext_lazy("Taken back by the person"),
}
CONTACT = {
    "reached": gettext_lazy("We have been in contact"),
    "waiting": gettext_lazy("No contact yet"),
}
ELSE = {
    "not-known": gettext_lazy("Not known"),
    "none-given": gettext_lazy("None named"),
    "without-case": gettext_lazy("Advice without a case"),
    "still-open": gettext_lazy("Still open"),
}
# In this order, whatever the numbers are: an order by size would tell something about the hidden ones.
KNOWN: Mapping[str, Sequence[str]] = {
    "category": tuple(CATEGORIES),
    "basis": BASES,
    "setting": SETTINGS,
    "kind": tuple(KINDS),
    "channel": tuple(CHANNELS),
    "stage": tuple(STAGES),
    "contact": tuple(CONTACT),
    "service": SERVICES,
    "outcome": tuple(OUTCOME_KINDS),
    "organisation": tuple(PARTY_KINDS),
}
OWN: Mapping[str, Mapping[str, Any]] = {
    "kind": KINDS,
    "channel": CHANNELS,
    "stage": STAGES,
    "contact": CONTACT,
    "outcome": OUTCOME_KINDS,
    "organisation": PARTY_KINDS,
    "category": CATEGORIES,
}
FACTS = {
    "region": gettext_lazy("Region"),
    "state": gettext_lazy("State or territory"),
    "kind": gettext_lazy("How it began"),
    "channel": gettext_lazy("How it reached us"),
    "setting": gettext_lazy("What it was about"),
    "basis": gettext_lazy("Reason people were treated differently"),
    "language": gettext_lazy("Language"),
    "stage": gettext_lazy("What we decided"),
    "contact": gettext_lazy("First contact"),
    "category": gettext_lazy("Area of work"),
    "program": gettext_lazy("Program"),
    "outcome": gettext_lazy("Outcome"),
    "organisation": gettext_lazy("Kind of organization"),
    "service": gettext_lazy("Service"),
}
COLUMNS = {
    "matters": gettext_lazy("Matters"),
    "cases": gettext_lazy("Cases"),
    "engagements": gettext_lazy("Services delivered"),
    "hours": gettext_lazy("Hours"),
    "people": gettext_lazy("People reached"),
}
TITLES = {
    ("matters", "region"): gettext_lazy("Matters by region"),
    ("matters", "state"): gettext_lazy("Matters by state or territory"),
    ("matters", "kind"): gettext_lazy("How matters began"),
    ("matters", "channel"): gettext_lazy("How matters reached us"),
    ("matters", "setting"): gettext_lazy("What matters were about"),
    ("matters", "basis"): gettext_lazy("Matters by reason for being treated differently"),
    ("matters", "language"): gettext_lazy("Languages in which people came to us"),
    ("matters", "stage"): gettext_lazy("What we decided"),
    ("matters", "contact"): gettext_lazy("First contact"),
    ("cases", "region"): gettext_lazy("Cases by region"),
    ("cases", "state"): gettext_lazy("Cases by state or territory"),
    ("cases", "category"): gettext_lazy("Cases by area of work"),
    ("cases", "basis"): gettext_lazy("Cases by reason for being treated differently"),
    ("cases", "program"): gettext_lazy("Cases by program"),
    ("cases", "outcome"): gettext_lazy("What came out of cases"),
    ("cases", "organisation"): gettext_lazy("Who takes part in cases"),
    ("cases", "language"): gettext_lazy("Languages in cases"),
    ("work", "region"): gettext_lazy("Services delivered by region"),
    ("work", "state"): gettext_lazy("Services delivered by state or territory"),
    ("work", "service"): gettext_lazy("Services delivered by kind"),
    ("work", "category"): gettext_lazy("Services delivered by area of work"),
    ("work", "basis"): gettext_lazy("Services delivered by reason for being treated differently"),
    ("work", "program"): gettext_lazy("Services delivered by program"),
    ("work", "organisation"): gettext_lazy("Services delivered by kind of organization"),
    ("work", "language"): gettext_lazy("Services delivered by language"),
}
# All numbers shown; some hidden, so that a larger one may be among them; the total hidden too.
FINDINGS = {
    "matters": (
        gettext_lazy("Most often: %(name)s, %(count)s of %(total)s matters."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s of %(total)s matters."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s matters."),
    ),
    "cases": (
        gettext_lazy("Most often: %(name)s, %(count)s of %(total)s cases."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s of %(total)s cases."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s cases."),
    ),
    "work": (
        gettext_lazy("Most often: %(name)s, %(count)s of %(total)s services delivered."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s of %(total)s services delivered."),
        gettext_lazy("The largest number shown: %(name)s, %(count)s services delivered."),
    ),
}
HIDDEN = pgettext_lazy("small number", "hidden")


def label(fact: str, slug: str, language: str) -> str:
    """What a line is called: the agency's own word, else ours, else the slug, so that a gap is seen."""
    if fact == "state" and slug == "not-known":
        return _("Elsewhere or not known")
    if slug in ELSE:
        return str(ELSE[slug])
    if fact == "state":
        return atlas.state_name(slug, language) if slug in atlas.states() else slug
    if fact == "language":
        return language_name(slug, language)
    if fact in OWN and slug in OWN[fact]:
        return str(OWN[fact][slug])
    key = f"{fact}.{slug}.name"
    return say(key, language) if has(key) else slug


def title(table: Table) -> str:
    return str(TITLES[table.subject, table.fact])


def largest(table: Table) -> tuple[Row, int] | None:
    """The line with the largest number shown; hidden ones are not weighed."""
    shown = [(row.numbers[0].value, row) for row in table.rows if row.numbers[0].value]
    best = max(shown, key=lambda found: found[0] or 0, default=None)
    return (best[1], best[0] or 0) if best else None


def finding(table: Table, section: Section, language: str) -> str:
    """What the chart has found, in one sentence."""
    hidden = any(row.numbers[0].hidden for row in table.rows)
    best = largest(table)
    if best is None:
        return _("All numbers here are too small to be shown.") if hidden else _("There is nothing to count yet.")
    row, count = best
    total = section.totals[table.columns[0]]
    told = {"name": label(table.fact, row.slug, language), "count": count, "total": total.value}
    every, some, alone = FINDINGS[table.subject]
    if total.hidden:
        return str(alone) % told
    return str(some if hidden else every) % told


def waited(section: Section) -> str:
    """How long people wait for the first contact, in one sentence."""
    days = section.days
    if days.median is None or days.lower is None or days.upper is None:
        return _("Too few people have been reached to say how long they waited.")
    if days.median == 0:
        return _("Half of the people heard from us on the day they asked.")
    return ngettext(
        "Half of the people heard from us within %(days)s day.",
        "Half of the people heard from us within %(days)s days.",
        days.median,
    ) % {"days": days.median}


def said(number: Number) -> str:
    """A number as it stands in a table."""
    return str(HIDDEN) if number.value is None else str(number.value)
