"""Whatever is typed: a sentence beside the question, or a matter that keeps every character. Never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.intake import actions, front
from comity.intake.access import open_request
from comity.intake.answers import Answers, NotAccepted
from comity.intake.models import Request
from comity.intake.tests.conftest import NOON, amina_says
from comity.trust.lifecycle import Refused
from comity.trust.models import Matter
from comity.trust.viewer import System

pytestmark = pytest.mark.django_db
NASTY = [
    "",
    "\x00",
    "\ud800",
    "abc\udfff",
    "\u202egnp.exe\u202c",
    '=HYPERLINK("http://x")',
    "+1+1",
    "<script>alert(1)</script>{{ 7|add:7 }}{% load x %}",
    "%(day)s %s {0} {place}",
    "'; DROP TABLE intake_request; --",
    "🧑‍🤝‍🧑" * 300,
    "字" * 20_000,
    "字" * 20_001,
    "x" * 1_000_000,
    "\u0000\u0001\u001b[31m",
    "NaN",
]
anything = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.none(), st.integers(), st.booleans())
words = st.one_of(
    anything, st.lists(st.one_of(st.sampled_from(NASTY), st.sampled_from(["race", "dialogue"])), max_size=3)
)
FIELDS = {
    **dict.fromkeys(("narrative", "place", "zip", "state", "county", "region", "name", "pronouns"), anything),
    **dict.fromkeys(("when", "asked_as", "setting", "program", "incident_on", "under_18", "violence"), anything),
    "wants": words,
    "bases": words,
    "people_reached": anything,
    "contact": st.one_of(
        anything,
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("how", "email", "phone", "address", "safe_when", "safe_note"), words)
        ),
    ),
    "organisation": st.one_of(
        anything, st.fixed_dictionaries({}, optional=dict.fromkeys(("name", "kind", "size"), words))
    ),
    "consents": st.one_of(anything, st.dictionaries(st.sampled_from(["contact", "share:x", "\ud800"]), anything)),
}


def said_plainly(refused):
    assert str(refused).strip().endswith((".", "?"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=st.fixed_dictionaries({}, optional=FIELDS), language=st.sampled_from(["en", "zh-hans", "ar", "\x00"]))
def test_a_sentence_or_a_matter_that_keeps_every_character(agency, told, language):
    try:
        answers = Answers.of(told)
        digits = front.file_request(answers, flow="report", language=language, now=NOON)
    except Refused as refused:
        said_plainly(refused)
        return
    opened = front.open_by_receipt(digits, address="a", now=NOON)
    assert front.status(opened.viewer, now=NOON)
    kept = open_request(opened.viewer, opened.reference, now=NOON)
    assert (kept.narrative, kept.name) == (answers.narrative, answers.name)


@pytest.mark.parametrize("question", ["narrative", "name", "place"])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "x" * 1_000_000])
def test_the_question_that_cannot_be_kept_is_named(agency, question, text):
    with pytest.raises(NotAccepted) as refused:
        front.file_request(Answers(**{question: text}), flow="report", language="en", now=NOON)
    assert refused.value.question == question
    assert not Matter.objects.visible_to(System("clock")).exists()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.one_of(st.sampled_from(NASTY), st.text(max_size=200)))
def test_a_message_is_kept_as_typed_or_refused_in_a_sentence(agency, body):
    digits = front.file_request(Answers(narrative="x"), flow="report", language="en", now=NOON)
    viewer = front.open_by_receipt(digits, address="a", now=NOON).viewer
    try:
        front.write_message(viewer, body, language="en", now=NOON)
    except Refused as refused:
        said_plainly(refused)
        return
    assert front.messages(viewer, now=NOON)[-1].body == body


@pytest.mark.parametrize("nasty", ["\x00", "\ud800", "x" * 1_000, "", "<b>", "Sonst was", None])
def test_a_kind_that_is_not_on_the_page_is_refused(lena, nasty):
    front.file_request(amina_says(), flow="ask", language="en", now=NOON)
    reference = Request.objects.visible_to(lena).select_related("matter").get().matter.reference
    request = actions.look(lena, reference, now=NOON)
    advice = {"topic": "x", "topic_kind": "safe-event", "recipient_kind": "faith", "minutes": 5}
    for field in ("topic_kind", "recipient_kind", "minutes"):
        with pytest.raises(Refused):
            actions.advise(request, **advice | {field: nasty}, viewer=lena, now=NOON)
    with pytest.raises(Refused):
        actions.refer(request, to_body="x", kind=nasty, consent=True, packet={}, viewer=lena, now=NOON)
    assert Request.objects.visible_to(lena).get().stage == "read"
