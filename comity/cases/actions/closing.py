"""The end of a case, and what comes after: pauses, corrections, reopening, the calls we owe."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.agency.profile import current
from comity.cases import search
from comity.cases.access import is_lead, may_write
from comity.cases.actions.checks import author, has_words, known, level, not_ahead
from comity.cases.actions.facts import SEARCH, set_next, touch
from comity.cases.actions.outcomes import write_tension
from comity.cases.lifecycle import CASE
from comity.cases.models import Case, Closure, Correction, Engagement, Entry, FollowUp, Outcome
from comity.cases.words import (
    CLOSED,
    DELIVERED,
    FOLLOW_UP_DAYS,
    FOLLOW_UP_RESULTS,
    PLANNED_ENGAGEMENT,
    TEAM,
)
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer


def follow_up_days() -> tuple[int, ...]:
    """After how many days the agency asks whether it held."""
    days = current().data("promise", "follow_up_days") or FOLLOW_UP_DAYS
    return tuple(sorted({int(day) for day in days}))


def unrecorded(case: Case) -> list[Engagement]:
    """Sessions that were planned and of which nobody has said whether they took place."""
    rows = Engagement.objects.visible_to(SEARCH).filter(case=case, state=PLANNED_ENGAGEMENT)
    return list(rows.order_by("on"))


def missing_for_closing(case: Case) -> list[str]:
    """What still stands between this case and its closing, each as a sentence; empty when it may be closed."""
    missing = []
    if waiting := unrecorded(case):
        titles = "; ".join(f"{engagement.title} ({engagement.on.isoformat()})" for engagement in waiting)
        missing.append(_("Record these sessions first, or call them off: %(titles)s.") % {"titles": titles})
    if not Outcome.objects.visible_to(SEARCH).filter(case=case).exists():
        missing.append(_("Record what came out of the case first. “No outcome” is an answer too."))
    return missing


@transaction.atomic
def close(*, case: Case, viewer: Viewer, now: datetime, summary: str = "") -> Closure:
    """The lead ends the case: its facts are counted, and the calls that ask whether it held are put in the diary."""
    if missing := missing_for_closing(case):
        CASE.check(case, "close", viewer=viewer, given={"outcome": "asked"})
        raise Refused(" ".join(missing))
    facts = counted_facts(case)
    case.outcome_kinds, case.programs = facts["outcome_kinds"], facts["programs"]
    case.closed_at = now
    CASE.check(case, "close", viewer=viewer, given={"outcome": case.outcome_kinds})
    case.save()
    CASE.move(case, "close", viewer=viewer, now=now, outcome=case.outcome_kinds)
    closure = Closure.objects.create(
        matter=case.matter,
        case=case,
        closed_at=now,
        closed_by_id=author(viewer),
        outcome_kinds=case.outcome_kinds,
        minutes=facts["minutes"],
        people_reached=facts["people_reached"],
        summary=summary.strip(),
    )
    for days in follow_up_days():
        FollowUp.objects.create(
            matter=case.matter,
            case=case,
            closure=closure,
            days=days,
            due_on=timezone.localtime(now).date() + timedelta(days=days),
        )
    put_away_promises(case, now=now)
    set_next(case)
    search.add(case, closure.summary)
    happened("case-closed", case, viewer=viewer, now=now, outcomes=case.outcome_kinds)
    return closure


def counted_facts(case: Case) -> dict[str, Any]:
    outcomes = Outcome.objects.visible_to(SEARCH).filter(case=case).order_by("on", "pk").values_list("kind", flat=True)
    delivered = Engagement.objects.visible_to(SEARCH).filter(case=case, state=DELIVERED)
    sums = delivered.aggregate(minutes=Sum("minutes"), people=Sum("people_reached"))
    programs = [program for program in delivered.order_by("on").values_list("program", flat=True) if program]
    return {
        "outcome_kinds": list(dict.fromkeys(outcomes)),
        "programs": list(dict.fromkeys([*case.programs, *programs])),
        "minutes": sums["minutes"] or 0,
        "people_reached": sums["people"] or 0,
    }


def put_away_promises(case: Case, *, now: datetime) -> None:
    """Calls to return end with the case; what must still be asked is a follow-up now."""
    rows = Entry.objects.visible_to(SEARCH).filter(case=case, follow_up_on__isnull=False, follow_up_done_at=None)
    for entry in rows:
        entry.follow_up_done_at = now
        entry.save(update_fields=["follow_up_done_at"])


@transaction.atomic
def correct(*, case: Case, reason: str, text: str, viewer: Viewer, now: datetime) -> Correction:
    """Something in a closed case was wrong: what is right, and why it is said only now. The old words stay."""
    if not may_write(viewer, case):
        raise Refused(_("You do not have the part in this case that writing needs."))
    if case.stage != CLOSED:
        raise Refused(_("This case is open. Write into the journal instead."))
    correction = Correction.objects.create(
        matter=case.matter,
        case=case,
        at=now,
        by_id=author(viewer),
        reason=has_words(reason, _("Please write why this is corrected."), most=2000),
        text=has_words(text, _("Please write what is right.")),
    )
    search.add(case, correction.text, correction.reason)
    happened("case-corrected", correction, viewer=viewer, now=now)
    return correction


@transaction.atomic
def reopen(*, case: Case, reason: str, viewer: Viewer, now: datetime) -> Case:
    """The work goes on. The closing stays in the history, and the calls that were still owed are dropped."""
    reason = has_words(reason, _("Please write why the case is opened again."), most=2000)
    CASE.move(case, "reopen", viewer=viewer, now=now, reason="written")
    case.closed_at = None
    case.last_entry_at = max(case.last_entry_at, now)
    case.save()
    closure = Closure.objects.visible_to(viewer).get(case=case, reopened_at=None)
    closure.matter = case.matter
    closure.reopened_at, closure.reopened_by_id, closure.reopened_because = now, author(viewer), reason
    closure.save()
    for owed in FollowUp.objects.visible_to(viewer).filter(case=case, done_on=None):
        owed.delete()
    set_next(case)
    happened("case-reopened", case, viewer=viewer, now=now)
    return case


@transaction.atomic
def pause(*, case: Case, reason: str, viewer: Viewer, now: datetime) -> Case:
    """We wait, and the journal says for what."""
    reason = has_words(reason, _("Please write what we are waiting for."), most=2000)
    CASE.move(case, "pause", viewer=viewer, now=now, reason="written")
    note(case, reason, viewer=viewer, now=now)
    happened("case-paused", case, viewer=viewer, now=now)
    return case


@transaction.atomic
def resume(*, case: Case, viewer: Viewer, now: datetime) -> Case:
    """The waiting is over."""
    CASE.move(case, "resume", viewer=viewer, now=now)
    touch(case, now=now)
    happened("case-resumed", case, viewer=viewer, now=now)
    return case


def note(case: Case, text: str, *, viewer: Viewer, now: datetime) -> None:
    Entry.objects.create(
        matter=case.matter, case=case, kind="note", at=now, by_id=author(viewer), text=text, sealed_to=TEAM
    )
    case.entry_count += 1
    case.last_entry_at = max(case.last_entry_at, now)
    case.save(update_fields=["entry_count", "last_entry_at"])
    search.add(case, text)


@transaction.atomic
def record_follow_up(
    *,
    follow_up: FollowUp,
    result: str,
    viewer: Viewer,
    now: datetime,
    on: date | None = None,
    tension: int | None = None,
    note: str = "",
) -> FollowUp:
    """We called and asked whether it held; the tension is rated on the same scale as before."""
    if not may_write(viewer, follow_up):
        raise Refused(_("You do not have the part in this case that writing needs."))
    if follow_up.done_on is not None:
        raise Refused(_("This follow-up is already recorded."))
    follow_up.result = known(result, FOLLOW_UP_RESULTS)
    follow_up.done_on, follow_up.done_by_id = not_ahead(on or timezone.localtime(now).date(), now), author(viewer)
    follow_up.tension, follow_up.note = level(tension), note.strip()
    follow_up.save()
    if tension is not None:
        write_tension(follow_up.case, level=tension, at=now, viewer=viewer)
    set_next(follow_up.case)
    search.add(follow_up.case, follow_up.note)
    happened("follow-up-recorded", follow_up, viewer=viewer, now=now, result=result)
    return follow_up


def may_close(viewer: Viewer, case: Case) -> bool:
    """Whether the page offers the closing at all; what is missing for it, it says there."""
    return is_lead(viewer, case) and "close" in CASE.open_to(viewer, case)
