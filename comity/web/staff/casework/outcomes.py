"""What came out of a case: agreements, councils, plans - or the plain word that nothing did."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.cases import actions
from comity.cases.models import Outcome
from comity.cases.words import EXTENTS, OUTCOME_KINDS
from comity.trust import doors
from comity.web.doors import Visit
from comity.web.staff.casework.page import attempt, opened, page, posted, to
from comity.web.typed import DayField, SlugChoice, Typed


class OutcomeForm(forms.Form):
    """One thing that lasts."""

    kind = SlugChoice(label=gettext_lazy("What came out?"), choices=OUTCOME_KINDS.items(), widget=forms.RadioSelect)
    extent = SlugChoice(label=gettext_lazy("How much does it settle?"), choices=EXTENTS.items())
    on = DayField(label=gettext_lazy("Day"))
    text = Typed(
        label=gettext_lazy("Its words, or what it says"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outcome_new(request: Visit, reference: str) -> HttpResponse:
    """What is on record so far, and one more."""
    case = opened(request, reference)
    form = OutcomeForm(posted(request), initial={"on": request.today, "extent": "full", "kind": ""})

    def act(given: dict[str, Any]) -> Outcome:
        return actions.record_outcome(case=case, viewer=request.viewer, now=request.now, **given)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The outcome is on record."))
        return redirect(to("outcome-new", case))
    rows = Outcome.objects.visible_to(request.viewer).filter(case=case).select_related("by").order_by("-on", "-pk")
    held = [
        (row, OUTCOME_KINDS[row.kind], EXTENTS[row.extent] if row.kind != "none" else "")
        for row in doors.under(case.matter, rows)
    ]
    return page(request, case, "outcomes", "outcomes", form=form, held=held)


urlpatterns = [path("cases/<str:reference>/outcomes/new/", outcome_new, name="outcome-new")]
