"""Is it ours, and whose is it: what the rules and the map leave to a person, each with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comity.intake import actions
from comity.trust.models import Matter
from comity.web.doors import Visit
from comity.web.staff.intake import item as page_of
from comity.web.staff.intake.decisions import attempt, opened, posted, show
from comity.web.staff.intake.forms import FactsForm, RouteForm, ScreeningForm
from comity.web.staff.names import office_choices, office_city

FACTS = ("setting", "bases", "perceived", "violence", "one_family", "legal_claim", "incident_on")


def screening(request: Visit, reference: str) -> HttpResponse:
    """The rules asked for a person; or what was told turned out otherwise, and the rules are asked again."""
    item = opened(request, reference, "advise")
    act = request.POST.get("act", "")
    may_judge = item.screening_result == "person" or item.screening_set_at is not None
    judgement = ScreeningForm(
        request.POST if act == "judge" else None,
        initial={"result": item.screening_result if item.screening_set_at else "", "because": item.screening_because},
    )
    facts = FactsForm(
        request.POST if act == "facts" else None,
        language=request.viewer.language,
        initial={name: getattr(item, name) for name in FACTS},
    )
    if act == "judge" and attempt(
        judgement, lambda given: actions.set_screening(item, **given, viewer=request.viewer, now=request.now)
    ):
        messages.success(request, _("Your decision and its reason are kept."))
        return redirect("staff:intake-item", reference)
    if act == "facts" and attempt(
        facts, lambda given: actions.correct(item, **given, viewer=request.viewer, now=request.now)
    ):
        messages.success(request, _("The rules were asked again."))
        return redirect("staff:intake-item", reference)
    bound = facts if act == "facts" else judgement
    more = {
        "judgement": judgement,
        "facts": facts,
        "may_judge": may_judge,
        "screening": page_of.screening(item, request.viewer.language, page_of.names_in(item, [])),
    }
    return show(request, item, "screening", bound, **more)


def route(request: Visit, reference: str) -> HttpResponse:
    """The wrong office has it: it goes to the right one, with a reason."""
    item = opened(request, reference, "advise")
    language, today = request.viewer.language, request.today
    offices = [(slug, city) for slug, city in office_choices(language, today) if slug != item.office]
    form = RouteForm(posted(request), offices=offices)
    if attempt(form, lambda given: actions.reroute(item, **given, viewer=request.viewer, now=request.now)):
        messages.success(request, _("%(city)s has it now.") % {"city": office_city(item.office, language)})
        if Matter.objects.visible_to(request.viewer).filter(pk=item.matter_id).exists():
            return redirect("staff:intake-item", reference)
        return redirect("staff:intake")
    return show(request, item, "route", form, routing=page_of.routing(item, request.viewer, request.now))
