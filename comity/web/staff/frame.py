"""The frame around every page of the office: the places, what waits there, the desk, the account menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.cases.caseload import QUIET_DAYS, saved_views
from comity.people.access import may_see_loads, works_on_matters
from comity.people.actions import initials_of, who_is_on_duty
from comity.reports.access import may_read
from comity.trust.viewer import STRANGER, Viewer
from comity.web.staff.counts import counts_for
from comity.web.staff.names import office_city
from comity.web.typed import tidy

THEMES = (
    {"slug": "auto", "label": gettext_lazy("As the device")},
    {"slug": "light", "label": gettext_lazy("Light")},
    {"slug": "dark", "label": gettext_lazy("Dark")},
)


@dataclass(frozen=True)
class Place:
    """One entry of the rail. `count` is a number read when the page asks for it."""

    slug: str
    url: str
    icon: str
    label: str
    short: str
    counts: Any
    hot: bool = False

    @cached_property
    def count(self) -> int:
        return int(self.counts.get(self.slug, 0)) if self.counts else 0


# slug, name of the view, icon, label, short label, whether the count is marked, who is shown it
PLACES: tuple[tuple[str, str, str, Any, Any, bool, Callable[[Viewer], bool]], ...] = (
    ("today", "staff:today", "sun", gettext_lazy("Today"), gettext_lazy("Today"), True, works_on_matters),
    ("caseload", "staff:caseload", "list", gettext_lazy("Caseload"), gettext_lazy("Cases"), False, works_on_matters),
    ("intake", "staff:intake", "inbox", gettext_lazy("Intake"), gettext_lazy("Intake"), True, works_on_matters),
    ("people", "staff:people", "users", gettext_lazy("People"), gettext_lazy("People"), False, lambda viewer: True),
    ("rota", "staff:rota", "cal", gettext_lazy("Duty rota"), gettext_lazy("Rota"), False, lambda viewer: True),
    ("offices", "staff:offices", "map", gettext_lazy("Offices"), gettext_lazy("Offices"), False, may_see_loads),
    ("reports", "staff:reports", "chart", gettext_lazy("Reports"), gettext_lazy("Reports"), False, may_read),
    ("gallery", "staff:gallery", "eye", gettext_lazy("Gallery"), gettext_lazy("Gallery"), False, lambda viewer: True),
)
MOST_PINNED = 5
ON_THE_PHONE = ("today", "caseload", "intake")


def address(name: str) -> str:
    """Where a view lives, or nothing while it is not built."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places(viewer: Viewer, counts: Any) -> list[Place]:
    """The places this person works in, in the order of the day."""
    return [
        Place(slug=slug, url=url, icon=icon, label=str(label), short=str(short), counts=counts, hot=hot)
        for slug, name, icon, label, short, hot, shown in PLACES
        if shown(viewer) and (url := address(name))
    ]


def pinned(viewer: Viewer, search_url: str) -> list[dict[str, str]]:
    """The lists this person keeps by name; until there are any, the two that everybody needs."""
    kept = [{"label": view.name, "icon": "flag", "line": view.line} for view in saved_views(viewer)[:MOST_PINNED]]
    views = kept or [
        {"label": _("Quiet for a week"), "icon": "flag", "line": f"quiet:{QUIET_DAYS}"},
        {"label": _("Schools, open"), "icon": "shield", "line": "open category:education"},
    ]
    return [{**view, "url": f"{search_url}?{urlencode({'q': view['line']})}"} for view in views]


def own_office(viewer: Viewer) -> str:
    """The office whose desk the person mainly sits at."""
    for role in ("director", "intake", "specialist", "headquarters", "administrator"):
        if offices := viewer.offices_as(role):
            return min(offices)
    return ""


def desk_name(viewer: Viewer, language: str) -> str:
    """What stands under the word Casework: the city of the office, or how many offices there are."""
    offices = viewer.offices_as("director", "intake", "specialist", "headquarters", "administrator")
    if len(offices) > 1:
        return _("%(city)s and %(more)s more") % {
            "city": office_city(own_office(viewer), language),
            "more": len(offices) - 1,
        }
    return office_city(own_office(viewer), language) if offices else _("No post")


def duty_line(viewer: Viewer, on: Any, language: str) -> str:
    """Who answers today what comes in to this person's office."""
    office = own_office(viewer)
    if not office or not works_on_matters(viewer):
        return ""
    account = who_is_on_duty(office, on)
    city = office_city(office, language)
    if account is None:
        return _("Nobody is on duty in %(city)s today.") % {"city": city}
    if account.pk == viewer.account_id:
        return _("You are on duty in %(city)s today.") % {"city": city}
    return _("On duty in %(city)s today: %(name)s") % {"city": city, "name": account.name}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The names that staff/base.html needs on every page; nothing at the other doors.

    A context processor of its own, named in the settings: the public door's code must not import what imports cases.
    """
    viewer: Viewer = getattr(request, "viewer", STRANGER)
    if getattr(request, "door", "public") != "staff" or viewer.account_id is None:
        return {}
    language = viewer.language
    account: Any = request.user
    now = request.now  # type: ignore[attr-defined]  # noted by AtTheDoor
    counts = SimpleLazyObject(lambda: counts_for(viewer, now))
    here = places(viewer, counts)
    search_url = address("staff:caseload") if works_on_matters(viewer) else ""
    return {
        "theme": account.theme,
        "keys": account.keys_on,
        "themes": THEMES,
        "account_name": viewer.name,
        "initials": initials_of(viewer.name),
        "nav_counts": counts,
        "places": here,
        "tabs": [place for place in here if place.slug in ON_THE_PHONE] or here[:3],
        "entry_url": address("staff:log-contact") if works_on_matters(viewer) else "",
        "search_url": search_url,
        "search_line": tidy(request.GET.get("q", "")) if search_url and request.path == search_url else "",
        "pinned": SimpleLazyObject(lambda: pinned(viewer, search_url)) if search_url else [],
        "desk_name": SimpleLazyObject(lambda: desk_name(viewer, language)),
        "duty_line": SimpleLazyObject(lambda: duty_line(viewer, timezone.localtime(now).date(), language)),
    }
