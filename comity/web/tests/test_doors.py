"""Who comes in by which door: a stranger reads the public pages and is shown the way to the sign-in page elsewhere."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from comity.people.tests.cast import NOON, somebody
from comity.trust.lifecycle import Refused
from comity.trust.viewer import STRANGER
from comity.web import doors, openpages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/", "public"),
        ("/zh-hans/", "public"),
        ("/ask/where/", "public"),
        ("/staff/", "staff"),
        ("/staff/cases/", "staff"),
        ("/follow/", "participant"),
        ("/ar/follow/matter/", "participant"),
        ("/staffing/", "public"),
        ("", "public"),
    ],
)
def test_every_address_belongs_to_one_door(path: str, door: str) -> None:
    assert doors.door_of(path) == door


@pytest.mark.parametrize(
    "page", [page for page in openpages.pages() if page.door != "public"], ids=lambda page: page.name
)
def test_a_stranger_gets_no_further_than_the_list_says(page: openpages.Page, client: Client) -> None:
    answer = client.get(page.example, headers={"accept-language": "en"})
    if page.is_open:
        assert answer.status_code in (200, 302, 400, 404, 405, 409)
        assert not answer.headers.get("Location", "").startswith("/staff/sign-in/?next=")
    elif page.door == "staff":
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/staff/sign-in/")
        assert client.post(page.example).headers.get("Location", "/staff/sign-in/") == "/staff/sign-in/"


def test_the_list_of_open_pages_in_the_docs_is_the_list_of_open_pages() -> None:
    path = settings.BASE.parent / "docs" / "open-pages.md"
    assert path.read_text(encoding="utf-8") == openpages.as_markdown(), "run: make docs"


def test_open_views_exist() -> None:
    assert set(doors.OPEN_VIEWS) <= {page.name for page in openpages.pages()}


def test_nothing_of_the_office_is_kept_by_a_browser(client: Client) -> None:
    client.force_login(somebody("Ada", ("administrator", "headquarters")))
    for path in ("/staff/people/", "/staff/sign-in/", "/staff/no-such-page/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_the_session_cookie_is_for_the_office_only(client: Client) -> None:
    client.force_login(somebody("Ada", ("administrator", "headquarters")))
    assert settings.SESSION_COOKIE_PATH == "/staff/"
    answer = client.get("/health")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_what_is_refused_is_said_in_a_sentence_and_in_the_readers_language(rf: RequestFactory) -> None:
    request = rf.get("/staff/people/")
    request.door, request.viewer, request.LANGUAGE_CODE = "staff", STRANGER, "en"
    door = doors.ClosedByDefault(lambda _request: HttpResponse())
    answer = door.process_exception(request, Refused("The lead has gone home."))
    assert answer is not None
    assert answer.status_code == 409
    assert "The lead has gone home." in answer.content.decode()
    assert door.process_exception(request, ValueError("a bug stays loud")) is None


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_page_too_large_is_named_as_such(client: Client) -> None:
    answer = client.post("/staff/sign-in/", {"email": "a" * 5000, "password": "x"})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_too_many_fields_are_named_too(client: Client) -> None:
    answer = client.post("/staff/sign-in/", {f"field{number}": "x" for number in range(600)})
    assert answer.status_code == 413


def test_a_forged_form_is_answered_in_a_sentence() -> None:
    answer = Client(enforce_csrf_checks=True).post("/staff/sign-in/", {"email": "a", "password": "b"})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()


def test_the_office_speaks_the_language_of_the_account(client: Client) -> None:
    ada = somebody("Ada", ("administrator", "headquarters"))
    ada.language = "ar"
    ada.save()
    client.force_login(ada)
    page = client.get("/staff/people/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_before_signing_in_the_language_is_chosen_on_the_page(client: Client) -> None:
    assert 'lang="zh-Hans"' in client.get("/staff/sign-in/?language=zh-hans").content.decode()[:200]
    assert 'lang="en"' in client.get("/staff/sign-in/?language=xx").content.decode()[:200]


def test_the_moment_is_passed_in_by_tests_and_by_nobody_else(rf: RequestFactory) -> None:
    seen: list[HttpRequest] = []
    door = doors.AtTheDoor(lambda request: seen.append(request) or HttpResponse())  # type: ignore[func-returns-value]
    door(rf.get("/", **{"comity.now": NOON}))
    door(rf.get("/", headers={"comity.now": "1999"}))
    assert seen[0].now == NOON  # type: ignore[attr-defined]
    assert seen[1].now.year > 2000  # type: ignore[attr-defined]
