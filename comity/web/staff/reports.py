"""Reports: the year's figures, small numbers hidden, as charts with their tables, as CSV and on paper."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.reports.access import may_read
from comity.reports.annual import NoSuchYear
from comity.reports.kept import recent
from comity.reports.shape import EVERYWHERE, AnnualReport, Section, Table
from comity.reports.words import COLUMNS, FACTS, finding, label, said, title, waited
from comity.trust import audit
from comity.web.components.tilemap import Tile, by_number
from comity.web.doors import Visit

# In the order of the page; the others follow as tables.
CHARTS = (
    "matters-by-state",
    "matters-by-region",
    "matters-by-setting",
    "matters-by-basis",
    "matters-by-language",
    "matters-by-stage",
    "cases-by-category",
    "cases-by-outcome",
    "cases-by-organisation",
    "work-by-service",
    "work-by-program",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Line:
    """One line of a table on the page."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """One chart with its table and the address of its CSV."""

    slug: str
    title: str
    finding: str
    fact: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    bars: tuple[tuple[str, int | None], ...]
    tiles: tuple[Tile, ...]
    several: bool
    csv: str


@require_safe
def reports(request: Visit) -> HttpResponse:
    """The year on one page."""
    report, section = asked_for(request)
    return render(request, "staff/reports/index.html", shown(request, report, section))


@require_safe
def on_paper(request: Visit) -> HttpResponse:
    """The same numbers, ready to print."""
    report, section = asked_for(request)
    return render(request, "staff/reports/print.html", shown(request, report, section))


@require_safe
def as_csv(request: Visit, table: str) -> HttpResponse:
    """One table to take along; who took it is written down."""
    report, section = asked_for(request)
    found = section.table(table)
    if table != "days-to-contact" and found is None:
        raise Http404
    language = get_language() or "en"
    rows = day_rows(report, section, language) if found is None else table_rows(found, language)
    audit.record(
        "report-taken",
        None,
        viewer=request.viewer,
        now=request.now,
        facts={"table": table, "year": report.year, "region": section.place},
    )
    sheet = StringIO()
    csv.writer(sheet).writerows([harmless(cell) for cell in row] for row in rows)
    # the mark at the beginning tells spreadsheets that the letters are UTF-8
    response = HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    where = f"-{section.place}" if section.place else ""
    response["Content-Disposition"] = f'attachment; filename="comity-{report.year}{where}-{table}.csv"'
    return response


def harmless(cell: str) -> str:
    """A spreadsheet must not take a word for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def asked_for(request: Visit) -> tuple[AnnualReport, Section]:
    """The year and the region that the address names; not yours and no such year look the same."""
    if not may_read(request.viewer):
        raise Http404
    told = request.GET.get("year", "")
    try:
        year = int(told) if told else timezone.localtime(request.now).year
        report = recent(year, now=request.now)
    except (ValueError, NoSuchYear):
        raise Http404 from None
    section = report.sections.get(request.GET.get("region", EVERYWHERE))
    if section is None:
        raise Http404
    return report, section


def shown(request: HttpRequest, report: AnnualReport, section: Section) -> dict[str, Any]:
    language = get_language() or "en"
    panels = {table.slug: panel(table, report, section, language) for table in section.tables}
    drawn = [panels[slug] for slug in CHARTS if slug in panels]
    return {
        "nav": "reports",
        "report": report,
        "section": section,
        "place": label("region", section.place, language) if section.place else "",
        "years": range(report.year + 1, report.year - 6, -1),
        "regions": [(one.place, label("region", one.place, language)) for one in report.places],
        "headline": [(name, COLUMNS[name], said(number)) for name, number in section.totals.items()],
        "waited": waited(section),
        "days": day_lines(report, section, language),
        "day_heads": day_heads(),
        "strip": [
            (name, one.days.lower, one.days.median, one.days.upper)
            for name, one in day_places(report, section, language)
        ],
        "days_csv": address(report, section, "days-to-contact"),
        "panels": drawn,
        "others": [found for slug, found in panels.items() if slug not in CHARTS],
        "print_url": f"{reverse('staff:reports-print')}?{query(report, section)}",
    }


def query(report: AnnualReport, section: Section) -> str:
    return urlencode({"year": report.year} | ({"region": section.place} if section.place else {}))


def address(report: AnnualReport, section: Section, table: str) -> str:
    return f"{reverse('staff:reports-csv', args=[table])}?{query(report, section)}"


def panel(table: Table, report: AnnualReport, section: Section, language: str) -> Panel:
    names = [label(table.fact, row.slug, language) for row in table.rows]
    tiles: tuple[Tile, ...] = ()
    if table.fact == "state" and table.subject == "matters":
        tiles = by_number(
            {row.slug: row.numbers[0].value or 0 for row in table.rows},
            hidden=frozenset(row.slug for row in table.rows if row.numbers[0].hidden),
        )
    return Panel(
        slug=table.slug,
        title=title(table),
        finding=finding(table, section, language),
        fact=str(FACTS[table.fact]),
        columns=tuple(str(COLUMNS[column]) for column in table.columns),
        lines=tuple(
            Line(name, tuple(said(number) for number in row.numbers))
            for name, row in zip(names, table.rows, strict=True)
        ),
        bars=tuple((name, row.numbers[0].value) for name, row in zip(names, table.rows, strict=True)),
        tiles=tiles,
        several=table.several,
        csv=address(report, section, table.slug),
    )


def table_rows(table: Table, language: str) -> list[list[str]]:
    """A table as its CSV holds it: one header, one line for each word, the slug last for machines."""
    head = [str(FACTS[table.fact]), *(str(COLUMNS[column]) for column in table.columns), "slug"]
    return [
        head,
        *([label(table.fact, row.slug, language), *(said(n) for n in row.numbers), row.slug] for row in table.rows),
    ]


def day_places(report: AnnualReport, section: Section, language: str) -> list[tuple[str, Section]]:
    """Everywhere and then each region; on a region's page that region alone."""
    if section.place:
        return [(label("region", section.place, language), section)]
    return [(_("Everywhere"), section), *((label("region", one.place, language), one) for one in report.places)]


def day_heads() -> list[str]:
    return [
        _("People reached for the first time"),
        _("A quarter reached within (days)"),
        _("Half reached within (days)"),
        _("Three quarters reached within (days)"),
    ]


def day_lines(report: AnnualReport, section: Section, language: str) -> list[Line]:
    return [
        Line(
            name,
            (
                said(one.days.reached),
                *(
                    _("hidden") if day is None else str(day)
                    for day in (one.days.lower, one.days.median, one.days.upper)
                ),
            ),
        )
        for name, one in day_places(report, section, language)
    ]


def day_rows(report: AnnualReport, section: Section, language: str) -> list[list[str]]:
    return [
        [str(FACTS["region"]), *day_heads()],
        *([line.label, *line.cells] for line in day_lines(report, section, language)),
    ]


urlpatterns = [
    path("reports/", reports, name="reports"),
    path("reports/print/", on_paper, name="reports-print"),
    path("reports/csv/<slug:table>/", as_csv, name="reports-csv"),
]
