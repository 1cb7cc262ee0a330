"""Numbers, hours and lists to choose from, as the pages of the casework ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.agency.profile import current
from comity.cases.words import SERVICES
from comity.people.languages import SPOKEN
from comity.people.models import Post
from comity.people.viewers import held_on
from comity.texts.say import say
from comity.web.typed import Kept, without_faults

Choice = tuple[str, str]
LEADERS = ("specialist", "director")
LONGEST_NUMBER = 12


class Number(Kept, forms.Field):
    """A whole number, in the digits of any script; none typed is nothing said."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "two-digits", "autocomplete": "off"})
    default_error_messages = {"required": gettext_lazy("Please write a number.")}  # noqa: RUF012 - Django's own form

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        typed = without_faults(str(value if value is not None else "")).strip()
        if not typed:
            return None
        number = int(typed) if len(typed) <= LONGEST_NUMBER and typed.isdecimal() else -1
        if not 0 <= number <= self.most:
            raise forms.ValidationError(_("Please write a number from 0 to %(most)d, in digits.") % {"most": self.most})
        return number


class Clock(Kept, forms.Field):
    """A time of day, like 18:30."""

    widget = forms.TextInput(attrs={"type": "time", "class": "short"})
    default_error_messages = {"required": gettext_lazy("Please write a time, like 18:30.")}  # noqa: RUF012

    def to_python(self, value: Any) -> time | None:
        typed = without_faults(str(value or "")).strip()
        if not typed:
            return None
        hours, _colon, minutes = typed.partition(":")
        try:
            return time(int(hours[:3]), int(minutes[:2]))
        except ValueError:
            raise forms.ValidationError(_("Please write the time as hours and minutes, like 18:30.")) from None


def services(language: str) -> dict[str, str]:
    """The four services by the agency's own names."""
    return {slug: say(f"service.{slug}.name", language) for slug in SERVICES}


def program_name(slug: str, language: str) -> str:
    return say(f"program.{slug}.name", language) if slug else ""


def program_choices(language: str, service: str = "") -> list[Any]:
    """The programs of the profile, of one service or in groups by service; the first choice is none."""
    by_service: dict[str, list[Choice]] = {slug: [] for slug in SERVICES}
    for slug, row in current().programs.items():
        by_service.setdefault(str(row["service"]), []).append((slug, program_name(slug, language)))
    none = ("", _("No program"))
    if service:
        return [none, *by_service.get(service, [])]
    names = services(language)
    return [none, *((names.get(slug, slug), rows) for slug, rows in by_service.items() if rows)]


def language_choices() -> list[Choice]:
    return [(tag, str(name)) for tag, name in SPOKEN.items()]


def colleagues(office: str, on: date, *, roles: Iterable[str] = LEADERS) -> tuple[list[Choice], list[Choice]]:
    """Who could work on a case: the people of its own office, and those of all others. One query."""
    posts = Post.objects.filter(held_on(on), role__in=list(roles), account__is_active=True).select_related("account")
    here: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    for post in posts.order_by("account__name"):
        (here if post.office == office else elsewhere)[str(post.account_id)] = post.account.name
    return list(here.items()), [(pk, name) for pk, name in elsewhere.items() if pk not in here]


def colleague_choices(office: str, on: date) -> list[Any]:
    """For a list to choose one from, in two groups."""
    here, elsewhere = colleagues(office, on)
    groups: list[Any] = [(_("This office"), here)] if here else []
    return [("", _("Please choose")), *groups, *([(_("Other offices"), elsewhere)] if elsewhere else [])]
