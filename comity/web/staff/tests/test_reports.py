"""The reports: the same numbers on the page, on paper, in each CSV and in the JSON; never a hidden one."""

import csv
import re
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from comity.people.models import Post
from comity.reports.annual import annual
from comity.reports.shape import AnnualReport, Section
from comity.reports.words import label
from comity.trust.models import Account, AuditRow
from comity.trust.viewer import System
from comity.web.staff.reports import harmless
from tests.reports.conftest import NOON, a_year, lena, matter, us_crs  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
MOMENT = {"comity.now": NOON}


def at_work(account: Account, role: str = "specialist", office: str = "atlanta") -> Client:
    Post.objects.create(account=account, role=role, office=office, since=NOON.date().replace(month=1))
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def desk(a_year: int, lena: Account) -> Client:  # noqa: F811
    return at_work(lena)


@pytest.mark.parametrize(
    ("tag", "english", "chinese"),
    [("es", "Spanish", "西班牙语"), ("uk", "Ukrainian", "乌克兰语"), ("not-known", "Not known", "")],
)
def test_a_language_without_pages_of_its_own_is_called_by_its_name(tag: str, english: str, chinese: str) -> None:
    for reader, name in (("en", english), ("zh-hans", chinese)):
        with translation.override(reader):
            assert label("language", tag, reader) == name or not name


class Tables(HTMLParser):
    """Every table of a page that has an id: lines of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.now, self.cell = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.now = dict(attrs).get("id") or ""
            self.found.setdefault(self.now, [])
        if tag == "tr" and self.now:
            self.found[self.now].append([])
        if tag in ("td", "th") and self.now:
            self.found[self.now][-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = False
        if tag == "table":
            self.now = ""

    def handle_data(self, data: str) -> None:
        if self.now and self.cell:
            self.found[self.now][-1][-1] += data.strip()


def tables_of(html: str) -> dict[str, list[list[str]]]:
    reader = Tables()
    reader.feed(html)
    return {name: rows for name, rows in reader.found.items() if name}


def expected(section: Section) -> dict[str, list[list[str]]]:
    with translation.override("en"):
        return {
            table.slug: [
                [
                    label(table.fact, row.slug, "en"),
                    *("hidden" if number.value is None else str(number.value) for number in row.numbers),
                ]
                for row in table.rows
            ]
            for table in section.tables
        }


@pytest.mark.parametrize("region", ["", "southeast", "northwest"])
def test_page_paper_and_csv_show_what_the_json_says(desk: Client, region: str) -> None:
    report: AnnualReport = annual(2026, now=NOON)
    said = expected(report.sections[region])
    told: dict[str, Any] = {"year": "2026", "region": region}
    for address in ("/staff/reports/", "/staff/reports/print/"):
        page = desk.get(address, told, **MOMENT)
        assert page.status_code == 200
        found = tables_of(page.content.decode())
        assert {slug: rows[1:] for slug, rows in found.items()} == said
    for slug, rows in said.items():
        answer = desk.get(f"/staff/reports/csv/{slug}/", told, **MOMENT)
        lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert [line[:-1] for line in lines[1:]] == rows
        assert answer.content.startswith(b"\xef\xbb\xbf")


def test_no_hidden_number_stands_anywhere_in_the_page(desk: Client) -> None:
    html = desk.get("/staff/reports/", {"year": "2026"}, **MOMENT).content.decode()
    hidden = sum(
        number.hidden for table in annual(2026, now=NOON).whole.tables for r in table.rows for number in r.numbers
    )
    assert hidden
    assert html.count(">hidden<") >= hidden  # in each table, and again in the charts
    for bar in re.findall(r'<rect class="bar"[^>]*width="([\d.]+)"[^>]*/><text class="n"[^>]*>(\d+)<', html):
        assert float(bar[0]) > 0 or bar[1] == "0"
    assert "style=" not in html
    assert "<script>" not in html


def test_each_chart_has_its_finding_as_its_title_and_a_table_beside_it(desk: Client) -> None:
    html = desk.get("/staff/reports/", {"year": "2026"}, **MOMENT).content.decode()
    charts = re.findall(
        r'<svg class="ranked[^"]*"[^>]*role="img" aria-labelledby="([\w-]+)-t \1-d"><title id="\1-t">([^<]+)', html
    )
    assert len(charts) == 11
    assert all(title.strip().endswith(".") for _, title in charts)
    assert html.count('<details class="astable">') == html.count('<table class="data"')


def test_taking_a_table_along_is_written_down(desk: Client, lena: Account) -> None:  # noqa: F811
    desk.get("/staff/reports/csv/matters-by-basis/", {"year": "2026"}, **MOMENT)
    row = AuditRow.objects.visible_to(System("audit")).get(act="report-taken")
    assert (row.who, row.facts) == (f"account:{lena.pk}", {"table": "matters-by-basis", "year": 2026, "region": ""})


def test_a_word_that_looks_like_a_formula_stays_a_word() -> None:
    assert harmless('=HYPERLINK("http://x.example")').startswith("'=")
    assert [harmless(word) for word in ("+1", "-1", "@a", "\tx", "Florida", "")] == [
        "'+1",
        "'-1",
        "'@a",
        "'\tx",
        "Florida",
        "",
    ]


def test_an_empty_year_is_a_page_with_zeros(us_crs: Any, lena: Account) -> None:  # noqa: F811
    page = at_work(lena).get("/staff/reports/", {"year": "2026"}, **MOMENT)
    assert page.status_code == 200
    assert "There is nothing to count yet." in page.content.decode()


@pytest.mark.parametrize(
    "address", ["?year=1700", "?year=x", "?region=atlantis", "csv/passwords/", "csv/matters-by-basis/?year=9"]
)
def test_what_does_not_exist_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(f"/staff/reports/{address}", **MOMENT).status_code == 404


def test_an_administrator_reads_figures_and_an_intake_worker_does_not(us_crs: Any) -> None:  # noqa: F811
    for role, status in (("administrator", 200), ("headquarters", 200), ("director", 200), ("intake", 404)):
        account = Account.objects.create_account(email=f"{role}@comity.example", name=role)
        office = "headquarters" if role in ("administrator", "headquarters") else "atlanta"
        assert at_work(account, role, office).get("/staff/reports/", **MOMENT).status_code == status


def test_the_stranger_is_sent_to_the_door(us_crs: Any) -> None:  # noqa: F811
    for address in ("/staff/reports/", "/staff/reports/print/", "/staff/reports/csv/matters-by-basis/"):
        answer = Client().get(address, **MOMENT)
        assert answer.status_code == 302
        assert "sign-in" in answer["Location"]


def test_the_page_is_read_in_chinese_and_in_arabic(desk: Client, lena: Account) -> None:  # noqa: F811
    for language, state in (("zh-hans", "佛罗里达"), ("ar", "فلوريدا")):
        lena.language = language
        lena.save()
        html = desk.get("/staff/reports/", {"year": "2026"}, **MOMENT).content.decode()
        assert state in html
