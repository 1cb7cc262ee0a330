"""The case on paper: what a colleague or the director needs to know, without what somebody sealed."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.cases.access import open_case
from comity.cases.models import Assessment, Engagement, Plan, PlannedService
from comity.cases.stages import stage_bar
from comity.cases.table import parties_of, tension_line
from comity.cases.words import PARTY_ROLES, RECOMMENDATIONS
from comity.texts.say import say
from comity.trust import doors
from comity.web.doors import Visit
from comity.web.staff.case import head, side
from comity.web.staff.case.journal import every_card
from comity.web.staff.case.page import read

# What has a section of its own on the paper is not told twice; messages stay on the screen.
PRINTED = ("request", "entry", "engagement", "correction", "follow-up", "closure", "reopening")


@require_safe
def summary(request: Visit, reference: str) -> HttpResponse:
    """One or two pages of paper, in the order in which somebody new would ask."""
    case = open_case(request.viewer, reference, now=request.now)
    viewer, now = request.viewer, request.now
    parties = parties_of(case, viewer)
    part = head.part_of(viewer, case)
    reading = replace(read(case, viewer, part), messages=[], writes=False)
    cards = [card for card in every_card(reading) if card.kind in PRINTED and not card.sealed]
    cards.sort(key=lambda card: (card.at, card.key))
    assessments = doors.under(
        case.matter, Assessment.objects.visible_to(viewer).filter(case=case).order_by("-concluded_on")
    )
    plans = doors.under(case.matter, Plan.objects.visible_to(viewer).filter(case=case))
    services = PlannedService.objects.visible_to(viewer).filter(case=case).order_by("by_on", "pk")
    rows = Engagement.objects.visible_to(viewer).filter(case=case).order_by("on", "pk")
    context = {
        "nav": "caseload",
        "case": case,
        "part": part,
        "law": head.law(viewer.language),
        "tags": head.tags(case, parties, viewer.language, side.covered(side.interpreters_of(case, viewer))),
        "stages": head.stages(case, stage_bar(case, viewer)),
        "seats": side.seats(parties, timezone.localtime(now).date()),
        "roles": PARTY_ROLES,
        "assessment": assessments[0] if assessments else None,
        "recommendations": RECOMMENDATIONS,
        "plan": plans[0] if plans else None,
        "services": [{"row": row, "name": say(f"service.{row.service}.name", viewer.language)} for row in services],
        "sessions": doors.under(case.matter, rows),
        "outcomes": side.outcomes(case, viewer),
        "documents": side.documents(case, viewer),
        "tension": side.tension(tension_line(case, viewer), now),
        "cards": cards,
        "printed_at": now,
    }
    return render(request, "staff/case/summary.html", context)
