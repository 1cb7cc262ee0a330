"""Nobody without a part finds Lena's case: every address of the office, with its real numbers, as each stranger.

Lock 4's own test asks with made-up numbers whether the door is shut to visitors. This one walks the same map with the
numbers of a real matter, as people who have signed in: a colleague of another office, an intake desk elsewhere, the
administrator. What they may open (lists, search, counts, paper, spreadsheets) holds no word of it; what they send
changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from comity.cases import actions as cases
from comity.intake import actions as intake
from comity.intake import front
from comity.intake.answers import Answers, Contact
from comity.notices.models import Notice
from comity.reports.annual import annual
from comity.trust.models import AuditRow, Guarded, Matter
from comity.trust.viewer import System
from comity.web.openpages import walk
from tests.journeys import sanford
from tests.journeys.sanford import DAY, HOUR, NOON

pytestmark = pytest.mark.django_db
NOW = NOON + 40 * DAY
EVERYTHING = System("audit")
# Words of the matter that may stand on no stranger's page: what was written, who they are, how the case is called.
MARKERS = (
    sanford.TITLE,
    "烛光守夜",
    "王梅",
    "mei@people.example",
    "Whitlock",
    "Alvarado",
    "Kemp",
    "officers at a distance",
    "Public library, Room B",
    "Four steps until spring",
    "The four steps",
    "Ruth Lin",
    "Interfaith Council",
    "周六晚上七点",
    "Listening evening",
)
STRANGERS = ("kofi", "sora", "ada", "anonymous")
# Which row an address means by its pk, by the beginning of its name.
ROWS = {
    "entry": "entry", "party": "chief", "interview": "interview", "issue": "issue", "engagement": "evening",
    "kit": "evening", "document": "document", "release": "document", "follow-up": "follow_up",
    "held-notice": "notice", "intake-referral-outcome": "referral",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """One pattern of the staff door with the numbers of Lena's matter in it."""

    name: str
    url: str
    is_of_the_matter: bool


@pytest.fixture
def told() -> SimpleNamespace:
    """Two matters of Lena's, one closed and one under way, and a browser for everybody."""
    office = sanford.staffed()
    ended = sanford.whole(office)
    running = sanford.asked(office)
    sanford.taken_on(running, now=NOON + 2 * HOUR)
    sanford.around_the_table(running, now=NOON + DAY)
    sanford.services(running, now=NOON + 2 * DAY)
    rows = {key: getattr(row, "pk", row) for key, row in ended.rows.items()}
    matter = Matter.objects.visible_to(EVERYTHING).get(reference=ended.reference)
    rows["notice"] = Notice.objects.visible_to(EVERYTHING).filter(matter=matter).first().pk
    clients = {"anonymous": Client()}
    for name, account in office.accounts.items():
        clients[name] = Client()
        clients[name].force_login(account)
    return SimpleNamespace(office=office, ended=ended, running=running, rows=rows, clients=clients, matter=matter)


def patterns() -> Iterator[tuple[str, URLPattern]]:
    for name, route, pattern in walk(get_resolver()):
        if route.startswith("staff/") and name.startswith("staff:"):
            yield name, pattern


def row_for(name: str) -> str:
    short = name.removeprefix("staff:")
    fitting = [start for start in ROWS if short == start or short.startswith(start + "-")]
    assert fitting, f"say in ROWS which row {name} means"
    return ROWS[max(fitting, key=len)]


def addresses(told: SimpleNamespace, reference: str = "") -> list[Address]:
    """The whole map of the office, as it would be typed by somebody who knows every number of the matter."""
    found = []
    for name, pattern in patterns():
        given: dict[str, Any] = {}
        for key, kind in pattern.pattern.converters.items():
            what = type(kind).__name__.removesuffix("Converter").lower()
            if key == "reference":
                given[key] = reference or told.ended.reference
            elif what == "uuid":
                given[key] = told.rows[row_for(name)]
            elif what == "int":
                given[key] = told.office.accounts["lena"].pk
            else:
                given[key] = {"office": "atlanta", "table": "matters-by-state"}[key]
        of_matter = "reference" in given or name == "staff:held-notice"
        found.append(Address(name, reverse(name, kwargs=given), of_matter))
    return found


def elsewhere() -> Answers:
    """A request of somebody in Seattle."""
    return sanford.letter(zip="98101", narrative="A quarrel", name="", contact=Contact(), consents={})


# What a stranger might type into a list to find it.
QUESTIONS = ("Sanford", "守夜", "Whitlock", "open", "lead:me", "region:southeast", "lang:zh")


def lists(told: SimpleNamespace) -> Iterator[str]:
    """Lists, search, counts, paper and spreadsheets, asked in every way that could bring the matter up."""
    for line in (*QUESTIONS, told.ended.reference, told.running.reference):
        yield from (f"/staff/cases/?q={line}", f"/staff/intake/?q={line}", f"/staff/people/?q={line}")
    for show in ("", "decided", "mine", "all", "read", "waiting"):
        yield f"/staff/intake/?show={show}"
    yield f"/staff/offices/?office=atlanta&q={told.running.reference}"
    yield f"/staff/cases/assignment/?case={told.running.reference}&case={told.ended.reference}"
    for slug in annual(2026, now=NOW).whole.tables:
        yield f"/staff/reports/csv/{getattr(slug, 'slug', slug)}/?year=2026"
    yield from ("/staff/reports/?year=2026&region=southeast", "/staff/reports/print/?year=2026", "/staff/notices/")


def without_a_word(answer: HttpResponse, what: str, typed: str = "") -> None:
    """A page may repeat what the stranger typed themselves, and nothing else."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shown = body.decode("utf-8", "replace")
    assert [marker for marker in MARKERS if marker in shown and marker not in typed] == [], what


def turned_away(answer: HttpResponse, what: str) -> None:
    assert answer.status_code in (302, 403, 404, 405), f"{what} answered {answer.status_code}"
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/staff/sign-in/"), f"{what} led to {answer.headers['Location']}"
    without_a_word(answer, what)


def everything_of(told: SimpleNamespace) -> dict[str, list[Any]]:
    """Each guarded row of both matters as it lies in the database; who looked is no change."""
    kept = {}
    for model in apps.get_models():
        if not issubclass(model, Guarded) or model is AuditRow:
            continue
        column = "reference" if model is Matter else "matter__reference"
        rows = model.objects.visible_to(EVERYTHING).filter(
            **{f"{column}__in": [told.ended.reference, told.running.reference]}
        )
        kept[model.__name__] = sorted(str(row) for row in rows.values_list(*plain_columns(model)))
    return kept


def plain_columns(model: type[Any]) -> list[str]:
    """Sealed columns cannot be read from a list; a change of words shows in the row's other columns or in its blob."""
    from comity.trust.fields import SealedField

    return [field.attname for field in model._meta.local_fields if not isinstance(field, SealedField)]


def test_the_addresses_are_real_somebody_of_the_case_can_open_each(told: SimpleNamespace) -> None:
    shut = []
    for address in addresses(told):
        if not address.is_of_the_matter:
            continue
        answers = [told.clients[who].get(address.url, **{"comity.now": NOW}) for who in ("lena", "sam", "iris")]
        if all(answer.status_code == 404 for answer in answers):
            shut.append(address.name)
    # A photo that nobody took, and a notice that left long ago, have no page even for Lena.
    assert set(shut) <= {"staff:entry-photo", "staff:held-notice"}
    for line, found in (
        ("Whitlock", sanford.TITLE),
        ("守夜", "守夜"),
    ):  # or the lists below would be empty for everybody
        assert found in told.clients["lena"].get(f"/staff/cases/?q={line}", **{"comity.now": NOW}).content.decode()


def walk_the_pages(who: str, told: SimpleNamespace) -> None:
    for address in addresses(told):
        answer = told.clients[who].get(address.url, **{"comity.now": NOW})
        what = f"{who} at {address.name}"
        if address.is_of_the_matter or who == "anonymous":
            turned_away(answer, what)
        else:
            assert answer.status_code < 500, what
            without_a_word(answer, what)


def walk_the_lists(who: str, told: SimpleNamespace) -> None:
    for url in lists(told):
        answer = told.clients[who].get(url, **{"comity.now": NOW})
        assert answer.status_code in (200, 302, 400, 403, 404), f"{who} at {url} answered {answer.status_code}"
        without_a_word(answer, f"{who} at {url}", typed=url)
        if who == "anonymous":
            turned_away(answer, url)


def send_everywhere(who: str, told: SimpleNamespace) -> None:
    """To Lena a closed case would say in a sentence that it is closed; to a stranger it says that there is none."""
    kofi, reference = str(told.office.accounts["kofi"].pk), told.running.reference
    sent = {
        "text": "x", "title": "x", "body": "x", "kind": "call", "minutes": "5", "case": reference, "lead": kofi,
        "account": kofi, "office": "boston", "reason": "x", "because": "x", "level": "9", "seat": "declined",
        "result": "broken", "to": "public", "title_is_checked": "on", "name": "x", "goals": "x", "weight": "1",
        "recommendation": "refer", "outcome": "called-back", "kinds": "none", "on": "2026-09-08", "topic": "x",
        "category": "education", "topic_kind": "policy", "recipient_kind": "school", "region": "northeast",
        "to_body": "x", "consent": "on", "linked_reference": reference, "reference": reference,
    }  # fmt: skip
    for address in addresses(told):
        answer = told.clients[who].post(address.url, sent, **{"comity.now": NOW})
        what = f"{who} sending to {address.name}"
        if address.is_of_the_matter:
            turned_away(answer, what)
        assert answer.status_code < 500, what
        without_a_word(answer, what)


@pytest.mark.parametrize("who", STRANGERS)
def test_nothing_of_the_case_opens_to_a_stranger_and_nothing_they_send_changes_it(
    who: str, told: SimpleNamespace
) -> None:
    before = everything_of(told)
    walk_the_pages(who, told)
    walk_the_lists(who, told)
    send_everywhere(who, told)
    assert everything_of(told) == before


def test_sora_cannot_add_her_own_request_to_a_case_she_does_not_know(told: SimpleNamespace) -> None:
    """She has a request of her own, and knows the number of Lena's case."""
    digits = front.file_request(elsewhere(), flow="ask", language="en", now=NOON)
    hers = front.open_by_receipt(digits, address="", now=NOON).reference
    sora = told.office.viewer("sora", NOON)
    intake.look(sora, hers, now=NOON)
    url = f"/staff/intake/{hers}/link/"
    before = everything_of(told)
    for line in ("Sanford", told.running.reference):
        without_a_word(told.clients["sora"].get(url, {"q": line}, **{"comity.now": NOW}), line, typed=line)
    for name in ("case", "reference", "to"):
        answer = told.clients["sora"].post(url, {name: told.running.reference}, **{"comity.now": NOW})
        assert answer.status_code in (200, 400, 404, 409)
        without_a_word(answer, name)
    assert everything_of(told) == before


def test_the_intake_desk_of_the_same_office_reads_the_request_and_not_the_case(told: SimpleNamespace) -> None:
    """Iris took the first call and opened the case; what the case holds is not hers any more."""
    for address in addresses(told):
        if "/staff/cases/CR-" in address.url:
            turned_away(told.clients["iris"].get(address.url, **{"comity.now": NOW}), f"iris at {address.name}")
    page = told.clients["iris"].get(f"/staff/intake/{told.ended.reference}/", **{"comity.now": NOW})
    assert page.status_code == 200
    shown = page.content.decode()
    of_the_case = ("Whitlock", "Alvarado", "officers at a distance", "Public library, Room B", "Ruth Lin", "four steps")
    assert [word for word in of_the_case if word in shown] == []
    for line in ("Whitlock", "officers", "Room B"):
        found = told.clients["iris"].get(f"/staff/cases/?q={line}", **{"comity.now": NOW}).content.decode()
        assert told.ended.reference not in found


def test_whoever_led_it_before_finds_it_no_longer(told: SimpleNamespace) -> None:
    sam = told.office.viewer("sam", NOW)
    case = told.running.case("sam", NOW)
    cases.assign(cases=[case], lead=told.office.accounts["ansel"], viewer=sam, now=NOW)
    for address in addresses(told, told.running.reference):
        if address.is_of_the_matter and not address.name.startswith("staff:held"):
            turned_away(told.clients["lena"].get(address.url, **{"comity.now": NOW}), address.name)
    caseload = told.clients["lena"].get("/staff/cases/", **{"comity.now": NOW}).content.decode()
    assert told.running.reference not in caseload


def test_the_receipt_of_another_matter_opens_only_its_own(told: SimpleNamespace) -> None:
    digits = front.file_request(elsewhere(), flow="ask", language="en", now=NOW)
    stranger = Client()
    stranger.post("/follow/", {"digits": digits}, **{"comity.now": NOW})
    page = stranger.get("/follow/matter/", **{"comity.now": NOW})
    assert page.status_code == 200
    without_a_word(page, "another receipt")
    for name in ("matter", "companion", "choices", "contact", "withdrawal"):
        without_a_word(stranger.get(reverse(f"participant:{name}"), **{"comity.now": NOW}), name)
