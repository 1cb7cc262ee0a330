# ruff: noqa: F811 - fixtures of the casework are arguments here
"""The case page: a call is written down in a moment, everything is found again, and nobody else gets in."""

import io
import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import Case, Entry, Party, Tension
from comity.cases.tests.conftest import NOON, SANFORD, ask, case, cast, opened, us_crs  # noqa: F401 - fixtures
from comity.notices.actions import write
from comity.notices.models import Message
from comity.trust import doors
from comity.trust.viewer import STRANGER, System

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = NOON + 2 * HOUR
SECRET = "Only the elders were told about the meeting on the bridge"


def see(client: Client, url: str, now: Any = NOW, **asked: Any) -> Any:
    return client.get(url, asked, **{"comity.now": now})


def send(client: Client, url: str, now: Any = NOW, **told: Any) -> Any:
    return client.post(url, told, **{"comity.now": now})


def under(case: Case, rest: str = "") -> str:
    return f"/staff/cases/{case.reference}/{rest}"


def words(answer: Any) -> str:
    return answer.content.decode()


CALL = {"kind": "call", "text": SECRET, "minutes": "12", "sealed_to": "team"}


def entries(case: Case) -> list[Entry]:
    rows = list(Entry.objects.visible_to(System("search")).filter(case=case).order_by("at", "pk"))
    for row in rows:
        row.matter = case.matter
    return rows


@pytest.fixture
def chief(case: Case, cast: SimpleNamespace) -> Party:
    return actions.add_party(
        case=case, name="Dana Whitlock", kind="law-enforcement-local", seat="invited", viewer=cast.lena, now=NOW
    )


def photo(exif: bool = True) -> SimpleUploadedFile:
    made, out = Image.new("RGB", (40, 30), "red"), io.BytesIO()
    tags = Image.Exif()
    tags[0x010F] = "A telephone"
    made.save(out, "JPEG", exif=tags if exif else Image.Exif())
    return SimpleUploadedFile("wall.jpg", out.getvalue(), "image/jpeg")


# Who gets in


GUARDED = ["", "messages/", "parties/new/", "summary/", "access/"]


@pytest.mark.parametrize("rest", GUARDED)
def test_a_stranger_is_sent_to_the_sign_in(rest: str, case: Case, office: SimpleNamespace) -> None:
    answer = see(office.stranger, under(case, rest))
    assert answer.status_code == 302
    assert answer.url.startswith("/staff/sign-in/")


@pytest.mark.parametrize("rest", GUARDED)
def test_kofi_in_another_office_gets_the_same_404_as_for_no_case(
    rest: str, case: Case, office: SimpleNamespace
) -> None:
    answer, none = see(office.kofi, under(case, rest)), see(office.kofi, "/staff/cases/CR-1999-0001/")
    assert (answer.status_code, none.status_code) == (404, 404)
    assert case.title not in words(answer)


def test_intake_knows_of_the_case_and_cannot_open_it(case: Case, office: SimpleNamespace) -> None:
    assert see(office.iris, under(case)).status_code == 404


@pytest.mark.parametrize(
    "rest",
    ["entries/", "tension/", "messages/", "parties/new/", "entries/{e}/", "entries/{e}/follow-up/",
     "entries/{e}/photo/", "parties/{p}/", "parties/{p}/contact/", "parties/{p}/removal/"],
)  # fmt: skip
def test_kofi_can_send_nothing_into_it(
    rest: str, case: Case, cast: SimpleNamespace, office: SimpleNamespace, chief: Party
) -> None:
    entry = actions.log_entry(case=case, kind="call", text=SECRET, viewer=cast.lena, now=NOW)
    url = under(case, rest.format(e=entry.pk, p=chief.pk))
    answer = see(office.kofi, url) if rest.endswith("photo/") else send(office.kofi, url, **CALL)
    assert answer.status_code == 404
    assert len(entries(case)) == 1


def test_a_look_is_in_the_audit_trail_and_told_to_the_lead(case: Case, office: SimpleNamespace) -> None:
    see(office.sam, under(case))
    page = words(see(office.lena, under(case, "access/")))
    assert "Who looked at it lately" in page
    assert ">Sam<" in page


# The page


def test_the_page_tells_the_state_of_the_case(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace, chief: Party
) -> None:
    actions.add_party(case=case, name="王梅", kind="faith", language="hmn", is_minor=True, viewer=cast.lena, now=NOW)
    page = words(see(office.lena, under(case)))
    for told in (case.reference, case.title, "Confidential – Confidentiality rule of 1964", "Minors involved",
                 "Hmong interpreter needed", "0 of 2", "Dana Whitlock", "王梅", "Not contacted"):  # fmt: skip
        assert told in page, told
    assert f'lang="zh-Hans" dir="ltr">{SANFORD}' in page


def test_a_sealed_note_is_read_by_its_author_only(case: Case, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    actions.log_entry(case=case, kind="note", text=SECRET, sealed_to="me", viewer=cast.lena, now=NOW)
    mine, hers = words(see(office.lena, under(case))), words(see(office.sam, under(case)))
    assert (SECRET in mine, "Sealed: only you" in mine) == (True, True)
    assert SECRET not in hers
    assert SECRET not in words(see(office.lena, under(case, "summary/")))


def test_somebody_who_only_reads_is_offered_nothing_to_write(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    iris = f"account:{cast.iris.account_id}"
    doors.grant(case.matter, to=iris, as_="headquarters", because="assists", viewer=cast.sam, now=NOW)
    page = words(see(office.iris, under(case)))
    assert "You can read this case" in page
    assert '<form class="composer"' not in page
    assert "Add a party" not in page
    assert send(office.iris, under(case, "entries/"), **CALL).status_code == 400
    assert entries(case) == []


def test_the_menu_offers_what_the_lifecycle_allows(case: Case, office: SimpleNamespace) -> None:
    lena, sam = words(see(office.lena, under(case))), words(see(office.sam, under(case)))
    assert ("Pause the case" in lena, "Open the case again" in lena) == (True, False)
    assert ("Give it to another lead" in sam, "Give it to another lead" in lena) == (True, False)


def test_a_page_runs_the_same_queries_for_one_entry_and_for_three(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace, chief: Party
) -> None:
    def more() -> None:
        actions.log_entry(case=case, kind="call", text=SECRET, parties=[chief], tension=4, viewer=cast.lena, now=NOW)
        actions.add_party(case=case, name="Faith", kind="faith", viewer=cast.lena, now=NOW)
        actions.add_issue(case=case, text="Nobody explained it", viewer=cast.lena, now=NOW)
        actions.add_document(case=case, title="Rules", body=SECRET, viewer=cast.lena, now=NOW)
        actions.plan_engagement(
            case=case, service="dialogue", title="Evening", on=(NOW + DAY).date(), place="Library",
            viewer=cast.lena, now=NOW,
        )  # fmt: skip

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert see(office.lena, under(case)).status_code == 200
        return len(seen)

    more()
    queries()
    once = queries()
    more()
    more()
    assert queries() == once
    assert once < 70


# Writing


def test_a_call_is_written_down_and_stands_on_top(case: Case, office: SimpleNamespace, chief: Party) -> None:
    answer = send(
        office.lena, under(case, "entries/"), **CALL, who=str(chief.pk), follow_up_on="2026-11-24", tension="6"
    )
    entry = entries(case)[0]
    assert answer.status_code == 302
    assert answer.url == under(case, f"#entry-{entry.pk}")
    assert (entry.kind, entry.minutes, entry.text, entry.with_whom) == ("call", 12, SECRET, "Dana Whitlock")
    page = words(see(office.lena, under(case)))
    assert page.index("Call with Dana Whitlock") < page.index("The case was opened.")
    assert "Come back on November 24" in page
    assert Party.objects.visible_to(System("search")).get(pk=chief.pk).last_contact_on == NOW.date()
    assert Tension.objects.visible_to(System("search")).get(case=case).level == 6


def test_the_kind_used_last_and_the_person_of_the_last_call_are_chosen_already(
    case: Case, office: SimpleNamespace, chief: Party
) -> None:
    send(office.lena, under(case, "entries/"), kind="visit", text="Seen.", who=str(chief.pk))
    form = see(office.lena, under(case)).context["form"]
    assert (form["kind"].value(), form["who"].value(), form["minutes"].value()) == ("visit", str(chief.pk), 15)


def test_an_entry_of_yesterday_is_dated_by_the_clock_of_the_office(case: Case, office: SimpleNamespace) -> None:
    send(office.lena, under(case, "entries/"), NOW + DAY, **CALL, on="2026-11-20", at="14:30")
    assert entries(case)[0].at.isoformat() == "2026-11-20T19:30:00+00:00"  # half past two in Atlanta


def test_an_entry_about_tomorrow_is_refused_in_a_sentence_and_nothing_is_lost(
    case: Case, office: SimpleNamespace
) -> None:
    answer = send(office.lena, under(case, "entries/"), **CALL, on="2026-11-23")
    assert answer.status_code == 400
    assert "An entry tells what has happened" in words(answer)
    assert SECRET in words(answer)
    assert entries(case) == []


def test_an_empty_entry_is_refused_in_a_sentence(case: Case, office: SimpleNamespace) -> None:
    answer = send(office.lena, under(case, "entries/"), kind="call", text="  ")
    assert answer.status_code == 400
    assert "Please write a word about what happened." in words(answer)


def test_with_scripts_the_new_entry_comes_back_as_a_part_of_the_page(case: Case, office: SimpleNamespace) -> None:
    answer = office.lena.post(under(case, "entries/"), CALL, headers={"HX-Request": "true"}, **{"comity.now": NOW})
    page = words(answer)
    assert answer.status_code == 200
    assert SECRET in page
    assert "hx-swap-oob" in page
    assert "<html" not in page
    again = office.lena.post(
        under(case, "entries/"), {"kind": "call", "text": ""}, headers={"HX-Request": "true"}, **{"comity.now": NOW}
    )
    assert "Please write a word" in words(again)
    assert "hx-swap-oob" not in words(again)


def test_a_photo_is_kept_without_what_hides_in_it(case: Case, office: SimpleNamespace) -> None:
    send(office.lena, under(case, "entries/"), **CALL, photo=photo())
    entry = entries(case)[0]
    answer = see(office.lena, under(case, f"entries/{entry.pk}/photo/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert not Image.open(io.BytesIO(answer.content)).getexif()
    assert see(office.kofi, under(case, f"entries/{entry.pk}/photo/")).status_code == 404


def test_what_is_no_photo_is_named_and_the_words_stay(case: Case, office: SimpleNamespace) -> None:
    told = {**CALL, "photo": SimpleUploadedFile("x.jpg", b"%PDF-1.7 not a photo", "image/jpeg")}
    answer = send(office.lena, under(case, "entries/"), **told)
    assert answer.status_code == 400
    assert "not a photo that we can read" in words(answer)
    assert SECRET in words(answer)


def test_a_photo_too_large_is_named_and_touches_no_disk(case: Case, office: SimpleNamespace) -> None:
    told = {**CALL, "photo": SimpleUploadedFile("x.jpg", b"\xff\xd8" + b"0" * (13 * 1024 * 1024), "image/jpeg")}
    answer = send(office.lena, under(case, "entries/"), **told)
    assert answer.status_code == 400
    assert "larger than 10 MB" in words(answer)
    assert SECRET in words(answer)


def test_whoever_wrote_an_entry_changes_it_and_nobody_else(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    entry = actions.log_entry(case=case, kind="call", text="A slip", viewer=cast.lena, now=NOW)
    url = under(case, f"entries/{entry.pk}/")
    assert send(office.lena, url, text="Better", minutes="20", with_whom="Dana").status_code == 302
    assert (entries(case)[0].text, entries(case)[0].minutes) == ("Better", 20)
    assert see(office.sam, url).status_code == 409
    assert send(office.sam, url, text="Mine", minutes="1").status_code == 409
    assert entries(case)[0].text == "Better"


def test_a_promise_to_come_back_is_done_with_one_button(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    entry = actions.log_entry(
        case=case, kind="call", text=SECRET, follow_up_on=NOW.date() + DAY, viewer=cast.lena, now=NOW
    )
    assert "come back" in words(see(office.lena, under(case))).lower()
    assert send(office.lena, under(case, f"entries/{entry.pk}/follow-up/")).status_code == 302
    assert entries(case)[0].follow_up_done_at == NOW


def test_a_closed_case_takes_no_entry(case: Case, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    actions.record_outcome(case=case, kind="none", viewer=cast.lena, now=NOW)
    actions.close(case=case, viewer=cast.lena, now=NOW)
    page = words(see(office.lena, under(case)))
    assert "This case was closed on" in page
    assert "Did it hold?" in page
    answer = send(office.lena, under(case, "entries/"), **CALL)
    assert answer.status_code == 400
    assert "This case is closed" in words(answer)


# Finding


def test_the_journal_is_filtered_and_searched_in_chinese_too(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    actions.log_entry(case=case, kind="call", text="家长们愿意参加", viewer=cast.lena, now=NOW)
    actions.add_document(case=case, title="Ground rules", viewer=cast.lena, now=NOW)
    found = words(send(office.lena, under(case), q="愿意"))
    assert ("家长们愿意参加" in found, "1 entry with" in found) == (True, True)
    papers = see(office.lena, under(case), show="documents").context["shelf"]
    assert [card.title for _name, _on, cards in papers.days for card in cards] == ["Ground rules"]
    assert "No entry holds these words" in words(send(office.lena, under(case), q="nowhere"))


def test_a_long_journal_has_pages_of_fifty(case: Case, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    for number in range(60):
        actions.log_entry(case=case, kind="call", text=f"Call {number}", viewer=cast.lena, now=NOW + number * HOUR)
    later = NOW + 90 * HOUR
    first, second = (see(office.lena, under(case), later, show="contacts", page=page).context["shelf"] for page in "12")
    assert [sum(len(cards) for _name, _on, cards in shelf.days) for shelf in (first, second)] == [50, 10]
    assert see(office.lena, under(case), later, page="9999999").status_code == 200


# The table


PARTY = {"name": "王梅", "organisation": "Parents", "kind": "community-based", "role": "leader", "language": "zh-hans",
         "seat": "invited", "how": "phone", "phone": "407-555-0133", "safe_when": ["evenings"],
         "safe_note": "Say that the library is calling"}  # fmt: skip


def test_a_party_is_added_put_right_and_seated(case: Case, office: SimpleNamespace) -> None:
    assert send(office.lena, under(case, "parties/new/"), **PARTY).status_code == 302
    party = Party.objects.visible_to(System("search")).get(case=case)
    party.matter = case.matter
    assert (party.name, party.seat, party.contact["safe_when"]) == ("王梅", "invited", ["evenings"])
    url = under(case, f"parties/{party.pk}/")
    assert "Say that the library is calling" in words(see(office.lena, url))
    assert send(office.lena, url, **{**PARTY, "seat": "at-table", "name": "王梅梅"}).status_code == 302
    assert "1 of 1" in words(see(office.lena, under(case)))
    assert "王梅梅" in words(see(office.lena, under(case)))


def test_in_touch_today_is_one_button(case: Case, office: SimpleNamespace, chief: Party) -> None:
    page = words(see(office.lena, under(case)))
    assert "In touch with Dana Whitlock today" in page
    send(office.lena, under(case, f"parties/{chief.pk}/contact/"))
    # What the next page will say waits in the session, a plain row: the name of a party never goes there.
    waiting = str([row.get_decoded() for row in Session.objects.all()])
    assert "in touch today" in waiting
    assert "Whitlock" not in waiting
    assert "In touch with Dana Whitlock today" not in words(see(office.lena, under(case))).split('class="parties"')[1]


def test_a_party_added_by_mistake_goes(case: Case, office: SimpleNamespace, chief: Party) -> None:
    send(office.lena, under(case, f"parties/{chief.pk}/removal/"))
    assert not Party.objects.visible_to(System("search")).filter(case=case).exists()


def test_the_tension_is_rated_and_told_as_a_finding(case: Case, office: SimpleNamespace) -> None:
    for days, level in ((0, 7), (4, 9), (9, 4)):
        send(office.lena, under(case, "tension/"), NOW + days * DAY, level=str(level), note="walkout")
    page = words(see(office.lena, under(case), NOW + 9 * DAY))
    assert "Tension rose to 9 on November 24 and is at 4 now." in page
    assert "7 → 4" in page
    refused = send(office.lena, under(case, "tension/"), level="12", note=SECRET)
    assert refused.status_code == 400
    assert SECRET in words(refused)


def test_the_next_session_comes_with_its_checks(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace, chief: Party
) -> None:
    actions.plan_engagement(
        case=case, service="dialogue", title="Listening evening", on=date(2026, 11, 24), minutes=120,
        starts_at=NOON + 4 * DAY + 11 * HOUR, place="Library", interpreters=[("zh-hans", "spoken")],
        viewer=cast.lena, now=NOW,
    )  # fmt: skip
    actions.add_party(
        case=case, name="Hmong Center", kind="faith", language="hmn", seat="at-table", viewer=cast.lena, now=NOW
    )
    page = words(see(office.lena, under(case)))
    for told in ("Next: Listening evening", "6 p.m. – 8 p.m. EST", "Library", "Chinese interpreter not confirmed yet",
                 "Nobody interprets Hmong yet", "Dana Whitlock: no answer yet"):  # fmt: skip
        assert told in page, told
    late = words(see(office.lena, under(case), NOW + 9 * DAY))
    assert "Say whether it took place" in late


def test_a_session_without_an_hour_shows_none(case: Case, cast: SimpleNamespace, office: SimpleNamespace) -> None:
    evening = actions.plan_engagement(
        case=case, service="dialogue", title="Listening evening", on=date(2026, 11, 24), minutes=120, place="Library",
        viewer=cast.lena, now=NOW,
    )  # fmt: skip
    at = NOW + 4 * DAY
    paths = (under(case), "/staff/", *(under(case, f"engagements/{evening.pk}/{tail}") for tail in ("", "kit/")))
    for path in (*paths, under(case, "engagements/")):
        page = words(see(office.lena, path, at))
        assert "Listening evening" in page, path
        assert not re.search(r'\.m\. – |<dt>Time</dt><dd>(<bdi>)?\d|class="at">\d| · \d+ [ap]\.m', page), path


# The person who asked


def test_the_person_is_answered_in_their_language_and_told_that_something_waits(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    write(case.matter, body="我们愿意参加", by_role="person", language="zh-hans", viewer=STRANGER, now=NOW)
    page = words(see(office.lena, under(case)))
    assert "Message from the person who asked" in page
    assert '<span class="tag good">new</span>' in page
    assert send(office.lena, under(case, "messages/"), body="谢谢", language="zh-hans").status_code == 302
    sent = Message.objects.visible_to(cast.lena).get(matter=case.matter, direction="out")
    assert (sent.language, sent.by_id) == ("zh-hans", cast.lena.account_id)
    assert Message.objects.visible_to(cast.lena).get(direction="in").read_at == NOW
    assert "谢谢" in words(see(office.lena, under(case, "messages/")))
    empty = send(office.lena, under(case, "messages/"), body=" ", language="zh-hans")
    assert empty.status_code == 400


def test_reading_without_a_part_in_the_writing_leaves_a_message_new(
    case: Case, cast: SimpleNamespace, office: SimpleNamespace
) -> None:
    write(case.matter, body="我们愿意参加", by_role="person", language="zh-hans", viewer=STRANGER, now=NOW)
    doors.grant(
        case.matter,
        to=f"account:{cast.iris.account_id}",
        as_="headquarters",
        because="assists",
        viewer=cast.sam,
        now=NOW,
    )
    assert see(office.iris, under(case, "messages/")).status_code == 200
    assert Message.objects.visible_to(cast.lena).get(direction="in").read_at is None


# Why


def test_why_can_i_see_this_names_everybody_with_their_reason(case: Case, office: SimpleNamespace) -> None:
    page = words(see(office.lena, under(case, "access/")))
    for told in ("that is you", "was made lead when the case was opened", "Regional director in Atlanta",
                 "because this office holds the case", "sees the request and that there is a case"):  # fmt: skip
        assert told in page, told


def test_a_case_of_our_own_has_no_person_to_write_to(cast: SimpleNamespace, office: SimpleNamespace) -> None:
    own = actions.open_own(
        title="A march", category="education", office="atlanta", region="southeast", lead=cast.account["lena"],
        viewer=cast.sam, now=NOW,
    )  # fmt: skip
    assert see(office.lena, under(own, "messages/")).status_code == 404
    assert "Messages</a>" not in words(see(office.lena, under(own)))


# Whatever is typed


HOSTILE = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.sampled_from(["\0", "\u202eRTL", "=1+1", "<script>alert(1)</script>", "\ufffd", "٣", "9" * 5000, "-1",
                     "A" * 1_000_000, "2026-02-30", "25:99", "00000000-0000-0000-0000-000000000000",
                     "👩‍👩‍👧" * 50, "\x1b[31m", "CR\r\nLF"]),
)  # fmt: skip
ON = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
ENTRY = ("kind", "text", "who", "minutes", "follow_up_on", "sealed_to", "tension", "other", "on", "at", "photo")


def typed(*names: str) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(names), HOSTILE, max_size=len(names))


def answered(answer: Any) -> None:
    assert answer.status_code in (200, 302, 400, 413), answer.status_code
    if answer.status_code in (200, 400):
        page = words(answer)
        assert "<script>alert(1)" not in page
        assert 'class="errors"' in page or answer.status_code == 200


@ON
@given(told=typed(*ENTRY), base=st.booleans())
def test_whatever_is_typed_into_an_entry_is_a_sentence_or_a_success(
    told: dict[str, str], base: bool, case: Case, office: SimpleNamespace
) -> None:
    answered(send(office.lena, under(case, "entries/"), **((CALL if base else {}) | told)))


@ON
@given(told=typed(*PARTY, "mandate", "email", "address", "voicemail_ok", "is_minor"), base=st.booleans())
def test_whatever_is_typed_about_a_party(told: dict[str, str], base: bool, case: Case, office: SimpleNamespace) -> None:
    answered(send(office.lena, under(case, "parties/new/"), **((PARTY if base else {}) | told)))


@ON
@given(told=typed("level", "note"), reply=typed("body", "language"), asked=HOSTILE)
def test_whatever_is_typed_elsewhere(
    told: dict[str, str], reply: dict[str, str], asked: str, case: Case, office: SimpleNamespace
) -> None:
    answered(send(office.lena, under(case, "tension/"), **told))
    answered(send(office.lena, under(case, "messages/"), **reply))
    answered(see(office.lena, under(case), show=asked[:50], page=asked[:50]))
    answered(send(office.lena, under(case), q=asked))


def test_the_office_keeps_its_own_time_only_while_it_answers(case: Case, office: SimpleNamespace) -> None:
    see(office.lena, under(case))
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_page_of_a_director_shows_the_lead(case: Case, office: SimpleNamespace, cast: SimpleNamespace) -> None:
    assert open_case(cast.sam, case.reference, now=NOW).lead == cast.account["lena"]
    assert "<strong>Lena</strong>" in words(see(office.sam, under(case)))
