"""A thief with a copy of the disk: sentences that people entrusted to us lie nowhere in plain bytes.

They are planted through the real doors: a letter by the public form, a message, a journal entry, the name of a party.
Then everything the site wrote is read as raw bytes: database file, write-ahead log, the data folder, the log, the mail.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from comity.cases import actions as cases
from comity.cases.models import Entry, Party
from comity.intake import actions as intake
from comity.intake.models import Request
from comity.notices import worker
from comity.notices.models import Message
from comity.trust.viewer import System
from comity.web import flow_cookie
from tests.journeys import sanford
from tests.journeys.sanford import DAY, HOUR, NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
EVERYTHING = System("audit")
# Each is planted at another door, so that a find says which door leaks. In capitals too: the search folds them.
PLANTED = {
    "the letter": "The Vigil of Marigolds begins at the old cannery",
    "her name": "Zwetschgenbaum",
    "the place": "behind the lighthouse of Port Quillon",
    "the message": "Bring the green lantern on Saturday",
    "our answer": "We bring the interpreter Philomena",
    "the journal": "He whispered about the Tamarind ledger",
    "the party": "Bartholomew Quicksilver",
    "the letter in Chinese": "请在旧罐头厂的灯塔后面等我们",
}
TITLE = "Sanford: a title that stands in lists"


def flow(client: Client, **told: str) -> str:
    """Through the public form, question by question, as a browser sends it."""
    answers = {
        "safety": {"safety": "no"},
        "when": {"when": "week"},
        "story": {"narrative": told["narrative"]},
        "where": {"place": told["place"], "same": told["place"]},  # the page asks once whether it is meant so
        "why": {"bases": "race"},
        "you": {"name": told["name"]},
        "contact": {"contact__how": "email", "contact__email": "marigold@people.example"},
    }
    page = client.post("/ask/", **at())
    for _ in range(16):
        where = page.headers["Location"]
        page = client.get(where, **at())
        if page.status_code == 200 and where.endswith("/sent/"):
            groups = re.search(r'class="digits-big[^>]*>(.*?)</p>', page.content.decode(), re.DOTALL)
            assert groups
            return re.sub(r"\D", "", re.sub(r"<[^>]*>", "", groups[1]))
        key = re.search(rf'name="{flow_cookie.KEY_FIELD}" value="([^"]+)"', page.content.decode())
        assert key, where
        sent = {**answers.get(where.rstrip("/").rsplit("/", 1)[-1], {}), flow_cookie.KEY_FIELD: key[1]}
        page = client.post(where, sent, **at())
        assert page.status_code == 302, (where, page.status_code)
    raise AssertionError("the flow did not end")


def at(now: object = NOON) -> dict[str, object]:
    return {"comity.now": now}


def writes_a_message(client: Client, digits: str, body: str) -> None:
    client.post("/follow/", {"digits": digits}, **at(NOON + HOUR))
    page = client.get("/follow/matter/", **at(NOON + HOUR)).content.decode()
    key = re.search(rf'name="{flow_cookie.KEY_FIELD}" value="([^"]+)"', page)
    assert key
    sent = client.post("/follow/matter/message/", {"body": body, flow_cookie.KEY_FIELD: key[1]}, **at(NOON + HOUR))
    assert sent.status_code == 302


@pytest.fixture
def planted(caplog: pytest.LogCaptureFixture) -> str:
    """All sentences, each through its door; the worker has run, the audit trail is linked."""
    caplog.set_level(logging.DEBUG)
    office = sanford.staffed(NOON - 30 * DAY)
    person, lena = Client(), Client()
    letter = f"{PLANTED['the letter']}\n{PLANTED['the letter in Chinese']}"
    digits = flow(person, narrative=letter, place=PLANTED["the place"], name=PLANTED["her name"])
    writes_a_message(person, digits, PLANTED["the message"])
    reference = Request.objects.visible_to(EVERYTHING).select_related("matter").get().matter.reference
    viewer = office.viewer("iris")
    hana = office.viewer("hana")  # nobody knew the place, so headquarters has it
    request = intake.look(hana, reference, now=NOON)
    intake.reroute(request, office="atlanta", because="place", note=PLANTED["the place"], viewer=hana, now=NOON)
    request = intake.look(viewer, reference, now=NOON + HOUR)
    cases.open_from_request(
        request=request, title=TITLE, category="education", lead=office.accounts["lena"], viewer=viewer, now=NOON + HOUR
    )
    lena.force_login(office.accounts["lena"])
    base = f"/staff/cases/{reference}/"
    for path, told in (
        ("entries/", {"kind": "call", "text": PLANTED["the journal"], "minutes": "5", "sealed_to": "team"}),
        ("entries/", {"kind": "note", "text": PLANTED["the journal"], "minutes": "5", "sealed_to": "me"}),
        ("parties/new/", {"name": PLANTED["the party"], "kind": "faith", "role": "party", "seat": "invited"}),
        ("messages/", {"body": PLANTED["our answer"], "language": "en"}),
    ):
        answer = lena.post(base + path, told, **at(NOON + 2 * HOUR))
        assert answer.status_code in (200, 302), (path, answer.status_code)
    for word in PLANTED.values():  # the search is asked for it, and refused words go back to the page
        lena.get("/staff/cases/", {"q": word}, **at(NOON + 2 * HOUR))
        lena.post(base + "entries/", {"kind": "call", "text": word, "minutes": "99999"}, **at(NOON + 2 * HOUR))
        Client().get(base, {"q": word})
    assert [model.objects.visible_to(EVERYTHING).count() for model in (Entry, Party, Message)] == [2, 1, 2]
    worker.run(once=True, hooks=())  # carries the mail and links the audit trail
    assert mail.outbox
    return reference


def everything_written() -> Iterator[tuple[str, bytes]]:
    """What a thief finds: files as they lie, or on PostgreSQL every row of every table as text."""
    if connection.vendor == "sqlite":
        for file in sorted(Path(settings.DATA).rglob("*")):
            if file.is_file():
                yield file.name, file.read_bytes()
        name = Path(str(connection.settings_dict["NAME"]))
        for end in ("", "-wal", "-shm"):
            if (file := name.with_name(name.name + end)).exists():
                yield file.name, file.read_bytes()
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT t.*::text FROM {quoted} t")
            yield table, "\n".join(row[0] for row in cursor.fetchall()).encode()


def forms_of(word: str) -> set[bytes]:
    """The ways in which a sentence may lie on a disk: as it is, folded, escaped in JSON, in another encoding."""
    ways = {word, word.casefold(), word.upper(), word.replace(" ", "+"), word.encode("unicode_escape").decode()}
    return {way.encode() for way in ways} | {word.encode("utf-16-le"), word.encode("utf-16-be")}


def doors_found_in(what: bytes) -> list[str]:
    return [door for door, word in PLANTED.items() if any(way in what for way in forms_of(word))]


def test_no_sentence_lies_in_plain_bytes_anywhere(planted: str) -> None:
    found = list(everything_written())
    assert any(TITLE.encode() in content for _name, content in found), "the thief must see what is not sealed"
    assert any(planted.encode() in content for _name, content in found)
    assert {name: doors for name, content in found if (doors := doors_found_in(content))} == {}


def test_no_sentence_stands_in_the_log_or_in_a_mail(planted: str, caplog: pytest.LogCaptureFixture) -> None:
    logged = "\n".join([caplog.text, *(str(record.__dict__) for record in caplog.records)])
    assert doors_found_in(logged.encode()) == []
    for letter in mail.outbox:
        assert doors_found_in(str(letter.message()).encode()) == []
        assert planted not in str(letter.message())


def test_rows_of_the_audit_the_jobs_and_the_sessions_hold_numbers_only(planted: str) -> None:
    with connection.cursor() as cursor:
        for table in ("trust_auditrow", "django_tasks_database_dbtaskresult", "django_session", "intake_draft"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            assert rows or table == "django_tasks_database_dbtaskresult", table
            assert doors_found_in(repr(rows).encode()) == [], table
