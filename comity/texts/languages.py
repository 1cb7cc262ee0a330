"""The languages we speak: each folder in ``comity/locale`` says in ``about.toml`` its own name and direction."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import to_language

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True)
class Language:
    """A language as its readers know it; ``reviewed`` says whether a speaker has checked its texts."""

    code: str  # as Django writes it: en, zh-hans, ar
    name: str
    html_lang: str  # as a page's lang attribute writes it: zh-Hans
    dir: str
    reviewed: bool
    office: bool = True  # are the pages of the office written in it too? A language is offered only where it is whole


@cache
def languages() -> dict[str, Language]:
    """Every language with a folder, English first, then by its own name."""
    found = []
    for path in LOCALE.glob("*/about.toml"):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(Language(to_language(path.parent.name), **about))
    found.sort(key=lambda spoken: (spoken.code != "en", spoken.name))
    return {spoken.code: spoken for spoken in found}


def language(code: str) -> Language:
    """The language of that code, or English for one we do not have."""
    known = languages()
    return known.get(code.lower()) or known["en"]
