"""Who leads a case and who helps. Several at once are given away from the caseload."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import ASSISTING, DIRECTOR, LEAD, may_assign, may_write, must_assign
from comity.cases.caseload import load_by_specialist
from comity.cases.models import Case
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.staff.casework.fields import colleague_choices
from comity.web.staff.casework.page import attempt, opened, page, posted, to
from comity.web.staff.names import office_choices, office_city
from comity.web.typed import SlugChoice

BOTH = ["GET", "HEAD", "POST"]
PARTS = {LEAD: gettext_lazy("Lead"), ASSISTING: gettext_lazy("Helps"), DIRECTOR: gettext_lazy("Director")}


class LeadForm(forms.Form):
    """Who leads from now on."""

    lead = SlugChoice(label=gettext_lazy("Who leads from now on?"))

    def __init__(self, *args: Any, office: str, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = colleague_choices(office, on)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Account:
        return Account.objects.get(pk=int(self.cleaned_data["lead"]))


class AssistForm(forms.Form):
    """A second office, or one colleague."""

    office = SlugChoice(label=gettext_lazy("Another office"), required=False)
    colleague = SlugChoice(label=gettext_lazy("One colleague"), required=False)

    def __init__(self, *args: Any, case: Case, language: str, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        others = [(slug, city) for slug, city in office_choices(language, on) if slug != case.office]
        fields["office"].choices = [("", _("None")), *others]
        fields["colleague"].choices = [("", _("Nobody")), *colleague_choices(case.office, on)[1:]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("office") and not given.get("colleague"):
            raise forms.ValidationError(_("Please choose the office or the colleague who will help."))
        return given


def who_works(case: Case, request: Visit) -> list[dict[str, Any]]:
    """Everybody with a part in the case now, by name."""
    held = [grant for grant in doors.who_has(request.viewer, case.matter, request.now) if grant.part in PARTS]
    ids = {int(grant.to.removeprefix("account:")) for grant in held if grant.to.startswith("account:")}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    found = []
    for grant in held:
        desk = grant.to.split(":")
        is_person = desk[0] == "account"
        name = names.get(int(desk[1]), "") if is_person else office_city(desk[1], request.viewer.language)
        found.append({
            "name": name,
            "part": PARTS[grant.part],
            "since": grant.given_at,
            "is_desk": not is_person,
            "may_end": grant.part == ASSISTING,
            "what": "colleague" if is_person else "office",
            "key": desk[1],
        })  # fmt: skip
    return found


@require_http_methods(BOTH)
def assignment(request: Visit, reference: str) -> HttpResponse:
    """The director gives the case to a specialist."""
    case = opened(request, reference)
    on = request.today
    now_with = str(case.lead_id or "")
    form = LeadForm(posted(request), initial={"lead": now_with}, office=case.office, on=on)

    def act(given: dict[str, Any]) -> bool:
        must_assign(request.viewer, case)
        actions.assign(cases=[case], lead=form.chosen, viewer=request.viewer, now=request.now)
        return True

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("%(name)s leads the case now.") % {"name": form.chosen.name})
        return redirect(to("assignment", case))
    loads = load_by_specialist(request.viewer, request.now) if may_assign(request.viewer, case) else []
    return page(
        request, case, "assignment", "", form=form, working=who_works(case, request),
        loads=[load for load in loads if load.account_id],
    )  # fmt: skip


@require_http_methods(BOTH)
def assistance(request: Visit, reference: str) -> HttpResponse:
    """A second office or a colleague works on the case with the lead."""
    case = opened(request, reference)
    if not may_write(request.viewer, case):
        raise Refused(_("You do not have the part in this case that writing needs."))
    form = AssistForm(posted(request), case=case, language=request.viewer.language, on=request.today)

    def act(given: dict[str, Any]) -> bool:
        pk = given["colleague"]
        helper = Account.objects.get(pk=int(pk)) if pk else None
        actions.assist(case=case, office=given["office"], account=helper, viewer=request.viewer, now=request.now)
        return True

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The case is open to them from now on."))
        return redirect(to("assistance", case))
    return page(request, case, "assistance", "", form=form, working=who_works(case, request))


@require_POST
def assistance_end(request: Visit, reference: str) -> HttpResponse:
    """Whoever helped has done their part and can open the case no longer."""
    case = opened(request, reference)
    office, pk = request.POST.get("office", ""), request.POST.get("colleague", "")
    known = {(held["what"], held["key"]) for held in who_works(case, request) if held["may_end"]}
    if ("office", office) not in known and ("colleague", pk) not in known:
        raise Refused(_("They do not help with this case."))
    account = Account.objects.get(pk=int(pk)) if pk else None
    actions.end_assist(case=case, office=office, account=account, viewer=request.viewer, now=request.now)
    messages.success(request, _("They can open the case no longer."))
    return redirect(to("assignment", case))


urlpatterns = [
    path("cases/<str:reference>/assignment/", assignment, name="assignment"),
    path("cases/<str:reference>/assistance/", assistance, name="assistance"),
    path("cases/<str:reference>/assistance/end/", assistance_end, name="assistance-end"),
]
