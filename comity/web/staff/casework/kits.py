"""The papers of a session, as the profile has them: a sheet for each page, in any of the agency's languages."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import translation
from django.views.decorators.http import require_safe

from comity.agency.offices import office
from comity.agency.profile import current
from comity.cases.models import Case, Engagement
from comity.texts.languages import language as about
from comity.texts.say import say, say_list, say_state
from comity.web.doors import Visit
from comity.web.staff.casework.page import names_of, page
from comity.web.staff.casework.session import begins, meeting_of, one
from comity.web.surroundings import codes_offered

LINES_TO_SIGN = 16
SIDES_TO_SIGN = 6
OWN_RULES = 4
OWN_ITEMS = 3
CARDS_ON_A_PAGE = 2
ENDS_A_SENTENCE = (".", "。", "؟", "!", "?", "！", "？", "۔")
ASKS_FOR_MORE = (":", "：")
SCALE = re.compile(r"[1١].*[5٥]")


@dataclass(frozen=True)
class Item:
    """One line of a sheet: what it says, when, and whether somebody writes beside or below it."""

    text: str
    time: time | None = None
    minutes: int = 0
    blank: bool = False
    lines: int = 0
    filled: str = ""
    scale: bool = False

    @property
    def room(self) -> range:
        return range(self.lines)


@dataclass(frozen=True)
class Sheet:
    """One page of paper."""

    slug: str
    kind: str
    title: str
    items: list[Item]
    columns: list[str] = field(default_factory=list)
    is_missing: bool = False  # nobody has translated it: the reader gets English

    @property
    def rows(self) -> range:
        return range(SIDES_TO_SIGN if self.kind == "agreement" else LINES_TO_SIGN)

    @property
    def spare(self) -> range:
        return range(OWN_ITEMS if self.kind == "checklist" else OWN_RULES)

    @property
    def copies(self) -> range:
        return range(CARDS_ON_A_PAGE)


@dataclass(frozen=True)
class Session:
    """What is already known of the session and is filled in; the rest are blank lines."""

    on: Any
    starts_at: datetime | None
    minutes: int
    topic: str
    materials: str
    next_step: str


def kit_of(engagement: Engagement, asked: str) -> str:
    """Which kit: the one asked for, else the program's, else the service's."""
    profile = current()
    if asked in profile.kits:
        return asked
    program = profile.programs.get(engagement.program, {})
    service = profile.services.get(engagement.service, {})
    for found in (program.get("kit"), service.get("kit")):
        if found in profile.kits:
            return str(found)
    raise Http404


def agenda_of(engagement: Engagement, language: str) -> list[tuple[str, int]]:
    """The program's own agenda with its minutes; empty when the kit's serves."""
    if not engagement.program:
        return []
    minutes = current().data("programs", engagement.program, "more", "agenda") or []
    texts = say_list(f"program.{engagement.program}.agenda", language)
    return list(zip(texts, minutes, strict=True)) if len(texts) == len(minutes) else []


def timed(steps: list[tuple[str, int]], session: Session) -> list[Item]:
    """Each step with the hour at which it begins, once the session has one."""
    items, at = [], session.starts_at
    for text, minutes in steps:
        items.append(Item(text, time=at.time() if at else None, minutes=minutes))
        at = at + timedelta(minutes=minutes) if at else None
    return items


def listed(slug: str, texts: list[str]) -> list[Item]:
    """Rules stand as they are; a question gets room to answer, a word without an end a line to fill."""
    if slug == "evaluation":
        return [Item(text, scale=bool(SCALE.search(text)), lines=0 if SCALE.search(text) else 3) for text in texts]
    return [Item(text, blank=not text.endswith(ENDS_A_SENTENCE)) for text in texts]


def letter(texts: list[str], session: Session) -> list[Item]:
    """A heading with a colon gets what is known, or lines to write on."""
    room = [session.topic, "", "", session.next_step, session.materials]
    items = []
    for text in texts:
        if text.endswith(ASKS_FOR_MORE):
            known = room.pop(0) if room else ""
            items.append(Item(text, filled=known, lines=0 if known else 3))
        else:
            items.append(Item(text))
    return items


def sheets(slug: str, engagement: Engagement, session: Session, language: str) -> list[Sheet]:
    """Every page of the kit in one language."""
    found = []
    own_agenda = agenda_of(engagement, language)
    kit = current().kits[slug]
    for row in kit["sheet"]:
        key = f"kit.{slug}.{row['slug']}"
        texts = say_list(key, language)
        kind, columns = str(row["kind"]), []
        if kind == "steps":
            own = own_agenda if row["slug"] == "agenda" else []
            items = timed(own or list(zip(texts, row.get("minutes") or [0] * len(texts), strict=False)), session)
        elif kind == "letter":
            items = letter(texts, session)
        elif kind == "signatures":
            items, columns = [], texts
        else:
            items = listed(row["slug"], texts) if kind == "list" else [Item(text) for text in texts]
            columns = say_list(f"kit.{slug}.signatures", language) if kind == "agreement" else []
        missing = say_state(f"{key}.title", language) == "missing"
        found.append(Sheet(row["slug"], kind, say(f"{key}.title", language), items, columns, missing))
    return found


def facts_of(case: Case, engagement: Engagement, request: Visit) -> tuple[Session, str]:
    meeting = meeting_of(engagement, request.viewer)
    starts_at = begins(case, engagement.on, meeting)
    session = Session(
        on=engagement.on,
        starts_at=starts_at,
        minutes=engagement.minutes,
        topic=engagement.topic,
        materials=engagement.materials,
        next_step=engagement.next_step,
    )
    return session, meeting.place if meeting else ""


@require_safe
def kit(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The kit of one session on screen, as it comes out of the printer."""
    case, engagement = one(request, reference, pk)
    slug = kit_of(engagement, request.GET.get("kit", ""))
    offered = codes_offered()
    asked = request.GET.get("language", "")
    language = asked if asked in offered else request.viewer.language
    language = language if language in offered else "en"
    session, place = facts_of(case, engagement, request)
    every = sheets(slug, engagement, session, language)
    chosen = [sheet for sheet in every if sheet.slug in request.GET.getlist("sheet")] or every
    here = office(case.office, engagement.on)
    spoken = about(language)
    with translation.override(language):
        printed = render_to_string(
            "staff/casework/kit_sheets.html",
            {
                "sheets": chosen,
                "kit": slug,
                "kit_title": say(f"kit.{slug}.title", language),
                "agency_name": say("agency.name", language),
                "session": session,
                "ends_at": session.starts_at + timedelta(minutes=session.minutes)
                if session.starts_at and session.minutes
                else None,
                "zone": session.starts_at.tzname() if session.starts_at else "",
                "title": engagement.title,
                "place": place,
                "phone": here.phone if here else "",
                "spoken": spoken,
                "people": list(names_of(engagement.staff).values()),
            },
        )
    return page(
        request,
        case,
        "kit",
        "services",
        engagement=engagement,
        printed=printed,
        kit=slug,
        kits=[(one_, say(f"kit.{one_}.title", request.viewer.language)) for one_ in current().kits],
        every=[(sheet.slug, sheet.title, sheet in chosen) for sheet in sheets(slug, engagement, session, language)],
        offered=[(code, about(code)) for code in offered],
        chosen_language=language,
        spoken=spoken,
    )


urlpatterns = [path("cases/<str:reference>/engagements/<uuid:pk>/kit/", kit, name="kit")]
