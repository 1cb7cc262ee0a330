"""The public door as a visitor meets it: in every language, without a cookie, without anybody else's server."""

import gzip
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from comity.agency import profile

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
STATIC = Path(__file__).resolve().parents[2] / "static" / "comity"
PREFIXES = ("", "/zh-hans", "/ar")
PAGES = (
    "/",
    "/services/",
    "/programs/",
    "/programs/?service=mediation",
    "/programs/spcp/",
    "/with/lgbtq/",
    "/offices/",
    "/offices/?q=32771",
    "/offices/?q=Springfield",
    "/offices/?q=96201",
    "/offices/?q=63101",
    "/offices/atlanta/",
    "/offices/miami/",
    "/offices/headquarters/",
    "/about/",
    "/confidentiality/",
    "/privacy/",
    "/accessibility/",
    "/safety/",
    "/start/",
    "/start/?program=spcp",
)
HOSTILE = (
    "\x00",
    "\ud800",
    "\u202eoof",
    "<script>alert(1)</script>",
    "=1+1",
    "x" * 5000,
    "'\"><svg onload=1>",
    "٣٢٧٧١",
)

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """What the tests want to know of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def values(self, *names: str) -> list[str]:
        return [value for _, name, value in self.attributes if name in names]


@pytest.fixture
def visitor() -> Client:
    """Somebody at the public door of the brochures' agency."""
    profile.load("us-crs", now=NOON)
    return Client()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_in_every_language_and_leaves_no_trace(visitor: Client, address: str) -> None:
    for prefix, language, direction in zip(PREFIXES, ("en", "zh-Hans", "ar"), ("ltr", "ltr", "rtl"), strict=True):
        answer = visitor.get(prefix + address)
        assert answer.status_code == 200, (prefix, address)
        assert not answer.cookies
        page = Page(answer.content.decode())
        assert ("html", "lang", language) in page.attributes
        assert ("html", "dir", direction) in page.attributes
        assert page.tags.count("h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_brings_nothing_from_another_server_and_nothing_inline(visitor: Client, address: str) -> None:
    page = Page(visitor.get(address).content.decode())
    assert page.values("style", "onclick", "onload") == []
    assert "style" not in page.tags
    loaded = [
        value for tag, name, value in page.attributes if name == "src" or (tag in ("link", "use") and name == "href")
    ]
    assert [value for value in loaded if not value.startswith(("/static/", "data:,"))] == []
    outside = [value for value in page.values("href", "action") if value.startswith(("http:", "https:", "//"))]
    assert outside == ["https://www.weather.gov/"]  # the way out, and only that


def test_the_way_out_works_without_a_script_and_tells_nobody(visitor: Client) -> None:
    page = Page(visitor.get("/").content.decode())
    at = page.attributes.index(("a", "class", "exit push"))
    assert ("a", "href", "https://www.weather.gov/") in page.attributes[at : at + 3]
    assert ("a", "rel", "noreferrer nofollow") in page.attributes[at : at + 3]


def test_the_first_page_is_light(visitor: Client) -> None:
    page = len(visitor.get("/", headers={"accept-encoding": "gzip"}).content)
    files = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("table.css", "public.css", "print.css", "exit.js", "icons.svg")
    )
    assert page + files < 60_000, (page, files)


def test_amina_types_her_zip_and_gets_one_number(visitor: Client) -> None:
    answer = visitor.get("/offices/?q=32771").content.decode()
    assert "Southeast Regional Office" in answer
    assert "404-555-0104" in answer
    assert "Miami Field Office" in answer
    assert "Seminole, FL" in answer


def test_a_shared_name_becomes_a_list_to_choose_from(visitor: Client) -> None:
    answer = visitor.get("/offices/?q=Springfield").content.decode()
    assert "/offices/" in answer
    assert answer.count("Springfield, ") >= 5


def test_jorge_near_a_border_sees_the_other_office_too(visitor: Client) -> None:
    answer = visitor.get("/offices/?q=63101").content.decode()  # St. Louis: Illinois is across the river
    assert "Central Regional Office" in answer
    assert "You may be near the border of another region" in answer
    assert answer.index("312-555-0105") < answer.index("usmap")


def test_a_military_address_gets_a_sentence(visitor: Client) -> None:
    answer = visitor.get("/offices/?q=96201").content.decode()
    assert "military address" in answer


def test_a_place_typed_in_chinese_is_found(visitor: Client) -> None:
    answer = visitor.get("/zh-hans/offices/?q=佛罗里达州").content.decode()
    assert "404-555-0104" in answer


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_gets_an_answer(visitor: Client, typed: str) -> None:
    answer = visitor.get("/offices/", {"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "<svg onload" not in answer.content.decode()


def test_an_unknown_page_says_so(visitor: Client) -> None:
    for address in ("/programs/nothing/", "/with/nobody/", "/offices/nowhere/", "/nothing/"):
        answer = visitor.get(address)
        assert answer.status_code == 404, address
        assert not answer.cookies


def test_every_program_of_the_profile_has_a_page_that_asks_for_it(visitor: Client) -> None:
    for slug in profile.current().programs:
        answer = visitor.get(f"/programs/{slug}/")
        assert answer.status_code == 200, slug
        assert f"/start/?program={slug}" in answer.content.decode()


def test_a_program_that_does_not_exist_is_not_carried_into_the_request(visitor: Client) -> None:
    assert "You are asking for" in visitor.get("/start/?program=spcp").content.decode()
    assert "You are asking for" not in visitor.get("/start/?program=evil").content.decode()


def test_every_state_on_the_map_has_the_colour_of_its_region(visitor: Client) -> None:
    tiles = re.findall(r'class="(hue-\d)[^"]*"><rect[^>]*/><text[^>]*>([A-Z]{2})<', visitor.get("/").content.decode())
    colour = {state: hue for hue, state in tiles}
    assert len(colour) == 56  # fifty states, the capital, five territories
    assert colour["FL"] == colour["GA"] != colour["TX"]
    assert colour["PR"] == colour["NY"]


def test_a_two_person_office_has_a_first_page_without_a_map() -> None:
    profile.load("generic", now=NOON)
    answer = Client().get("/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "usmap" not in text
    assert 'class="tel"' in text
