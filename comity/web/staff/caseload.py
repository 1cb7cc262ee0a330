"""The caseload: kept views with counts, one search line, and rows that can be given to somebody several at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases.actions.views import remove_view, save_view
from comity.cases.caseload import PER_PAGE, STANDING_VIEWS, Page, Row, caseload, counts_of, saved_views
from comity.cases.lifecycle import CASE
from comity.cases.line import FLAGS, KEYS, LONGEST, Line, parse
from comity.cases.words import CLOSED, PAUSED, UNDER_WAY
from comity.people.access import works_on_matters
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff import words_typed
from comity.web.staff.names import office_city
from comity.web.typed import without_faults

STANDING_NAMES = {
    "mine": gettext_lazy("Mine"),
    "team": gettext_lazy("All open"),
    "quiet": gettext_lazy("Quiet for a week"),
    "unassigned": gettext_lazy("Without a lead"),
}
# The columns of the list: slug, heading, how a click sorts it, and which way that runs.
COLUMNS = (
    ("case", gettext_lazy("Case"), (("title", "ascending"),)),
    ("stage", gettext_lazy("Stage"), (("stage", "ascending"),)),
    ("table", gettext_lazy("Table"), ()),
    ("tension", gettext_lazy("Tension"), (("tension", "descending"),)),
    ("last", gettext_lazy("Last entry"), (("last", "descending"), ("quiet", "ascending"))),
    ("next", gettext_lazy("Next"), (("next", "ascending"),)),
    ("lead", gettext_lazy("Lead"), ()),
)
USUAL_SORT = "last"
KEPT_IN_THE_BOX = 2000
STEPS = (*UNDER_WAY, CLOSED)

HELP = (
    ("open  closed  paused", gettext_lazy("where the case stands")),
    ("mine  unassigned  urgent  overdue  minors", gettext_lazy("one word, one filter")),
    ("quiet:7", gettext_lazy("nothing written for seven days")),
    ("due:3", gettext_lazy("the next step is due within three days")),
    ("tension:6", gettext_lazy("tension of six or more")),
    ("lang:zh", gettext_lazy("a language of the people in it")),
    ("stage:active", gettext_lazy("one stage: open, assessing, planned, active, paused, closed")),
    ("region:southeast  office:atlanta  state:FL", gettext_lazy("where")),
    ("lead:me  lead:LO  lead:none", gettext_lazy("who leads it, by initials")),
    ("basis:religion  category:education  setting:hate-crime", gettext_lazy("what it is about")),
    ("party:school  service:mediation  program:spcp  outcome:agreement", gettext_lazy("who is in it, what was done")),
    ("whitlock  “second meeting”  座位", gettext_lazy("any words of the journal, in any script")),
)


def worker_only(viewer: Viewer) -> None:
    """Whoever has no business with cases sees the same 404 as for no page."""
    if not works_on_matters(viewer):
        raise Http404


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def caseload_page(request: Visit) -> HttpResponse:
    """Find, sort, and act on many, without leaving the list."""
    worker_only(request.viewer)
    asked = request.POST if request.method == "POST" else request.GET
    typed = asked.get("q", "")
    if request.method == "POST":
        where = address_for(typed, request.viewer)
        if where:
            return redirect(where)
    elif token := asked.get("w", ""):
        typed = words_typed.opened(token, request.viewer)
    return answer(request, typed, sort=asked.get("sort", ""), number=whole(asked.get("page", "")))


def answer(request: Visit, typed: str, *, sort: str = "", number: int = 1) -> HttpResponse:
    found = caseload(request.viewer, typed, sort, number, request.now)
    return render(request, "staff/caseload/list.html", picture(request, typed, found))


def address_for(typed: str, viewer: Viewer) -> str:
    """Where a line leads: filters stand in the address, words only sealed. Nothing for a line nobody understands."""
    try:
        line = parse(typed)
    except Refused:
        return ""
    return url_of(typed if line.words else line.as_filters, line, viewer)


def url_of(typed: str, line: Line, viewer: Viewer, **more: str) -> str:
    named = {"w": words_typed.sealed(typed, viewer)} if line.words else {"q": typed} if typed else {}
    query = urlencode(named | {key: value for key, value in more.items() if value})
    return f"{reverse('staff:caseload')}?{query}" if query else reverse("staff:caseload")


def whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1


@dataclass(frozen=True)
class Shown:
    """One row, with the words the list says beside the facts."""

    row: Row
    today: Any
    selectable: bool
    language: str

    @property
    def case(self) -> Any:
        return self.row.case

    @property
    def stage(self) -> str:
        return str(CASE.labels[self.case.stage][0])

    @property
    def is_paused(self) -> bool:
        return bool(self.case.stage == PAUSED)

    @property
    def steps(self) -> list[bool]:
        """The small bar: which of the five stages are behind it or under way."""
        at = STEPS.index("active" if self.is_paused else self.case.stage)
        return [number <= at for number in range(len(STEPS))]

    @property
    def tension_said(self) -> str:
        """The level and where it came from, in words."""
        now, start = self.case.tension, self.case.tension_at_start
        if start is None or now == start:
            return _("Tension %(now)d of 10") % {"now": now}
        if now < start:
            return _("Tension %(now)d of 10, down from %(start)d") % {"now": now, "start": start}
        return _("Tension %(now)d of 10, up from %(start)d") % {"now": now, "start": start}

    @property
    def arrow(self) -> str:
        now, start = self.case.tension, self.case.tension_at_start
        if start is None or now is None or now == start:
            return "→"
        return "↘" if now < start else "↗"

    @property
    def is_hot(self) -> bool:
        return (self.case.tension or 0) >= 7

    @property
    def city(self) -> str:
        return office_city(self.case.office, self.language)


@dataclass(frozen=True)
class Choice:
    """A list by name: a standing one or one that somebody keeps."""

    label: str
    line: str
    url: str
    is_current: bool
    count: int
    more: bool
    pk: int | None = None


class Views:
    """The lists beside the search line; their numbers are read when the page asks for them."""

    def __init__(self, viewer: Viewer, line: Line, now: datetime) -> None:
        self.viewer, self.line, self.now = viewer, line, now

    @cached_property
    def all(self) -> list[Choice]:
        kept = [(view.name, view.line, view.pk) for view in saved_views(self.viewer)]
        standing = [(str(STANDING_NAMES[slug]), line, None) for slug, line in STANDING_VIEWS]
        named: list[tuple[str, str, int | None]] = [*standing, *kept]
        counts = counts_of(self.viewer, {line: line for _name, line, _pk in named}, self.now)
        here = self.line.as_filters if not self.line.words else None
        return [
            Choice(
                label=name,
                line=line,
                url=f"{reverse('staff:caseload')}?{urlencode({'q': line})}",
                is_current=parse(line).as_filters == here,
                count=min(counts[line], 1000),
                more=counts[line] > 1000,
                pk=pk,
            )
            for name, line, pk in named
        ]

    @property
    def current(self) -> Choice | None:
        return next((choice for choice in self.all if choice.is_current), None)


def picture(request: Visit, typed: str, found: Page) -> dict[str, Any]:
    """Everything the list shows, in a fixed number of queries."""
    viewer, line = request.viewer, found.line
    today = timezone.localtime(request.now).date()
    typed = " ".join(without_faults(typed[: KEPT_IN_THE_BOX * 2]).split())[:KEPT_IN_THE_BOX]
    directed = viewer.offices_as("director")
    rows = [
        Shown(row, today, row.case.office in directed and not row.case.is_closed, viewer.language) for row in found.rows
    ]
    views = Views(viewer, line, request.now)
    sort = found.sort if found.sort != USUAL_SORT else ""
    return {
        "nav": "caseload",
        "own_search": True,
        "asked": typed,
        "found": found,
        "rows": rows,
        "selectable": any(row.selectable for row in rows),
        "views": views,
        "columns": [] if found.problem else columns(found, typed, viewer),
        "drops": drops(found, typed, viewer),
        "pager": pager(found, typed, sort, viewer),
        "first": (found.number - 1) * PER_PAGE + 1,
        "last": (found.number - 1) * PER_PAGE + len(rows),
        "may_keep": bool(line.as_filters) and not line.words and not views.current and not found.problem,
        "help": HELP,
        "flags": ", ".join(FLAGS),
        "keys": ", ".join(f"{key}:" for key in KEYS),
        "longest": LONGEST,
        "here": request.get_full_path() if request.method == "GET" else reverse("staff:caseload"),
    }


def columns(found: Page, typed: str, viewer: Viewer) -> list[dict[str, Any]]:
    """The headings; a heading that sorts is a link, and the one in force says which way it runs."""
    heads = []
    for slug, label, sorts in COLUMNS:
        names = [name for name, _way in sorts]
        at = names.index(found.sort) if found.sort in names else None
        then = names[(at + 1) % len(names)] if at is not None else names[0] if names else ""
        url = url_of(typed, found.line, viewer, sort=then if then != USUAL_SORT else "") if then else ""
        way = sorts[at][1] if at is not None else ""
        heads.append({"slug": slug, "label": label, "url": url, "way": way})
    return heads


def drops(found: Page, typed: str, viewer: Viewer) -> list[dict[str, str]]:
    """For a list that came out empty: each filter with the address of the list without it."""
    line = found.line
    pieces = [*line.flags, *(f"{key}:{value}" for key, value in line.filters)]
    words = [f'"{word}"' if " " in word else word for word in line.words]
    given = [*pieces, *words]
    if found.rows or found.problem:
        return []
    without = []
    for number, piece in enumerate(given):
        rest = " ".join(given[:number] + given[number + 1 :])
        without.append({"piece": piece, "url": url_of(rest, parse(rest), viewer)})
    return without


def pager(found: Page, typed: str, sort: str, viewer: Viewer) -> list[dict[str, Any]]:
    """First, last, and what lies around this page; a gap has no address."""
    if found.pages < 2:
        return []
    near = {1, found.pages, found.number - 1, found.number, found.number + 1}
    steps: list[dict[str, Any]] = []
    for number in sorted(number for number in near if 1 <= number <= found.pages):
        if steps and number - steps[-1]["number"] > 1:
            steps.append({"number": number - 1, "gap": True})
        url = url_of(typed, found.line, viewer, sort=sort, page=str(number) if number > 1 else "")
        steps.append({"number": number, "url": url, "here": number == found.number})
    return steps


@require_POST
def view_new(request: Visit) -> HttpResponse:
    """The filters in force are kept as a list by name."""
    worker_only(request.viewer)
    line = request.POST.get("line", "")
    try:
        view = save_view(name=without_faults(request.POST.get("name", ""))[:200], line=line, viewer=request.viewer)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address_for(line, request.viewer) or "staff:caseload")
    messages.success(request, _("The list “%(name)s” is kept.") % {"name": view.name})
    return redirect(f"{reverse('staff:caseload')}?{urlencode({'q': view.line})}")


@require_POST
def view_delete(request: Visit, pk: int) -> HttpResponse:
    """A kept list goes; the cases in it stay."""
    worker_only(request.viewer)
    view = next((view for view in saved_views(request.viewer) if view.pk == pk), None)
    if view is None:
        raise Http404
    remove_view(pk=pk, viewer=request.viewer)
    messages.success(request, _("The list “%(name)s” is gone. Its cases are still here.") % {"name": view.name})
    return redirect(f"{reverse('staff:caseload')}?{urlencode({'q': view.line})}")


urlpatterns = [
    path("cases/", caseload_page, name="caseload"),
    path("cases/views/", view_new, name="view-new"),
    path("cases/views/<int:pk>/removal/", view_delete, name="view-delete"),
]
