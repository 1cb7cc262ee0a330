"""Asking for help and reporting an incident: one question a page, back and forth, nothing required, nothing lost.

No JavaScript, no account, no e-mail. The answers lie in a draft sealed under the token in the cookie; sending them is
one act, and the receipt is shown only after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.agency.places import Ambiguous, find
from comity.agency.profile import current
from comity.intake import front
from comity.trust.lifecycle import Refused
from comity.web import flow_cookie
from comity.web.doors import Visit
from comity.web.public.questions import BY_SLUG, QUESTIONS, Asked, Question, WhichSide, asked, folded, spread
from comity.web.public.summary import Answered, read_back

View = Callable[..., HttpResponse]
FLOWS = ("ask", "report")


def step(view: View) -> View:
    """A page of a flow: guarded by the flow's own key instead of Django's cookie; packed for the way, never kept."""

    @csrf_exempt  # a second cookie would break "no cookie beyond one short-lived flow"; is_own_form() does its work
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def shown(request: Visit, flow: str, **kwargs: Any) -> HttpResponse:
        if flow not in FLOWS:
            raise Http404
        try:
            return view(request, flow, **kwargs)
        except front.DraftGone as gone:
            return flow_cookie.take(
                render(request, "public/flow/gone.html", {"flow": flow, "sentence": gone}, status=410)
            )

    return shown


@dataclass(frozen=True)
class Going:
    """A flow that has begun: the draft behind the browser's token."""

    token: str
    answers: dict[str, Any]

    @property
    def key(self) -> str:
        return front.form_key(self.token)

    def keep(self, answers: dict[str, Any], request: Visit) -> None:
        front.save_draft(self.token, answers, now=request.now)


def going(request: Visit, flow: str) -> Going:
    """The draft this browser is filling in. Raises DraftGone when there is none, or when a form is not ours."""
    token = flow_cookie.token_of(request)
    drafted = front.draft(token, now=request.now)
    if drafted.flow != flow or (request.method == "POST" and not flow_cookie.is_own_form(request, token)):
        front.draft("", now=request.now)  # another flow's draft, or a form that is not ours: as if there were none
    return Going(token, dict(drafted.answers))


@step
def begin(request: Visit, flow: str) -> HttpResponse:
    """What will be asked, what we keep, and the button that begins."""
    program = request.POST.get("program") or request.GET.get("program", "")
    known = program if program in current().programs else ""
    if request.method == "POST":
        answers: dict[str, Any] = {"program": known} if known else {}
        if known:
            answers["wants"] = [PROGRAM_WANTS.get(current().programs[known].get("service", ""), "training")]
        token = front.start_draft(flow, request.now, answers=answers)
        return flow_cookie.give(redirect("public:question", flow=flow, slug=QUESTIONS[0].slug), token)
    return render(request, "public/flow/begin.html", {"flow": flow, "program": known, "noindex": True})


# What somebody wants who asks for a program of this service.
PROGRAM_WANTS = {"dialogue": "dialogue", "mediation": "mediation", "training": "training", "consultation": "advice"}


@step
def question(request: Visit, flow: str, slug: str) -> HttpResponse:
    """One question. What was typed is kept even when it is refused; every question but the first may stay open."""
    it = BY_SLUG.get(slug)
    if it is None:
        raise Http404
    draft = going(request, flow)
    if it.skipped(draft.answers):
        return redirect_to(flow, after(it, draft.answers))
    form = form_for(request, it, flow, draft.answers)
    candidates: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        answers = folded(form.kept(), draft.answers)
        answers, candidates = with_place(answers, request) if slug == "where" else (answers, ())
        draft.keep(answers, request)
        if not candidates:
            if slug == "safety" and answers.get("safety") == "yes":
                return redirect("public:danger", flow=flow)
            back = request.POST.get("then") == "check" and slug not in ("who", "where")
            return redirect_to(flow, None if back else after(it, answers))
    context = {
        **place_of(it, draft.answers),
        "flow": flow,
        "question": it,
        "heading": it.heading(form),
        "form": form,
        "key": draft.key,
        "candidates": candidates,
        "then": request.GET.get("then", ""),
        "noindex": True,
    }
    return render(request, "public/flow/question.html", context, status=400 if form.is_bound and form.errors else 200)


def form_for(request: Visit, it: Question, flow: str, answers: dict[str, Any]) -> Asked:
    initial = spread(answers)
    form = it.form(request.POST, flow=flow) if request.method == "POST" else it.form(initial=initial, flow=flow)
    if isinstance(form, WhichSide):
        form.offer((answers.get("found_region", ""), *answers.get("neighbours", ())))
    return form


def with_place(answers: dict[str, Any], request: Visit) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """What the place tells: a list to choose from when several share the name, the neighbours when a border is near."""
    answers = {**answers, "neighbours": [], "found_region": "", "region": "", "unknown_place": False}
    place = answers.get("place", "")
    if not place:
        return answers, ()
    try:
        found = find(place=place, on=request.now.date(), language=get_language() or "en")
    except Ambiguous as shared:
        # The same line sent again means: leave it as it is.
        return answers, () if request.POST.get("same") == place else shared.candidates
    except Refused:
        return {**answers, "unknown_place": True}, ()
    return {**answers, "neighbours": list(found.neighbours) if found.border else [], "found_region": found.region}, ()


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
    going(request, flow)
    return render(request, "public/flow/danger.html", {"flow": flow, "next": QUESTIONS[1], "noindex": True})


@step
def check(request: Visit, flow: str) -> HttpResponse:
    """Everything on one page, each line with its way back; then one button sends it."""
    draft = going(request, flow)
    rows: list[Answered] = read_back(draft.answers, flow)
    refusal = ""
    if request.method == "POST":
        answers = front.Answers.of(draft.answers)
        try:
            digits = front.file_request(
                front.check(answers),
                flow=flow,
                language=get_language() or "en",
                now=request.now,
                token=draft.token,
            )
        except front.DraftGone:
            raise
        except Refused as refused:
            refusal = str(refused)
        else:
            token = front.keep_receipt(digits, flow=flow, now=request.now)
            return flow_cookie.give(redirect("public:sent", flow=flow), token, lasts=front.RECEIPT_SHOWN)
    last = asked(draft.answers)[-1]
    return render(
        request,
        "public/flow/check.html",
        {"flow": flow, "rows": rows, "key": draft.key, "previous": last, "refusal": refusal, "noindex": True},
        status=400 if refusal else 200,
    )


@step
def sent(request: Visit, flow: str) -> HttpResponse:
    """The receipt, large, once; and dated words for what happens next."""
    token = flow_cookie.token_of(request)
    digits, began = front.kept_receipt(token, now=request.now)
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
    digits, _began = front.kept_receipt(flow_cookie.token_of(request), now=request.now)
    return render(request, "public/flow/card.html", {"flow": flow, "groups": front.in_groups(digits).split()})


@csrf_exempt
@require_http_methods(["POST"])
def forget(request: Visit) -> HttpResponse:
    """The quick exit calls here on its way out: the draft goes, and so does the cookie."""
    front.discard(flow_cookie.token_of(request))
    return flow_cookie.take(HttpResponse(status=204))
