"""What leaves the house with a referral holds the parts the person agreed to, and nothing else."""

import pytest

from comity.intake import front
from comity.intake.actions import look
from comity.intake.answers import Contact
from comity.intake.models import Request
from comity.intake.packet import PARTS, packet_text
from comity.intake.tests.conftest import NOON, amina_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(lena) -> Request:
    contact = Contact(
        how="phone",
        phone="407-555-0134",
        email="amina@people.example",
        safe_when=("evenings",),
        safe_note="say library",
    )
    front.file_request(amina_says(contact=contact, pronouns="she"), flow="ask", language="en", now=NOON)
    reference = Request.objects.visible_to(lena).select_related("matter").get().matter.reference
    return look(lena, reference, now=NOON)


def test_each_part_brings_its_own_words_only(asked):
    told = {
        "what": "Race",
        "where": "Sanford",
        "words": asked.narrative,
        "name": "Amina (she)",
        "contact": "407-555-0134",
    }
    assert told.keys() == PARTS.keys()
    for part in PARTS:
        text = packet_text(asked, [part])
        assert [name for name, words in told.items() if words in text] == [part]
    assert packet_text(asked, []) == ""


def test_what_makes_contact_safe_goes_along_and_other_addresses_stay(asked):
    text = packet_text(asked, ["contact"])
    for words in ("Evenings", "say library", "Leave no message on the machine."):
        assert words in text
    assert "amina@people.example" not in text
    asked.contact = {}
    assert "do not want to be contacted" in packet_text(asked, ["contact"])


def test_our_own_word_stands_apart(asked):
    assert packet_text(asked, ["name"], note=" Please call in Chinese. ").endswith("From us:\nPlease call in Chinese.")
