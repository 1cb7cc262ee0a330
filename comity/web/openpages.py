"""Which pages open without an account. docs/open-pages.md is made from this, so that a newly open page is a diff."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from comity.web.doors import OPEN_VIEWS, door_of

# The pages of a person with a receipt that open without it.
OPEN_TO_PARTICIPANTS = "OPEN_PAGES"
EXAMPLE: dict[str, Any] = {"int": 1, "slug": "none", "str": "none", "uuid": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True)
class Page:
    """One address, the name of its view, and whether it opens without an account."""

    name: str
    route: str
    door: str
    is_open: bool
    example: str


def walk(resolver: URLResolver, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern of the site with the name of its view and its whole route."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from walk(pattern, route + str(pattern.pattern), (*spaces, *space))
        else:
            yield ":".join((*spaces, pattern.name or "")), route + str(pattern.pattern), pattern


def example_of(name: str, pattern: URLPattern) -> str:
    """An address of the page, with made-up arguments."""
    kinds = {
        key: EXAMPLE.get(type(kind).__name__.removesuffix("Converter").lower(), "none")
        for key, kind in pattern.pattern.converters.items()
    }
    try:
        return reverse(name, kwargs=kinds)
    except NoReverseMatch:
        return ""


def participant_pages() -> frozenset[str]:
    """The short list that the participant door itself names."""
    try:
        urls = import_module("comity.web.participant.urls")
    except ImportError:
        return frozenset()
    return frozenset(getattr(urls, OPEN_TO_PARTICIPANTS, ()))


def pages() -> list[Page]:
    """Every page of the site, by door and name, in the site's first language."""
    found = []
    with override(settings.LANGUAGE_CODE):
        for name, route, pattern in walk(get_resolver()):
            example = example_of(name, pattern) or "/" + route
            door = door_of("/" + route)
            is_open = door == "public" or name in OPEN_VIEWS or (door == "participant" and name in participant_pages())
            found.append(Page(name or route, "/" + route, door, is_open, example))
    return sorted(found, key=lambda page: (page.door, page.name))


def as_markdown() -> str:
    """docs/open-pages.md."""
    everything = pages()
    lines = [
        "# The pages that open without an account",
        "",
        "Drawn from the code by `make docs`; a test compares it with the site. Every other page of the office asks to",
        "sign in, every other page of a person's own matter asks for the receipt.",
        "",
    ]
    titles = {"public": "The public door", "participant": "The door of a person with a receipt", "staff": "The office"}
    for door, title in titles.items():
        open_here = [page for page in everything if page.door == door and page.is_open]
        lines += [f"## {title}", ""]
        lines += [f"- `{page.route}` ({page.name})" for page in open_here] + [""]
    return "\n".join(lines)
