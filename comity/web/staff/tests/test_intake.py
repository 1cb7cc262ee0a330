"""Intake in the office: what came in is seen by those it concerns, judged, decided, logged and referred."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comity.agency import profile
from comity.cases import actions as casework
from comity.cases.models import Case
from comity.intake import actions, front
from comity.intake.answers import Answers, Contact
from comity.intake.models import Advice, Referral, Request
from comity.notices.models import Message
from comity.people.tests.cast import NOON, SETUP, seen_by, somebody
from comity.trust import doors
from comity.trust.models import Account, AuditRow
from comity.trust.viewer import System

pytestmark = pytest.mark.django_db
AT_NOON = {"comity.now": NOON}
CLOCK = System("clock")
LOOKS = System("audit")
WORDS = "Two congregations argue about the call to prayer."


@pytest.fixture(autouse=True)
def agency() -> Iterator[None]:
    profile.load("us-crs", now=NOON)
    yield
    profile.forget()


@pytest.fixture
def lena() -> Account:
    return somebody("Lena", ("intake", "atlanta"), ("specialist", "atlanta"))


@pytest.fixture
def kofi() -> Account:
    return somebody("Kofi", ("intake", "seattle"))


def come_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def ask(**changes: Any) -> Request:
    """Amina asks for help from Sanford, Florida."""
    told = {
        "narrative": WORDS,
        "zip": "32771",
        "setting": "community-dispute",
        "bases": ("religion",),
        "name": "Amina",
        "contact": Contact(how="phone", phone="407-555-0134", safe_when=("evenings",), safe_note="say library"),
        "consents": {"contact": True, "share:partner": True},
    } | changes
    flow, language, now = told.pop("flow", "ask"), told.pop("language", "en"), told.pop("now", NOON)
    before = set(Request.objects.visible_to(CLOCK).values_list("pk", flat=True))
    front.file_request(Answers(**told), flow=flow, language=language, now=now)
    return Request.objects.visible_to(CLOCK).select_related("matter").exclude(pk__in=before).get()


def again(request: Request) -> Request:
    return Request.objects.visible_to(CLOCK).get(pk=request.pk)


def of(request: Request, tail: str = "") -> str:
    return f"/staff/intake/{request.matter.reference}/{tail}"


def go(client: Client, request: Request, tail: str, **given: Any) -> Any:
    return client.post(of(request, tail), given, **AT_NOON)


PAGES = ("", "opening/", "link/", "advice/", "referral/", "count/", "refusal/", "screening/", "route/")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_and_a_colleague_elsewhere_find_nothing(page: str, kofi: Account) -> None:
    item = ask()
    answer = Client().get(of(item, page), **AT_NOON)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/")
    client = come_in(kofi)
    assert client.get(of(item, page), **AT_NOON).status_code == 404
    if page:
        assert client.post(of(item, page), **AT_NOON).status_code == 404
    assert again(item).stage == "received"


@pytest.mark.parametrize("page", ["", "new/", "alert/", "referrals/"])
def test_the_lists_and_forms_are_closed_to_strangers_and_show_others_nothing(page: str, kofi: Account) -> None:
    ask()
    assert Client().get(f"/staff/intake/{page}", **AT_NOON).status_code == 302
    shown = come_in(kofi).get(f"/staff/intake/{page}", **AT_NOON)
    assert shown.status_code == 200
    assert WORDS not in shown.content.decode()


def test_an_administrator_writes_down_no_call() -> None:
    ada = come_in(somebody("Ada", ("administrator", "headquarters")))
    for page in ("new/", "alert/"):
        assert ada.get(f"/staff/intake/{page}", **AT_NOON).status_code == 404


def test_the_queue_shows_first_words_and_writes_each_look_down(lena: Account) -> None:
    ask()
    page = come_in(lena).get("/staff/intake/", **AT_NOON).content.decode()
    assert WORDS in page
    assert "a person decides" in page
    assert "Lena" in page
    looks = AuditRow.objects.visible_to(LOOKS).filter(act="look", who=seen_by(lena).principal)
    assert looks.count() == 1


def test_the_list_beside_an_item_shows_no_word_of_the_others(lena: Account) -> None:
    one, _other = ask(), ask(narrative="Somebody else's worry")
    page = come_in(lena).get(of(one), **AT_NOON).content.decode()
    assert WORDS in page
    assert "Somebody else" not in page


@pytest.mark.parametrize("path", ["/staff/intake/", "/staff/intake/?show=decided", "item", "opening/", "link/"])
def test_the_pages_ask_the_same_few_questions_however_much_waits(path: str, lena: Account) -> None:
    client = come_in(lena)

    def questions(item: Request) -> int:
        where = path if path.startswith("/") else of(item, "" if path == "item" else path)
        client.get(where, **AT_NOON)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(where, **AT_NOON).status_code == 200
        return len(asked)

    def decided() -> None:
        actions.count_only(front_door(ask(), lena), viewer=seen_by(lena), now=NOON)

    item = ask()
    decided()
    few = questions(item)
    for _ in range(2):
        ask()
        decided()
    assert questions(item) == few
    assert few <= 40


def front_door(item: Request, account: Account, now: Any = NOON) -> Request:
    return actions.look(seen_by(account), item.matter.reference, now=now)


def test_the_item_shows_who_asks_what_they_agreed_to_and_why_it_is_here(lena: Account) -> None:
    page = come_in(lena).get(of(ask()), **AT_NOON).content.decode()
    for words in ("Amina", "(407) 555-0134", "say library", "Evenings", "A person decides", "rule dispute-five"):
        assert words in page or words.replace("(407) ", "407-") in page
    assert "Leave no message on the machine" in page
    assert "Miami" in page


def test_the_receipt_is_shown_nowhere(lena: Account) -> None:
    told = Answers(narrative=WORDS, zip="32771", setting="community-dispute", bases=("race",))
    digits = front.file_request(told, flow="ask", language="en", now=NOON)
    item = Request.objects.visible_to(CLOCK).select_related("matter").get()
    client = come_in(lena)
    for page in PAGES:
        shown = client.get(of(item, page), **AT_NOON).content.decode()
        assert digits not in shown.replace(" ", "")


def test_taking_it_stops_the_clock_once(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    go(client, item, "acceptance/")
    assert again(item).accepted_by_id == lena.pk
    go(client, item, "acceptance/")
    assert "A colleague has already taken this." in client.get(of(item), **AT_NOON).content.decode()


def test_a_case_is_opened_with_the_lead_a_person_picked(lena: Account) -> None:
    wei = somebody("Wei", ("specialist", "atlanta"))
    wei.staff.languages, wei.staff.qualifications = ["en", "zh-hans"], ["facilitator"]
    wei.staff.save()
    item, client = ask(language="zh-hans", wants=("dialogue",)), come_in(lena)
    page = client.get(of(item, "opening/"), **AT_NOON)
    first = page.context["ranking"][0]
    assert (first["name"], first["reasons"]) == ("Wei Test", ["speaks Chinese", "Facilitator", "Atlanta"])
    refused = go(client, item, "opening/", title="", category="education", lead=str(wei.pk))
    assert refused.status_code == 400
    answer = go(client, item, "opening/", title="A shrine and a street", category="education", lead=str(wei.pk))
    assert answer.status_code == 302
    case = Case.objects.visible_to(System("search")).get()
    assert (case.title, case.lead_id, again(item).stage) == ("A shrine and a street", wei.pk, "case")


def test_a_case_may_begin_without_a_lead(lena: Account) -> None:
    item = ask()
    go(come_in(lena), item, "opening/", title="A shrine", category="education", lead="nobody")
    assert Case.objects.visible_to(System("search")).get().lead_id is None


def test_a_second_worry_joins_the_case(lena: Account, kofi: Account) -> None:
    first, second = ask(), ask()
    casework.open_from_request(
        request=front_door(first, lena),
        title="A shrine",
        category="education",
        lead=lena,
        viewer=seen_by(lena),
        now=NOON,
    )
    client = come_in(lena)
    assert "A shrine" in go(client, second, "link/", q="shri", find="1").content.decode()
    assert "A shrine" not in go(client, second, "link/", q="temple", find="1").content.decode()
    go(client, second, "link/", case=first.matter.reference)
    assert again(second).linked_reference == first.matter.reference
    theirs = ask(zip="98101")
    seattle = come_in(kofi)
    assert "A shrine" not in go(seattle, theirs, "link/", q="shrine", find="1").content.decode()
    assert go(seattle, theirs, "link/", case=first.matter.reference).status_code == 400


def test_advice_is_counted_without_a_case(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    given = {"topic": "Marshals", "topic_kind": "safe-event", "recipient_kind": "faith", "minutes": "25"}
    assert go(client, item, "advice/", **given | {"minutes": "soon"}).status_code == 400
    assert go(client, item, "advice/", **given).status_code == 302
    advice = Advice.objects.visible_to(CLOCK).get()
    assert (advice.minutes, advice.topic_kind, again(item).stage) == (25, "safe-event", "advised")


def refer(client: Client, item: Request, **changes: Any) -> Any:
    given = {"to_body": "Interfaith Council", "kind": "faith", "parts": ["what", "name"], "consent": "on"} | changes
    mark = go(client, item, "referral/", **given, preview="1").context["mark"]
    return go(client, item, "referral/", **{"send": "1", "seen": mark} | given)


def test_nothing_is_passed_on_without_consent_or_unseen(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    refused = refer(client, item, consent="")
    assert "Please ask them first." in refused.content.decode()
    unseen = refer(client, item, seen="something else")
    assert "Please read it as it is now" in unseen.content.decode()
    assert not Referral.objects.visible_to(CLOCK).exists()
    assert refer(client, item).status_code == 302
    page = client.get(of(item), **AT_NOON)
    (shown,) = page.context["referrals"]
    assert "Amina" in shown["referral"].packet["text"]
    assert WORDS not in shown["referral"].packet["text"]


def test_two_weeks_later_somebody_asks_whether_they_called_back(lena: Account, kofi: Account) -> None:
    item, client = ask(), come_in(lena)
    refer(client, item)
    later = {"comity.now": NOON + timedelta(days=15)}
    assert client.get("/staff/intake/referrals/", **AT_NOON).context["rows"] == []
    (row,) = client.get("/staff/intake/referrals/", **later).context["rows"]
    assert come_in(kofi).get("/staff/intake/referrals/", **later).context["rows"] == []
    where = of(item, f"referrals/{row['referral'].pk}/")
    assert come_in(kofi).post(where, {"outcome": "not"}, **later).status_code == 404
    client.post(where, {"outcome": "called-back", "back": "list"}, **later)
    assert Referral.objects.visible_to(CLOCK).get().outcome == "called-back"
    assert client.get("/staff/intake/referrals/", **later).context["rows"] == []


def test_a_kind_that_this_house_does_not_list_is_never_shown_as_a_slug(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    held = actions.look(seen_by(lena), item.matter.reference, now=NOON)
    actions.refer(
        held, to_body="Mr. Ode", kind="ombuds-office", consent=True, packet={}, viewer=seen_by(lena), now=NOON
    )
    for path in (of(item), "/staff/intake/referrals/"):
        page = client.get(path, **{"comity.now": NOON + timedelta(days=15)}).content.decode()
        assert "Mr. Ode" in page
        assert "ombuds-office" not in page


def test_counted_only_and_undone_with_a_reason(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    go(client, item, "count/")
    assert again(item).stage == "counted"
    assert go(client, item, "count/").status_code == 409
    assert go(client, item, "reopening/", because=" ").status_code == 400
    go(client, item, "reopening/", because="They called again.")
    assert again(item).stage == "read"
    assert "They called again." in client.get(of(item), **AT_NOON).content.decode()


def test_not_ours_tells_the_person_why_in_their_language(lena: Account) -> None:
    item, client = ask(language="zh-hans", one_family=True), come_in(lena)
    offered = client.get(of(item, "refusal/"), **AT_NOON).context["form"]["because"].value()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in offered)
    go(client, item, "refusal/", because=offered, tell="on")
    assert again(item).stage == "not-ours"
    assert Message.objects.visible_to(CLOCK).get().language == "zh-hans"


def test_a_person_decides_with_a_reason_what_the_rules_leave_open(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    assert go(client, item, "screening/", act="judge", result="out", because="").status_code == 400
    go(client, item, "screening/", act="judge", result="in", because="Fear of violence against both.")
    assert (again(item).screening_result, again(item).screening_set_by_id) == ("in", lena.pk)
    assert "Fear of violence against both." in client.get(of(item), **AT_NOON).content.decode()


def test_corrected_facts_ask_the_rules_again(lena: Account) -> None:
    item, client = ask(), come_in(lena)
    go(client, item, "screening/", act="facts", setting="bias-incident", bases=["religion"])
    assert (again(item).screening_result, again(item).setting) == ("in", "bias-incident")


def test_another_office_takes_over_and_this_one_sees_it_no_more(lena: Account, kofi: Account) -> None:
    item, client = ask(), come_in(lena)
    assert go(client, item, "route/", office="seattle", because="").status_code == 400
    answer = go(client, item, "route/", office="seattle", because="conflict-of-interest", note="I know them")
    assert answer["Location"] == "/staff/intake/"
    assert client.get(of(item), **AT_NOON).status_code == 404
    assert "I know them" in come_in(kofi).get(of(item), **AT_NOON).content.decode()


def test_messages_go_both_ways_in_the_persons_language(lena: Account) -> None:
    item, client = ask(language="zh-hans"), come_in(lena)
    assert go(client, item, "message/", body="", language="zh-hans").status_code == 400
    go(client, item, "message/", body="我们已经读了。", language="zh-hans")
    message = Message.objects.visible_to(CLOCK).get()
    assert (message.direction, message.language, message.by_id) == ("out", "zh-hans", lena.pk)
    assert "我们已经读了。" in client.get(of(item), **AT_NOON).content.decode()


def test_what_they_wrote_back_stands_out_until_somebody_of_the_office_reads_it(lena: Account) -> None:
    told = Answers(narrative=WORDS, zip="32771", setting="community-dispute", bases=("race",))
    digits = front.file_request(told, flow="ask", language="en", now=NOON)
    person = front.open_by_receipt(digits, address="1", now=NOON).viewer
    front.write_message(person, "It got worse.", language="en", now=NOON)
    item, client = Request.objects.visible_to(CLOCK).select_related("matter").get(), come_in(lena)
    assert "new message" in client.get("/staff/intake/", **AT_NOON).content.decode()
    assert "It got worse." in client.get(of(item), **AT_NOON).content.decode()
    assert "new message" not in client.get("/staff/intake/", **AT_NOON).content.decode()


def log(client: Client, **changes: Any) -> Any:
    given = {
        "channel": "phone", "kind": "ask", "narrative": "A rumor about a march.", "place": "32771", "spoken": "es",
        "how": "phone", "phone": "407 555 0134", "asked_as": "me", "give_receipt": "on",
    } | changes  # fmt: skip
    return client.post("/staff/intake/new/", given, **AT_NOON)


def test_the_same_form_sent_twice_makes_one_matter_and_shows_the_same_digits(lena: Account) -> None:
    client = come_in(lena)
    once = client.get("/staff/intake/new/", **AT_NOON).context["once"]
    first, again = log(client, once=once), log(client, once=once)
    assert first.context["groups"] == again.context["groups"] != []
    assert Request.objects.visible_to(CLOCK).count() == 1


def test_a_call_stands_in_the_queue_and_the_digits_are_shown_once(lena: Account) -> None:
    client = come_in(lena)
    page = log(client)
    digits = "".join(page.context["groups"])
    item = Request.objects.visible_to(CLOCK).select_related("matter").get()
    assert (item.channel, item.language, item.office, item.county) == ("phone", "es", "atlanta", "Seminole")
    opened = front.open_by_receipt(digits, address="1", now=NOON)
    assert opened.reference == item.matter.reference
    assert digits not in client.get(of(item), **AT_NOON).content.decode().replace(" ", "")


def test_what_is_missing_is_named_and_nothing_typed_is_lost(lena: Account) -> None:
    page = log(come_in(lena), phone="", narrative="A rumor\0 about a march.")
    assert page.status_code == 400
    words = page.content.decode()
    assert "where we can reach them" in words
    assert "A rumor about a march." in words


def test_a_letter_of_last_week_keeps_its_day_and_one_of_tomorrow_is_refused(lena: Account) -> None:
    client = come_in(lena)
    log(client, channel="letter", how="no", received_on="2026-11-13")
    item = Request.objects.visible_to(CLOCK).get()
    assert item.received_at.date().isoformat() == "2026-11-13"
    assert log(client, received_on="2026-12-24").status_code == 400


def test_an_alert_has_its_grade_and_its_source(lena: Account) -> None:
    client = come_in(lena)
    told = {"narrative": "Flyers call for a rally.", "place": "Tampa, FL", "when": "week", "source": "Local paper"}
    assert client.post("/staff/intake/alert/", told, **AT_NOON).status_code == 400
    client.post("/staff/intake/alert/", told | {"grade": "evidenced"}, **AT_NOON)
    item = Request.objects.visible_to(CLOCK).select_related("matter").get()
    assert (item.kind, item.channel, item.grade, item.urgent) == ("alert", "own", "evidenced", True)
    assert "Local paper" in client.get(of(item), **AT_NOON).content.decode()


def test_late_and_escalated_stand_first_and_say_so(lena: Account) -> None:
    sam = somebody("Sam", ("director", "atlanta"))
    ask()
    late = ask(when="today", now=NOON - timedelta(days=2))
    actions.escalate_overdue(NOON)
    page = come_in(lena).get("/staff/intake/", **AT_NOON)
    assert page.context["rows"][0].reference == late.matter.reference
    assert "director told" in page.content.decode()
    assert "1 of 2 lie late" in page.content.decode()
    assert late.matter.reference in come_in(sam).get("/staff/intake/", **AT_NOON).content.decode()


def test_an_empty_queue_says_so(lena: Account) -> None:
    for show in ("", "?show=new", "?show=mine", "?show=decided", "?show=%00&page=99999999&office=%00"):
        page = come_in(lena).get(f"/staff/intake/{show}", **AT_NOON)
        assert page.status_code == 200
        assert 'class="empty"' in page.content.decode()


def test_a_neighbour_across_the_border_reads_along_and_decides_nothing(lena: Account) -> None:
    item = ask()
    near = somebody("Nia", ("intake", "chicago"))
    doors.grant(item.matter, to="desk:chicago:intake", as_="assisting", because="border", viewer=SETUP, now=NOON)
    client = come_in(near)
    page = client.get(of(item), **AT_NOON)
    assert (page.status_code, page.context["choices"]) == (200, [])
    assert go(client, item, "count/").status_code == 404
    assert go(client, item, "message/", body="hello", language="en").status_code == 400
