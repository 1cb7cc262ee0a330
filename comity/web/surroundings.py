"""What every page knows of the place it stands in: the agency, the language, the emergency number, the way out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from comity.agency.profile import current
from comity.texts.languages import language
from comity.texts.say import say
from comity.trust.lifecycle import Refused
from comity.trust.viewer import STRANGER


def about_language(code: str) -> dict[str, Any]:
    """One language by its own name, with its direction and whether a person has reviewed the translation."""
    spoken = language(code)
    return {
        "code": code,
        "name": spoken.name,
        "html_lang": spoken.html_lang,
        "dir": spoken.dir,
        "reviewed": spoken.reviewed,
    }


def languages_offered(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The same page in each language, by that language's own name."""
    here = request.get_full_path() if request.method == "GET" else request.path
    at_work = getattr(request, "door", "public") == "staff"
    return [
        {
            **about_language(code),
            "current": code == current,
            "url": f"?language={code}" if at_work else translate_url(here, code),
        }
        for code in codes_offered()
        if not at_work or code == current or language(code).office
    ]


def agency(code: str) -> dict[str, str]:
    """The agency's name, short name, line and telephone number, as the profile tells them."""
    return {
        "name": say("agency.name", code),
        "short": say("agency.short", code),
        "tagline": say("agency.tagline", code),
        "phone": agency_phone(),
    }


def agency_phone() -> str:
    """The number to show; none while the profile says that it is not in service, or before a profile is loaded."""
    try:
        return current().contact("phone") or ""
    except Refused:
        return ""


def codes_offered() -> list[str]:
    """The languages in which this agency speaks, in the order of the settings."""
    try:
        spoken = current().languages
    except Refused:
        spoken = []
    return [code for code, _name in settings.LANGUAGES if code in spoken or not spoken]


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """For every template of every door. The office adds its own frame (`comity.web.staff.frame`)."""
    code = get_language() or settings.LANGUAGE_CODE
    return {
        "agency": SimpleLazyObject(lambda: agency(code)),
        "languages": SimpleLazyObject(lambda: languages_offered(request, code)),
        "lang": about_language(code),
        "demo": settings.DEMO,
        "exit_url": settings.EXIT_TO,
        # Whoever leaves in a hurry leaves no answers behind, from whichever public page.
        "exit_forget": "" if getattr(request, "door", "public") == "staff" else reverse("public:forget"),
        "emergency_number": settings.EMERGENCY_NUMBER,
        "viewer": getattr(request, "viewer", STRANGER),
        "theme": "auto",
    }
