"""What every page knows of the place it stands in: the agency, the language, the emergency number, the way out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from comity.trust.viewer import STRANGER


def html_code(code: str) -> str:
    """The language as HTML and style sheets write it: zh-hans becomes zh-Hans."""
    head, *rest = code.split("-")
    return "-".join([head, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def about_language(code: str) -> dict[str, Any]:
    """One language by its own name, with its direction and whether a person has reviewed the translation."""
    known = get_language_info(code)
    return {
        "code": code,
        "name": dict(settings.LANGUAGES).get(code, known["name_local"]),
        "html_lang": html_code(code),
        "dir": "rtl" if known["bidi"] else "ltr",
        "reviewed": is_reviewed(code),
    }


def is_reviewed(code: str) -> bool:
    """English is where the texts come from; any other language says so until somebody has read it."""
    from comity.texts import languages

    return code == "en" or languages.is_reviewed(code)


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
        for code, _name in settings.LANGUAGES
    ]


def agency(language: str) -> dict[str, str]:
    """The agency's name, short name, line and telephone number, as the profile tells them."""
    from comity.texts.say import say

    return {
        "name": say("agency.name", language),
        "short": say("agency.short", language),
        "tagline": say("agency.tagline", language),
        "phone": agency_phone(),
    }


def agency_phone() -> str:
    """The number to print; none while the profile says that the number is not in service."""
    from comity.agency.profile import current

    for contact in current().agency.get("contact", ()):
        if contact.get("kind") == "phone":
            if contact.get("in_service", True):
                return str(contact["value"])
            return str(contact.get("demo", "")) if settings.DEMO else ""
    return ""


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """For every template: see docs/architecture for the list of names."""
    language = get_language() or settings.LANGUAGE_CODE
    viewer = getattr(request, "viewer", STRANGER)
    around: dict[str, Any] = {
        "agency": SimpleLazyObject(lambda: agency(language)),
        "languages": SimpleLazyObject(lambda: languages_offered(request, language)),
        "lang": about_language(language),
        "demo": settings.DEMO,
        "exit_url": settings.EXIT_TO,
        "emergency_number": settings.EMERGENCY_NUMBER,
        "viewer": viewer,
        "theme": "auto",
    }
    if getattr(request, "door", "public") == "staff" and viewer.account_id is not None:
        from comity.web.staff.frame import frame

        around.update(frame(request, viewer))
    return around
