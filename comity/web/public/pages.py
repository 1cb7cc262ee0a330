"""The pages anyone can read: what the office does, for whom, by what right, and what it keeps to itself.

They hold no secret and set no cookie, so they may be packed for the way and kept by the reader's browser for a minute.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from comity.agency.profile import current
from comity.texts.say import has, say_list
from comity.web.public import offices

View = Callable[..., HttpResponse]
ON_HOME = 6  # programs shown on the first page


def readable(view: View) -> View:
    """A page without anybody's data: read only, packed for the way, kept for a minute."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "public, max-age=60")
        return response

    return require_safe(gzip_page(shown))


def lines(key: str) -> list[str]:
    """The sentences numbered key.1, key.2 … in the reader's language."""
    return say_list(key, get_language() or "en")


def promises() -> dict[str, list[str]]:
    """The two lists every promise of confidentiality needs: what is kept, and what cannot be."""
    return {"keep": lines("agency.confidential.we_keep"), "cannot": lines("agency.confidential.we_cannot")}


@readable
def home(request: HttpRequest) -> HttpResponse:
    """What this is, that it is free and voluntary, and where to begin: in five seconds, in any language."""
    profile = current()
    programs_ = list(profile.programs)
    context = {
        "services": list(profile.services),
        "programs": programs_[:ON_HOME],
        "program_count": len(programs_),
        "audiences": list(profile.audiences),
        **promises(),
        **offices.overview(request),
    }
    return render(request, "public/home.html", context)


@readable
def services(request: HttpRequest) -> HttpResponse:
    """What the office can do for a community, and what each service is not."""
    profile = current()
    by_service: dict[str, list[str]] = {}
    for slug, it in profile.programs.items():
        by_service.setdefault(it.get("service", ""), []).append(slug)
    rows = [(slug, by_service.get(slug, [])) for slug in profile.services]
    return render(request, "public/services.html", {"nav": "services", "services": rows, "principles": principles()})


def principles() -> list[str]:
    """Free, voluntary, impartial, confidential: as the agency says it."""
    return lines("agency.principles")


@readable
def programs(request: HttpRequest) -> HttpResponse:
    """Every program of the agency with its length, so that somebody can choose one and ask for it."""
    profile = current()
    wanted = request.GET.get("service", "")
    rows = [slug for slug, it in profile.programs.items() if wanted in ("", it.get("service", ""))]
    context = {"nav": "services", "programs": rows, "services": list(profile.services), "wanted": wanted}
    return render(request, "public/programs.html", context)


@readable
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """One program: for whom, how long, what happens that day, and the button that asks for it."""
    profile = current()
    if slug not in profile.programs:
        raise Http404
    it = profile.programs[slug]
    service = it.get("service", "")
    related = [other for other, row in profile.programs.items() if other != slug and row.get("service", "") == service]
    context = {
        "nav": "services",
        "slug": slug,
        "service": service,
        "audiences": [a for a in it.get("audiences", ()) if a in profile.audiences],
        "agenda": lines(f"program.{slug}.agenda"),
        "related": related[:4],
        "ask_url": ask_for(slug),
    }
    return render(request, "public/program.html", context)


def ask_for(program_slug: str) -> str:
    """The address that begins a request for this program."""
    return f"{reverse('public:start')}?program={program_slug}"


@readable
def audience(request: HttpRequest, slug: str) -> HttpResponse:
    """What the office does together with one audience, each point with the program behind it."""
    profile = current()
    if slug not in profile.audiences:
        raise Http404
    sentences = lines(f"audience.{slug}.with")
    points = [*profile.audiences[slug].get("with", []), *({} for _ in sentences)]
    rows = [
        (sentence, point.get("service", ""), [one for one in point.get("programs", ()) if one in profile.programs])
        for sentence, point in zip(sentences, points, strict=False)
    ]
    others = [other for other in list(profile.audiences) if other != slug]
    return render(request, "public/audience.html", {"nav": "services", "slug": slug, "rows": rows, "others": others})


@readable
def about(request: HttpRequest) -> HttpResponse:
    """Who the agency is, by what law it works and what that law covers."""
    profile = current()
    context: dict[str, Any] = {
        "nav": "about",
        "laws": list(profile.laws),
        "bases": list(profile.bases),
        "principles": principles(),
    }
    context |= {"has_aim": has("agency.aim"), "has_disclaimer": has("agency.not_official")}
    return render(request, "public/about.html", context)


@readable
def confidentiality(request: HttpRequest) -> HttpResponse:
    """The promise and its limits, side by side."""
    context = {"nav": "about", "has_law": has("agency.confidential.law"), **promises()}
    return render(request, "public/confidentiality.html", context)


@readable
def privacy(request: HttpRequest) -> HttpResponse:
    """What this site stores, for how long, and what it never does."""
    kinds = [k for k in ("matter", "report", "contact", "withdrawn") if has(f"retention.{k}.name")]
    return render(request, "public/privacy.html", {"nav": "about", "kinds": kinds})


@readable
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we aim for, what is missing, and how to reach us without an account."""
    return render(request, "public/accessibility.html", {"nav": "about"})


@readable
def safety(request: HttpRequest) -> HttpResponse:
    """What the exit button does and does not do, said plainly."""
    return render(request, "public/safety.html", {"nav": "about"})


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Two doors, and a third for whoever is not sure."""
    slug = request.GET.get("program", "")
    wanted = slug if slug in current().programs else ""
    return render(request, "public/start.html", {"noindex": True, "program": wanted})
