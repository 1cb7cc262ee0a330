"""Who sees what of one matter, table by table: docs/who-sees-what.md is drawn from the queries and compared."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from comity.trust.models import Guarded, Matter
from comity.trust.viewer import STRANGER, System, Viewer
from tests.journeys import sanford

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAGE = Path(__file__).parents[2] / "docs" / "who-sees-what.md"

# Every guarded table in words, in the order of a matter's life.
WORDS = {
    "trust.Matter": "That the matter exists, its reference",
    "trust.Grant": "Who may see it, and why",
    "trust.AuditRow": "Who looked at it and what was done",
    "intake.Request": "What was asked or reported: words, place, name, contact",
    "intake.Receipt": "That there are receipts (never the digits)",
    "notices.Message": "Messages between the person and the office",
    "notices.Notice": "Notices that left or wait",
    "intake.Advice": "Advice given before there was a case",
    "intake.Referral": "Referrals, and what was passed on",
    "cases.Case": "The case: title, stage, lead",
    "cases.Party": "Parties: names, organizations, contact",
    "cases.Entry": "The journal",
    "cases.Interview": "Conversations of the assessment",
    "cases.Issue": "Issues",
    "cases.Stake": "How much an issue matters to a party",
    "cases.Assessment": "The assessment and its recommendation",
    "cases.Plan": "The service plan",
    "cases.PlannedService": "Services the plan promises",
    "cases.Engagement": "Engagements: what was delivered",
    "meetings.Meeting": "Meetings: hour, place, agenda",
    "meetings.Attendance": "How many came, by role",
    "meetings.Interpreter": "Interpreters",
    "cases.Tension": "Tension over time",
    "cases.Outcome": "Outcomes",
    "cases.Document": "Documents",
    "cases.LinkedRequest": "That another request was linked",
    "cases.Closure": "Closing and reopening",
    "cases.Correction": "Corrections after closing",
    "cases.FollowUp": "Follow-ups",
    "cases.SearchText": "Being found by a word in the search",
}
ALL, SOME, NONE = "yes", "some", "–"
# Why a part sees only some rows of a table; a cell that says "some" without a reason here fails.
WHY_SOME = {
    "cases.Entry": "An entry sealed to its author is seen by its author only; one sealed to the co-mediators by the "
    "lead and whoever assists.",
    "cases.SearchText": "Entries that are sealed to somebody can be found by that person only.",
    "notices.Notice": "The person does not see the notices that went to the office's own staff.",
}


def guarded() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for model in apps.get_models() if issubclass(model, Guarded)}


def parts(story: sanford.Sanford) -> dict[str, Viewer]:
    """Everybody who could stand at the door of this matter, by the name of their part."""
    who = story.office.viewer
    return {
        "lead": who("lena"),
        "assisting": who("ansel"),
        "director": who("sam"),
        "headquarters": who("hugo"),
        "intake": who("iris"),
        "person": story.person,
        "companion": story.companion,
        "another office": who("kofi"),
        "another intake": who("sora"),
        "administrator": who("ada"),
        "nobody": STRANGER,
    }


def seen(model: type[models.Model], viewer: Viewer, matter: Matter) -> int:
    column = "pk" if model is Matter else "matter_id"
    return model.objects.visible_to(viewer).filter(**{column: matter.pk}).count()


def table(story: sanford.Sanford) -> dict[str, dict[str, str]]:
    """For every guarded table, how much of this matter each part sees."""
    everything = System("audit")
    matter = Matter.objects.visible_to(everything).get(reference=story.reference)
    found: dict[str, dict[str, str]] = {}
    for label, model in guarded().items():
        there = seen(model, everything, matter)
        assert there, f"{label} has no row in the example: add one to tests/journeys/sanford.py"
        found[label] = {}
        for part, viewer in parts(story).items():
            number = seen(model, viewer, matter)
            found[label][part] = ALL if number == there else SOME if number else NONE
    return found


def drawn(rows: Mapping[str, Mapping[str, str]]) -> str:
    names = list(next(iter(rows.values())))
    lines = [
        "# Who sees what of a matter",
        "",
        "Drawn from the queries by `COMITY_WRITE_DOCS=1 .venv/bin/pytest tests/locks/test_who_sees_what.py`, and",
        "compared with them by the same test: a change of policy is a change of this page. The example is the matter",
        "of Sanford, Florida, with at least one row in every guarded table.",
        "",
        "“yes”: every row of this matter. “some”: see below. “–”: nothing, not even that it exists. To see a row is",
        "not yet to read its sealed words: they open one matter at a time, behind its door, and the look is written",
        "down.",
        "",
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    lines += [f"| {WORDS[label]} | " + " | ".join(rows[label].values()) + " |" for label in WORDS]
    lines += ["", "## Where it says “some”", ""]
    lines += [f"- **{WORDS[label]}.** {why}" for label, why in WHY_SOME.items()]
    lines += [
        "",
        "## The parts",
        "",
        "- **lead**, **assisting**: the specialist in charge, and a colleague or office that works on it with them.",
        "- **director**: the director's desk of the office that holds it. **headquarters** reads, where asked to.",
        "- **intake**: the intake desk of the office. Once there is a case, the desk knows its title from a list that",
        "  opens nothing, so that a second call finds it; it does not see the case itself.",
        "- **person**, **companion**: whoever holds the first receipt, and whom they invited.",
        "- **another office**, **another intake**, **administrator**, **nobody**: no grant on this matter, so nothing.",
        "",
    ]
    return "\n".join(lines)


def test_every_guarded_table_is_named_in_words() -> None:
    assert set(WORDS) == set(guarded())


def test_who_sees_what_is_as_the_page_says() -> None:
    page = drawn(rows := table(sanford.whole(sanford.staffed())))
    assert {label for label, row in rows.items() if SOME in row.values()} == set(WHY_SOME)
    if os.environ.get("COMITY_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "who sees what has changed: look at it, then COMITY_WRITE_DOCS=1"


def test_without_a_grant_there_is_nothing_at_all() -> None:
    rows = table(sanford.whole(sanford.staffed()))
    for part in ("another office", "another intake", "administrator", "nobody"):
        assert {row[part] for row in rows.values()} == {NONE}, part
    for part in ("person", "companion"):
        inside = {
            label for label, row in rows.items() if label.startswith(("cases.", "meetings.")) and row[part] != NONE
        }
        assert inside == set(), f"{part} sees the office's work"
