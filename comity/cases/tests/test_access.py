"""Who sees a case: a grant, and nothing else."""

import pytest
from django.http import Http404

from comity.cases import actions
from comity.cases.access import case_to_link, cases_of, child_of, open_case, open_child
from comity.cases.caseload import caseload, nearby
from comity.cases.models import Case, Entry, Party
from comity.cases.search import scan
from comity.cases.timeline import timeline
from comity.cases.today import today
from comity.trust import doors
from comity.trust.guard import NobodyIsLooking
from comity.trust.lifecycle import Refused
from comity.trust.models import AuditRow
from comity.trust.viewer import System, Viewer

from .conftest import NOON

LATER = NOON.replace(hour=14)


def log(case, viewer, text="Chief Whitlock will carry the message.", **given):
    return actions.log_entry(case=case, kind="call", text=text, viewer=viewer, now=LATER, **given)


@pytest.mark.parametrize("who", ["stranger", "kofi"])
def test_the_stranger_and_a_colleague_elsewhere_find_no_case_in_any_way(cast, case, who):
    entry = log(case, cast.lena)
    viewer = getattr(cast, who)
    for reference in (case.reference, "CR-2026-9999"):
        with pytest.raises(Http404):
            open_case(viewer, reference, now=LATER)
    with pytest.raises(Http404):
        open_child(viewer, case.reference, Entry, entry.pk, now=LATER)
    assert caseload(viewer, "", "last", 1, LATER).rows == []
    assert scan(viewer, ["Whitlock"], Case.objects.visible_to(viewer)) == []
    assert not Entry.objects.visible_to(viewer).exists()
    assert today(viewer, LATER).open_cases == 0


def test_nobody_looks_without_saying_who(case):
    with pytest.raises(NobodyIsLooking):
        Case.objects.count()


def test_the_lead_opens_the_case_and_the_look_is_written_down(cast, case):
    before = AuditRow.objects.visible_to(System("audit")).filter(act="look").count()
    assert open_case(cast.lena, case.reference, now=LATER) == case
    assert AuditRow.objects.visible_to(System("audit")).filter(act="look").count() == before + 1


def test_a_closed_door_leaves_no_look(cast, case):
    before = AuditRow.objects.visible_to(System("audit")).filter(act="look").count()
    with pytest.raises(Http404):
        open_case(cast.kofi, case.reference, now=LATER)
    assert AuditRow.objects.visible_to(System("audit")).filter(act="look").count() == before


def test_whoever_asked_follows_their_request_and_never_reads_our_journal(cast, case):
    amina = Viewer(name="Amina", principals=frozenset({"receipt:amina"}))
    doors.grant(case.matter, to="receipt:amina", as_="person", because="receipt", viewer=cast.sam, now=NOON)
    log(case, cast.lena)
    assert doors.open_matter(amina, case.reference, because="receipt", now=LATER)
    assert not Entry.objects.visible_to(amina).exists()
    assert not Case.objects.visible_to(amina).exists()
    with pytest.raises(Http404):
        open_case(amina, case.reference, now=LATER)


def test_the_intake_desk_knows_there_is_a_case_but_cannot_open_it(cast, case):
    log(case, cast.lena)
    assert [row.reference for row in nearby(cast.iris, state="FL", county="Seminole", now=LATER)] == [case.reference]
    assert not cases_of(cast.iris).exists()
    assert case_to_link(cast.iris, case.reference) == case
    with pytest.raises(Http404):
        case_to_link(cast.kofi, case.reference)
    assert not Entry.objects.visible_to(cast.iris).exists()
    with pytest.raises(Http404):
        open_case(cast.iris, case.reference, now=LATER)


def test_what_lena_seals_to_herself_nobody_else_reads_or_finds(cast, case):
    log(case, cast.lena, text="Everybody may read this")
    log(case, cast.lena, text="A private doubt", sealed_to="me")
    of_sam = open_case(cast.sam, case.reference, now=LATER)
    texts = {item.row.text for day in timeline(of_sam, cast.sam) for item in day.items if item.kind == "entry"}
    assert texts == {"Everybody may read this"}
    assert len([1 for day in timeline(case, cast.lena) for item in day.items if item.kind == "entry"]) == 2
    assert caseload(cast.sam, "doubt", "last", 1, LATER).rows == []
    assert [row.reference for row in caseload(cast.lena, "doubt", "last", 1, LATER).rows] == [case.reference]


def test_what_is_sealed_to_co_mediators_the_director_does_not_read(cast, case):
    actions.assist(case=case, account=cast.account["kofi"], viewer=cast.lena, now=LATER)
    entry = log(case, cast.lena, text="In caucus", sealed_to="co")
    assert Entry.objects.visible_to(cast.kofi).filter(pk=entry.pk).exists()
    assert not Entry.objects.visible_to(cast.sam).filter(pk=entry.pk).exists()


def test_a_colleague_who_assists_writes_until_it_is_ended(cast, case):
    actions.assist(case=case, account=cast.account["kofi"], viewer=cast.lena, now=NOON)
    of_kofi = open_case(cast.kofi, case.reference, now=NOON)
    log(of_kofi, cast.kofi)
    actions.end_assist(case=case, account=cast.account["kofi"], viewer=cast.lena, now=LATER)
    with pytest.raises(Http404):
        open_case(cast.kofi, case.reference, now=LATER)


def test_a_second_office_assists_across_the_border(cast, case):
    actions.assist(case=case, office="boston", viewer=cast.sam, now=NOON)
    assert open_case(cast.kofi, case.reference, now=NOON).assisting_office == "boston"
    with pytest.raises(Refused):
        actions.assist(case=case, office="atlanta", viewer=cast.sam, now=NOON)


def test_only_the_director_assigns_and_the_one_before_is_out(cast, opened):
    cases = [opened("One"), opened("Two")]
    with pytest.raises(Refused):
        actions.assign(cases=cases, lead=cast.account["kofi"], viewer=cast.lena, now=LATER)
    assert actions.assign(cases=cases, lead=cast.account["kofi"], viewer=cast.sam, now=LATER) == 2
    assert cases_of(cast.kofi).count() == 2
    assert not cases_of(cast.lena).exists()


def test_a_child_is_found_only_under_its_own_case(cast, opened):
    one, two = opened("One"), opened("Two")
    party = actions.add_party(case=one, name="Jorge", kind="person", viewer=cast.lena, now=LATER)
    assert child_of(one, Party, party.pk, viewer=cast.lena).name == "Jorge"
    for pk in (party.pk, "not-an-id", "0" * 32):
        with pytest.raises(Http404):
            child_of(two, Party, pk, viewer=cast.lena)
