"""Saying what the agency says, in the reader's language, or in English where nobody has translated it yet."""

import time
from dataclasses import dataclass, field

from django.conf import settings

from comity.texts.models import Text

FALLBACK = "en"
LOOK_EVERY = 1.0  # seconds between looks at the stamp that says another process has loaded new texts


@dataclass
class _Shelf:
    texts: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    stamp: float | None = None
    looked: float = 0.0


_shelf = _Shelf()


def stamp() -> float:
    """When texts were last loaded into this installation by any process; 0 if never."""
    try:
        return (settings.DATA / "texts.stamp").stat().st_mtime
    except OSError:
        return 0.0


def forget() -> None:
    """Read the texts anew at the next word; a load in this process calls it."""
    _shelf.stamp = None


def touch() -> None:
    """Tell the other processes that texts have changed."""
    forget()
    if settings.DATA.is_dir():
        (settings.DATA / "texts.stamp").touch()


def _texts() -> dict[str, dict[str, tuple[str, str]]]:
    now = time.monotonic()
    if _shelf.stamp is None or now - _shelf.looked > LOOK_EVERY:
        _shelf.looked, seen = now, stamp()
        if seen != _shelf.stamp:
            fresh: dict[str, dict[str, tuple[str, str]]] = {}
            for language, key, body, state in Text.objects.values_list("language", "key", "body", "state"):
                fresh.setdefault(language, {})[key] = (body, state)
            _shelf.texts, _shelf.stamp = fresh, seen
    return _shelf.texts


def say(key: str, language: str) -> str:
    """The text in this language, else in English, else the key itself, so that a gap is seen and not a blank."""
    texts = _texts()
    found = texts.get(language, {}).get(key) or texts.get(FALLBACK, {}).get(key)
    return found[0] if found else key


def say_state(key: str, language: str) -> str:
    """reviewed, unreviewed or outdated; missing when the reader gets English instead."""
    found = _texts().get(language, {}).get(key)
    return found[1] if found else "missing"


def has(key: str, language: str = FALLBACK) -> bool:
    """Whether there is such a text in this language."""
    return key in _texts().get(language, {})


def say_list(key: str, language: str) -> list[str]:
    """The texts key.1, key.2 ... in order."""
    found: list[str] = []
    while has(one := f"{key}.{len(found) + 1}") or has(one, language):
        found.append(say(one, language))
    return found
