"""The people and organisations of a case: added, put right, seated, contacted."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import must_write, open_case, open_child
from comity.cases.models import Case, Party
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.case.forms import PartyForm, of_party


def table_of(reference: str) -> str:
    return f"{reverse('staff:case', args=[reference])}#table"


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def party_new(request: Visit, reference: str) -> HttpResponse:
    """Somebody who is concerned gets a chair."""
    case = open_case(request.viewer, reference, now=request.now)
    must_write(request.viewer, case)
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_party(
                case=case, seat=form.cleaned_data["seat"], viewer=request.viewer, now=request.now, **form.facts
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The party is added."))
            return redirect(table_of(reference))
    return party_page(request, case, form)


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """What we know of somebody is put right; their seat too."""
    held = open_child(request.viewer, reference, Party, pk, now=request.now)
    must_write(request.viewer, held.case)
    form = PartyForm(request.POST or None, initial=of_party(held))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_party(party=held, viewer=request.viewer, now=request.now, **form.facts)
            if form.cleaned_data["seat"] != held.seat:
                actions.seat_party(party=held, seat=form.cleaned_data["seat"], viewer=request.viewer, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The party is saved."))
            return redirect(table_of(reference))
    return party_page(request, held.case, form, held)


def party_page(request: Visit, case: Case, form: PartyForm, held: Party | None = None) -> HttpResponse:
    context = {"nav": "caseload", "case": case, "form": form, "party": held}
    return render(request, "staff/case/party.html", context, status=400 if form.errors else 200)


@require_POST
def contact(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """We were in touch with them today."""
    held = open_child(request.viewer, reference, Party, pk, now=request.now)
    actions.contacted(party=held, viewer=request.viewer, now=request.now)
    # Without the name: until it is shown, the sentence lies in the session, and sessions are not sealed.
    messages.success(request, _("Noted: you were in touch today."))
    return redirect(table_of(reference))


@require_POST
def removal(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """They were added by mistake."""
    held = open_child(request.viewer, reference, Party, pk, now=request.now)
    actions.remove_party(party=held, viewer=request.viewer, now=request.now)
    messages.success(request, _("The party is no longer in this case."))
    return redirect(table_of(reference))
