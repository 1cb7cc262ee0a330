"""The pages anyone can read: what the office does, for whom, by what right, and what it keeps to itself.

They hold no secret and set no cookie, so they may be packed for the way and kept by the reader's browser for a minute.
"""

from collections.abc import Callable, Iterable, Mapping
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


def slugs(things: Mapping[str, Any] | Iterable[str]) -> list[str]:
    """The slugs of what the profile lists, in the profile's order."""
    if isinstance(things, Mapping):
        return sorted(things, key=lambda slug: _order(things[slug]))
    return list(things)


def _order(thing: object) -> int:
    value = thing.get("order", 0) if isinstance(thing, Mapping) else getattr(thing, "order", 0)
    return int(value or 0)


def promises() -> dict[str, list[str]]:
    """The two lists every promise of confidentiality needs: what is kept, and what cannot be."""
    return {"keep": lines("agency.confidential.we_keep"), "cannot": lines("agency.confidential.we_cannot")}


@readable
def home(request: HttpRequest) -> HttpResponse:
    """What this is, that it is free and voluntary, and where to begin: in five seconds, in any language."""
    profile = current()
    programs_ = slugs(profile.programs)
    context = {
        "services": slugs(profile.services),
        "programs": programs_[:ON_HOME],
        "program_count": len(programs_),
        "audiences": slugs(profile.audiences),
        **promises(),
        **offices.overview(request),
    }
    return render(request, "public/home.html", context)


@readable
def services(request: HttpRequest) -> HttpResponse:
    """What the office can do for a community, and what each service is not."""
    profile = current()
    by_service: dict[str, list[str]] = {}
    for slug in slugs(profile.programs):
        by_service.setdefault(str(fact(profile.programs[slug], "service")), []).append(slug)
    rows = [(slug, by_service.get(slug, [])) for slug in slugs(profile.services)]
    return render(request, "public/services.html", {"nav": "services", "services": rows, "principles": principles()})


def fact(thing: object, name: str) -> Any:  # noqa: ANN401  # a profile file may hold any value
    """One value of a profile's file, whether it came as a table or as an object."""
    return thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")


def principles() -> list[str]:
    """Free, voluntary, impartial, confidential: as the agency says it."""
    return lines("agency.principles")


@readable
def programs(request: HttpRequest) -> HttpResponse:
    """Every program of the agency with its length, so that somebody can choose one and ask for it."""
    profile = current()
    wanted = request.GET.get("service", "")
    rows = [
        (slug, fact(profile.programs[slug], "service"))
        for slug in slugs(profile.programs)
        if wanted in ("", fact(profile.programs[slug], "service"))
    ]
    context = {"nav": "services", "programs": rows, "services": slugs(profile.services), "wanted": wanted}
    return render(request, "public/programs.html", context)


@readable
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """One program: for whom, how long, what happens that day, and the button that asks for it."""
    profile = current()
    if slug not in profile.programs:
        raise Http404
    it = profile.programs[slug]
    related = [
        other
        for other in slugs(profile.programs)
        if other != slug and fact(profile.programs[other], "service") == fact(it, "service")
    ]
    context = {
        "nav": "services",
        "slug": slug,
        "service": fact(it, "service"),
        "source": fact(it, "source"),
        "audiences": [a for a in fact(it, "audiences") or () if a in profile.audiences],
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
    points = list(fact(profile.audiences[slug], "with") or fact(profile.audiences[slug], "points") or ())
    rows = [
        (sentence, fact(points[n], "service") if n < len(points) else "", fact(points[n], "programs") if n < len(points) else [])
        for n, sentence in enumerate(sentences)
    ]
    others = [other for other in slugs(profile.audiences) if other != slug]
    return render(request, "public/audience.html", {"nav": "services", "slug": slug, "rows": rows, "others": others})


@readable
def about(request: HttpRequest) -> HttpResponse:
    """Who the agency is, by what law it works and what that law covers."""
    profile = current()
    context = {"nav": "about", "laws": slugs(profile.laws), "bases": slugs(profile.bases), "principles": principles()}
    return render(request, "public/about.html", context)


@readable
def confidentiality(request: HttpRequest) -> HttpResponse:
    """The promise and its limits, side by side."""
    return render(request, "public/confidentiality.html", {"nav": "about", **promises()})


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
