"""Today and the caseload: what each person's day holds, and that nobody finds a case that is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import Case
from comity.cases.tests.conftest import NOON, ask, case, cast, opened, us_crs
from comity.notices import actions as notices
from comity.notices.address import Address
from comity.notices.models import Notice
from comity.people import actions as people
from comity.people.models import Post
from comity.people.tests.cast import SETUP
from comity.trust.models import Account
from comity.trust.viewer import System, Viewer

__all__ = ["ask", "case", "cast", "opened", "us_crs"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOON + 12 * DAY
Opens = Callable[..., Case]


def come_in(viewer: Viewer) -> Client:
    """Signed in, with the posts the cast holds."""
    account = Account.objects.get(pk=viewer.account_id)
    for role, office in viewer.posts:
        if not Post.objects.filter(account=account, role=role, office=office).exists():
            people.appoint(account=account, role=role, office=office, viewer=SETUP, now=NOON, since=NOON.date())
    client = Client()
    client.force_login(account)
    return client


def get(client: Client, path: str, *, now: Any = LATER, **query: str) -> Any:
    return client.get(path, query, **{"comity.now": now})


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def queries(client: Client, path: str, **query: str) -> int:
    get(client, path, **query)
    with CaptureQueriesContext(connection) as held:
        assert get(client, path, **query).status_code == 200
    return len(held)


def busy_day(case: Case, cast: SimpleNamespace) -> None:
    lena = cast.lena
    invited = actions.add_party(case=case, name="Meiling Zhou", kind="other", seat="invited", viewer=lena, now=NOON)
    actions.contacted(party=invited, viewer=lena, now=NOON)
    actions.log_entry(
        case=case, kind="call", text="Call back", follow_up_on=(NOON + 5 * DAY).date(), viewer=lena, now=NOON + DAY
    )
    plan = {"case": case, "viewer": lena, "now": NOON + DAY}
    actions.plan_engagement(service="mediation", title="Joint session", on=LATER.date(), **plan)
    actions.plan_engagement(service="training", title="Missed", on=(NOON + 2 * DAY).date(), **plan)


def test_the_day_of_a_specialist(cast: SimpleNamespace, case: Case) -> None:
    busy_day(case, cast)
    page = text(get(come_in(cast.lena), "/staff/"))
    for piece in ("1 call to return", "1 session", "Joint session", "Missed", "Waiting on others", "11 days"):
        assert piece in page, piece
    assert f"/staff/cases/{case.reference}/#entry" in page
    assert "Meiling" not in page


def test_an_empty_day_says_so_in_words(cast: SimpleNamespace, case: Case, ask: Any) -> None:
    page = text(get(come_in(cast.lena), "/staff/", now=NOON + 2 * DAY))
    assert "Nothing due." in page
    assert "1 open case; the quietest is" in page
    assert "Fear after a verdict" in page
    kofi = text(get(come_in(cast.kofi), "/staff/", now=NOON + 2 * DAY))
    assert "You lead no open case" in kofi
    assert "Fear after a verdict" not in kofi


def test_what_we_promised_stands_on_the_page(cast: SimpleNamespace, ask: Any) -> None:
    request = ask()
    page = text(get(come_in(cast.iris), "/staff/"))
    assert "Take or answer: Request for help" in page
    assert request.matter.reference in page
    assert "late" in page
    assert "1 promise due" in page
    assert request.matter.reference not in text(get(come_in(cast.kofi), "/staff/"))


def test_a_message_nobody_has_read_is_a_promise(cast: SimpleNamespace, case: Case) -> None:
    notices.write(
        case.matter, body="Are you there?", by_role="person", language="en", viewer=System("setup"), now=NOON + DAY
    )
    page = text(get(come_in(cast.lena), "/staff/"))
    assert "1 message to read and answer" in page
    assert "Are you there" not in page
    assert "to read and answer" not in text(get(come_in(cast.kofi), "/staff/"))


def test_a_director_is_told_what_lies_with_nobody(cast: SimpleNamespace, opened: Opens) -> None:
    actions.open_own(
        title="Nobody's", category="education", office="atlanta", region="southeast", viewer=cast.sam, now=NOON
    )
    page = text(get(come_in(cast.sam), "/staff/"))
    assert "1 case has no lead" in page
    assert "Nobody&#x27;s" in page
    assert "In nobody" not in text(get(come_in(cast.lena), "/staff/"))


def test_a_director_at_headquarters_is_told_of_their_own_offices_and_of_the_whole_service(
    cast: SimpleNamespace,
) -> None:
    actions.open_own(
        title="Nobody's", category="education", office="atlanta", region="southeast", viewer=cast.sam, now=NOON
    )
    miriam = Viewer(
        name="Miriam",
        account_id=Account.objects.create_account(email="miriam@x.example", name="Miriam").pk,
        posts=frozenset({("headquarters", "headquarters"), ("director", "headquarters")}),
    )
    page = text(get(come_in(miriam), "/staff/"))
    assert "In your offices every case has a lead, and every request was taken in time." in page
    assert 'Without a lead</span><span class="n">1</span>' in page


def test_headquarters_sees_counts_and_no_case(cast: SimpleNamespace, case: Case) -> None:
    hana = Viewer(
        name="Hana",
        account_id=Account.objects.create_account(email="hana@x.example", name="Hana").pk,
        posts=frozenset({("headquarters", "headquarters")}),
    )
    page = text(get(come_in(hana), "/staff/"))
    assert '<b class="big">1</b><span>open cases' in page
    assert case.title not in page
    assert case.reference not in page


def test_an_administrator_is_told_kindly(cast: SimpleNamespace, case: Case) -> None:
    ada = Viewer(
        name="Ada",
        account_id=Account.objects.create_account(email="ada@x.example", name="Ada").pk,
        posts=frozenset({("administrator", "headquarters")}),
    )
    client = come_in(ada)
    page = text(get(client, "/staff/"))
    assert "can open no case" in page
    assert case.title not in page
    for path in ("/staff/cases/", "/staff/notices/", "/staff/cases/assignment/"):
        assert get(client, path).status_code == 404, path
    for path in ("/staff/cases/views/", "/staff/cases/"):
        assert client.post(path, {"q": "open"}, **{"comity.now": LATER}).status_code == 404, path


@pytest.mark.parametrize("path", ["/staff/", "/staff/cases/", "/staff/notices/", "/staff/cases/assignment/"])
def test_a_stranger_is_asked_to_sign_in(cast: SimpleNamespace, path: str) -> None:
    answer = get(Client(), path)
    assert answer.status_code == 302
    assert "/staff/sign-in/" in answer.headers["Location"]


def test_today_runs_a_fixed_number_of_queries(cast: SimpleNamespace, opened: Opens) -> None:
    busy_day(opened("One"), cast)
    clients = [come_in(cast.lena), come_in(cast.sam)]
    paths = (("/staff/", {}), ("/staff/cases/", {}), ("/staff/cases/", {"q": "open lang:zh"}))
    one = [queries(client, path, **query) for client in clients for path, query in paths]
    busy_day(opened("Two"), cast), busy_day(opened("Three"), cast)
    assert [queries(client, path, **query) for client in clients for path, query in paths] == one
    assert max(one) <= 34


def test_the_caseload_shows_mine_and_not_yours(cast: SimpleNamespace, case: Case) -> None:
    page = text(get(come_in(cast.lena), "/staff/cases/"))
    assert f'href="/staff/cases/{case.reference}/"' in page
    assert 'aria-sort="descending"' in page
    kofi = text(get(come_in(cast.kofi), "/staff/cases/"))
    assert case.title not in kofi
    assert "No case is in your hands yet." in kofi


def test_words_never_stand_in_an_address(cast: SimpleNamespace, case: Case) -> None:
    actions.log_entry(case=case, kind="call", text="家长们愿意参加第二次会谈", viewer=cast.lena, now=NOON + DAY)
    client = come_in(cast.lena)
    answer = client.post("/staff/cases/", {"q": "open 第二次会谈"}, **{"comity.now": LATER})
    assert answer.status_code == 302
    where = answer.headers["Location"]
    assert where.startswith("/staff/cases/?w=")
    assert "%" not in where
    page = text(client.get(where, **{"comity.now": LATER}))
    assert case.title in page
    assert 'value="open 第二次会谈"' in page
    assert "会谈" not in "".join(piece for piece in page.split('"') if "/staff/" in piece)
    assert case.title not in text(come_in(cast.kofi).get(where, **{"comity.now": LATER}))
    filters = client.post("/staff/cases/", {"q": "  quiet:7   open "}, **{"comity.now": LATER})
    assert filters.headers["Location"] == "/staff/cases/?q=open+quiet%3A7"


def test_an_unknown_word_before_a_colon_is_answered_and_the_line_kept(cast: SimpleNamespace, case: Case) -> None:
    client = come_in(cast.lena)
    for answer in (
        get(client, "/staff/cases/", q="colour:red open"),
        client.post("/staff/cases/", {"q": "colour:red open"}, **{"comity.now": LATER}),
    ):
        assert answer.status_code == 200
        page = text(answer)
        assert "does not know “colour:”" in page
        assert 'value="colour:red open"' in page


def test_an_empty_list_names_what_to_leave_out(cast: SimpleNamespace, case: Case) -> None:
    page = text(get(come_in(cast.lena), "/staff/cases/", q="open lang:ar"))
    assert "No case fits all of this." in page
    assert 'href="/staff/cases/?q=open"' in page
    assert 'href="/staff/cases/?q=lang%3Aar"' in page


def test_a_list_is_kept_by_name_and_dropped(cast: SimpleNamespace, case: Case) -> None:
    client = come_in(cast.lena)
    answer = client.post("/staff/cases/views/", {"name": "中文 cases", "line": "open lang:zh"}, **{"comity.now": LATER})
    assert answer.status_code == 302
    page = text(get(client, "/staff/cases/", q="open lang:zh"))
    assert "中文 cases" in page
    pk = next(view.pk for view in get(client, "/staff/cases/").context["views"].all if view.pk)
    other = come_in(cast.sam).post(f"/staff/cases/views/{pk}/removal/", **{"comity.now": LATER})
    assert other.status_code == 404
    assert client.post(f"/staff/cases/views/{pk}/removal/", **{"comity.now": LATER}).status_code == 302
    assert "中文 cases</span>" not in text(get(client, "/staff/cases/"))
    refused = client.post("/staff/cases/views/", {"name": "x", "line": 'open "Meiling"'}, follow=True)
    assert "not stored" in text(refused)


def test_a_director_gives_several_cases_to_a_colleague(cast: SimpleNamespace, opened: Opens) -> None:
    one, two = opened("One"), opened("Two")
    client = come_in(cast.sam)
    come_in(cast.lena), come_in(cast.kofi)
    page = text(get(client, "/staff/cases/"))
    assert f'name="case" value="{one.reference}"' in page
    query = {"case": [one.reference, two.reference], "back": "/staff/cases/?q=open"}
    sheet = client.get("/staff/cases/assignment/", query, **{"comity.now": LATER})
    assert "Give 2 cases to somebody" in text(sheet)
    assert "Lena" in text(sheet)
    nobody = client.post("/staff/cases/assignment/", query, **{"comity.now": LATER})
    assert nobody.status_code == 400
    assert "choose the colleague" in text(nobody)
    sam = str(cast.sam.account_id)
    done = client.post("/staff/cases/assignment/", query | {"lead": sam})  # now: a grant ends by the real clock
    assert done.headers["Location"] == "/staff/cases/?q=open"
    for moved in (one, two):
        assert open_case(cast.sam, moved.reference, now=LATER).lead_id == cast.sam.account_id
    assert one.reference not in text(get(come_in(cast.lena), "/staff/cases/"))


def test_nobody_else_gives_cases_away(cast: SimpleNamespace, case: Case) -> None:
    lena, kofi = come_in(cast.lena), come_in(cast.kofi)
    sent = {"case": [case.reference], "lead": str(cast.kofi.account_id)}
    assert lena.post("/staff/cases/assignment/", sent, **{"comity.now": LATER}).status_code == 404
    answer = kofi.post("/staff/cases/assignment/", sent, **{"comity.now": LATER})
    assert answer.status_code == 400
    assert "No case is selected" in text(answer)
    assert open_case(cast.lena, case.reference, now=LATER).lead_id == cast.lena.account_id


def test_a_call_to_make_by_hand(cast: SimpleNamespace, case: Case) -> None:
    to = Address(channel="phone", line="(404) 555-0142", safe_when=("evenings",), timezone="America/New_York")
    notice = notices.tell(case.matter, "message-waiting", to=to, language="en", viewer=cast.sam, now=NOON + DAY)
    assert notice is not None
    assert notice.state == Notice.State.HELD
    client, kofi = come_in(cast.lena), come_in(cast.kofi)
    assert "Tell people by hand" in text(get(client, "/staff/"))
    listed = text(get(client, "/staff/notices/"))
    assert "Call" in listed
    assert "555-0142" not in listed
    sheet = text(get(client, f"/staff/notices/{notice.pk}/"))
    assert "(404) 555-0142" in sheet
    assert "A message is waiting for you." in sheet
    assert str(notice.pk) not in text(get(kofi, "/staff/notices/"))
    assert get(kofi, f"/staff/notices/{notice.pk}/").status_code == 404
    assert kofi.post(f"/staff/notices/{notice.pk}/", **{"comity.now": LATER}).status_code == 404
    assert client.post(f"/staff/notices/{notice.pk}/", **{"comity.now": LATER}).status_code == 302
    assert "Nobody is waiting" in text(get(client, "/staff/notices/"))


def test_the_numbers_of_the_load_lead_to_the_cases_behind_them(cast: SimpleNamespace, opened: Opens) -> None:
    case = opened("One")
    page = text(get(come_in(cast.sam), "/staff/offices/"))
    for line in ("open+lead%3AL", "quiet%3A7+lead%3AL", "open+office%3Aatlanta", "quiet%3A7+office%3Aatlanta"):
        assert f'href="/staff/cases/?q={line}"' in page, line
    listed = text(get(come_in(cast.sam), "/staff/cases/", q="open office:atlanta"))
    assert case.reference in listed


def test_headquarters_sees_how_much_lies_at_every_office(cast: SimpleNamespace, case: Case) -> None:
    hana = Viewer(
        name="Hana",
        account_id=Account.objects.create_account(email="hana@x.example", name="Hana").pk,
        posts=frozenset({("headquarters", "headquarters")}),
    )
    client = come_in(hana)
    page = text(get(client, "/staff/offices/"))
    assert '<b class="big">1</b><span>open cases' in page
    assert "office%3Aatlanta" not in page
    assert case.title not in text(get(client, "/staff/cases/"))
    assert get(client, f"/staff/cases/{case.reference}/").status_code == 404


@pytest.mark.parametrize("line", ["座位　警察", "\u202e座位 警察\u202c", "\u2067座位", "座位\t警察", "stage:Open 座位"])
def test_what_copied_text_brings_along_does_not_spoil_the_search(cast: SimpleNamespace, case: Case, line: str) -> None:
    actions.log_entry(case=case, kind="call", text="座位安排不要让孩子正对着警察", viewer=cast.lena, now=NOON + DAY)
    client = come_in(cast.lena)
    answer = client.post("/staff/cases/", {"q": line}, follow=True, **{"comity.now": LATER})
    assert case.title in text(answer)


HOSTILE = st.one_of(
    st.text(max_size=400),
    st.sampled_from(
        [
            "x" * 1_000_000,
            "\0",
            "\u202e open",
            "=HYPERLINK(1)",
            '"',
            "“",
            "quiet:99999",
            "quiet:-1",
            "quiet:²",
            "lead:\0",
            "lang:%",
            "tension:" + "9" * 300,
            "state:ß",
            "<script>alert(1)</script>",
            "open " * 59,
            "::::",
            "a:b:c",
            "lang：zh",
        ]
    ),
)


@settings(max_examples=16)
@given(line=HOSTILE, sort=st.text(max_size=12), page=st.text(max_size=12), name=HOSTILE)
def test_no_line_breaks_the_list(line: str, sort: str, page: str, name: str) -> None:
    with transaction.atomic():
        account = Account.objects.filter(email="hypo@x.example").first() or Account.objects.create_account(
            email="hypo@x.example", name="Hypo"
        )
        viewer = Viewer(name="Hypo", account_id=account.pk, posts=frozenset({("director", "atlanta")}))
        client = come_in(viewer)
        sent = {"q": line, "sort": sort, "page": page}
        answer = client.post("/staff/cases/", sent, follow=True)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
        if len(line) < 2000:
            assert client.get("/staff/cases/", sent).status_code == 200
            assert client.get("/staff/cases/", {"w": line}).status_code == 200
        assert client.post("/staff/cases/views/", {"name": name, "line": line}, follow=True).status_code == 200
        give = client.post("/staff/cases/assignment/", {"case": [line], "lead": name[:2000], "back": line})
        assert give.status_code == 400
        transaction.set_rollback(True)
