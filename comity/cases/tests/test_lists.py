"""Finding: the search line, sealed words in any script, lists in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.cases import actions, search
from comity.cases.access import child_of, open_case
from comity.cases.caseload import caseload, counts_of, load_by_specialist, saved_views
from comity.cases.line import parse
from comity.cases.models import Entry, SearchText
from comity.cases.stages import stage_bar
from comity.cases.timeline import timeline
from comity.cases.today import today
from comity.people.models import Staff
from comity.trust.lifecycle import Refused
from comity.trust.viewer import System

from .conftest import NOON

DAY = timedelta(days=1)


def found(viewer, line, now=NOON + DAY, sort="last"):
    page = caseload(viewer, line, sort, 1, now)
    assert not page.problem, page.problem
    return [row.case.title for row in page.rows]


def queries(function):
    with CaptureQueriesContext(
        connection,
    ) as held:
        function()
    return len(held)


def test_the_line_is_understood():
    line = parse('school open quiet:7 lang:zh STAGE:active "exact words" 中文词')
    assert line.flags == ("open",)
    assert line.filters == (("quiet", "7"), ("lang", "zh"), ("stage", "active"))
    assert line.words == ("school", "exact words", "中文词")


@pytest.mark.parametrize(
    ("line", "says"),
    [("colour:red", "colour:"), ("quiet:soon", "quiet:7"), ("stage:done", "stages are"), ("lang:", "lang:")],
)
def test_what_the_line_does_not_know_it_says_clearly(cast, line, says):
    with pytest.raises(Refused, match=says):
        parse(line)
    assert says.split()[0] in caseload(cast.lena, line, "last", 1, NOON).problem


@pytest.mark.parametrize("line", ["\x00", "\ud800", "x" * 301, "lang:\x00zh"])
def test_a_hostile_line_is_a_sentence(cast, line):
    assert caseload(cast.lena, line, "nonsense", -5, NOON).problem


def test_chinese_words_are_found_wherever_they_stand(cast, opened):
    case, other = opened("One"), opened("Two")
    told = {"kind": "call", "viewer": cast.lena, "now": NOON + DAY}
    actions.log_entry(case=case, text="家长们愿意参加第二次会谈，但是希望座位安排不要让孩子正对着警察。", **told)
    actions.log_entry(case=other, text="Ｗｈｉｔｌｏｃｋ   called\nback", **told)
    assert found(cast.lena, "第二次会谈") == ["One"]
    assert found(cast.lena, "座位 警察") == ["One"]
    assert found(cast.lena, '"whitlock called back"') == ["Two"]
    assert found(cast.lena, "whitlock 警察") == []
    assert found(cast.lena, case.reference.lower()) == ["One"]
    assert found(cast.kofi, "第二次会谈") == []


def test_what_is_findable_stands_sealed_in_the_database(cast, case):
    actions.add_party(case=case, name="Meiling Zhou", kind="person", viewer=cast.lena, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_searchtext")
        assert all(b"meiling" not in bytes(text) for (text,) in cursor.fetchall())
    assert found(cast.lena, "meiling") == ["Fear after a verdict"]


def test_a_changed_name_is_found_and_the_old_one_is_not(cast, case):
    party = actions.add_party(case=case, name="Old Name", kind="person", viewer=cast.lena, now=NOON)
    actions.edit_party(party=party, name="New Name", viewer=cast.lena, now=NOON)
    assert found(cast.lena, '"new name"') == ["Fear after a verdict"]
    assert found(cast.lena, '"old name"') == []


def test_only_the_author_changes_an_entry_and_search_follows(cast, case):
    entry = actions.log_entry(case=case, kind="call", text="Old words", viewer=cast.lena, now=NOON + DAY)
    entry = child_of(case, Entry, entry.pk, viewer=cast.lena)
    with pytest.raises(Refused, match="colleague who wrote"):
        actions.edit_entry(entry=entry, text="Other", viewer=cast.sam, now=NOON + DAY)
    actions.edit_entry(entry=entry, text="New words", viewer=cast.lena, now=NOON + DAY)
    assert found(cast.lena, '"new words"') == ["Fear after a verdict"]
    assert found(cast.lena, '"old words"') == []


def test_rebuilding_finds_the_same(cast, case):
    actions.log_entry(case=case, kind="call", text="会谈", viewer=cast.lena, now=NOON + DAY)
    actions.log_entry(case=case, kind="note", text="doubt", sealed_to="me", viewer=cast.lena, now=NOON + DAY)

    def held():
        rows = SearchText.objects.visible_to(System("search")).filter(matter=case.matter)
        for row in rows:
            row.matter = case.matter
        return {row.reader: sorted(row.text.split("\n")) for row in rows}

    before = held()
    search.rebuild(case)
    assert held() == before


def test_filters_narrow(cast, opened):
    Staff.objects.create(account=cast.account["lena"], initials="LE")
    opened("Quiet", bases=("religion",))
    busy = opened("Busy", when="today")
    actions.log_entry(case=busy, kind="call", text="x", tension=7, viewer=cast.lena, now=NOON + 9 * DAY)
    actions.add_party(case=busy, name="Chief", kind="law-enforcement-local", viewer=cast.lena, now=NOON + 9 * DAY)
    now = NOON + 10 * DAY
    assert found(cast.lena, "", now) == ["Busy", "Quiet"]
    assert found(cast.lena, "", now, sort="quiet") == ["Quiet", "Busy"]
    for line, titles in {
        "quiet:7": ["Quiet"],
        "basis:religion": ["Quiet"],
        "tension:6": ["Busy"],
        "party:law-enforcement": ["Busy"],
        "urgent": ["Busy"],
        "lang:zh region:southeast state:fl office:atlanta lead:me mine open": ["Busy", "Quiet"],
        "lead:le": ["Busy", "Quiet"],
        "lang:ar": [],
        "lead:none": [],
        "closed": [],
        "overdue": [],
        "service:mediation": [],
    }.items():
        assert found(cast.lena, line, now) == titles, line
    assert caseload(cast.lena, "lang:ar open", "last", 1, now).drop == ("lang:ar", "open")
    assert counts_of(cast.lena, {"q": "quiet:7", "all": "open"}, now) == {"q": 1, "all": 2}


@pytest.mark.parametrize("line", ["", "open quiet:0 lang:zh", "fear", "party:person service:dialogue"])
def test_lists_run_a_fixed_number_of_queries(cast, opened, line):
    def busy(title):
        case = opened(title)
        actions.add_party(case=case, name="A", kind="person", viewer=cast.lena, now=NOON)
        actions.plan_engagement(
            case=case, service="dialogue", title="E", on=NOON.date(), viewer=cast.lena, now=NOON + DAY
        )

    busy("Fear one")
    later = NOON + 30 * DAY

    def measured():
        return [
            queries(lambda: caseload(cast.lena, line, "last", 1, later)),
            queries(lambda: today(cast.lena, later)),
            queries(lambda: load_by_specialist(cast.sam, later)),
        ]

    one = measured()
    busy("Fear two"), busy("Fear three")
    assert measured() == one
    assert one[0] <= 4
    assert one[1] <= 10
    assert one[2] == 1


def test_a_case_page_runs_a_fixed_number_of_queries(cast, case):
    def page():
        timeline(case, cast.lena)
        stage_bar(case, cast.lena)

    for _n in range(1):
        actions.log_entry(case=case, kind="call", text="x", viewer=cast.lena, now=NOON + DAY)
    one = queries(page)
    for _n in range(3):
        actions.log_entry(case=case, kind="call", text="x", viewer=cast.lena, now=NOON + DAY)
        actions.record_outcome(case=case, kind="letter", viewer=cast.lena, now=NOON + DAY)
    assert queries(page) == one


def test_a_kept_list_holds_filters_and_never_words(cast):
    with pytest.raises(Refused, match="not stored"):
        actions.save_view(name="Hers", line='open "Meiling Zhou"', viewer=cast.lena)
    actions.save_view(name="Schools", line="open  category:education", viewer=cast.lena)
    with pytest.raises(Refused, match="already"):
        actions.save_view(name="Schools", line="open", viewer=cast.lena)
    assert [view.line for view in saved_views(cast.lena)] == ["open category:education"]
    assert saved_views(cast.kofi) == []
    actions.remove_view(pk=saved_views(cast.lena)[0].pk, viewer=cast.kofi)
    assert len(saved_views(cast.lena)) == 1


def test_the_directors_see_how_much_lies_with_whom(cast, opened):
    opened("One"), opened("Two", when="today")
    own = actions.open_own(
        title="Nobody's", category="education", office="atlanta", region="southeast", viewer=cast.sam, now=NOON
    )
    assert own.lead is None
    loads = load_by_specialist(cast.sam, NOON + 20 * DAY)
    assert [(load.name, load.open, load.quiet, load.urgent) for load in loads] == [("", 1, 1, 0), ("Lena", 2, 2, 1)]
    assert load_by_specialist(cast.lena, NOON) == []
    assert load_by_specialist(cast.kofi, NOON) == []


def test_today_says_what_the_day_wants(cast, case):
    lena, later = cast.lena, NOON + 12 * DAY
    invited = actions.add_party(case=case, name="Union", kind="other", seat="invited", viewer=lena, now=NOON)
    actions.contacted(party=invited, viewer=lena, now=NOON)
    actions.log_entry(
        case=case, kind="call", text="Call back", follow_up_on=(NOON + 5 * DAY).date(), viewer=lena, now=NOON + DAY
    )
    actions.plan_engagement(
        case=case, service="mediation", title="Joint session", on=later.date(), viewer=lena, now=NOON + DAY
    )
    actions.plan_engagement(
        case=case, service="training", title="Missed", on=(NOON + 2 * DAY).date(), viewer=lena, now=NOON + DAY
    )
    day = today(lena, later)
    assert [entry.kind for entry in day.calls] == ["call"]
    assert [engagement.title for engagement in day.sessions] == ["Joint session"]
    assert [engagement.title for engagement in day.unrecorded] == ["Missed"]
    assert [(waiting.kind, waiting.days) for waiting in day.waiting] == [("other", 12)]
    assert [(row.reference, row.quiet_days) for row in day.quiet] == [(case.reference, 11)]
    assert day.open_cases == 1
    assert not day.is_clear
    of_sam = open_case(cast.sam, case.reference, now=later)
    assert of_sam == case
    assert today(cast.sam, later).calls == []


@pytest.mark.parametrize("line", ["a\u3000b", "\u202ea b\u202c", "\u2068a\u2069\tb"])
def test_wide_spaces_and_marks_of_direction_only_part_words(line):
    assert parse(line).words == ("a", "b")
    assert parse("stage:Active").filters == (("stage", "Active"),)
    assert parse("می\u200cروم").words == ("می\u200cروم",)


def test_a_long_list_is_counted_to_a_thousand_and_paged(cast, opened, monkeypatch):
    monkeypatch.setattr("comity.cases.caseload.PER_PAGE", 2)
    monkeypatch.setattr("comity.cases.caseload.COUNTED_UP_TO", 4)
    titles = [opened(f"Case {number}").title for number in range(5)]
    pages = [caseload(cast.lena, "", "title", number, NOON + DAY) for number in (1, 2, 3)]
    assert [[row.case.title for row in page.rows] for page in pages] == [titles[:2], titles[2:4], titles[2:4]]
    assert (pages[0].total, pages[0].is_more_than_counted, pages[0].pages) == (4, True, 2)
