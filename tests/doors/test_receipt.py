"""Coming back with sixteen digits: how it stands, messages, choices, a companion, taking it back, leaving."""

import re
from datetime import timedelta

import pytest

from comity.agency import profile
from comity.intake import actions
from comity.intake.digits import new_digits
from comity.intake.models import Request
from comity.intake.tests.conftest import colleague
from comity.notices import actions as notices
from comity.notices.models import Message
from comity.trust import doors
from comity.trust.viewer import System, Viewer
from comity.web.openpages import pages
from comity.web.public.tests.walker import NOON, Walker, text

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = System("clock")


@pytest.fixture(autouse=True)
def agency() -> None:
    profile.load("us-crs", now=NOON)


@pytest.fixture
def lena() -> Viewer:
    """At the desk where a report without a place arrives, and where one from Sanford does."""
    return colleague("Lena", ("intake", "headquarters"), ("intake", "atlanta"))


@pytest.fixture
def amina() -> Walker:
    walker = Walker()
    walker.begin()
    walker.answer("safety", safety="no")
    walker.answer("words", narrative="They sprayed words on our door.")
    walker.answer("where", place="32771")
    walker.send()
    walker.enter(walker.digits())
    return walker


def request_of() -> Request:
    return Request.objects.visible_to(CLOCK).select_related("matter").get()


def opened(lena: Viewer) -> Request:
    return actions.look(lena, request_of().matter.reference, now=NOON)


def back_in(walker: Walker, digits: str) -> Walker:
    """The same receipt in another browser."""
    again = Walker(now=walker.now)
    again.enter(digits)
    return again


def test_a_slip_is_named_and_a_wrong_receipt_opens_nothing() -> None:
    nobody = Walker()
    assert "16 digits" in text(nobody.enter("1234 5678"))
    wrong = nobody.enter("1234 5678 9012 3456")
    assert wrong.status_code == 400
    assert 'value="1234 5678 9012 3456"' in text(wrong)
    assert "flow" not in nobody.client.cookies
    assert "We cannot find it again for you" in text(nobody.get("/follow/"))


def test_every_page_of_a_matter_asks_for_the_receipt() -> None:
    closed = [page for page in pages() if page.door == "participant" and not page.is_open]
    assert {page.name for page in pages() if page.door == "participant"} - {page.name for page in closed} == {
        "participant:follow",
        "participant:leave",
    }
    for page in closed:
        stranger = Walker()
        sent = stranger.post(page.example, {"key": "0" * 32, "body": "x"})
        assert sent.status_code in (403, 405), page.name
        assert "digits" in text(sent) or sent.status_code == 405
        seen = stranger.client.get(page.example, follow=True, **{"comity.now": NOON})
        assert seen.status_code == 403, page.name


def test_how_it_stands_is_said_in_dated_words(amina: Walker, lena: Viewer) -> None:
    page = text(amina.get("/follow/matter/"))
    assert "We received this on Fri, Nov 20." in page
    assert "A specialist reads this by Tue, Nov 24." in page
    opened(lena)
    assert "A specialist read this on Fri, Nov 20." in text(amina.get("/follow/matter/"))


def test_a_missed_promise_is_said_before_anybody_asks(amina: Walker) -> None:
    digits = Walker().report("Another story.")
    late = Walker(now=NOON + timedelta(days=7))
    late.enter(digits)
    page = text(late.get("/follow/matter/"))
    assert "We are sorry." in page
    assert page.index("We are sorry.") < page.index('class="timeline')


def test_messages_go_both_ways_each_in_its_own_direction(amina: Walker, lena: Viewer) -> None:
    amina.prefix = "/ar"
    amina.act("message", body="هل قرأتم رسالتي؟")
    matter = doors.open_matter(lena, request_of().matter.reference, because="intake", now=NOON)
    notices.answer(matter, body="Yes. We <b>read</b> it.", language="en", viewer=lena, now=NOON)
    page = text(amina.get("/follow/matter/"))
    assert '<p lang="ar" dir="auto">هل قرأتم رسالتي؟</p>' in page
    assert '<p lang="en" dir="auto">Yes. We &lt;b&gt;read&lt;/b&gt; it.</p>' in page
    assert page.count('class="tag good"') == 1
    assert 'class="tag good"' not in text(amina.get("/follow/matter/"))


def test_a_message_that_is_refused_is_shown_again(amina: Walker) -> None:
    long = "字" * 20_001
    page = amina.act("message", body=long)
    assert page.status_code == 400
    assert long in text(page)
    assert amina.act("message", body="").status_code == 400
    assert not Message.objects.visible_to(CLOCK).exists()
    assert amina.act("message", body="بُ" * 20_000).status_code == 302


def test_what_was_done_is_said_and_the_hour_is_the_offices_own(amina: Walker) -> None:
    sent = amina.act("message", body="hello")
    assert sent["Location"] == "/follow/matter/?done=messages#messages"
    page = text(amina.get("/follow/matter/?done=messages"))
    assert "Your message is sent." in page
    assert "noon (Eastern Time)</time>" in page  # 17:00 in Greenwich is noon in Atlanta
    assert "Your choices are saved." in text(amina.get(amina.act("choices")["Location"]))


def test_each_consent_is_given_and_taken_back_by_itself(amina: Walker) -> None:
    assert request_of().consents == {}
    amina.act("choices", consent=["statistics", "share:police"])
    assert request_of().consents == {"statistics": True, "share:police": True}
    amina.act("choices", consent=["statistics", "share:everybody"])
    assert request_of().consents == {"statistics": True}
    amina.act("choices")
    assert request_of().consents == {}


def test_another_way_to_reach_somebody_replaces_the_old_one(amina: Walker) -> None:
    amina.act("contact", contact__how="phone", contact__phone="404 555 0199", contact__safe_when=["evenings"])
    assert request_of().consents == {"contact": True}
    page = text(amina.get("/follow/matter/"))
    assert "(404) 555-0199" in page
    refused = amina.act("contact", contact__how="email", contact__email="not an address")
    assert refused.status_code == 400
    assert 'value="not an address"' in text(refused)
    amina.act("contact", contact__how="receipt")
    assert request_of().consents == {}
    assert "555-0199" not in text(amina.get("/follow/matter/"))


def test_a_companion_reads_and_writes_and_decides_nothing(amina: Walker) -> None:
    second = "".join(re.findall(r"<span>(\d{4})</span>", text(amina.act("companion"))))
    assert len(second) == 16
    assert amina.act("companion").status_code == 409
    jorge = back_in(amina, second)
    page = text(jorge.get("/follow/matter/"))
    assert "You are here as a companion" in page
    assert "What you agreed to" not in page
    jorge.act("message", body="I am with her.")
    assert "You" in text(jorge.get("/follow/matter/"))
    for noun in ("choices", "companion", "companion/end", "withdrawal"):
        assert jorge.act(noun, consent="contact").status_code == 409, noun
    assert "Your companion" in text(amina.get("/follow/matter/"))
    amina.act("companion/end")
    assert jorge.get("/follow/matter/").status_code == 403
    assert back_in(amina, second).get("/follow/matter/").status_code == 403


def test_taking_it_back_deletes_the_words_and_says_so(amina: Walker) -> None:
    amina.act("message", body="more words")
    assert "What you wrote, your name and how to reach you are deleted." in text(
        amina.get("/follow/matter/withdrawal/")
    )
    key = amina.key("/follow/matter/")
    assert amina.act("withdrawal")["Location"] == "/follow/matter/"
    page = text(amina.get("/follow/matter/"))
    assert "more words" not in page
    assert "You took this back" in page
    assert amina.post("/follow/matter/message/", {"key": key, "body": "too late"}).status_code == 409
    assert "It is already taken back." in text(amina.get("/follow/matter/withdrawal/"))
    assert request_of().stage == "withdrawn"


def test_did_they_call_you_back(amina: Walker, lena: Viewer) -> None:
    told = {"to_body": "Legal Aid", "kind": "legal-aid", "consent": True, "packet": {"text": "x"}}
    actions.refer(opened(lena), **told, viewer=lena, now=NOON)
    actions.due_referral_checks(NOON + timedelta(days=14))
    amina.now = NOON + timedelta(minutes=20)
    assert "Did the other office call you back?" in text(amina.get("/follow/matter/"))
    amina.act("referral", answer="no")
    assert "Did the other office call you back?" not in text(amina.get("/follow/matter/"))
    assert amina.act("referral", answer="yes").status_code == 409


def test_a_visit_ends_after_half_an_hour_and_an_unsent_message_comes_along(amina: Walker) -> None:
    digits = Walker().report("Mine.")
    jorge = back_in(amina, digits)
    key = jorge.key("/follow/matter/")
    jorge.now = NOON + timedelta(minutes=45)
    over = jorge.post("/follow/matter/message/", {"key": key, "body": "two\nlines <b>"})
    assert over.status_code == 403
    assert "What you wrote comes along." in text(over)
    hidden = re.search(r'name="unsent" value="([^"]*)"', text(over))
    assert hidden is not None
    page = jorge.post("/follow/", {"digits": digits, "unsent": "two\nlines <b>"})
    assert page.status_code == 200
    assert "Your message is not sent yet" in text(page)
    assert ">\ntwo\nlines &lt;b&gt;</textarea>" in text(page)
    assert not Message.objects.visible_to(CLOCK).exists()


def test_every_page_prolongs_the_visit(amina: Walker) -> None:
    for minutes in (25, 50, 75):
        amina.now = NOON + timedelta(minutes=minutes)
        assert amina.get("/follow/matter/").status_code == 200


def test_leaving_closes_the_door(amina: Walker) -> None:
    assert amina.post("/follow/leave/", {}, HTTP_SEC_FETCH_SITE="cross-site")["Location"] == "/follow/"
    assert amina.get("/follow/matter/").status_code == 200
    assert amina.post("/follow/leave/", {})["Location"] == "/"
    assert amina.get("/follow/matter/").status_code == 403


def test_the_quick_exit_ends_the_visit_too(amina: Walker) -> None:
    assert 'data-forget="/forget/"' in text(amina.get("/follow/matter/"))
    amina.post("/forget/", {})
    assert amina.get("/follow/matter/").status_code == 403


def test_a_changed_language_on_an_answered_form_leads_to_the_matter(amina: Walker) -> None:
    for noun in ("message", "choices", "contact", "companion", "companion/end", "referral"):
        assert amina.client.get(f"/ar/follow/matter/{noun}/")["Location"] == "/ar/follow/matter/"


def test_a_form_of_another_site_changes_nothing(amina: Walker) -> None:
    amina.act("choices", consent=["statistics"])
    for noun in ("choices", "withdrawal", "message", "contact", "companion"):
        assert amina.post(f"/follow/matter/{noun}/", {"key": "f" * 32, "body": "x"}).status_code == 403
    assert request_of().consents == {"statistics": True}
    assert amina.get("/follow/matter/").status_code == 200


def test_wrong_receipts_cost_time() -> None:
    digits = Walker().report()
    nobody = Walker()
    for _ in range(11):
        nobody.enter(new_digits())
    page = nobody.enter(digits)
    assert page.status_code == 400
    assert "Please wait" in text(page)
    nobody.now = NOON + timedelta(minutes=6)
    assert nobody.enter(digits).status_code == 302
