"""How tense it is now, said on the case page without an entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from comity.cases import actions
from comity.cases.access import open_case
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.case.forms import TensionForm
from comity.web.staff.case.page import answer


@sensitive_post_parameters()
@require_POST
def tension(request: Visit, reference: str) -> HttpResponse:
    """How tense it is now, by the person who was there."""
    case = open_case(request.viewer, reference, now=request.now)
    form = TensionForm(request.POST, auto_id="tension-%s")
    if form.is_valid():
        level, note = int(form.cleaned_data["level"]), form.cleaned_data["note"]
        try:
            actions.rate_tension(case=case, level=level, note=note, viewer=request.viewer, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rating is saved."))
            return redirect(f"{reverse('staff:case', args=[reference])}#tension")
    return answer(request, case, status=400, tension_form=form)
