"""Every form of the office, found by walking its pages, is fed with hostile text: a sentence or success, no fault."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journeys.test_stranger import NOW, addresses, told

__all__ = ["told"]  # the fixture with Lena's two matters
pytestmark = pytest.mark.django_db

KEEP = "KEEP-ME "
HOSTILE = (
    "a\x00b", "\u202etxt.exe\u202c", '=HYPERLINK("http://x";"y")', "<script>alert(1)</script>", "\u200d" * 50,
    "x" * 30_000, "字" * 1_000_000, "\ufffd\ufffe", "'; DROP TABLE cases_case; --", "{{ 7 }}{% now 'Y' %}", "-1",
    "9" * 400, "2026-02-30", "\r\n" * 2_000, "٣٤٥", "\U0001f469\u200d\U0001f466" * 300,
)  # fmt: skip
TYPED = {"text", "search", "email", "tel", "url", "number", "date", "time", "datetime-local", ""}
PEOPLE = ("lena", "sam", "iris", "ada")


@dataclass
class Form:
    """One form as a browser would send it."""

    action: str
    kept: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The POST forms of a page: what they carry, and where something can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form" and at.get("method", "").lower() == "post":
            self.inside = Form(at.get("action", ""))
            self.found.append(self.inside)
        elif self.inside is not None and at.get("name"):
            self.field(tag, at)
        if tag == "option" and self.inside is not None and self.select and at.get("value"):
            self.inside.kept.setdefault(self.select, at["value"])

    def field(self, tag: str, at: dict[str, str]) -> None:
        assert self.inside is not None
        kind = at.get("type", "text" if tag == "input" else "")
        self.select = at["name"] if tag == "select" else ""
        if tag == "textarea" or (tag == "input" and kind in TYPED):
            self.inside.typed.append(at["name"])
        elif tag == "input" and (kind == "hidden" or "checked" in at or kind == "radio"):
            self.inside.kept.setdefault(at["name"], at.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_of(told: SimpleNamespace) -> dict[tuple[str, str], tuple[str, Form]]:
    """Each form once, with somebody who may send it: by page and target."""
    found: dict[tuple[str, str], tuple[str, Form]] = {}
    for reference in (told.ended.reference, told.running.reference):
        for address in addresses(told, reference):
            for person in PEOPLE:
                page = told.clients[person].get(address.url, **{"comity.now": NOW})
                if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                    continue
                parser = Forms()
                parser.feed(page.content.decode())
                for form in parser.found:
                    target = form.action or address.url
                    if form.typed and target.startswith("/staff/"):
                        found.setdefault((target, " ".join(sorted(form.typed))), (person, form))
    return found


@pytest.fixture
def forms(told: SimpleNamespace) -> dict[tuple[str, str], tuple[str, Form]]:
    return forms_of(told)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(hostile=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=2).map("".join))
def test_no_form_of_the_office_breaks_and_none_loses_what_was_typed(told: SimpleNamespace, forms, hostile: str) -> None:
    assert len(forms) >= 20, "the walk found fewer forms than the office has"
    for (target, _names), (person, form) in forms.items():
        sent = form.kept | dict.fromkeys(form.typed, KEEP + hostile)
        mark = transaction.savepoint()
        answer = told.clients[person].post(target, sent, **{"comity.now": NOW})
        transaction.savepoint_rollback(mark)
        assert answer.status_code < 500, (target, answer.status_code)
        if answer.status_code == 400:
            assert KEEP.strip() in answer.content.decode(), f"{target} lost what was typed"
