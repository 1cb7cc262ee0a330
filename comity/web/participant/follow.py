"""A visit with the receipt: sixteen digits, no account, half an hour after the last page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from comity.intake import front
from comity.web import flow_cookie
from comity.web.doors import Visit
from comity.web.typed import Line, Typed, without_faults


class Digits(forms.Form):
    # What was typed into a visit that ran out in the meantime; it comes along to the message box.
    unsent = Typed(required=False, longest=200_000, widget=forms.HiddenInput)
    digits = Line(
        longest=40,
        label=_("Your receipt, 16 digits"),
        help_text=_("Spaces do not matter."),
        error_messages={"required": _("Please type the 16 digits of your receipt.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "digits"}),
    )


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
    unsent = without_faults(request.POST.get("body", ""))
    context = {"form": Digits(initial={"unsent": unsent}), "nav": "follow", "noindex": True, "is_over": True}
    return render(request, "participant/follow.html", context, status=403)
