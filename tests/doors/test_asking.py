"""The question flow as a frightened newcomer walks it: nothing required, nothing lost, nothing left behind."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from comity.agency import profile
from comity.intake import front
from comity.intake.models import Draft, Request
from comity.intake.receipts import FREE_FILINGS
from comity.trust import doors
from comity.trust.models import Matter
from comity.trust.viewer import System
from comity.web.public.questions import QUESTIONS
from comity.web.public.tests.walker import NOON, Walker, text

pytestmark = pytest.mark.django_db(transaction=True)
CLOCK = System("clock")


@pytest.fixture(autouse=True)
def agency() -> None:
    profile.load("us-crs", now=NOON)


@pytest.fixture
def amina() -> Walker:
    walker = Walker()
    walker.begin()
    walker.answer("safety", safety="no")
    return walker


def requests() -> list[Request]:
    return list(Request.objects.visible_to(CLOCK).select_related("matter"))


def as_told() -> Request:
    """The one request there is, opened as the office opens it."""
    (row,) = requests()
    atlanta = System("clock")
    matter = doors.open_matter(atlanta, row.matter.reference, because="test", now=NOON)
    return doors.under(matter, Request.objects.visible_to(atlanta).filter(matter=matter))[0]


def test_in_a_flood_the_next_one_waits_a_minute_and_keeps_every_answer(amina: Walker) -> None:
    amina.answer("words", narrative="They sprayed words on our door.")
    for _ in range(FREE_FILINGS):
        front.file_request(front.Answers(), flow="ask", language="en", now=NOON, address="127.0.0.1")
    page = amina.send()
    assert page.status_code == 400
    assert "Please wait a minute and send it again." in text(page)
    assert "They sprayed words on our door." in text(page)
    amina.now = NOON + timedelta(minutes=1)
    assert amina.send()["Location"] == "/report/sent/"


def test_only_the_first_question_needs_an_answer() -> None:
    amina = Walker()
    amina.begin()
    assert "Your safety comes first" in text(amina.answer("safety"))
    page = amina.answer("safety", safety="no")
    seen = []
    while "/check/" not in page["Location"]:
        step = page["Location"].rstrip("/").rpartition("/")[2]
        seen.append(step)
        page = amina.answer(step)
    assert seen == [q.slug for q in QUESTIONS if q.slug not in ("safety", "organisation", "side")]
    assert amina.send()["Location"] == "/report/sent/"
    assert len(amina.digits()) == 16


def test_danger_comes_first_and_the_way_on_stays_open(amina: Walker) -> None:
    page = amina.answer("safety", safety="yes")
    assert page["Location"] == "/report/danger/"
    assert 'href="tel:911"' in text(amina.get("/report/danger/"))
    assert 'href="/report/when/"' in text(amina.get("/report/danger/"))


def test_the_page_for_groups_comes_only_for_groups(amina: Walker) -> None:
    assert amina.answer("who", asked_as="witness")["Location"] == "/report/words/"
    assert amina.answer("who", asked_as="official")["Location"] == "/report/organisation/"
    amina.answer("organisation", organisation__name="Harlow Falls Police", organisation__kind="law-enforcement-local")
    assert "Harlow Falls Police" in text(amina.get("/report/check/"))


def test_what_a_later_answer_made_pointless_is_not_sent(amina: Walker) -> None:
    amina.answer("who", asked_as="official")
    amina.answer("organisation", organisation__name="Harlow Falls Police", organisation__kind="law-enforcement-local")
    amina.answer("who", asked_as="me")
    assert "Harlow Falls Police" not in text(amina.get("/report/check/"))
    amina.send()
    assert (requests()[0].asked_as, requests()[0].organisation_kind) == ("me", "")


def test_only_the_way_that_was_chosen_is_kept(amina: Walker) -> None:
    amina.answer("contact", contact__how="phone", contact__phone="404 555 0199", contact__email="a@home.example")
    assert "a@home.example" not in text(amina.get("/report/check/"))
    amina.answer("contact", contact__how="receipt", contact__phone="404 555 0199", contact__safe_when="any")
    assert "555-0199" not in text(amina.get("/report/check/"))


def test_a_change_leads_back_to_the_page_that_reads_everything_back(amina: Walker) -> None:
    assert 'href="/report/when/?then=check"' in text(amina.get("/report/check/"))
    assert amina.answer("when", when="today", then="check")["Location"] == "/report/check/"
    assert amina.answer("who", asked_as="me", then="check")["Location"] == "/report/check/"
    assert amina.answer("who", asked_as="official", then="check")["Location"] == "/report/organisation/?then=check"
    assert amina.answer("where", place="63101", then="check")["Location"] == "/report/side/?then=check"
    assert amina.answer("side", region="midwest", then="check")["Location"] == "/report/check/"
    assert amina.answer("safety", safety="yes", then="check")["Location"] == "/report/danger/?then=check"
    assert 'href="/report/check/"' in text(amina.get("/report/danger/?then=check"))


def test_a_shared_name_is_asked_about_once(amina: Walker) -> None:
    page = amina.answer("where", place="Springfield")
    assert "Several places have this name" in text(page)
    assert 'value="Springfield"' in text(page)
    chosen = amina.answer("where", place="Springfield", same="Springfield", which="Springfield, MA")
    assert chosen["Location"] != "/report/where/"
    assert "Springfield, MA" in text(amina.get("/report/check/"))


def test_a_shared_name_may_stay_as_it_is_or_be_written_anew(amina: Walker) -> None:
    assert amina.answer("where", place="Springfield", same="Springfield").status_code == 302
    anew = amina.answer("where", place="32771", same="Springfield", which="Springfield, MA")
    assert anew["Location"] == "/report/why/"
    assert "Springfield" not in text(amina.get("/report/check/"))


def test_a_place_nobody_knows_is_taken_kindly(amina: Walker) -> None:
    place = "behind the old mill"
    page = amina.answer("where", place=place)
    assert "that is all right" in text(page)
    assert f'value="{place}"' in text(page)
    assert amina.answer("where", place=place, same=place)["Location"] == "/report/why/"
    amina.send()
    assert not requests()[0].place_known
    assert as_told().place == place


def test_near_a_border_the_person_chooses_by_city(amina: Walker) -> None:
    assert amina.answer("where", place="63101")["Location"] == "/report/side/"
    page = text(amina.get("/report/side/"))
    assert "Kansas City" in page
    assert "Chicago" in page
    amina.answer("side", region="midwest")
    amina.send()
    assert (requests()[0].region, requests()[0].office) == ("midwest", "chicago")


def test_whoever_is_under_18_is_told_what_we_do_not_do(amina: Walker) -> None:
    assert "You said that you are under 18" not in text(amina.get("/report/contact/"))
    amina.answer("you", under_18="yes")
    page = text(amina.get("/report/contact/"))
    assert "a grown-up you trust" in page
    assert "988" in page
    amina.answer("you", under_18="skip")
    assert "You said that you are under 18" not in text(amina.get("/report/contact/"))


def test_the_program_somebody_asked_for_goes_along() -> None:
    jorge = Walker("ask")
    assert 'name="program" value="spcp"' in text(jorge.get("/ask/?program=spcp"))
    jorge.begin(program="spcp")
    jorge.answer("safety", safety="no")
    assert "You are asking for" in text(jorge.get("/ask/check/"))
    jorge.send()
    assert (requests()[0].program, requests()[0].wants) == ("spcp", ["dialogue"])


def test_not_being_sure_is_an_answer() -> None:
    jorge = Walker("ask")
    assert "You do not have to know what you need" in text(jorge.get("/ask/?unsure=1"))
    jorge.begin(unsure="1")
    jorge.answer("safety", safety="no")
    jorge.send()
    assert requests()[0].wants == ["not-sure"]


def test_another_language_half_way_keeps_every_answer(amina: Walker) -> None:
    amina.answer("words", narrative="有人在墙上写字")
    amina.prefix = "/ar"
    assert "有人在墙上写字" in text(amina.get("/report/words/"))
    amina.answer("when", when="today")
    amina.answer("contact", contact__how="receipt", language="zh-hans")
    amina.prefix = "/zh-hans"
    amina.send()
    assert (requests()[0].when_slug, requests()[0].language) == ("today", "zh-hans")


def test_a_second_click_shows_the_same_receipt(amina: Walker) -> None:
    key = {"key": amina.key("/report/check/")}
    assert amina.post("/report/check/", key)["Location"] == "/report/sent/"
    digits = amina.digits()
    assert amina.post("/report/check/", key)["Location"] == "/report/sent/"
    assert amina.digits() == digits
    assert len(requests()) == 1
    assert amina.get("/report/words/")["Location"] == "/report/sent/"


def test_the_receipt_is_shown_again_for_half_an_hour_and_then_no_more(amina: Walker) -> None:
    amina.send()
    digits = amina.digits()
    amina.now = NOON + timedelta(minutes=29)
    assert amina.digits() == digits
    assert " ".join(re.findall(r"<span>(\d{4})</span>", text(amina.get("/report/card/")))).replace(" ", "") == digits
    amina.now = NOON + timedelta(minutes=31)
    gone = amina.get("/report/sent/")
    assert gone.status_code == 410
    assert "half an hour only" in text(gone)


def test_the_card_names_nobody(amina: Walker) -> None:
    amina.send()
    card = text(amina.get("/report/card/"))
    assert "Community Relations" not in card
    assert not re.search(r"report|incident|help", re.sub(r'(href|data-forget)="[^"]*"', "", card), re.IGNORECASE)


def test_after_a_day_the_answers_are_gone_and_what_is_typed_now_is_not(amina: Walker) -> None:
    amina.answer("words", narrative="an old story")
    key = amina.key("/report/words/")
    amina.now = NOON + timedelta(days=2)
    assert amina.get("/report/words/").status_code == 410
    page = amina.post("/report/words/", {"key": key, "narrative": "a new <b>story</b>"})
    assert page.status_code == 409
    assert "a new &lt;b&gt;story&lt;/b&gt;" in text(page)
    assert "an old story" not in text(page)
    again = amina.answer("words", narrative="a new <b>story</b>")
    assert again["Location"] == "/report/where/"
    assert Draft.objects.count() == 2  # the old one waits for the sweeper and can be opened by nobody


def test_two_tabs_lose_nothing(amina: Walker) -> None:
    first_tab = amina.key("/report/words/")
    amina.begin(afresh="yes")
    page = amina.post("/report/words/", {"key": first_tab, "narrative": "typed in the first tab"})
    assert page.status_code == 409
    assert "typed in the first tab" in text(page)
    assert amina.get("/report/words/").status_code == 200
    assert "typed in the first tab" not in text(amina.get("/report/words/"))
    assert amina.answer("words", narrative="typed in the first tab").status_code == 302


def test_a_forged_form_sends_nothing(amina: Walker) -> None:
    page = amina.post("/report/check/", {"key": "0" * 32})
    assert page.status_code == 409
    assert not Matter.objects.visible_to(CLOCK).exists()
    assert amina.get("/report/check/").status_code == 200


def test_another_site_can_neither_begin_nor_end_a_flow(amina: Walker) -> None:
    amina.answer("words", narrative="mine")
    elsewhere = {"HTTP_SEC_FETCH_SITE": "cross-site"}
    amina.post("/report/", {"afresh": "yes"}, **elsewhere)
    amina.post("/forget/", {}, **elsewhere)
    assert "mine" in text(amina.get("/report/words/"))


def test_beginning_again_offers_the_answers_that_wait(amina: Walker) -> None:
    amina.answer("words", narrative="half a story")
    assert "still waiting in this browser" in text(amina.get("/report/"))
    amina.begin()
    assert "half a story" in text(amina.get("/report/words/"))
    amina.begin(afresh="yes")
    amina.answer("safety", safety="no")
    assert "half a story" not in text(amina.get("/report/words/"))
    assert Draft.objects.count() == 1


def test_stopping_deletes_what_was_written(amina: Walker) -> None:
    amina.answer("words", narrative="half a story")
    assert amina.post("/forget/", {"home": "yes"})["Location"] == "/"
    assert not Draft.objects.exists()
    assert amina.get("/report/words/").status_code == 410


def test_without_a_cookie_the_page_says_why_it_comes_back() -> None:
    page = Walker().get("/report/when/")
    assert page.status_code == 410
    assert "cookie" in text(page)


def test_twenty_thousand_signs_in_any_script_arrive_and_more_are_shown_again(amina: Walker) -> None:
    for script in ("x", "字", "بُ", "é"):
        longest = script * 20_000
        assert amina.answer("words", narrative=longest).status_code == 302, script
        page = amina.answer("words", narrative=longest + script)
        assert page.status_code == 400
        assert longest + script in text(page)
        assert "20,000 characters" in text(page)
        assert 'data-limit="20000"' in text(page)
    amina.answer("words", narrative="بُ" * 20_000)
    assert amina.send()["Location"] == "/report/sent/"
    assert as_told().narrative == "بُ" * 20_000


def test_a_page_of_eleven_megabytes_is_named(amina: Walker) -> None:
    page = amina.client.post(
        "/report/words/", "narrative=" + "x" * (11 * 1024 * 1024), content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 413
    assert "too large" in text(page)


def test_bad_bytes_are_named_and_the_rest_is_shown_again(amina: Walker) -> None:
    key = amina.key("/report/words/").encode()
    for bytes_, kept in ((b"one%00two", "onetwo"), (b"one%ff%feend", "oneend"), (b"one%ed%a0%80end", "oneend")):
        page = amina.client.post(
            "/report/words/",
            b"key=" + key + b"&narrative=" + bytes_,
            content_type="application/x-www-form-urlencoded",
            **{"comity.now": NOON},
        )
        assert page.status_code == 400, bytes_
        assert f">\n{kept}</textarea>" in text(page)


def test_one_cookie_no_copies_no_index_neutral_titles_and_nothing_in_an_address(amina: Walker) -> None:
    amina.answer("words", narrative="marker-narrative")
    for step in [q.slug for q in QUESTIONS if q.slug not in ("organisation", "side")] + ["check", "danger"]:
        page = amina.get(f"/report/{step}/")
        assert "no-store" in page["Cache-Control"], step
        assert "noindex" in text(page), step
        title = re.search(r"<title>(.*?)</title>", text(page), re.DOTALL)
        assert title is not None
        assert not re.search("report|incident|hate|help", title[1], re.IGNORECASE), step
        assert 'data-forget="/forget/"' in text(page)
    sent = amina.send()
    digits = amina.digits()
    assert set(amina.client.cookies) == {"flow"}
    cookie = amina.client.cookies["flow"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    for path in (sent["Location"], "/report/card/", "/follow/"):
        page = text(amina.get(path))
        assert not re.search(r'(href|action|src)="(?!tel:)[^"]*\d{4}', page), path
        assert digits not in re.sub(r'data-copy="\d+"', "", page)
        assert "marker-narrative" not in page


def test_no_network_address_and_no_word_of_the_story_lies_in_the_database(
    amina: Walker, caplog: pytest.LogCaptureFixture
) -> None:
    marker, story = "203.0.113.77", "marker-narrative"
    jorge = Walker()
    where = {"REMOTE_ADDR": marker}
    jorge.client.defaults |= where
    digits = jorge.report(story)
    jorge.enter("1234 1234 1234 1234")
    jorge.enter(digits)
    jorge.act("message", body=f"{story} again")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])
            for secret in (marker, "127.0.0.1", story, digits):
                assert secret not in kept, f"{secret} in {table}"
    for secret in (marker, story, digits):
        assert secret not in caplog.text


def test_the_receipt_box_on_the_first_page_opens_the_matter() -> None:
    amina = Walker()
    digits = amina.report()
    home = text(Walker().get("/"))
    form = re.search(r'<form class="receipt" method="post" action="([^"]+)">.*?name="(\w+)"', home, re.DOTALL)
    assert form is not None
    page = Walker().post(form[1], {form[2]: f" {digits[:4]}-{digits[4:]} "})
    assert page["Location"] == "/follow/matter/"
