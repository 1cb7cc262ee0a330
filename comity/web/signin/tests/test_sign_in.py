"""Getting into the office: with the right password, by a one-time link, and not by guessing."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings

from comity.people.actions import one_time_link_parts
from comity.people.tests.cast import NOON, somebody
from comity.web.signin import tries
from comity.web.signin.models import Attempt

pytestmark = pytest.mark.django_db
PASSWORD = "harlow falls bridge"
SIGN_IN = "/staff/sign-in/"


def sign_in(client: Client, email: str, password: str, **more: object):
    return client.post(SIGN_IN, {"email": email, "password": password, **more.pop("data", {})}, **more)


def test_lena_signs_in_and_lands_where_she_wanted_to_go(client: Client) -> None:
    somebody("Lena", ("specialist", "atlanta"), password=PASSWORD)
    page = client.get("/staff/rota/", follow=True)
    assert page.redirect_chain == [("/staff/sign-in/?next=%2Fstaff%2Frota%2F", 302)]
    answer = sign_in(client, "Lena@office.example ", PASSWORD, data={"next": "/staff/rota/"})
    assert answer.headers["Location"] == "/staff/rota/"
    assert client.cookies["sessionid"]["path"] == "/staff/"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/staff/", "/ask/"])
def test_signing_in_never_leads_elsewhere(client: Client, place: str) -> None:
    somebody("Lena", ("specialist", "atlanta"), password=PASSWORD)
    answer = sign_in(client, "lena@office.example", PASSWORD, data={"next": place})
    assert answer.headers["Location"] == "/staff/"


def test_the_answer_never_tells_whether_an_account_exists(client: Client) -> None:
    somebody("Lena", password=PASSWORD)
    somebody("Mia")  # invited, has chosen no password yet
    pages = [
        sign_in(client, email, "wrong").content.decode().replace(email, "").split("csrfmiddlewaretoken")[0]
        + str(sign_in(client, email, "wrong").status_code)
        for email in ("lena@office.example", "mia@office.example", "nobody@office.example")
    ]
    assert len(set(pages)) == 1
    assert client.session.get("_auth_user_id") is None


def test_a_closed_account_does_not_open(client: Client) -> None:
    lena = somebody("Lena", password=PASSWORD)
    lena.is_active = False
    lena.save()
    assert sign_in(client, lena.email, PASSWORD).status_code == 400


def test_guessing_is_slowed_for_known_and_unknown_accounts_alike(client: Client) -> None:
    somebody("Lena", password=PASSWORD)
    for email in ("lena@office.example", "nobody@office.example"):
        for _number in range(tries.FREE["pair"]):
            assert sign_in(client, email, "wrong", **{"comity.now": NOON}).status_code == 400
        answer = sign_in(client, email, PASSWORD, **{"comity.now": NOON})
        assert answer.status_code == 429
        assert "Please wait 1 minute" in answer.content.decode()
    later = NOON + timedelta(minutes=1)
    assert sign_in(client, "lena@office.example", PASSWORD, **{"comity.now": later}).status_code == 302


def test_another_persons_guesses_do_not_lock_lena_out(client: Client) -> None:
    somebody("Lena", password=PASSWORD)
    for _number in range(tries.FREE["pair"] + 1):
        sign_in(client, "lena@office.example", "wrong", **{"comity.now": NOON}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "lena@office.example", PASSWORD, **{"comity.now": NOON}).status_code == 302


def test_neither_address_nor_e_mail_is_kept_with_a_wrong_try(client: Client) -> None:
    sign_in(client, "lena@office.example", "wrong", REMOTE_ADDR="203.0.113.9")
    kept = str(list(Attempt.objects.values()))
    assert "lena" not in kept
    assert "203.0.113" not in kept


def test_yesterdays_tries_are_forgotten() -> None:
    tries.wrong("lena@office.example", "203.0.113.9", NOON)
    tries.wrong("mia@office.example", "203.0.113.9", NOON + timedelta(days=1))
    assert set(Attempt.objects.values_list("day", flat=True)) == {(NOON + timedelta(days=1)).date()}


@pytest.mark.parametrize("hostile", ["a\0b", "\ufffd", "x" * 1_000_000, "<script>", "' OR 1=1 --", ""])
def test_hostile_sign_ins_get_a_sentence(client: Client, hostile: str) -> None:
    for email, password in ((hostile, "x"), ("lena@office.example", hostile)):
        assert sign_in(client, email, password).status_code == 400


def test_somebody_invited_chooses_a_password_once(client: Client) -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    uid, token = one_time_link_parts(lena)
    link = f"/staff/welcome/{uid}/{token}/"
    form = client.get(link)
    assert token not in form.headers["Location"]
    answer = client.post(form.headers["Location"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.headers["Location"] == "/staff/"
    assert client.get("/staff/people/").status_code == 200
    assert "no longer works" in Client().get(link).content.decode()


def test_a_short_or_common_password_is_refused_in_a_sentence(client: Client) -> None:
    lena = somebody("Lena")
    uid, token = one_time_link_parts(lena)
    form = client.get(f"/staff/welcome/{uid}/{token}/")
    answer = client.post(form.headers["Location"], {"new_password1": "short", "new_password2": "short"})
    assert "12" in answer.content.decode()
    lena.refresh_from_db()
    assert not lena.has_usable_password()


def test_lena_changes_her_password_and_other_devices_are_signed_out(client: Client) -> None:
    lena = somebody("Lena", ("specialist", "atlanta"), password=PASSWORD)
    other = Client()
    other.force_login(lena)
    client.force_login(lena)
    wrong = {"old_password": "not it", "new_password1": "a new long phrase", "new_password2": "a new long phrase"}
    assert "not your password" in client.post("/staff/account/password/", wrong).content.decode()
    answer = client.post("/staff/account/password/", wrong | {"old_password": PASSWORD})
    assert answer.headers["Location"] == "/staff/account/"
    assert client.get("/staff/people/").status_code == 200
    assert other.get("/staff/people/").status_code == 302


def test_signing_out_is_a_press_of_a_button(client: Client) -> None:
    client.force_login(somebody("Lena", ("specialist", "atlanta")))
    assert client.get("/staff/sign-out/").status_code == 405
    assert client.post("/staff/sign-out/").headers["Location"] == "/staff/sign-in/"
    assert client.get("/staff/people/").status_code == 302


def test_the_cards_of_made_up_people_stand_only_in_the_demonstration(client: Client) -> None:
    lena = somebody("Lena", ("specialist", "atlanta"))
    assert "Sign in as" not in client.get(SIGN_IN).content.decode()
    assert client.post("/staff/sign-in/demonstration/", {"account": lena.pk}).status_code == 404
    with override_settings(DEMO=True):
        page = client.get(SIGN_IN, **{"comity.now": NOON}).content.decode()
        assert "Sign in as Lena Test" in page
        assert client.post("/staff/sign-in/demonstration/", {"account": "x" * 50}).status_code == 404
        assert client.post("/staff/sign-in/demonstration/", {"account": lena.pk}).headers["Location"] == "/staff/"
    assert client.get("/staff/people/").status_code == 200
