"""Hostile hands on every form of the public door: a sentence or success, never a fault of ours, nothing lost."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.agency import profile
from comity.web.public.questions import QUESTIONS
from comity.web.public.tests import hostile
from comity.web.public.tests.walker import NOON, Walker, text
from comity.web.typed import without_faults

pytestmark = pytest.mark.django_db
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NAMES = tuple(name for question in QUESTIONS for name in question.form.base_fields)
CALM = {200, 302, 400, 409, 410, 413}


@pytest.fixture(autouse=True)
def agency() -> None:
    profile.load("us-crs", now=NOON)


@pytest.fixture
def amina() -> Walker:
    walker = Walker()
    walker.begin()
    walker.answer("safety", safety="no")
    return walker


def calm(page: Any) -> None:
    assert page.status_code in CALM, page.status_code
    if page.status_code >= 400:
        assert "<main" in text(page)
    assert "Traceback" not in text(page)


@settings(max_examples=60, suppress_health_check=QUIET)
@given(question=st.sampled_from(QUESTIONS), sent=hostile.forms(NAMES), has_key=st.booleans())
def test_every_question_answers_whatever_it_is_sent(
    amina: Walker, question: Any, sent: dict[str, Any], has_key: bool
) -> None:
    key = {"key": amina.key("/report/words/")} if has_key else {}
    calm(amina.post(f"/report/{question.slug}/", {**sent, **key}))
    calm(amina.get("/report/check/"))


@settings(max_examples=25, suppress_health_check=QUIET)
@given(typed=hostile.words)
def test_what_is_refused_is_shown_again(amina: Walker, typed: str) -> None:
    page = amina.answer("words", narrative=typed)
    assert page.status_code in (302, 400)
    shown = text(page if page.status_code == 400 else amina.get("/report/words/"))
    kept = without_faults(typed) if page.status_code == 400 else without_faults(typed).strip()
    assert f">\n{escape(kept)}</textarea>" in shown


@settings(max_examples=25, suppress_health_check=QUIET)
@given(place=hostile.words, same=hostile.words, which=hostile.words)
def test_any_place_is_taken_in_the_end(amina: Walker, place: str, same: str, which: str) -> None:
    page = amina.answer("where", place=place, same=same, which=which)
    if page.status_code == 200:
        again = {"place": without_faults(place), "same": without_faults(place).strip(), "which": ""}
        page = amina.answer("where", **again)
    calm(page)
    assert page.status_code != 200 or "\n" in place


@settings(max_examples=25, suppress_health_check=QUIET)
@given(
    start=st.sampled_from(["/report/", "/ask/", "/forget/", "/report/check/", "/report/danger/", "/report/sent/"]),
    sent=hostile.forms(("program", "afresh", "unsure", "home")),
)
def test_every_button_answers(amina: Walker, start: str, sent: dict[str, Any]) -> None:
    page = amina.post(start, sent)
    assert page.status_code in CALM | {204}


@settings(max_examples=25, suppress_health_check=QUIET)
@given(slug=hostile.SLUG, query=hostile.SLUG, token=st.text(alphabet=st.characters(max_codepoint=0xFF), max_size=60))
def test_every_address_and_every_cookie_answers(amina: Walker, slug: str, query: str, token: str) -> None:
    for path in (f"/report/{quote(slug[:200], safe='')}/", f"/ask/?program={quote(query[:200], safe='')}"):
        assert amina.get(path).status_code in CALM | {301, 404}
    stranger = Walker()
    stranger.client.cookies["flow"] = token.replace("\r", "").replace("\n", "")
    assert stranger.get("/report/words/").status_code == 410


@settings(max_examples=25, suppress_health_check=QUIET)
@given(
    body=st.lists(hostile.raw, max_size=4).map(b"&narrative=".join),
    kind=st.sampled_from([
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=x; charset=unicode_escape",
        "multipart/form-data; boundary=x; charset=hex",
        "application/json",
        "text/plain",
        "",
    ]),
)  # fmt: skip
def test_every_kind_of_body_answers(amina: Walker, body: bytes, kind: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="narrative"\r\n\r\n\\ud800 ' + body + b"\r\n--x--\r\n"
    for sent in (b"key=" + amina.key("/report/words/").encode() + b"&narrative=" + body, part):
        page = amina.client.generic("POST", "/report/words/", sent, content_type=kind, **{"comity.now": NOON})
        calm(page)


def test_a_file_where_none_is_asked_for_is_left_aside(amina: Walker) -> None:
    page = amina.answer("words", narrative=SimpleUploadedFile("a.exe", b"MZ" * 100), violence="on")
    assert page.status_code == 302
    assert "MZMZ" not in text(amina.get("/report/words/"))


@pytest.mark.parametrize("flow", ["alert", "follow", "REPORT", "repört"])
def test_there_is_no_other_flow(amina: Walker, flow: str) -> None:
    assert amina.get(f"/{flow}/safety/").status_code == 404


def test_the_answers_of_one_flow_do_not_leak_into_the_other(amina: Walker) -> None:
    amina.answer("words", narrative="half a story")
    page = amina.get("/ask/words/")
    assert page.status_code == 410
    assert "half a story" not in text(page)
    assert "half a story" in text(amina.get("/report/words/"))
