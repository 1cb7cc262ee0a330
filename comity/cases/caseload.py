"""The caseload: one search line, one order, one page of rows, in a fixed number of queries."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import Count, F, Q, Value
from django.db.models import When as If
from django.utils import timezone

from comity.cases.access import DIRECTOR, cases_known_to, cases_of, in_part
from comity.cases.line import Line, narrowed, parse
from comity.cases.models import Case, SavedView
from comity.cases.search import as_text, scan
from comity.cases.words import CLOSED, STAGES
from comity.trust.guard import GuardedQuerySet
from comity.trust.lifecycle import Refused
from comity.trust.models import in_force
from comity.trust.viewer import Viewer

PER_PAGE = 50
COUNTED_UP_TO = 1000
QUIET_DAYS = 7
NEARBY_DAYS = 180

STAGE_ORDER = When(*(If(stage=stage, then=Value(number)) for number, stage in enumerate(STAGES)))
SORTS: dict[str, tuple[Any, ...]] = {
    "last": ("-last_entry_at", "pk"),
    "quiet": ("last_entry_at", "pk"),
    "next": (F("next_on").asc(nulls_last=True), "pk"),
    "tension": (F("tension").desc(nulls_last=True), "pk"),
    "opened": ("-opened_at", "pk"),
    "title": ("title", "pk"),
    "stage": (STAGE_ORDER, "-last_entry_at"),
}
# The four lists everybody has, before they keep any of their own.
STANDING_VIEWS = (
    ("mine", "open mine"),
    ("team", "open"),
    ("quiet", f"quiet:{QUIET_DAYS}"),
    ("unassigned", "open unassigned"),
)


@dataclass(frozen=True)
class Row:
    """One line of the caseload. Nothing sealed stands in it: a list never opens a case."""

    case: Case
    reference: str
    quiet_days: int
    is_overdue: bool

    @property
    def lead(self) -> str:
        return self.case.lead.name if self.case.lead else ""


@dataclass(frozen=True)
class Page:
    """One page of the caseload, or the sentence that says why there is none."""

    rows: list[Row]
    number: int
    total: int
    is_more_than_counted: bool
    line: Line
    sort: str
    problem: str = ""
    drop: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def caseload(viewer: Viewer, line: str, sort: str, page: int, now: datetime) -> Page:
    """The cases this viewer works on, narrowed by the search line: four queries at most, however many rows."""
    sort = sort if sort in SORTS else "last"
    try:
        understood = parse(line)
    except Refused as refused:
        return Page([], 1, 0, False, Line(), sort, problem=str(refused))
    rows = narrowed(cases_of(viewer), understood, viewer=viewer, now=now).order_by(*SORTS[sort])
    number = max(1, page)
    if understood.words:
        found = scan(viewer, understood.words, rows, COUNTED_UP_TO + 1)
    else:
        # Sorted and counted by identifier alone; only the page's own rows are read whole and joined.
        keys = rows.annotate(mine=as_text("pk")).values_list("mine", flat=True)[: COUNTED_UP_TO + 1]
        found = [uuid.UUID(key) for key in keys]
    counted = len(found)
    total = min(counted, COUNTED_UP_TO)
    number = within(number, total)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    by_id = {case.pk: case for case in whole(cases_of(viewer).filter(pk__in=shown))} if shown else {}
    cases = [by_id[pk] for pk in shown if pk in by_id]
    drop = () if cases else tuple(f"{key}:{value}" for key, value in understood.filters) + understood.flags
    return Page([row(case, now) for case in cases], number, total, counted > COUNTED_UP_TO, understood, sort, drop=drop)


def within(number: int, total: int) -> int:
    return min(number, max(1, -(-total // PER_PAGE)))


def whole(rows: GuardedQuerySet[Case]) -> GuardedQuerySet[Case]:
    """With what a line of the list shows beside the case itself."""
    return rows.select_related("matter", "lead")


def row(case: Case, now: datetime) -> Row:
    quiet = 0 if case.is_closed else max(0, (now - case.last_entry_at).days)
    overdue = case.next_on is not None and not case.is_closed and case.next_on < timezone.localtime(now).date()
    return Row(case=case, reference=case.matter.reference, quiet_days=quiet, is_overdue=overdue)


def saved_views(viewer: Viewer) -> list[SavedView]:
    """The lists this person keeps by name."""
    if viewer.account_id is None:
        return []
    return list(SavedView.objects.filter(account_id=viewer.account_id).order_by("position", "pk"))


def counts_of(viewer: Viewer, lines: dict[str, str], now: datetime) -> dict[str, int]:
    """How many cases each named line holds, for the numbers beside the lists: one query for each line."""
    found = {}
    for name, line in lines.items():
        rows = narrowed(cases_of(viewer), parse(line), viewer=viewer, now=now)
        found[name] = rows.order_by()[: COUNTED_UP_TO + 1].count()
    return found


def nearby(viewer: Viewer, *, state: str, county: str, now: datetime, most: int = 8) -> list[Row]:
    """Open or recent cases of the same place, for whoever decides on a request. Intake sees titles only."""
    if not state:
        return []
    rows = cases_known_to(viewer).filter(state=state, last_entry_at__gte=now - timedelta(days=NEARBY_DAYS))
    same_county = When(If(county=county, then=Value(0)), default=Value(1))
    return [row(case, now) for case in whole(rows).order_by(same_county, "-last_entry_at")[:most]]


@dataclass(frozen=True)
class Load:
    """How much one specialist carries. No figure here says who settles more: that would press on the parties."""

    account_id: int | None
    name: str
    open: int
    overdue: int
    quiet: int
    urgent: int


def load_by_specialist(viewer: Viewer, now: datetime) -> list[Load]:
    """For the director: what lies with whom, and what lies with nobody (that row comes first, without a name)."""
    directed = in_force(viewer).filter(in_part(DIRECTOR)).values("matter_id")
    rows = (
        cases_of(viewer)
        .filter(matter_id__in=directed)
        .exclude(stage=CLOSED)
        .order_by()
        .values("lead_id", "lead__name")
        .annotate(
            held=Count("pk"),
            overdue=Count("pk", filter=Q(next_on__lt=timezone.localtime(now).date())),
            quiet=Count("pk", filter=Q(last_entry_at__lt=now - timedelta(days=QUIET_DAYS))),
            pressing=Count("pk", filter=Q(urgent=True)),
        )
    )
    loads = [
        Load(r["lead_id"], r["lead__name"] or "", r["held"], r["overdue"], r["quiet"], r["pressing"]) for r in rows
    ]
    return sorted(loads, key=lambda load: (load.account_id is not None, -load.open, load.name))
