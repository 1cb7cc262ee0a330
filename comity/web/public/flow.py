"""Asking for help and reporting an incident: one question a page, back and forth, nothing required, nothing lost.

No JavaScript, no account, no e-mail. The answers lie in a draft sealed under the token in the cookie; sending them is
one act, and the receipt is shown only after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.agency.places import Ambiguous, find
from comity.agency.profile import current
from comity.intake import front
from comity.trust.lifecycle import Refused
from comity.web import flow_cookie
from comity.web.doors import Visit
from comity.web.public.questions import (
    BY_SLUG,
    QUESTION_OF,
    QUESTIONS,
    Asked,
    Question,
    WhichSide,
    asked,
    folded,
    names_of,
    spread,
    to_send,
)
from comity.web.public.summary import read_back
from comity.web.typed import tidy

View = Callable[..., HttpResponse]
FLOWS = ("ask", "report")


def step(view: View) -> View:
    """A page of a flow: guarded by the flow's own key instead of Django's cookie; packed for the way, never kept."""

    @csrf_exempt  # a second cookie would break "one short-lived cookie"; is_own_form() does its work
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def shown(request: Visit, flow: str, **kwargs: Any) -> HttpResponse:
        if flow not in FLOWS:
            raise Http404
        try:
            return view(request, flow, **kwargs)
        except front.AlreadySent:
            return redirect("public:sent", flow=flow)
        except front.DraftGone as gone:
            context = {"flow": flow, "sentence": gone, "noindex": True}
            return render(request, "public/flow/gone.html", context, status=410)

    return shown


@dataclass(frozen=True)
class Going:
    """A flow that has begun: the draft behind the browser's token."""

    token: str
    answers: dict[str, Any]
    is_sure: bool = True  # the form that came in was ours, from this browser
    is_new: bool = False  # the earlier answers had run out while this page was open

    @property
    def key(self) -> str:
        return front.form_key(self.token)

    def keep(self, answers: dict[str, Any], request: Visit) -> None:
        front.save_draft(self.token, answers, now=request.now)


def going(request: Visit, flow: str) -> Going:
    """The draft this browser is filling in. Raises DraftGone when there is none, AlreadySent after it was sent."""
    token = flow_cookie.token_of(request)
    drafted = front.draft(token, now=request.now)
    if drafted.flow == front.SENT:
        raise front.AlreadySent(_("This has been sent already. Here is your receipt."))
    if drafted.flow != flow:
        raise front.DraftGone(_("You have begun something else in this browser since then."))
    is_sure = request.method != "POST" or flow_cookie.is_own_form(request, token)
    return Going(token, dict(drafted.answers), is_sure)


def rescued(request: Visit, flow: str) -> Going:
    """What was typed on a page that stayed open too long is not thrown away: a new draft begins with this page."""
    return Going(front.start_draft(flow, request.now, answers={}), {}, is_sure=False, is_new=True)


def has_typed(request: Visit) -> bool:
    """Did somebody write anything on this page?"""
    ours = {flow_cookie.KEY_FIELD, "then", "same"}
    return any(value.strip() for name in request.POST.keys() - ours for value in request.POST.getlist(name))


def begun(request: Visit, flow: str) -> Going | None:
    """A draft of this flow that waits in this browser, if there is one."""
    try:
        return going(request, flow)
    except Refused:
        return None


@step
def begin(request: Visit, flow: str) -> HttpResponse:
    """What will be asked, what we keep, and the button that begins. Answers that wait here are offered again."""
    asked_for = request.POST if request.method == "POST" else request.GET
    program = asked_for.get("program", "")
    known = program if program in current().programs else ""
    is_unsure = bool(asked_for.get("unsure"))
    waiting = begun(request, flow)
    if request.method == "POST" and not flow_cookie.from_elsewhere(request):
        first = redirect_to(flow, QUESTIONS[0])
        wish = wish_of(known, is_unsure)
        if waiting and "afresh" not in request.POST:
            waiting.keep({**waiting.answers, **wish}, request)
            return first
        if waiting:
            front.discard(waiting.token)
        return flow_cookie.give(first, front.start_draft(flow, request.now, answers=wish))
    context = {"flow": flow, "program": known, "unsure": is_unsure, "waiting": waiting is not None, "noindex": True}
    return render(request, "public/flow/begin.html", context)


def wish_of(program: str, is_unsure: bool) -> dict[str, Any]:
    """What the page they come from already says: the program they want, or that they do not know yet."""
    if program:
        service = current().programs[program].get("service", "")
        return {"program": program, "wants": [PROGRAM_WANTS.get(service, "training")]}
    return {"wants": ["not-sure"]} if is_unsure else {}


# What somebody wants who asks for a program of this service.
PROGRAM_WANTS = {"dialogue": "dialogue", "mediation": "mediation", "training": "training", "consultation": "advice"}


@step
def question(request: Visit, flow: str, slug: str) -> HttpResponse:
    """One question. What was typed is kept even when it is refused; every question but the first may stay open."""
    it = BY_SLUG.get(slug)
    if it is None:
        raise Http404
    try:
        draft = going(request, flow)
    except front.DraftGone:
        if request.method != "POST" or not has_typed(request):
            raise
        draft = rescued(request, flow)
    if draft.is_sure and it.skipped(draft.answers):
        return redirect_to(flow, after(it, draft.answers))
    form = form_for(request, it, flow, draft.answers)
    place = Place()
    if request.method == "POST" and draft.is_sure and form.is_valid():
        answers = folded(form.kept(), draft.answers)
        if slug == "where":
            place = place_meant(request, answers)
            answers |= place.answers
        draft.keep(answers, request)
        if not place.asks_again:
            return on_from(it, flow, answers, is_change=request.POST.get("then") == "check")
    context = {
        **place_of(it, draft.answers),
        "flow": flow,
        "question": it,
        "heading": it.heading(form),
        "form": form,
        "key": draft.key,
        "place": place,
        "is_young": slug == "contact" and draft.answers.get("under_18") is True,
        "doubt": not draft.is_sure,
        "rescued": draft.is_new,
        "then": "check" if "check" in (request.GET.get("then"), request.POST.get("then")) else "",
        "may_stop": True,
        "noindex": True,
    }
    # A page that came from another tab is shown again for another look: nothing is wrong with what was typed.
    status = 409 if not draft.is_sure else 400 if form.is_bound and form.errors else 200
    response = render(request, "public/flow/question.html", context, status=status)
    return flow_cookie.give(response, draft.token) if draft.is_new else response


def form_for(request: Visit, it: Question, flow: str, answers: dict[str, Any]) -> Asked:
    initial = spread(answers)
    if it.slug == "contact":
        initial.setdefault("language", get_language() or "en")
    form = it.form(request.POST, flow=flow) if request.method == "POST" else it.form(initial=initial, flow=flow)
    if isinstance(form, WhichSide):
        form.offer((answers.get("found_region", ""), *answers.get("neighbours", ())), request.now.date())
    return form


def on_from(it: Question, flow: str, answers: dict[str, Any], *, is_change: bool) -> HttpResponseRedirect:
    """Where the button leads: to the next question, or back to the page that reads everything back."""
    then = "?then=check" if is_change else ""
    if it.slug == "safety" and answers.get("safety") == "yes":
        return HttpResponseRedirect(reverse("public:danger", kwargs={"flow": flow}) + then)
    if not is_change:
        return redirect_to(flow, after(it, answers))
    more = BY_SLUG.get(it.more)
    if more is None or more.skipped(answers) or any(answers.get(name) for name in names_of(more)):
        return redirect_to(flow, None)
    response = redirect_to(flow, more)
    response["Location"] += then
    return response


@dataclass(frozen=True)
class Place:
    """What a typed place tells us, and what we ask once more because of it."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: str = ""
    candidates: tuple[Any, ...] = ()
    is_unknown: bool = False

    @property
    def asks_again(self) -> bool:
        return self.is_unknown or bool(self.candidates)


def place_meant(request: Visit, answers: dict[str, Any]) -> Place:
    """The place, its neighbours when a border is near, or a list when several share the name.

    We ask once. The same words sent again mean: keep it as it is; a person will read it.
    """
    typed = answers.get("place", "")
    is_again = bool(typed) and request.POST.get("same") == typed
    picked = tidy(request.POST.get("which", "")) if is_again else ""
    told: dict[str, Any] = {"place": picked or typed, "neighbours": [], "found_region": "", "region": ""}
    if not typed:
        return Place(told)
    try:
        found = find(place=picked or typed, on=request.now.date(), language=get_language() or "en")
    except Ambiguous as shared:
        return Place(told, typed, () if is_again else shared.candidates)
    except Refused:
        return Place(told, typed, is_unknown=not is_again)
    near = list(found.neighbours) if found.border else []
    return Place({**told, "neighbours": near, "found_region": found.region}, typed)


def after(it: Question, answers: dict[str, Any]) -> Question | None:
    """The question that comes next, or None: look everything over."""
    rest = QUESTIONS[QUESTIONS.index(it) + 1 :]
    return next((one for one in rest if not one.skipped(answers)), None)


def before(it: Question, answers: dict[str, Any]) -> Question | None:
    earlier = QUESTIONS[: QUESTIONS.index(it)]
    return next((one for one in reversed(earlier) if not one.skipped(answers)), None)


def place_of(it: Question, answers: dict[str, Any]) -> dict[str, Any]:
    """Where in the flow this page stands."""
    pages = asked(answers)
    return {"number": pages.index(it) + 1 if it in pages else 1, "of": len(pages), "previous": before(it, answers)}


def redirect_to(flow: str, it: Question | None) -> HttpResponseRedirect:
    if it is None:
        return redirect("public:check", flow=flow)
    return redirect("public:question", flow=flow, slug=it.slug)


@step
def danger(request: Visit, flow: str) -> HttpResponse:
    """Somebody may be in danger: the emergency number, large, and the way on for whoever is safe enough."""
    draft = going(request, flow)
    on = None if request.GET.get("then") == "check" else after(QUESTIONS[0], draft.answers)
    context = {"flow": flow, "on": redirect_to(flow, on).url, "may_stop": True, "noindex": True}
    return render(request, "public/flow/danger.html", context)


@step
def check(request: Visit, flow: str) -> HttpResponse:
    """Everything on one page, each line with its way back; then one button sends it."""
    draft = going(request, flow)
    refusal, where = "", ""
    if request.method == "POST" and draft.is_sure:
        try:
            answers = front.check(front.Answers.of(to_send(draft.answers)))
            language = draft.answers.get("language") or get_language() or "en"
            front.file_request(
                answers,
                flow=flow,
                language=language,
                now=request.now,
                token=draft.token,
                address=request.META.get("REMOTE_ADDR", ""),
            )
        except (front.DraftGone, front.AlreadySent):
            raise
        except Refused as refused:
            refusal = str(refused)
            where = QUESTION_OF.get(getattr(refused, "question", "").partition(".")[0], "")
        else:
            # The same token, now for the receipt: a second click finds it too.
            return flow_cookie.give(redirect("public:sent", flow=flow), draft.token, lasts=front.RECEIPT_SHOWN)
    context = {
        "flow": flow,
        "rows": read_back(draft.answers, flow, on=request.now.date()),
        "program": draft.answers.get("program", ""),
        "key": draft.key,
        "previous": asked(draft.answers)[-1],
        "refusal": refusal,
        "where": where,
        "doubt": not draft.is_sure,
        "may_stop": True,
        "noindex": True,
    }
    status = 409 if not draft.is_sure else 400 if refusal else 200
    return render(request, "public/flow/check.html", context, status=status)


def receipt_of(request: Visit) -> tuple[str, str]:
    """The digits given out in this browser within the last half hour, and the flow they came from."""
    try:
        return front.kept_receipt(flow_cookie.token_of(request), now=request.now)
    except front.DraftGone:
        raise front.DraftGone(
            _("To protect you, we show a receipt for half an hour only. What you sent is safe with us.")
        ) from None


@step
def sent(request: Visit, flow: str) -> HttpResponse:
    """The receipt, large; and dated words for what happens next."""
    digits, began = receipt_of(request)
    if began != flow:
        return redirect("public:sent", flow=began)
    opened = front.open_by_receipt(digits, address="", now=request.now, language=get_language() or "en")
    status = front.status(opened.viewer, now=request.now)
    return render(
        request,
        "public/flow/sent.html",
        {"flow": flow, "groups": front.in_groups(digits).split(), "digits": digits, "status": status, "noindex": True},
    )


@step
def card(request: Visit, flow: str) -> HttpResponse:
    """A small card to print and keep: sixteen digits and a telephone number, no agency's name."""
    digits, _began = receipt_of(request)
    return render(request, "public/flow/card.html", {"flow": flow, "groups": front.in_groups(digits).split()})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Visit) -> HttpResponse:
    """Stop: the answers go, and so does the cookie. The quick exit calls here on its way out."""
    if request.method != "POST" or flow_cookie.from_elsewhere(request):
        return redirect("public:home")
    front.discard(flow_cookie.token_of(request))
    return flow_cookie.take(redirect("public:home") if "home" in request.POST else HttpResponse(status=204))
