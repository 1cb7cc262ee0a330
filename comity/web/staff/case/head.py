"""The head of a case: what kind it is, who leads it, where it stands, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.agency.profile import current
from comity.cases.access import ASSIGNERS, LEADERS, WRITERS
from comity.cases.lifecycle import CASE
from comity.cases.models import Case, Party
from comity.cases.stages import Step
from comity.cases.words import CATEGORIES, DECLINED
from comity.people.languages import SPOKEN
from comity.texts.say import has, say
from comity.trust import doors
from comity.trust.viewer import Viewer


@dataclass(frozen=True)
class Part:
    """What the reader may do in this case."""

    standing: frozenset[str]
    is_closed: bool

    @property
    def may_write(self) -> bool:
        return bool(self.standing & WRITERS) and not self.is_closed

    @property
    def may_answer(self) -> bool:
        return bool(self.standing & WRITERS)

    @property
    def leads(self) -> bool:
        return bool(self.standing & LEADERS)

    @property
    def assigns(self) -> bool:
        return bool(self.standing & ASSIGNERS)


def part_of(viewer: Viewer, case: Case) -> Part:
    return Part(doors.standing(viewer, case.matter_id), case.is_closed)


@dataclass(frozen=True)
class Tag:
    text: str
    css: str = ""


def law(language: str) -> str:
    """The short name of the law that makes the work confidential, in the words of the profile."""
    for key in ("law.confidentiality.short", "law.mediation-act.short"):
        if has(key):
            return say(key, language)
    return ""


def tags(case: Case, parties: list[Party], language: str, covered: frozenset[str]) -> list[Tag]:
    """The case in a few labels; what needs care stands out."""
    found = [Tag(str(CATEGORIES[case.category]))]
    if case.setting and has(f"setting.{case.setting}.name"):
        found.append(Tag(say(f"setting.{case.setting}.name", language)))
    if case.bases:
        found.append(Tag(" · ".join(say(f"basis.{basis}.name", language) for basis in case.bases)))
    if case.urgent:
        found.insert(0, Tag(_("Urgent"), "alert"))
    if case.stage == "paused":
        found.insert(0, Tag(_("Paused"), "warm"))
    if case.minors:
        found.append(Tag(_("Minors involved"), "warm"))
    found += language_tags(case, parties, covered)
    if case.assisting_office:
        found.append(
            Tag(_("With %(office)s") % {"office": say(f"office.{case.assisting_office}.name", language)}, "brand")
        )
    return found


def language_tags(case: Case, parties: list[Party], covered: frozenset[str]) -> list[Tag]:
    """Languages beside English: covered by an interpreter, still without one, or just spoken."""
    needed = {party.language for party in parties if party.language and party.seat != DECLINED}
    found = []
    for tag in case.languages:
        told = {"language": str(SPOKEN.get(tag, tag))}
        if tag == "en":
            continue
        if tag in covered:
            found.append(Tag(_("%(language)s interpreter") % told))
        elif tag in needed:
            found.append(Tag(_("%(language)s interpreter needed") % told, "alert"))
        else:
            found.append(Tag(told["language"]))
    return found


@dataclass(frozen=True)
class Stage:
    """One step of the bar with its few words and the page behind it."""

    step: Step
    says: str
    url: str


PAGES = {"assessment": "assessment", "plan": "plan", "services": "engagements", "outcomes": "outcome-new"}


def address(name: str, *args: Any) -> str:
    """Where a page of the case lives, or nothing while it is not built."""
    try:
        return reverse(f"staff:{name}", args=args)
    except NoReverseMatch:
        return ""


def stages(case: Case, steps: list[Step]) -> list[Stage]:
    found = []
    for step in steps:
        name = PAGES.get(step.slug, "")
        found.append(Stage(step, caption(step), address(name, case.reference) if name else ""))
    return found


def caption(step: Step) -> str:
    """What stands under a step: how many, or since when."""
    day = date_format(step.on, "MONTH_DAY_FORMAT") if step.on else ""
    if step.slug == "follow-up":
        return after_closing(step, day)
    if not (step.of if step.slug == "services" else step.count):
        return day
    told = {"n": step.count, "of": step.of, "day": day}
    counted = {
        "assessment": ngettext("%(n)d interview", "%(n)d interviews", step.count),
        "plan": _("approved %(day)s") if step.is_done else _("written, not approved"),
        "services": _("%(n)d of %(of)d held"),
        "outcomes": ngettext("%(n)d recorded", "%(n)d recorded", step.count),
    }
    return counted.get(step.slug, "%(day)s") % told


def after_closing(step: Step, day: str) -> str:
    """The calls that ask whether it held: when they would come, when the next is due, when the last was made."""
    if step.of:
        return _("next %(day)s") % {"day": day} if step.count < step.of else day
    days = current().data("promise", "follow_up_days") or (30, 90, 365)
    return _("after %(days)s days") % {"days": " · ".join(map(str, days))}


@dataclass(frozen=True)
class Move:
    """One thing in the menu of a case: a page, or a button that does it at once."""

    label: str
    url: str
    icon: str
    is_post: bool = False


def moves(case: Case, viewer: Viewer, part: Part) -> list[Move]:
    """What this reader may do with the case now; what a page still lacks is left out."""
    open_to = CASE.open_to(viewer, case)
    ref = case.reference
    listed = [
        (part.may_write, _("Add a document"), "document-new", "doc", False),
        (part.may_write, _("Record an outcome"), "outcome-new", "sign", False),
        (part.assigns, _("Give it to another lead"), "assignment", "users", False),
        (part.may_write, _("Ask a colleague or an office to help"), "assistance", "hand", False),
        ("pause" in open_to, _("Pause the case"), "pause", "pause", False),
        ("resume" in open_to, _("Go on with the case"), "resume", "arrow", True),
        ("close" in open_to, _("Close the case"), "closure", "flag", False),
        ("reopen" in open_to, _("Open the case again"), "reopening", "undo", False),
        (part.may_answer and case.is_closed, _("Write a correction"), "correction-new", "edit", False),
        (True, _("Why can I see this?"), "access", "eye", False),
    ]
    return [
        Move(label, url, icon, is_post)
        for shown, label, name, icon, is_post in listed
        if shown and (url := address(name, ref))
    ]
