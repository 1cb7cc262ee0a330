"""The trail shows every look and act, and shows where somebody laid hands on it."""

import pytest
from django.http import Http404

from comity.trust import audit, doors
from comity.trust.happenings import happened
from comity.trust.models import AuditHead, AuditRow
from comity.trust.tests.people import KOFI, LENA, NOON, matter_of_lena

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ROWS = AuditRow._base_manager


@pytest.fixture
def chain():
    matter = matter_of_lena()
    for number in range(5):
        happened("step", matter, viewer=LENA, now=NOON, number=number)
    assert audit.link() == 5
    return matter


def test_an_untouched_chain_holds_and_names_the_rows_not_yet_linked(chain):
    audit.record("look", chain, viewer=LENA, now=NOON)
    verdict = audit.verify()
    assert (verdict.holds, verdict.linked, verdict.unlinked) == (True, 5, 1)


def test_a_changed_row_is_found(chain):
    ROWS.filter(link=3).update(who="account:99")
    assert audit.verify().broken == f"link 3 (row {ROWS.get(link=3).pk}) was changed after it was written"


def test_a_removed_row_is_found(chain):
    ROWS.filter(link=2).delete()
    assert "link 2 is missing" in audit.verify().broken


def test_a_cut_off_tail_is_found(chain):
    ROWS.filter(link=5).delete()
    assert audit.verify().broken == "the chain ends at link 4, but link 5 was written"


def test_two_swapped_rows_are_found(chain):
    second, third = ROWS.get(link=2), ROWS.get(link=3)
    ROWS.filter(pk=second.pk).update(link=None)
    ROWS.filter(pk=third.pk).update(link=2)
    ROWS.filter(pk=second.pk).update(link=3)
    assert "link 2" in audit.verify().broken


def test_a_chain_written_anew_without_the_key_is_found(chain):
    AuditHead.objects.update(seal="0" * 64)
    assert "seal" in audit.verify().broken


def test_linking_goes_on_where_it_stopped(chain):
    audit.record("look", chain, viewer=LENA, now=NOON)
    assert audit.link() == 1
    assert audit.link() == 0
    assert audit.verify().linked == 6


def test_a_look_through_the_door_is_written_down_and_a_refused_one_opens_nothing():
    matter = matter_of_lena()
    assert doors.open_matter(LENA, matter.reference, because="case", now=NOON).key_in_hand == matter.key_in_hand
    with pytest.raises(Http404):
        doors.open_matter(KOFI, matter.reference, because="case", now=NOON)
    looks = AuditRow.objects.visible_to(LENA).filter(act="look")
    assert [(look.who, look.facts) for look in looks] == [("account:1", {"because": "case"})]


def test_a_sentence_among_the_facts_is_refused():
    with pytest.raises(ValueError, match="slugs"):
        happened("step", matter_of_lena(), viewer=LENA, now=NOON, words={"what": "she said"})
