"""The six decisions and the way back, each one short form; they also open inside the item's page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.cases import actions as casework
from comity.cases.access import case_to_link, cases_known_to, cases_of
from comity.cases.assigning import Candidate, candidates
from comity.cases.caseload import nearby as cases_nearby
from comity.intake import actions
from comity.intake.access import may_triage
from comity.intake.models import Receipt, Request
from comity.intake.packet import packet_text
from comity.intake.promises import check_referral_on
from comity.notices.actions import answer
from comity.people.roles import QUALIFICATIONS
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.intake import words
from comity.web.staff.intake.forms import (
    NOBODY,
    AdviceForm,
    CountForm,
    LinkForm,
    OpeningForm,
    ReferralForm,
    RefusalForm,
    ReopeningForm,
)
from comity.web.staff.intake.item import address_of_cases, heading, moves_of, refusal_sentence
from comity.web.staff.names import office_city
from comity.web.typed import tidy

FOUND = 12
SUBJECTS = {
    "opening": gettext_lazy("Open a case"),
    "link": gettext_lazy("Link it to a case"),
    "advice": gettext_lazy("Advise"),
    "referral": gettext_lazy("Refer warmly"),
    "count": gettext_lazy("Count only"),
    "refusal": gettext_lazy("Not ours"),
    "reopening": gettext_lazy("Undo the decision"),
    "screening": gettext_lazy("Is it ours?"),
    "route": gettext_lazy("Give it to another office"),
}


def opened(request: Visit, reference: str, move: str) -> Request:
    """The item, for somebody who may make this decision now; a decided one says so, a stranger's is not there."""
    item = actions.look(request.viewer, reference, now=request.now)
    if not may_triage(request.viewer, item):
        raise Http404
    if move not in moves_of(item):
        raise Refused(_("This has already moved on. Please look at it again before you go on."))
    return item


def has_receipt(item: Request, viewer: Viewer) -> bool:
    return Receipt.objects.visible_to(viewer).filter(matter=item.matter, held_by="person", ended_at=None).exists()


def show(request: Visit, item: Request, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The page of a decision; one with a form that needs another look answers 400."""
    refused = form.is_bound and bool(form.errors)
    context = {
        "nav": "intake",
        "item": item,
        "reference": item.matter.reference,
        "head": heading(item, request.viewer.language),
        "item_url": reverse("staff:intake-item", args=[item.matter.reference]),
        "here": request.path,
        "form": form,
        "subject": SUBJECTS[template],
        "inline": request.headers.get("HX-Request") == "true",
        **more,
    }
    return render(request, f"staff/intake/{template}.html", context, status=400 if refused else 200)


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> Any:
    """Do it with what was typed; a fault or a refusal leaves the form as it is, with a sentence above it."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data) or True
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def done(request: Visit, item: Request, sentence: str, *, to: str = "") -> HttpResponseRedirect:
    """Back to the queue, with a way to look at what was just decided."""
    reference = item.matter.reference
    look = format_html('<a href="{}">{}</a>', reverse("staff:intake-item", args=[reference]), reference)
    messages.success(request, format_html("{}: {}", look, sentence))
    return HttpResponseRedirect(to or reverse("staff:intake"))


def posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


# --- 1 open a case --------------------------------------------------------------------------------------------------


def offices_for(item: Request) -> list[str]:
    """Its own office first, then the field office of that state."""
    return list(dict.fromkeys(office for office in (item.office, item.field_office) if office))


def reasons_for(one: Candidate, language: str) -> list[str]:
    """What speaks for a colleague, in words."""
    found = [_("speaks %(language)s") % {"language": words.spoken(tag)} for tag in one.speaks]
    found += [str(QUALIFICATIONS[slug]) for slug in one.qualified if slug in QUALIFICATIONS]
    found.append(office_city(one.office, language))
    return found


def opening(request: Visit, reference: str) -> HttpResponse:
    """It becomes a case under the same reference; a person picks who leads it."""
    item = opened(request, reference, "open_case")
    ranked = candidates(offices=offices_for(item), languages=[item.language], wants=item.wants, on=request.today)
    accounts: dict[str, Account] = {str(one.account.pk): one.account for one in ranked}
    leads = [
        *((key, account.name) for key, account in accounts.items()),
        (NOBODY, _("Nobody yet; the director decides")),
    ]
    form = OpeningForm(posted(request), leads=leads, initial={"minors": bool(item.under_18)})
    case = attempt(
        form,
        lambda given: casework.open_from_request(
            request=item,
            title=given["title"],
            category=given["category"],
            lead=accounts.get(given["lead"]),
            minors=given["minors"],
            viewer=request.viewer,
            now=request.now,
        ),
    )
    if case:
        mine = cases_of(request.viewer).filter(pk=case.pk).exists()
        to = address_of_cases().format(reference) if mine else ""
        return done(request, item, _("The case is open."), to=to)
    chosen = form.data.get("lead", "") if form.is_bound else ""
    ranking = [
        {
            "key": str(one.account.pk),
            "name": one.account.name,
            "mine": one.account.pk == request.viewer.account_id,
            "reasons": reasons_for(one, request.viewer.language),
            "open": one.open_cases,
            "chosen": chosen == str(one.account.pk),
        }
        for one in ranked
    ]
    more = {"ranking": ranking, "nobody": NOBODY, "nobody_chosen": chosen == NOBODY}
    return show(request, item, "opening", form, **more)


# --- 2 link to a case -----------------------------------------------------------------------------------------------


def cases_found(item: Request, viewer: Viewer, asked: str, now: datetime) -> list[Any]:
    """Cases whose title or reference holds the words; without words, those of the same place. Titles only."""
    if not asked:
        near = cases_nearby(viewer, state=item.state, county=item.county, now=now, most=FOUND)
        return [row.case for row in near if row.case.matter_id != item.matter_id and not row.case.is_closed]
    rows = cases_known_to(viewer).exclude(matter_id=item.matter_id).exclude(stage="closed")
    for one in asked.split()[:6]:
        rows = rows.filter(Q(title__icontains=one) | Q(matter__reference__icontains=one))
    return list(rows.select_related("matter", "lead").order_by("-last_entry_at", "pk")[:FOUND])


def link(request: Visit, reference: str) -> HttpResponse:
    """It belongs to a case we already hold; who sent it is not shown there."""
    item = opened(request, reference, "link")
    # What is looked for may be a name: it travels in the page, never in an address.
    finds = "find" in request.POST
    asked = tidy(request.POST.get("q", ""))
    found = cases_found(item, request.viewer, asked, request.now)
    offered = [(case.reference, case.title) for case in found]
    typed = tidy(request.POST.get("case", ""), longest=24)
    if typed and typed not in dict(offered):
        # Found by a search that this address no longer carries: looked up by its reference, as far as they may know it.
        extra = cases_known_to(request.viewer).filter(matter__reference=typed).select_related("matter", "lead").first()
        if extra is not None:
            found.append(extra)
            offered.append((extra.reference, extra.title))
    form = LinkForm(None if finds else posted(request), cases=offered)
    if attempt(
        form,
        lambda given: casework.link_request(
            request=item, case=case_to_link(request.viewer, given["case"]), viewer=request.viewer, now=request.now
        ),
    ):
        return done(request, item, _("Added to %(case)s.") % {"case": item.linked_reference})
    rows = [
        {
            "reference": case.reference,
            "title": case.title,
            "county": case.county,
            "state": case.state,
            "lead": case.lead.name if case.lead else "",
            "chosen": case.reference == typed,
        }
        for case in found
    ]
    return show(request, item, "link", form, cases=rows, asked=asked)


# --- 3 advise -------------------------------------------------------------------------------------------------------


def advice(request: Visit, reference: str) -> HttpResponse:
    """Advised at once: a consultation that counts without a case."""
    item = opened(request, reference, "advise")
    initial = {"recipient_kind": item.organisation_kind, "minutes": 15}
    form = AdviceForm(posted(request), initial=initial)
    if attempt(form, lambda given: actions.advise(item, **given, viewer=request.viewer, now=request.now)):
        return done(request, item, _("The advice is recorded and counted."))
    return show(request, item, "advice", form)


# --- 4 refer --------------------------------------------------------------------------------------------------------


def mark_of(text: str) -> str:
    """Whether the text that is sent is the text that was read."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def referral(request: Visit, reference: str) -> HttpResponse:
    """Somebody else helps better: asked with the person's consent to exactly the packet shown, checked in two weeks."""
    item = opened(request, reference, "refer")
    reads = has_receipt(item, request.viewer)
    form = ReferralForm(posted(request))
    if not reads:
        del form.fields["tell"]
    packet = packet_text(
        item, form["parts"].value() or [], note=str(form["note"].value() or ""), language=request.viewer.language
    )
    seen = request.POST.get("seen", "") == mark_of(packet)
    if request.method == "POST" and "send" in request.POST and seen:
        if attempt(form, lambda given: send(request, item, given, packet)):
            return done(request, item, _("Referred. We ask in two weeks whether they called back."))
    elif request.method == "POST":
        form.is_valid()
    given_before = item.consents
    shares = [
        {
            "label": label,
            "given": bool(given_before.get(name)),
            "mine": name == words.share_for(str(form["kind"].value() or "")),
        }
        for name, label in words.consent_names(request.viewer.language).items()
        if name.startswith("share:")
    ]
    more = {
        "packet": packet,
        "mark": mark_of(packet),
        "changed": request.method == "POST" and "send" in request.POST and not seen,
        "shares": shares,
        "check_on": check_referral_on(request.now),
        "parts_chosen": form["parts"].value() or [],
    }
    return show(request, item, "referral", form, **more)


def send(request: Visit, item: Request, given: dict[str, Any], packet: str) -> Any:
    sent = actions.refer(
        item,
        to_body=given["to_body"],
        kind=given["kind"],
        consent=given["consent"],
        packet={"parts": given["parts"], "text": packet},
        viewer=request.viewer,
        now=request.now,
    )
    if given.get("tell"):
        answer(item.matter, body=given["tell"], language=item.language, viewer=request.viewer, now=request.now)
    return sent


# --- 5 count only, 6 not ours, and the way back ---------------------------------------------------------------------


def count(request: Visit, reference: str) -> HttpResponse:
    """It is counted, so that the pattern is seen; nothing else happens."""
    item = opened(request, reference, "count_only")
    form = CountForm(posted(request))
    if attempt(form, lambda _given: actions.count_only(item, viewer=request.viewer, now=request.now)):
        return done(request, item, _("It is counted."))
    return show(request, item, "count", form)


def refusal(request: Visit, reference: str) -> HttpResponse:
    """Not ours: the person gets the reason in their language."""
    item = opened(request, reference, "not_ours")
    reads = has_receipt(item, request.viewer)
    form = RefusalForm(posted(request), initial={"because": refusal_sentence(item), "tell": reads})
    if not reads:
        del form.fields["tell"]

    def refuse(given: dict[str, Any]) -> None:
        actions.not_ours(item, because=given["because"], viewer=request.viewer, now=request.now)
        if given.get("tell"):
            answer(item.matter, body=given["because"], language=item.language, viewer=request.viewer, now=request.now)

    if attempt(form, refuse):
        return done(request, item, _("Not ours. The reason is kept."))
    return show(request, item, "refusal", form, spoken=words.spoken(item.language), reads=reads)


def reopening(request: Visit, reference: str) -> HttpResponse:
    """A decision was wrong, or something new came in: it is decided again, and the reason stays."""
    item = opened(request, reference, "reopen")
    form = ReopeningForm(posted(request))
    if attempt(
        form, lambda given: actions.reopen(item, because=given["because"], viewer=request.viewer, now=request.now)
    ):
        return redirect("staff:intake-item", reference)
    return show(request, item, "reopening", form)
