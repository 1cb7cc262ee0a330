"""One matter, seen by whoever holds its receipt: how it stands, what was written, what was agreed to."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from comity.agency.offices import office
from comity.agency.profile import current
from comity.intake import front
from comity.texts.say import say
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.participant.follow import visited
from comity.web.public.offices import ZONES
from comity.web.public.questions import ContactForm, consent_field, folded, spread
from comity.web.typed import Typed


class MessageForm(forms.Form):
    body = Typed(
        label=_("Write to us"),
        help_text=_("In any language. We answer in yours."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReachForm(ContactForm):
    """How to reach somebody, as they change it later; the language is the one they write in."""

    language = None  # type: ignore[assignment]  # takes the field away

    def shape(self) -> None:
        """Nothing here depends on the agency."""


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


def whole(request: Visit, opened: front.Opened, key: str, *, code: int = 200, **more: Any) -> HttpResponse:
    """The one page of a matter, with whatever form was refused or was brought along."""
    status = front.status(opened.viewer, now=request.now)
    context = {
        "status": status,
        "said": front.messages(opened.viewer, now=request.now),
        "consents": consent_rows(status),
        "message": MessageForm(),
        "contact": ReachForm(initial=spread({"contact": status.contact})),
        "key": key,
        "done": request.GET.get("done", "") if request.method == "GET" else "",
        "nav": "follow",
        "noindex": True,
        **more,
    }
    clock = clock_of(status.office, request.now)
    context["zone"] = ZONES.get(str(clock), "")
    with timezone.override(clock):
        return render(request, "participant/matter.html", context, status=code)


def clock_of(slug: str, now: datetime) -> tzinfo:
    """The clock of the office that answers: the hour of a message is meant where the people are."""
    held = office(slug, now.date())
    return ZoneInfo(held.timezone) if held is not None and held.timezone else UTC


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Something is done here by a button. Whoever comes by an address, or changes the language, sees the matter."""
    inner = visited(view)

    @csrf_exempt
    @wraps(view)
    def shown(request: Visit, **kwargs: Any) -> HttpResponse:
        return inner(request, **kwargs) if request.method == "POST" else redirect("participant:matter")

    return shown


@require_safe
@visited
def page(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """How it stands."""
    return whole(request, opened, key)


def back(anchor: str) -> HttpResponse:
    """The page again, at the part that was changed, with a word that it is done."""
    response = redirect("participant:matter")
    response["Location"] += f"?done={anchor}#{anchor}"
    return response


@posted
def message(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Write to the office."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return whole(request, opened, key, code=400, message=form)
    try:
        front.write_message(opened.viewer, form.cleaned_data["body"], language=get_language() or "en", now=request.now)
    except Refused as refused:
        form.add_error("body", str(refused))
        return whole(request, opened, key, code=409, message=form)
    return back("messages")


@posted
def choices(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Give a consent or take it back, each by itself."""
    status = front.status(opened.viewer, now=request.now)
    ticked = set(request.POST.getlist("consent"))
    wanted = {row["name"]: row["name"] in ticked for row in consent_rows(status)}
    front.change_consents(opened.viewer, wanted, now=request.now)
    return back("choices")


@posted
def contact(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """Another way or another hour is safer now."""
    form = ReachForm(request.POST)
    if not form.is_valid():
        return whole(request, opened, key, code=400, contact=form)
    answers = front.Answers.of(folded(form.kept(), {}))
    try:
        front.change_contact(opened.viewer, answers.contact, now=request.now)
        front.change_consents(opened.viewer, {"contact": bool(answers.consents.get("contact"))}, now=request.now)
    except Refused as refused:
        form.add_error("contact__how", str(refused))
        return whole(request, opened, key, code=409, contact=form)
    return back("contact")


@posted
def companion(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """A second receipt for somebody the person trusts; shown once, here."""
    try:
        digits = front.invite_companion(opened.viewer, now=request.now)
    except Refused as refused:
        return whole(request, opened, key, code=409, problem=str(refused))
    context = {"groups": front.in_groups(digits).split(), "nav": "follow", "noindex": True}
    return render(request, "participant/companion.html", context)


@posted
def companion_end(request: Visit, *, opened: front.Opened, key: str) -> HttpResponse:
    """The companion's receipt opens nothing any more."""
    front.end_companion(opened.viewer, now=request.now)
    return back("companion")


@posted
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
