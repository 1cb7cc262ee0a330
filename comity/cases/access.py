"""Who sees a case, and who may do what in it. Access is a grant on the matter; a role alone opens nothing.

lead        the specialist in charge: reads and writes everything but what a colleague sealed to themselves
assisting   a colleague, or the office that helps across a regional border: reads and writes
director    the director's desk of the office: reads and writes, assigns, approves
headquarters  reads
intake      may be told that there is a case, by its title, so that a second call finds it; nothing in it
"""

from datetime import datetime
from typing import TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from comity.cases.models import Case, Entry, SearchText
from comity.cases.models.case import OfCase
from comity.cases.models.searching import FOR_THE_TEAM
from comity.cases.words import CLOSED, CO, ME
from comity.trust import doors
from comity.trust.guard import GuardedQuerySet, sees
from comity.trust.lifecycle import Refused
from comity.trust.models import in_force
from comity.trust.viewer import System, Viewer

LEAD, ASSISTING, DIRECTOR, HEADQUARTERS, INTAKE = "lead", "assisting", "director", "headquarters", "intake"
PARTS = (LEAD, ASSISTING, DIRECTOR, HEADQUARTERS)
WRITERS = frozenset({LEAD, ASSISTING, DIRECTOR, "system"})
ASSIGNERS = frozenset({DIRECTOR, "system"})
LEADERS = frozenset({LEAD, DIRECTOR, "system"})

Child = TypeVar("Child", bound=OfCase)


@sees(Case)
@sees(OfCase)
def works_on_the_case(viewer: Viewer) -> Q:
    """People who follow their own request hold a grant on the same matter: it must not open our journal to them."""
    return Q(matter_id__in=in_force(viewer).filter(in_part(*PARTS)).values("matter_id"))


@sees(Entry)
def reads_the_entry(viewer: Viewer) -> Q:
    mine = Q(by_id=viewer.account_id) if viewer.account_id is not None else Q(pk__in=[])
    together = Q(sealed_to=CO, matter_id__in=in_force(viewer).filter(in_part(LEAD, ASSISTING)).values("matter_id"))
    return works_on_the_case(viewer) & (mine | together | ~Q(sealed_to__in=[ME, CO]))


@sees(SearchText)
def searches_the_case(viewer: Viewer) -> Q:
    return works_on_the_case(viewer) & Q(reader__in=[FOR_THE_TEAM, viewer.principal])


def in_part(*parts: str) -> Q:
    return Q(part__in=parts)


def cases_of(viewer: Viewer) -> GuardedQuerySet[Case]:
    """The cases a viewer has a part in: what their caseload is made of."""
    return Case.objects.visible_to(viewer)


def cases_known_to(viewer: Viewer) -> GuardedQuerySet[Case]:
    """Also those of which the intake desk knows the title only: for lists that never open a case."""
    known = in_force(viewer).filter(in_part(*PARTS, INTAKE)).values("matter_id")
    return Case.objects.visible_to(System("search")).filter(matter_id__in=known)


def case_to_link(viewer: Viewer, reference: str) -> Case:
    """The case that a second worry belongs to, for somebody who may know that it exists. It stays unopened."""
    case = cases_known_to(viewer).select_related("matter").filter(matter__reference=reference).first()
    if case is None:
        raise Http404
    return case


def open_case(viewer: Viewer, reference: str, *, now: datetime) -> Case:
    """The one door to a case, with its key in hand. The same 404 for "no such case" and "not yours"."""
    if not cases_of(viewer).filter(matter__reference=reference).exists():
        raise Http404
    matter = doors.open_matter(viewer, reference, because="case", now=now)
    case: Case = cases_of(viewer).select_related("lead").get(matter=matter)
    case.matter = matter
    return case


def open_child(viewer: Viewer, reference: str, model: type[Child], pk: object, *, now: datetime) -> Child:
    """One row under a case, through the case's own door; the same 404 for "no such" and "not yours"."""
    case = open_case(viewer, reference, now=now)
    return child_of(case, model, pk, viewer=viewer)


def child_of(case: Case, model: type[Child], pk: object, *, viewer: Viewer) -> Child:
    """One row under a case that is already open."""
    rows = cast("GuardedQuerySet[Child]", model.objects.visible_to(viewer))
    try:
        row = rows.filter(case=case, pk=pk).first()
    except (TypeError, ValueError, ValidationError):  # what came from the address is no identifier
        raise Http404 from None
    if row is None:
        raise Http404
    row.matter, row.case = case.matter, case
    return row


def is_lead(viewer: Viewer, row: Case | OfCase) -> bool:
    """The lead, or the director above them."""
    return bool(doors.standing(viewer, row.matter_id) & LEADERS)


def may_write(viewer: Viewer, row: Case | OfCase) -> bool:
    """The lead, somebody who assists, or the director."""
    return bool(doors.standing(viewer, row.matter_id) & WRITERS)


def may_assign(viewer: Viewer, row: Case | OfCase) -> bool:
    """Only the director of an office that holds the case says who leads it and approves what is released."""
    return bool(doors.standing(viewer, row.matter_id) & ASSIGNERS)


def must_write(viewer: Viewer, case: Case) -> None:
    """Refuse, in a sentence, whoever has no writing part in the case, and anybody once it is closed."""
    if not may_write(viewer, case):
        raise Refused(_("You do not have the part in this case that writing needs."))
    if case.stage == CLOSED:
        raise Refused(_("This case is closed. Write a correction with its reason, or reopen the case."))


def must_assign(viewer: Viewer, row: Case | OfCase) -> None:
    if not may_assign(viewer, row):
        raise Refused(_("Only the director of the office can do this."))
