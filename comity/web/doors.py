"""Who comes in by which door: the public pages, the page of a person with a receipt, the office.

Two middlewares stand here. `AtTheDoor` comes first and marks the door; `ClosedByDefault` comes after the sign-in
middleware and lets nobody into the office without an account, save for the few views named in `OPEN_VIEWS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from comity.agency.offices import office
from comity.people.viewers import viewer_for
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.trust.viewer import STRANGER, Viewer
from comity.web.surroundings import surroundings

__all__ = ["OPEN_VIEWS", "AtTheDoor", "ClosedByDefault", "Visit", "door_of", "surroundings"]

# The views of the office that open without an account. docs/open-pages.md shows this list to the reader.
OPEN_VIEWS = ("signin:sign-in", "signin:demo", "signin:set-password")

# Pages that may show what somebody wrote, or the way to it: no browser and no proxy may keep a copy.
NEVER_KEPT = frozenset({"staff", "follow", "start", "ask", "report", "alert"})

type_of_answer = Callable[[HttpRequest], HttpResponse]


class Visit(HttpRequest):
    """A request as every view receives it: the moment, the door and the person looking are known."""

    now: datetime
    today: date
    door: str
    viewer: Viewer
    user: Account | AnonymousUser


def first_step(path: str) -> str:
    """The first part of an address, after the language."""
    parts = path.split("/")
    if len(parts) > 2 and parts[1] in dict(settings.LANGUAGES):
        return parts[2]
    return parts[1] if len(parts) > 1 else ""


def door_of(path: str) -> str:
    """Which door an address belongs to: "staff", "participant" or "public"."""
    return {"staff": "staff", "follow": "participant"}.get(first_step(path), "public")


class AtTheDoor:
    """Everybody who comes in: the moment and the door are noted, and private pages are never kept by a browser."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        # A test hands in its own moment through the server's environment, which no visitor can write to.
        request.now = request.META.get("comity.now") or timezone.now()
        request.door = door_of(request.path_info)
        request.viewer = STRANGER
        if request.encoding:
            # Every page of ours is UTF-8. A sender that claims another code could make the text unreadable for Python.
            request.encoding = "utf-8"
        response = self.get_response(request)
        if first_step(request.path_info) in NEVER_KEPT:
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, no_store=True, private=True)
        return response


class ClosedByDefault:
    """The office is closed to whoever is not signed in; the few open views are named, all others are not."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        # Public pages never ask who is signed in: that would touch the session and set a cookie.
        if request.door == "staff":
            account = request.user
            if isinstance(account, Account):
                request.viewer = viewer_for(account, request.now)
                translation.activate(account.language)
                timezone.activate(clock_of(request.viewer, request.now))
            else:
                translation.activate(chosen_language(request))
            request.LANGUAGE_CODE = translation.get_language()
        # The day by the reader's clock: at six in the evening on the west coast it is tomorrow already in UTC.
        request.today = timezone.localtime(request.now).date()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: Visit, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.door != "staff" or request.viewer.account_id is not None:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_VIEWS:
            return None
        where = reverse(settings.LOGIN_URL)
        if request.method != "GET":
            return HttpResponseRedirect(where)
        return HttpResponseRedirect(f"{where}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request: Visit, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return say_plainly(request, str(exception), status=409)
        return None


def clock_of(viewer: Viewer, now: datetime) -> tzinfo:
    """The clock of the office where somebody mainly works: what they type and read is in its hours."""
    for slug in sorted(viewer.offices_as("director", "intake", "specialist", "headquarters")):
        if (held := office(slug, now.date())) is not None and held.timezone:
            return ZoneInfo(held.timezone)
    return UTC


def chosen_language(request: HttpRequest) -> str:
    """Before signing in: the language asked for on the page, else what the browser prefers."""
    asked = request.GET.get("language", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    return translation.get_language_from_request(request)


def say_plainly(request: HttpRequest, sentence: str, *, status: int, title: str = "") -> HttpResponse:
    """A page with one sentence in the reader's language, in the look of the door they stand at."""
    signed_in = getattr(request, "viewer", STRANGER).account_id is not None
    if getattr(request, "door", "public") == "staff":
        base = "staff/base.html" if signed_in else "signin/base.html"
    else:
        base = "public/base.html"
    context = {"base": base, "sentence": sentence, "title": title or _("This could not be done"), "nav": ""}
    response = render(request, "doors/sentence.html", context, status=status)
    if status >= 400:
        add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read; too large a page is named as such."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        sentence = _(
            "What you sent is too large for one page. Go back – your browser keeps what you typed – and shorten it, "
            "or send it in two parts."
        )
        return say_plainly(request, sentence, status=413, title=_("This is too large"))
    sentence = _("We could not read what your browser sent. Please go back and try again.")
    return say_plainly(request, sentence, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not yours: the answer is the same."""
    sentence = _("There is no page at this address, or it is not open to you.")
    return say_plainly(request, sentence, status=404, title=_("Page not found"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from somewhere else, or the page was open too long."""
    sentence = _(
        "This page was open for too long, or cookies are off. Go back, load the page again and send it once more."
    )
    return say_plainly(request, sentence, status=403)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The account may not do this."""
    return say_plainly(request, _("Your account may not do this."), status=403)
