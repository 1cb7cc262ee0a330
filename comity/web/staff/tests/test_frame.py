"""The frame of the office: who is shown which places, and how people, the rota and one's own settings are kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from comity.agency import profile
from comity.people import actions
from comity.people.models import Duty, Post
from comity.people.tests.cast import NOON, SETUP, somebody
from comity.trust.models import Account

pytestmark = pytest.mark.django_db
AT_NOON = {"comity.now": NOON}


@pytest.fixture(autouse=True)
def agency() -> Iterator[None]:
    """The brochures' agency with its offices; other tests start without it."""
    profile.load("us-crs", now=NOON)
    yield
    profile.forget()


def come_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def places_of(client: Client) -> set[str]:
    page = client.get("/staff/people/", **AT_NOON)
    return {place.slug for place in page.context["places"]}


def test_an_administrator_is_shown_no_way_to_a_case() -> None:
    ada = come_in(somebody("Ada", ("administrator", "headquarters")))
    assert places_of(ada) == {"people", "rota", "reports", "gallery"}
    page = ada.get("/staff/people/", **AT_NOON).content.decode()
    assert 'id="search-line"' not in page
    assert "/staff/cases/" not in page


def test_somebody_without_a_post_sees_colleagues_and_nothing_else() -> None:
    assert places_of(come_in(somebody("Mia"))) == {"people", "rota", "gallery"}


def test_the_loads_are_for_directors_and_headquarters() -> None:
    lena, sam = somebody("Lena", ("specialist", "atlanta")), somebody("Sam", ("director", "atlanta"))
    assert come_in(lena).get("/staff/offices/", **AT_NOON).status_code == 404
    assert come_in(sam).get("/staff/offices/", **AT_NOON).status_code == 200


def test_the_rail_says_who_is_on_duty() -> None:
    lena, sam = somebody("Lena", ("specialist", "atlanta")), somebody("Sam", ("director", "atlanta"))
    assert "Nobody is on duty" in come_in(lena).get("/staff/people/", **AT_NOON).content.decode()
    actions.set_duty(office="atlanta", account=sam, from_on=NOON.date(), to_on=NOON.date(), viewer=SETUP, now=NOON)
    assert "today: Sam Test" in come_in(lena).get("/staff/people/", **AT_NOON).content.decode()


def test_a_page_of_the_frame_runs_the_same_few_queries_however_many_work_here(django_assert_max_num_queries) -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    for number in range(30):
        somebody(f"Colleague{number}", ("specialist", "chicago"))
    client = come_in(lena)
    client.get("/staff/people/", **AT_NOON)
    with django_assert_max_num_queries(14):
        client.get("/staff/people/", **AT_NOON)


def test_colleagues_are_found_by_a_part_of_their_name() -> None:
    client = come_in(somebody("Lena", ("specialist", "atlanta")))
    somebody("Kofi", ("specialist", "chicago"))
    page = client.get("/staff/people/", {"q": "kof"}, **AT_NOON).content.decode()
    assert "Kofi Test" in page
    assert "Chicago" in page
    assert "Lena Test" in client.get("/staff/people/", {"q": "\0\ufffd\u202e" * 99}, **AT_NOON).content.decode()


def test_an_administrator_adds_a_person_and_gets_the_link_once() -> None:
    ada = come_in(somebody("Ada", ("administrator", "headquarters")))
    given = {"name": "Noor Aziz", "email": "Noor@office.example", "role": "intake", "office": "chicago"}
    page = ada.post("/staff/people/new/", given, **AT_NOON).content.decode()
    noor = Account.objects.get(email="noor@office.example")
    assert "/staff/welcome/" in page
    assert not noor.has_usable_password()
    assert Post.objects.filter(account=noor, role="intake", office="chicago").exists()
    again = ada.post("/staff/people/new/", given, **AT_NOON)
    assert again.status_code == 400
    assert "already an account" in again.content.decode()


def test_nobody_else_keeps_accounts() -> None:
    lena, kofi = somebody("Lena", ("specialist", "atlanta")), somebody("Kofi", ("specialist", "chicago"))
    client = come_in(lena)
    post = Post.objects.get(account=kofi)
    assert client.get("/staff/people/new/", **AT_NOON).status_code == 404
    for path in (f"{kofi.pk}/posts/", f"{kofi.pk}/posts/{post.pk}/end/", f"{kofi.pk}/link/", f"{kofi.pk}/profile/"):
        assert client.post(f"/staff/people/{path}", **AT_NOON).status_code == 404, path
    assert "Give a post" not in client.get(f"/staff/people/{kofi.pk}/", **AT_NOON).content.decode()


def test_an_administrator_gives_and_ends_a_post() -> None:
    ada, lena = come_in(somebody("Ada", ("administrator", "headquarters"))), somebody("Lena")
    given = {"role": "specialist", "office": "atlanta", "since": "2026-11-20"}
    assert ada.post(f"/staff/people/{lena.pk}/posts/", given, **AT_NOON).status_code == 302
    twice = ada.post(f"/staff/people/{lena.pk}/posts/", given, **AT_NOON)
    assert "already holds this post" in twice.content.decode()
    post = Post.objects.get(account=lena)
    assert ada.post(f"/staff/people/{lena.pk}/posts/{post.pk}/end/", **AT_NOON).status_code == 302
    post.refresh_from_db()
    assert post.until == NOON.date()


def test_the_last_administrator_is_told_why_the_post_stays() -> None:
    account = somebody("Ada", ("administrator", "headquarters"))
    post = Post.objects.get(account=account)
    answer = come_in(account).post(f"/staff/people/{account.pk}/posts/{post.pk}/end/", **AT_NOON)
    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()


def test_lena_puts_her_own_profile_right() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    given = {"name": "Lena Okafor", "phone": "404 555 0141", "languages": ["es", "en"], "qualifications": ["mediator"]}
    answer = come_in(lena).post(f"/staff/people/{lena.pk}/profile/", given, **AT_NOON)
    assert answer.status_code == 302
    page = come_in(lena).get(f"/staff/people/{lena.pk}/", **AT_NOON).content.decode()
    for piece in ("Lena Okafor", "(404) 555-0141", "Spanish", "Mediator"):
        assert piece in page, piece


def test_the_rota_is_set_on_the_page_of_the_office() -> None:
    sam, lena = somebody("Sam", ("director", "atlanta")), somebody("Lena", ("specialist", "atlanta"))
    given = {"who": str(lena.pk), "from_on": "2026-11-23", "to_on": "2026-11-29"}
    answer = come_in(sam).post("/staff/rota/atlanta/", given, **AT_NOON)
    assert answer.status_code == 302
    assert Duty.objects.get().account == lena
    assert "Lena Test" in come_in(lena).get("/staff/rota/", {"week": "2026-11-25"}, **AT_NOON).content.decode()
    cleared = come_in(sam).post("/staff/rota/atlanta/", given | {"who": "nobody"}, **AT_NOON)
    assert cleared.status_code == 302
    assert not Duty.objects.exists()


def test_lena_cannot_set_the_rota() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    given = {"who": str(lena.pk), "from_on": "2026-11-23", "to_on": "2026-11-29"}
    client = come_in(lena)
    assert "Put somebody on duty" not in client.get("/staff/rota/atlanta/", **AT_NOON).content.decode()
    assert client.post("/staff/rota/atlanta/", given, **AT_NOON).status_code == 400
    assert not Duty.objects.exists()


@pytest.mark.parametrize("week", ["", "yesterday", "9999-12-31", "2026-11-20' --"])
def test_a_strange_week_shows_a_week(week: str) -> None:
    assert come_in(somebody("Lena", ("specialist", "atlanta"))).get("/staff/rota/", {"week": week}).status_code == 200


def test_an_unknown_office_has_no_rota() -> None:
    assert come_in(somebody("Lena", ("specialist", "atlanta"))).get("/staff/rota/nowhere/").status_code == 404


def test_language_colours_and_keys_are_kept_with_the_account() -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    client = come_in(lena)
    given = {"language": "zh-hans", "theme": "dark", "keys": "off", "back": "/staff/rota/"}
    assert client.post("/staff/account/preferences/", given, **AT_NOON).headers["Location"] == "/staff/rota/"
    page = client.get("/staff/people/", **AT_NOON).content.decode()
    for piece in ('lang="zh-Hans"', 'data-theme="dark"', 'data-keys="off"'):
        assert piece in page, piece
    elsewhere = client.post("/staff/account/preferences/", {"back": "//evil.example/"}, **AT_NOON)
    assert elsewhere.headers["Location"] == "/staff/account/"


def test_no_page_of_the_frame_carries_inline_code() -> None:
    ada = somebody("Ada", ("administrator", "headquarters"))
    client = come_in(ada)
    for path in (
        "people/",
        f"people/{ada.pk}/",
        "people/new/",
        "rota/",
        "rota/atlanta/",
        "account/",
        "account/password/",
    ):
        page = client.get(f"/staff/{path}", **AT_NOON).content.decode()
        for bad in ("<style", "style=", "onclick", "<script>"):
            assert bad not in page, (path, bad)


def test_what_somebody_was_shown_yesterday_is_closed_when_the_post_ends() -> None:
    lena = somebody("Lena", ("director", "atlanta"))
    client = come_in(lena)
    assert client.get("/staff/offices/", **AT_NOON).status_code == 200
    Post.objects.filter(account=lena).update(until=(NOON + timedelta(days=1)).date())
    assert client.get("/staff/offices/", **{"comity.now": NOON + timedelta(days=1)}).status_code == 404
