"""Whatever is typed into a form of intake is answered with a sentence or kept: never a crash, nothing lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.agency import profile
from comity.intake import actions
from comity.intake.models import Request
from comity.people.tests.cast import NOON, seen_by, somebody
from comity.trust.models import Account
from comity.trust.viewer import System
from comity.web.staff.intake import forms
from comity.web.staff.tests.test_intake import AT_NOON, ask, of

pytestmark = pytest.mark.django_db
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            " ",
            "\0",
            "\ud83d",
            "\u202e=cmd|' /C calc'!A0",
            "=HYPERLINK(1)",
            "<script>alert(1)</script>",
            "a" * 21_000,
            "9" * 5000,
            "٣٤",
            "-1",
            "e\u0301" * 400,
            "2026-13-45",
            "0001-01-01",
            "CR-2026-0001",
        ]
    ),
)
# The names of every box on every form, and a few that no form has.
FORMS = {
    "opening/": forms.OpeningForm,
    "link/": forms.LinkForm,
    "advice/": forms.AdviceForm,
    "referral/": forms.ReferralForm,
    "refusal/": forms.RefusalForm,
    "reopening/": forms.ReopeningForm,
    "screening/": forms.ScreeningForm,
    "route/": forms.RouteForm,
    "message/": forms.MessageForm,
}
NAMES = sorted(
    {name for form in (*FORMS.values(), forms.FactsForm) for name in form.base_fields} | {"seen", "act", "send"}
)
TELLING = sorted({*forms.ContactLogForm.base_fields, *forms.AlertForm.base_fields, "received_on_day", "bogus"})
GENTLE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def agency() -> Iterator[None]:
    profile.load("us-crs", now=NOON)
    yield
    profile.forget()


@pytest.fixture
def lena() -> Account:
    return somebody("Lena", ("intake", "atlanta"), ("specialist", "atlanta"))


@pytest.fixture
def client(lena: Account) -> Client:
    client = Client()
    client.force_login(lena)
    return client


def sendable(given: dict[str, str]) -> dict[str, str]:
    """As a browser could send it: half characters arrive as what stands for a damaged one."""
    return {name: text.encode("utf-8", "replace").decode() for name, text in given.items()}


def answered(client: Client, where: str, given: dict[str, Any]) -> None:
    answer = client.post(where, given, **AT_NOON)
    assert answer.status_code in (200, 302, 400, 409), (where, answer.status_code)


@pytest.mark.parametrize("page", FORMS)
@GENTLE
@given(told=st.dictionaries(st.sampled_from(NAMES), HOSTILE, max_size=6))
def test_a_decision(page: str, told: dict[str, str], client: Client, lena: Account) -> None:
    item = ask()
    if page == "reopening/":
        actions.count_only(actions.look(seen_by(lena), item.matter.reference, now=NOON), viewer=seen_by(lena), now=NOON)
    acts = {"act": "judge"} if page == "screening/" else {}
    answered(client, of(item, page), acts | sendable(told))
    assert Request.objects.visible_to(System("clock")).filter(pk=item.pk).exists()


@GENTLE
@given(told=st.dictionaries(st.sampled_from(NAMES), HOSTILE, max_size=6))
def test_corrected_facts(told: dict[str, str], client: Client) -> None:
    answered(client, of(ask(), "screening/"), sendable(told) | {"act": "facts"})


@pytest.mark.parametrize("page", ["new/", "alert/"])
@GENTLE
@given(told=st.dictionaries(st.sampled_from(TELLING), HOSTILE, max_size=8), ready=st.booleans())
def test_a_call_or_an_alert(page: str, told: dict[str, str], ready: bool, client: Client) -> None:
    usual = {"channel": "phone", "kind": "ask", "spoken": "en", "how": "no", "asked_as": "me", "narrative": "x"}
    usual |= {"grade": "potential", "source": "y"}
    answered(client, f"/staff/intake/{page}", (usual if ready else {}) | sendable(told))


@GENTLE
@given(line=HOSTILE)
def test_what_stands_in_an_address(line: str, client: Client) -> None:
    item = ask()
    asked = sendable({"q": line, "show": line, "page": line, "office": line, "language": line, "template": line})
    for where in ("/staff/intake/", of(item), of(item, "link/")):
        assert client.get(where, asked, **AT_NOON).status_code == 200
    assert client.post(of(item, "link/"), asked | {"find": "1"}, **AT_NOON).status_code == 200


def test_what_was_typed_is_still_there_after_a_refusal(client: Client) -> None:
    long = "word " * 4100
    page = client.post(of(ask(), "refusal/"), {"because": long}, **AT_NOON)
    assert page.status_code == 400
    assert long.strip() in page.content.decode()
