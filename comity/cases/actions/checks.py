"""What every action asks of what it was given, answered in a sentence."""

from collections.abc import Container
from datetime import date, datetime

from django.utils.translation import gettext as _

from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

LONGEST_DAY = 24 * 60
MOST_PEOPLE = 1_000_000


def has_words(text: str, otherwise: str, *, most: int = 20_000) -> str:
    """The text without blanks around it; refused when nothing, or too much, is left."""
    text = text.strip()
    if not text:
        raise Refused(otherwise)
    if "\x00" in text or any(0xD800 <= ord(mark) <= 0xDFFF for mark in text):
        raise Refused(_("The text holds a broken character. Please type that place again."))
    if len(text) > most:
        raise Refused(_("This is too long: it takes %(most)d characters.") % {"most": most})
    return text


def known(slug: str, listed: Container[str]) -> str:
    if slug not in listed:
        raise Refused(_("Please choose one of the listed answers."))
    return slug


def counted(number: int, *, most: int = LONGEST_DAY) -> int:
    if not 0 <= number <= most:
        raise Refused(_("Please give a number from 0 to %(most)d.") % {"most": most})
    return number


def level(tension: int | None) -> int | None:
    return None if tension is None else counted(tension, most=10)


def not_ahead(on: date, now: datetime) -> date:
    """Only what has happened is recorded. One day of grace: it is tomorrow already at the date line."""
    if (on - now.date()).days > 1:
        raise Refused(_("This day has not come yet."))
    return on


def author(viewer: Viewer) -> int:
    """Whose name stands beside what is written; only somebody who signed in has one."""
    if viewer.account_id is None:
        raise Refused(_("Only somebody who has signed in can write here."))
    return viewer.account_id
