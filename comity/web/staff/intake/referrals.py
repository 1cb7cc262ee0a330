"""Two weeks after a warm referral: did they call the person back? What is due, and the answer."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.intake import actions
from comity.intake.models import Referral
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.intake import words
from comity.web.staff.intake.forms import OutcomeForm
from comity.web.staff.intake.item import party_kind
from comity.web.staff.intake.queue import due_checks

SHOWN = 50


@require_safe
def page(request: Visit) -> HttpResponse:
    """The referrals of which nobody knows yet whether anybody called back; each one shown is a look."""
    viewer, now = request.viewer, request.now
    due = list(due_checks(viewer, now=now)[:SHOWN])
    matters = doors.open_matters(viewer, [one.matter_id for one in due], because="referral-checks", now=now)
    rows = []
    for one in due:
        if one.matter_id in matters:
            one.matter = matters[one.matter_id]
            rows.append(
                {
                    "referral": one,
                    "reference": one.matter.reference,
                    "kind": party_kind(one.kind),
                    "late": (timezone.localtime(now).date() - one.check_on).days,
                }
            )
    context = {
        "nav": "intake",
        "rows": rows,
        "outcomes": list(words.OUTCOMES.items()),
        "today": timezone.localtime(now).date(),
    }
    return render(request, "staff/intake/referrals.html", context)


@require_POST
def outcome(request: Visit, reference: str, referral: uuid.UUID) -> HttpResponse:
    """Somebody asked the person, or the body: they called back, or they did not."""
    item = actions.look(request.viewer, reference, now=request.now)
    row = Referral.objects.visible_to(request.viewer).filter(pk=referral, matter=item.matter).first()
    if row is None:
        raise Http404
    row.matter = item.matter
    form = OutcomeForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Please choose one of the answers on the page."))
        actions.answer_referral_check(row, **form.cleaned_data, viewer=request.viewer, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The answer is kept."))
    if request.POST.get("back") == "list":
        return redirect("staff:intake-referrals")
    return redirect("staff:intake-item", reference)
