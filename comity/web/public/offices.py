"""Find the office: one field for a ZIP, a city, a county or a state; one answer, or the question that is left."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from comity.agency import atlas
from comity.agency import offices as agency_offices
from comity.agency.layout import Day
from comity.agency.models import Office
from comity.agency.places import Ambiguous, Finding, find
from comity.texts.say import say
from comity.trust.lifecycle import Refused
from comity.web.components import tilemap

LONGEST = 200
ZONES = {
    "America/New_York": _("Eastern Time"),
    "America/Detroit": _("Eastern Time"),
    "America/Chicago": _("Central Time"),
    "America/Denver": _("Mountain Time"),
    "America/Phoenix": _("Mountain Time"),
    "America/Los_Angeles": _("Pacific Time"),
    "America/Anchorage": _("Alaska Time"),
    "Pacific/Honolulu": _("Hawaii Time"),
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d\d):(\d\d)-(\d\d):(\d\d)")
MARKS = {"headquarters": "star", "regional": "hub", "field": "field"}
# Languages that offices speak and Django has no name for, by their own name.
OWN_NAMES = {
    "ht": "Kreyòl ayisyen",
    "tl": "Tagalog",
    "hmn": "Hmoob",
    "zh-hant": "繁體中文",
    "so": "Soomaali",
    "am": "አማርኛ",
}


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a stretch of days, written as the reader's language writes them."""

    first_day: str
    last_day: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language somebody at the office speaks, by its own name."""

    name: str
    html_lang: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What a person needs of an office: where, when, which number, in which languages."""

    slug: str
    kind: str
    name: str
    city: str
    state: str
    region: str
    region_name: str
    phone: str
    address: str
    zone: str
    clock: str
    hours: tuple[Hours, ...]
    hours_text: str
    languages: tuple[Language, ...]
    url: str
    open_now: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A region on the map and in the list beside it; both carry the same colour."""

    slug: str
    name: str
    city: str
    hue: int
    url: str


def card(office: Office, now: datetime) -> Card:
    """The office as its page and its answer show it."""
    language = get_language() or "en"
    local = now.astimezone(ZoneInfo(office.timezone))
    spans = tuple(_hours(office.hours))
    return Card(
        slug=office.slug,
        kind=office.kind,
        name=say(f"office.{office.slug}.name", language),
        city=say(f"office.{office.slug}.city", language),
        state=office.state,
        region=office.region,
        region_name=_region_name(office.region) if office.region else "",
        phone=office.phone,
        address=office.address,
        zone=str(ZONES.get(office.timezone, "")),
        clock=time_format(local, "TIME_FORMAT"),
        hours=spans,
        hours_text="" if spans else office.hours,
        languages=tuple(_language(code) for code in office.languages),
        url=reverse("public:office", args=[office.slug]),
        open_now=agency_offices.is_open(office, now),
    )


def _hours(text: str) -> Iterable[Hours]:
    for first, last, *clock in HOURS.findall(text):
        if first not in DAYS or (last and last not in DAYS):
            continue
        opens, closes = time(int(clock[0]), int(clock[1])), time(int(clock[2]), int(clock[3]))
        begin, end = DAYS.index(first), DAYS.index(last or first)
        yield Hours(
            _weekday(begin),
            _weekday(end) if end != begin else "",
            time_format(opens, "TIME_FORMAT"),
            time_format(closes, "TIME_FORMAT"),
        )


def _weekday(number: int) -> str:
    return date_format(date(2024, 1, 1 + number), "l")  # the first of January 2024 was a Monday


def _language(code: str) -> Language:
    try:
        known = get_language_info(code)
    except KeyError:
        return Language(OWN_NAMES.get(code, code), code, rtl=False)
    head, _, rest = code.partition("-")
    html_lang = f"{head}-{rest.title()}" if rest else head
    return Language(
        OWN_NAMES.get(code, known["name_local"][:1].upper() + known["name_local"][1:]), html_lang, bool(known["bidi"])
    )


def overview(request: HttpRequest, *, here: str = "") -> dict[str, Any]:
    """The map, the regions and the offices of today. Without regions there is no map to draw."""
    now: datetime = request.now  # type: ignore[attr-defined]
    today = now.date()
    day = agency_offices.layout().on(today)
    cards = [card(office, now) for office in agency_offices.offices(today)]
    by_slug = {one.slug: one for one in cards}
    regions = [
        Region(
            row.slug,
            _region_name(row.slug),
            by_slug[row.office].city,
            place % 10,
            by_slug[row.office].url,
        )
        for place, row in enumerate(day.regions)
        if row.office in by_slug
    ]
    marks: dict[str, list[str]] = {}
    for one in cards:
        marks.setdefault(one.state, []).append(MARKS.get(one.kind, "hub"))
    many = len(regions) > 1
    return {
        "regions": regions if many else [],
        "tiles": tilemap.by_region(_hues(day, regions), marks, here=here) if many else (),
        "fields": [one for one in cards if one.kind == "field"] if many else [],
        "headquarters": next((one for one in cards if one.kind == "headquarters"), None) if many else None,
        "all_offices": cards,
        "offices_link": f"{reverse('public:offices')}?q=",
    }


def _hues(day: Day, regions: list[Region]) -> dict[str, int]:
    hues = {region.slug: region.hue for region in regions}
    found = ((state, day.region_of(state=state)) for state in tilemap.PLACES)
    return {state: hues[region] for state, region in found if region in hues}


def unkept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that may show where somebody lives: packed for the way, never kept in a browser."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return require_safe(gzip_page(shown))


@unkept
def finder(request: HttpRequest) -> HttpResponse:
    """One question, one phone number; a shared name or a place near a border asks once more."""
    asked = request.GET.get("q", "").strip()[: LONGEST + 1]
    context: dict[str, Any] = {"nav": "offices", "q": asked[:LONGEST], "noindex": bool(asked)}
    state = ""
    if asked:
        answer = ask(asked, request.now)  # type: ignore[attr-defined]
        context.update(answer)
        state = answer["finding"].state if "finding" in answer else ""
    context.update(overview(request, here=state))
    return render(request, "public/offices.html", context, status=200)


def ask(asked: str, now: datetime) -> dict[str, Any]:
    """What is found for the words typed: an office, a list to choose from, or a sentence that says what to try."""
    language = get_language() or "en"
    try:
        finding = find(place=asked, on=now.date(), language=language)
    except Ambiguous as question:
        return {"candidates": question.candidates, "sentence": str(question)}
    except Refused as refusal:
        return {"refusal": str(refusal)}
    return {"finding": finding, **_answer(finding, now)}


def _answer(finding: Finding, now: datetime) -> dict[str, Any]:
    today = now.date()
    day = agency_offices.layout().on(today)
    offices = {office.slug: card(office, now) for office in agency_offices.offices(today)}
    leads = [(slug, day.office_of(slug)) for slug in finding.neighbours]
    return {
        "office": offices.get(finding.office),
        "field": offices.get(finding.field_office or ""),
        "neighbours": [(_region_name(slug), offices[lead]) for slug, lead in leads if lead in offices],
        "region_name": _region_name(finding.region),
        "place": ", ".join(part for part in (finding.county, finding.state) if part),
    }


def _region_name(slug: str) -> str:
    return say(f"region.{slug}.name", get_language() or "en")


@unkept
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One office: its number, its hours by its own clock, its languages and the states it serves."""
    now: datetime = request.now  # type: ignore[attr-defined]
    found = agency_offices.office(slug, now.date())
    if found is None:
        raise Http404
    it = card(found, now)
    serves = found.states or ([it.state] if it.kind == "field" else _states(it.region, now.date()))
    context = {
        "nav": "offices",
        "office": it,
        "serves": [atlas.state_name(state, get_language() or "en") for state in serves],
        "siblings": [
            card(office, now)
            for office in agency_offices.offices(now.date())
            if office.slug != slug and it.region and office.region == it.region
        ],
    }
    return render(request, "public/office.html", context)


def _states(region: str, today: date) -> list[str]:
    return agency_offices.states_of(region, today) if region else []
