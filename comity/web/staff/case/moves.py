"""What is done with a whole case: its tension rated, given to another lead, helped with."""

from __future__ import annotations


from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import ASSISTING, may_assign, must_write, open_case
from comity.cases.models import Case
from comity.people.models import Post
from comity.people.viewers import held_on
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.staff.case.forms import AssistForm, LeadForm, TensionForm
from comity.web.staff.case.page import answer
from comity.web.staff.names import office_choices, office_city


def back_to(case: Case, anchor: str = "") -> HttpResponse:
    return redirect(reverse("staff:case", args=[case.reference]) + anchor)


@sensitive_post_parameters()
@require_POST
def tension(request: Visit, reference: str) -> HttpResponse:
    """How tense it is now, by the person who was there."""
    case = open_case(request.viewer, reference, now=request.now)
    form = TensionForm(request.POST, auto_id="tension-%s")
    if form.is_valid():
        given = form.cleaned_data
        actions.rate_tension(
            case=case, level=int(given["level"]), note=given["note"], viewer=request.viewer, now=request.now
        )
        messages.success(request, _("The rating is saved."))
        return back_to(case, "#tension")
    return answer(request, case, status=400, tension_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: Visit, reference: str) -> HttpResponse:
    """The director gives the case to a colleague; whoever led it before can open it no longer."""
    case = open_case(request.viewer, reference, now=request.now)
    if not may_assign(request.viewer, case):
        raise Http404
    form = LeadForm(request.POST or None, people=colleagues(case, request, own_office_first=True))
    if request.method == "POST" and form.is_valid():
        account = Account.objects.get(pk=int(form.cleaned_data["lead"]))
        try:
            actions.assign(cases=[case], lead=account, viewer=request.viewer, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s leads this case now.") % {"name": account.name})
            return back_to(case)
    return page(request, case, "staff/case/lead.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def assistance(request: Visit, reference: str) -> HttpResponse:
    """A colleague or a second office works on the case beside the lead."""
    case = open_case(request.viewer, reference, now=request.now)
    must_write(request.viewer, case)
    on = request.now.date()
    offices = [pair for pair in office_choices(request.viewer.language, on) if pair[0] != case.office]
    form = AssistForm(request.POST or None, people=colleagues(case, request), offices=offices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = Account.objects.get(pk=int(given["colleague"])) if given["colleague"] else None
        try:
            actions.assist(case=case, office=given["office"], account=account, viewer=request.viewer, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("They can open this case from now on."))
            return back_to(case)
    helping = [held for held in doors.who_has(request.viewer, case.matter) if held.part == ASSISTING]
    ids = [int(held.to.partition(":")[2]) for held in helping if held.to.startswith("account:")]
    context = {
        "helpers": Account.objects.filter(pk__in=ids).order_by("name"),
        "office_city": office_city(case.assisting_office, request.viewer.language) if case.assisting_office else "",
    }
    return page(request, case, "staff/case/assistance.html", form, **context)


@require_POST
def assistance_end(request: Visit, reference: str) -> HttpResponse:
    """They have done their part and can open the case no longer."""
    case = open_case(request.viewer, reference, now=request.now)
    typed = request.POST.get("colleague", "")
    account = Account.objects.filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() else None
    office = case.assisting_office if request.POST.get("office") else ""
    actions.end_assist(case=case, office=office, account=account, viewer=request.viewer, now=request.now)
    messages.success(request, _("Their part in this case has ended."))
    return redirect("staff:case-assistance", reference)


def colleagues(case: Case, request: Visit, *, own_office_first: bool = False) -> list[tuple[str, str]]:
    """Everybody who may work on cases, with their office; those of the case's own office first."""
    held = Post.objects.filter(
        held_on(request.now.date()), role__in=("specialist", "director"), account__is_active=True
    ).select_related("account")
    where: dict[int, tuple[Account, set[str]]] = {}
    for post in held.order_by("account__name"):
        where.setdefault(post.account_id, (post.account, set()))[1].add(post.office)
    rows = [(account, offices) for account, offices in where.values() if account.pk != case.lead_id]
    if own_office_first:
        rows.sort(key=lambda row: (case.office not in row[1], row[0].name))
    language = request.viewer.language
    return [
        (str(account.pk), f"{account.name} – {', '.join(sorted(office_city(o, language) for o in offices))}")
        for account, offices in rows
    ]


def page(request: Visit, case: Case, template: str, form: object, **more: object) -> HttpResponse:
    context = {"nav": "caseload", "case": case, "form": form, **more}
    status = 400 if getattr(form, "errors", None) else 200
    return render(request, template, context, status=status)
