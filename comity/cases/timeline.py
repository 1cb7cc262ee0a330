"""Everything that happened in a case, day by day, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone

from comity.cases.models import (
    Assessment,
    Case,
    Closure,
    Correction,
    Document,
    Entry,
    FollowUp,
    LinkedRequest,
    Outcome,
)
from comity.cases.models.case import OfCase
from comity.cases.sessions import Session, sessions_of
from comity.cases.words import CANCELLED, DELIVERED
from comity.trust import doors
from comity.trust.viewer import Viewer

CONTACTS, SESSIONS, DOCUMENTS = "contacts", "sessions", "documents"
MOST = 400


@dataclass(frozen=True)
class Item:
    """One thing in the timeline: what kind, when, the row itself, and under which filter it stands.

    An ``engagement`` brings its session too: the meeting, who was there, who interpreted.
    """

    kind: str
    at: datetime
    row: Any
    group: str = ""
    # Sessions and outcomes know their day but no hour: the page shows none.
    has_hour: bool = True
    session: Session | None = None


@dataclass(frozen=True)
class Day:
    on: date
    items: list[Item]


def timeline(case: Case, viewer: Viewer, *, group: str = "") -> list[Day]:
    """The days of an opened case, newest first, with what happened on each; readable, in a fixed number of queries."""
    found = [item for item in every_item(case, viewer) if group in ("", item.group)]
    found.sort(key=lambda item: (item.at, str(item.row.pk)), reverse=True)
    days: list[Day] = []
    for item in found[:MOST]:
        on = timezone.localtime(item.at).date() if item.has_hour else item.at.date()
        if not days or days[-1].on != on:
            days.append(Day(on, []))
        days[-1].items.append(item)
    return days


def counts(days: list[Day]) -> dict[str, int]:
    """How many items stand under each filter."""
    found = {"all": 0, CONTACTS: 0, SESSIONS: 0, DOCUMENTS: 0}
    for item in (item for day in days for item in day.items):
        found["all"] += 1
        if item.group:
            found[item.group] += 1
    return found


def every_item(case: Case, viewer: Viewer) -> Iterator[Item]:
    def rows(model: type[OfCase], *beside: str) -> list[Any]:
        held = model.objects.visible_to(viewer).filter(case=case).select_related(*beside)
        return doors.under(case.matter, held)

    entries = Entry.objects.visible_to(viewer).filter(case=case).select_related("by").defer("photo")
    for entry in doors.under(case.matter, entries):
        yield Item("entry", entry.at, entry, "" if entry.kind == "note" else CONTACTS)
    for session in sessions_of(case, viewer):
        if session.engagement.state in (DELIVERED, CANCELLED):
            item = on_day("engagement", session.engagement.on, session.engagement, SESSIONS)
            yield replace(item, session=session)
    for outcome in rows(Outcome, "by"):
        yield on_day("outcome", outcome.on, outcome)
    for document in rows(Document, "by"):
        yield on_day("document", document.on, document, DOCUMENTS)
    for assessment in rows(Assessment, "by"):
        yield on_day("assessment", assessment.concluded_on, assessment)
    for correction in rows(Correction, "by"):
        yield Item("correction", correction.at, correction)
    for link in rows(LinkedRequest):
        yield Item("linked-request", link.linked_at, link)
    for follow_up in rows(FollowUp, "done_by"):
        if follow_up.done_on:
            yield on_day("follow-up", follow_up.done_on, follow_up, CONTACTS)
    for closure in rows(Closure, "closed_by", "reopened_by"):
        yield Item("closure", closure.closed_at, closure)
        if closure.reopened_at:
            yield Item("reopening", closure.reopened_at, closure)


def on_day(kind: str, on: date, row: Any, group: str = "") -> Item:
    return Item(kind, datetime.combine(on, time(12), UTC), row, group, has_hour=False)
