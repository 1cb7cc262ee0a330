"""Who is told what when something happens to a case: listed in ``comity/reactions.py``, run in the same transaction.

The person who came to us is told through their request, in their language and by the way they called safe; nothing
about the case leaves the house.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from comity.cases.models import Case, FollowUp, LinkedRequest
from comity.intake.models import Request
from comity.intake.promises import zone
from comity.intake.telling import tell_accounts, tell_person, timezone_of
from comity.notices.models import Message, Notice
from comity.people.actions import holders
from comity.trust.viewer import System, Viewer

POST = System("notices")
DUE = "follow-up-due"
# A worker that stood still for some days still reminds; what is older stands in the lists anyway.
LOOK_BACK = timedelta(days=7)


def tell_taken_on(case: Case, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """The person: a person works on it now. The lead: something new is in your hands."""
    tell_person("case-opened", case, viewer=viewer, now=now)
    tell_lead(case, viewer=viewer, now=now, lead=case.lead_id)


def tell_linked(link: LinkedRequest, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """Whoever sent the second worry learns the same as the first: a person works on it."""
    request = Request.objects.visible_to(POST).select_related("matter").get(matter__reference=link.request_reference)
    tell_person("case-opened", request, viewer=viewer, now=now)


def tell_lead(case: Case, *, viewer: Viewer, now: datetime, lead: int | None = None, **_facts: Any) -> None:
    """A case is in a colleague's hands. Who took it themselves knows."""
    if lead is not None and lead != viewer.account_id:
        tell_accounts("assigned", case, [lead], viewer=viewer, now=now)


def tell_helper(case: Case, *, viewer: Viewer, now: datetime, account: int | None = None, **_facts: Any) -> None:
    """A colleague is asked to work on a case with its lead."""
    tell_lead(case, viewer=viewer, now=now, lead=account)


def tell_closed(case: Case, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """The person: our work has come to its end; they can still write."""
    tell_person("case-closed", case, viewer=viewer, now=now)


def tell_reopened(case: Case, *, viewer: Viewer, now: datetime, **_facts: Any) -> None:
    """The person: somebody works on it again."""
    tell_person("case-opened", case, viewer=viewer, now=now)


def note_first_contact(message: Message, *, now: datetime, **_facts: Any) -> None:
    """What the office writes first is the first contact of the case as well."""
    case = Case.objects.visible_to(POST).filter(matter=message.matter_id, first_contact_at=None).first()
    if case is not None:
        case.first_contact_at = now
        case.save(update_fields=["first_contact_at"])


def requests_behind(case: Case) -> list[Request]:
    """The request this case began with, and every other that was added to it."""
    linked = LinkedRequest.objects.visible_to(POST).filter(case=case).values_list("request_reference", flat=True)
    behind = Q(matter=case.matter_id, stage=Request.Stage.CASE)
    behind |= Q(matter__reference__in=list(linked), stage=Request.Stage.LINKED)
    return list(Request.objects.visible_to(POST).filter(behind))


def say_ended(case: Case, *, now: datetime, **_facts: Any) -> None:
    """Whoever follows with a receipt reads there that the work has come to its end, and on which day."""
    for request in requests_behind(case):
        request.work_ended_on = now.astimezone(zone(timezone_of(request))).date()
        request.save(update_fields=["work_ended_on"])


def say_resumed(case: Case, **_facts: Any) -> None:
    """Whoever follows with a receipt reads there that we work on it again."""
    for request in requests_behind(case):
        request.work_ended_on = None
        request.save(update_fields=["work_ended_on"])


def remind_of_follow_ups(now: datetime) -> int:
    """The day has come to ask whether it held: the lead is told once, or the directors where nobody leads. How many."""
    on = now.date()
    due = FollowUp.objects.visible_to(POST).filter(done_on=None, due_on__lte=on, due_on__gt=on - LOOK_BACK)
    return sum(remind(key, now=now) for key in due.values_list("pk", flat=True))


@transaction.atomic
def remind(key: UUID, *, now: datetime) -> bool:
    """One call that is owed; of two workers at once, the second finds it said."""
    owed = FollowUp.objects.visible_to(POST).select_for_update().filter(pk=key, done_on=None).first()
    if owed is None:
        return False
    told = Notice.objects.visible_to(POST).filter(matter=owed.matter_id, kind=DUE, queued_at__date__gte=owed.due_on)
    if told.exists():
        return False
    case = Case.objects.visible_to(POST).select_related("lead", "matter").get(pk=owed.case_id)
    leads = case.lead is not None and case.lead.is_active
    whom = [case.lead_id] if leads else [chief.pk for chief in holders(case.office, "director", now.date())]
    tell_accounts(DUE, case, whom, viewer=POST, now=now)
    return bool(whom)
