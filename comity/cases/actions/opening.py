"""How a case begins, and who is put in charge of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.cases import search
from comity.cases.access import ASSISTING, DIRECTOR, LEAD, may_assign, must_assign, must_write
from comity.cases.actions.checks import author, has_words, known
from comity.cases.models import Case, LinkedRequest
from comity.cases.words import CATEGORIES
from comity.intake.actions.decide import decided
from comity.intake.lifecycle import LIFECYCLE as REQUEST
from comity.intake.models import Request
from comity.people.viewers import desk
from comity.trust import doors
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.models import Account, Matter
from comity.trust.viewer import System, Viewer

OPENERS = ("intake", "director", "specialist")


@transaction.atomic
def open_from_request(
    *,
    request: Request,
    title: str,
    category: str,
    viewer: Viewer,
    now: datetime,
    lead: Account | None = None,
    minors: bool | None = None,
    languages: Sequence[str] = (),
) -> Case:
    """A request becomes a case under the same identifier; its lead and the director may open it from now on."""
    decide(request, "open_case", viewer=viewer, now=now)
    case = Case(
        matter=request.matter,
        setting=request.setting,
        bases=list(request.bases),
        region=request.region,
        office=request.office,
        state=request.state,
        county=request.county,
        urgent=request.urgent,
        minors=bool(request.under_18) if minors is None else minors,
        languages=list(dict.fromkeys([request.language, *languages])),
        asked_at=request.received_at,
        first_contact_at=request.first_contact_at,
        screening_version=request.screening_version,
        screening_rules=request.screening_rules,
        programs=[request.program] if request.program else [],
    )
    return begin(case, title=title, category=category, lead=lead, viewer=viewer, now=now, because="request")


@transaction.atomic
def open_own(
    *,
    title: str,
    category: str,
    office: str,
    region: str,
    viewer: Viewer,
    now: datetime,
    lead: Account | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Case:
    """We saw it coming and nobody asked: a case of our own initiative, under a new identifier.

    ``facts`` are further open columns of the case: setting, bases, state, county, languages, urgent, minors.
    """
    if office not in viewer.offices_as(*OPENERS) and not viewer.system:
        raise Refused(_("You can open a case only for an office where you work."))
    matter = Matter.open_new(now=now, viewer=viewer, grants=[(desk(office, DIRECTOR), DIRECTOR, "own-initiative")])
    case = Case(matter=matter, office=office, region=region, asked_at=now, **(facts or {}))
    return begin(case, title=title, category=category, lead=lead, viewer=viewer, now=now, because="own-initiative")


def begin(
    case: Case, *, title: str, category: str, lead: Account | None, viewer: Viewer, now: datetime, because: str
) -> Case:
    case.title = has_words(title, _("Please give the case a title that names no person."), most=200)
    case.category = known(category, CATEGORIES)
    case.opened_at = case.last_entry_at = max(now, case.asked_at)
    case.lead = at_work(lead)
    case.save(force_insert=True)
    director = desk(case.office, DIRECTOR)
    doors.grant(case.matter, to=director, as_=DIRECTOR, because="office", viewer=viewer, now=now)
    if lead is not None:
        doors.grant(case.matter, to=f"account:{lead.pk}", as_=LEAD, because="lead", viewer=viewer, now=now)
    end_border_looks(case, viewer=viewer, now=now)
    search.add(case, case.matter.reference, case.title)
    happened("case-opened", case, viewer=viewer, now=now, because=because, office=case.office)
    return case


def end_border_looks(case: Case, *, viewer: Viewer, now: datetime) -> None:
    """A neighbour's intake desk could read the request; the case is its business only once it assists."""
    for held in doors.who_has(System("search"), case.matter, now):
        if held.part == ASSISTING and held.because == "border":
            doors.end_grant(case.matter, to=held.to, as_=ASSISTING, viewer=viewer, now=now)


def at_work(account: Account | None) -> Account | None:
    if account is not None and not account.is_active:
        raise Refused(_("%(name)s no longer works here.") % {"name": account.name})
    return account


def decide(request: Request, move: str, *, viewer: Viewer, now: datetime, **given: Any) -> None:
    """Write down what became of a request, and who decided it when."""
    for name, value in given.items():
        setattr(request, name, value)
    decided(request, viewer=viewer, now=now)
    REQUEST.move(request, move, viewer=viewer, now=now, **given)


@transaction.atomic
def link_request(*, request: Request, case: Case, viewer: Viewer, now: datetime) -> LinkedRequest:
    """Another worry about the same thing joins the case by its reference; who sent it is not shown there."""
    if case.is_closed:
        raise Refused(_("This case is closed. Reopen it first, or open a new case."))
    if case.matter_id == request.matter_id:
        raise Refused(_("This request is already the beginning of that case."))
    decide(request, "link", viewer=viewer, now=now, linked_reference=case.matter.reference)
    link = LinkedRequest.objects.create(
        matter=case.matter,
        case=case,
        request_reference=request.matter.reference,
        linked_at=now,
        by_id=author(viewer),
    )
    happened("request-linked", link, viewer=viewer, now=now)
    return link


@transaction.atomic
def assign(*, cases: Sequence[Case], lead: Account, viewer: Viewer, now: datetime) -> int:
    """The director gives one or several cases to a specialist; whoever led them before can open them no longer."""
    at_work(lead)
    changed = 0
    for case in cases:
        must_assign(viewer, case)
        if case.lead_id == lead.pk:
            continue
        if case.lead_id is not None:
            doors.end_grant(case.matter, to=f"account:{case.lead_id}", as_=LEAD, viewer=viewer, now=now)
        doors.grant(case.matter, to=f"account:{lead.pk}", as_=LEAD, because="assigned", viewer=viewer, now=now)
        before = case.lead_id
        case.lead = lead
        case.save(update_fields=["lead"])
        happened("case-assigned", case, viewer=viewer, now=now, lead=lead.pk, before=before)
        changed += 1
    return changed


@transaction.atomic
def assist(*, case: Case, viewer: Viewer, now: datetime, office: str = "", account: Account | None = None) -> None:
    """A second office, or one colleague, works on the case with the lead: a matter may lie across two regions."""
    must_write(viewer, case)
    if not office and account is None:
        raise Refused(_("Please choose the office or the colleague who will help."))
    if office == case.office:
        raise Refused(_("This office already holds the case."))
    if office:
        if case.assisting_office and case.assisting_office != office:
            raise Refused(_("Another office already helps with this case. End that first."))
        case.assisting_office = office
        case.save(update_fields=["assisting_office"])
        to = desk(office, DIRECTOR)
        doors.grant(case.matter, to=to, as_=ASSISTING, because="two-regions", viewer=viewer, now=now)
    if account is not None:
        to = f"account:{account.pk}"
        doors.grant(case.matter, to=to, as_=ASSISTING, because="assists", viewer=viewer, now=now)
    helper = account.pk if account is not None else None
    happened("case-assisted", case, viewer=viewer, now=now, office=office, account=helper)


@transaction.atomic
def end_assist(*, case: Case, viewer: Viewer, now: datetime, office: str = "", account: Account | None = None) -> None:
    """The second office or the colleague has done their part and can open the case no longer."""
    if not may_assign(viewer, case):
        must_write(viewer, case)
    if office and office == case.assisting_office:
        case.assisting_office = ""
        case.save(update_fields=["assisting_office"])
        doors.end_grant(case.matter, to=desk(office, DIRECTOR), as_=ASSISTING, viewer=viewer, now=now)
    if account is not None:
        doors.end_grant(case.matter, to=f"account:{account.pk}", as_=ASSISTING, viewer=viewer, now=now)
    happened("case-assist-ended", case, viewer=viewer, now=now, office=office)
