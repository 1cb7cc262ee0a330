"""The service plan: written by the lead, approved by the director."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.agency.profile import current
from comity.cases import search
from comity.cases.access import must_assign, must_write
from comity.cases.actions.checks import author, has_words, known
from comity.cases.actions.facts import touch
from comity.cases.lifecycle import CASE
from comity.cases.models import Case, Plan, PlannedService
from comity.cases.words import ASSESSING, OPEN, SERVICES
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer


def known_program(slug: str) -> str:
    """A program of the agency's profile, or none."""
    return known(slug, current().programs) if slug else ""


@transaction.atomic
def write_plan(
    *,
    case: Case,
    goals: str,
    viewer: Viewer,
    now: datetime,
    success: Mapping[str, Any] | None = None,
    services: Sequence[tuple[str, str, date | None]] | None = None,
) -> Plan:
    """The lead writes what we will do together. A plan that is changed after its approval needs a new one."""
    must_write(viewer, case)
    goals = has_words(goals, _("Please write what the plan is to reach."))
    plan = plan_of(case, viewer=viewer) or Plan(matter=case.matter, case=case, written_at=now)
    plan.goals, plan.success = goals, dict(success or {})
    plan.written_at, plan.approved_at, plan.approved_by = now, None, None
    plan.save()
    if services is not None:
        for row in PlannedService.objects.visible_to(viewer).filter(plan=plan):
            row.delete()
        for service, program, by_on in services:
            plan_service(plan=plan, service=service, program=program, by_on=by_on, viewer=viewer, now=now)
    touch(case, now=now)
    search.rebuild(case)
    happened("plan-written", plan, viewer=viewer, now=now)
    return plan


def plan_of(case: Case, *, viewer: Viewer) -> Plan | None:
    plan: Plan | None = Plan.objects.visible_to(viewer).filter(case=case).first()
    if plan is not None:
        plan.matter, plan.case = case.matter, case
    return plan


@transaction.atomic
def plan_service(
    *, plan: Plan, service: str, viewer: Viewer, now: datetime, program: str = "", by_on: date | None = None
) -> PlannedService:
    """The plan promises one more service, by a day."""
    must_write(viewer, plan.case)
    planned = PlannedService.objects.create(
        matter=plan.matter,
        case=plan.case,
        plan=plan,
        service=known(service, SERVICES),
        program=known_program(program),
        by_on=by_on,
    )
    happened("service-planned", planned, viewer=viewer, now=now, service=service)
    return planned


@transaction.atomic
def approve_plan(*, plan: Plan, viewer: Viewer, now: datetime) -> Plan:
    """The director agrees to the plan; the case moves on from assessment."""
    must_assign(viewer, plan)
    must_write(viewer, plan.case)
    if plan.approved_at is not None:
        raise Refused(_("This plan is already approved."))
    plan.approved_at, plan.approved_by_id = now, author(viewer)
    plan.save()
    if plan.case.stage in (OPEN, ASSESSING):
        CASE.move(plan.case, "plan", viewer=viewer, now=now, goals="written")
    happened("plan-approved", plan, viewer=viewer, now=now)
    return plan
