"""One matter, seen by whoever holds its receipt: how it stands, what was written, what was agreed to."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from comity.agency.profile import current
from comity.intake import front
from comity.texts.say import say
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.participant.follow import visited
from comity.web.public.questions import ContactForm, consent_field, folded, spread
from comity.web.typed import Typed


class MessageForm(forms.Form):
    body = Typed(
        label=_("Write to us"),
        help_text=_("In any language. We answer in yours."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def consent_rows(status: front.Status) -> list[dict[str, Any]]:
    """Every choice with its words and whether it is on."""
    language = get_language() or "en"
    slugs = [row["slug"] for row in current().data("consent") or []]
    rows = []
    for slug in slugs:
        name = consent_field(slug).removeprefix("consents__")
        rows.append(
            {
                "name": name,
                "label": say(f"consent.{slug}.name", language),
                "plain": say(f"consent.{slug}.plain", language),
                "given": bool(status.consents.get(name)),
            }
        )
    return rows


def whole(request: Visit, opened: front.Opened, key: str, **more: Any) -> HttpResponse:
    """The one page of a matter, with whatever form was refused."""
    status = front.status(opened.viewer, now=request.now)
    context = {
        "status": status,
        "said": front.messages(opened.viewer, now=request.now),
        "consents": consent_rows(status),
        "message": MessageForm(),
        "contact": ContactForm(initial=spread({"contact": status.contact})),
        "key": key,
        "nav": "follow",
        "noindex": True,
        **more,
    }
    return render(request, "participant/matter.html", context, status=400 if more else 200)


@require_GET
@visited
def page(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """How it stands."""
    return whole(request, opened, key)


def back(anchor: str) -> HttpResponse:
    response = redirect("participant:matter")
    response["Location"] += f"#{anchor}"
    return response


@require_POST
@visited
def message(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Write to the office."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return whole(request, opened, key, message=form)
    try:
        front.write_message(opened.viewer, form.cleaned_data["body"], language=get_language() or "en", now=request.now)
    except Refused as refused:
        form.add_error("body", str(refused))
        return whole(request, opened, key, message=form)
    return back("messages")


@require_POST
@visited
def choices(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Give a consent or take it back, each by itself."""
    status = front.status(opened.viewer, now=request.now)
    ticked = set(request.POST.getlist("consent"))
    wanted = {row["name"]: row["name"] in ticked for row in consent_rows(status)}
    front.change_consents(opened.viewer, wanted, now=request.now)
    return back("choices")


@require_POST
@visited
def contact(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Another way or another hour is safer now."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return whole(request, opened, key, contact=form)
    answers = front.Answers.of(folded(form.kept(), {}))
    try:
        front.change_contact(opened.viewer, answers.contact, now=request.now)
        front.change_consents(opened.viewer, {"contact": bool(answers.consents.get("contact"))}, now=request.now)
    except Refused as refused:
        form.add_error("contact__how", str(refused))
        return whole(request, opened, key, contact=form)
    return back("contact")


@require_POST
@visited
def companion(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """A second receipt for somebody the person trusts; shown once, here."""
    try:
        digits = front.invite_companion(opened.viewer, now=request.now)
    except Refused as refused:
        return whole(request, opened, key, problem=str(refused))
    context = {"groups": front.in_groups(digits).split(), "nav": "follow", "noindex": True}
    return render(request, "participant/companion.html", context)


@require_POST
@visited
def companion_end(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """The companion's receipt opens nothing any more."""
    front.end_companion(opened.viewer, now=request.now)
    return back("companion")


@require_POST
@visited
def referral(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Did they call you back?"""
    outcome = {"yes": "called-back", "no": "not"}.get(request.POST.get("answer", ""), "unknown")
    front.answer_referral(opened.viewer, outcome, now=request.now)
    return back("status")


@visited
def withdrawal(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Take it back: first what that means, then one button."""
    if request.method == "POST":
        front.withdraw(opened.viewer, now=request.now)
        return redirect("participant:matter")
    status = front.status(opened.viewer, now=request.now)
    return render(
        request, "participant/withdrawal.html", {"status": status, "key": key, "nav": "follow", "noindex": True}
    )
