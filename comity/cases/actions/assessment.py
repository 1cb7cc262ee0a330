"""Finding out: conversations, what matters to whom, and what we recommend."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import author, counted, has_words, known, not_ahead
from comity.cases.actions.facts import SEARCH, touch
from comity.cases.actions.journal import met
from comity.cases.lifecycle import CASE
from comity.cases.models import Assessment, Case, Interview, Issue, Party, Stake
from comity.cases.words import CIRCLES, OPEN, RECOMMENDATIONS
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer


def begin_assessment(case: Case, *, viewer: Viewer, now: datetime) -> None:
    """The first conversation begins the assessment; nobody presses a button for it."""
    must_write(viewer, case)
    if case.stage == OPEN:
        CASE.move(case, "assess", viewer=viewer, now=now)
        happened("assessment-begun", case, viewer=viewer, now=now)


@transaction.atomic
def note_interview(
    *,
    case: Case,
    circle: int,
    viewer: Viewer,
    now: datetime,
    on: date | None = None,
    party: Party | None = None,
    who: str = "",
    notes: str = "",
) -> Interview:
    """One conversation is written down. Nobody will be quoted by name."""
    begin_assessment(case, viewer=viewer, now=now)
    if circle not in CIRCLES:
        raise Refused(_("Please choose one of the three circles."))
    if party is None and not who.strip():
        raise Refused(_("Please write whom you spoke with."))
    on = not_ahead(on or timezone.localtime(now).date(), now)
    interview = Interview.objects.create(
        matter=case.matter,
        case=case,
        circle=circle,
        on=on,
        by_id=author(viewer),
        party=party,
        who=who.strip(),
        notes=notes.strip(),
    )
    if party is not None:
        met(party, on=on)
    touch(case, now=now)
    search.add(case, interview.who, interview.notes)
    happened("interview-noted", interview, viewer=viewer, now=now, circle=circle)
    return interview


@transaction.atomic
def add_issue(*, case: Case, text: str, viewer: Viewer, now: datetime) -> Issue:
    """Something that matters goes on the list, in one line."""
    begin_assessment(case, viewer=viewer, now=now)
    last = Issue.objects.visible_to(SEARCH).filter(case=case).aggregate(last=Max("position"))["last"]
    issue = Issue.objects.create(
        matter=case.matter,
        case=case,
        text=has_words(text, _("Please write the issue in one line."), most=500),
        position=(last or 0) + 1,
    )
    touch(case, now=now)
    search.add(case, issue.text)
    happened("issue-added", issue, viewer=viewer, now=now)
    return issue


@transaction.atomic
def edit_issue(*, issue: Issue, text: str, viewer: Viewer, now: datetime) -> Issue:
    """The line was not right; it says the same thing better now."""
    must_write(viewer, issue.case)
    issue.text = has_words(text, _("Please write the issue in one line."), most=500)
    issue.save()
    search.rebuild(issue.case)
    happened("issue-changed", issue, viewer=viewer, now=now)
    return issue


@transaction.atomic
def weigh(*, issue: Issue, party: Party, weight: int | None, viewer: Viewer, now: datetime) -> Stake | None:
    """How much this issue matters to that party, from 0 to 3; without a number: nobody has asked them."""
    must_write(viewer, issue.case)
    if issue.case_id != party.case_id:
        raise Refused(_("This party belongs to another case."))
    held: Stake | None = Stake.objects.visible_to(viewer).filter(issue=issue, party=party).first()
    if weight is None:
        if held is not None:
            happened("issue-not-weighed", held, viewer=viewer, now=now)
            held.delete()
        return None
    stake = held or Stake(matter=issue.case.matter, case=issue.case, issue=issue, party=party)
    stake.weight = counted(weight, most=3)
    stake.save()
    happened("issue-weighed", stake, viewer=viewer, now=now, weight=weight)
    return stake


@transaction.atomic
def conclude_assessment(
    *, case: Case, recommendation: str, viewer: Viewer, now: datetime, summary: str = "", on: date | None = None
) -> Assessment:
    """We say what we learned and what we recommend. A later assessment stands beside it and replaces nothing."""
    begin_assessment(case, viewer=viewer, now=now)
    assessment = Assessment.objects.create(
        matter=case.matter,
        case=case,
        recommendation=known(recommendation, RECOMMENDATIONS),
        summary=summary.strip(),
        concluded_on=not_ahead(on or timezone.localtime(now).date(), now),
        by_id=author(viewer),
    )
    touch(case, now=now)
    search.add(case, assessment.summary)
    happened("assessment-concluded", assessment, viewer=viewer, now=now, recommendation=recommendation)
    return assessment
