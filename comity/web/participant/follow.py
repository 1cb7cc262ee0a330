"""Coming back with the receipt: sixteen digits, no account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from comity.intake import front
from comity.trust.lifecycle import Refused
from comity.web import flow_cookie
from comity.web.doors import Visit
from comity.web.typed import Line


class Digits(forms.Form):
    digits = Line(
        longest=40,
        label=_("Your receipt, 16 digits"),
        help_text=_("Spaces do not matter."),
        error_messages={"required": _("Please type the 16 digits of your receipt.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "digits"}),
    )


@csrf_exempt  # nobody is signed in here; what the form needs to know is typed into it
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Visit) -> HttpResponse:
    """The digits open the matter; a slip is named, a wrong receipt costs a little time."""
    form = Digits(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = front.open_by_receipt(
                form.cleaned_data["digits"],
                address=request.META.get("REMOTE_ADDR", ""),
                now=request.now,
                language=get_language() or "en",
            )
        except Refused as refused:
            form.add_error("digits", str(refused))
        else:
            token = front.begin_visit(opened, now=request.now)
            return flow_cookie.give(redirect("participant:matter"), token, lasts=front.VISIT_LASTS)
    status = 400 if form.is_bound else 200
    return render(request, "participant/follow.html", {"form": form, "nav": "follow", "noindex": True}, status=status)


def visited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind the receipt: the view gets who is here and the form key; a visit that is over says so."""

    @csrf_exempt  # the form key does its work without a second cookie
    @wraps(view)
    def shown(request: Visit, **kwargs: Any) -> HttpResponse:
        token = flow_cookie.token_of(request)
        try:
            if request.method == "POST" and not flow_cookie.is_own_form(request, token):
                return over(request)
            opened = front.visit(token, now=request.now, language=get_language() or "en")
        except (front.DraftGone, Http404):
            return over(request)
        return flow_cookie.give(
            view(request, opened=opened, key=front.form_key(token), **kwargs), token, lasts=front.VISIT_LASTS
        )

    return shown


def over(request: Visit) -> HttpResponse:
    """Half an hour without a page: the digits are asked for again."""
    context = {"form": Digits(), "nav": "follow", "noindex": True, "is_over": True}
    return flow_cookie.take(render(request, "participant/follow.html", context, status=403))


@csrf_exempt
@require_POST
def leave(request: Visit) -> HttpResponse:
    """Close the matter in this browser."""
    front.discard(flow_cookie.token_of(request))
    return flow_cookie.take(redirect("public:home"))
