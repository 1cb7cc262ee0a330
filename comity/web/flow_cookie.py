"""The one short-lived cookie of the public doors: a random token. What it stands for lies sealed on our side."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from comity.intake import front

NAME = "flow"
LASTS = timedelta(hours=24)
KEY_FIELD = "key"


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(NAME, "")[:100]


def give(response: HttpResponse, token: str, *, lasts: timedelta = LASTS) -> HttpResponse:
    response.set_cookie(
        NAME,
        token,
        max_age=int(lasts.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Strict",
    )
    return response


def take(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(NAME, samesite="Strict")
    return response


def from_elsewhere(request: HttpRequest) -> bool:
    """Did another site send this form? Browsers of the last years say so themselves."""
    return request.headers.get("Sec-Fetch-Site", "") in ("cross-site", "same-site")


def is_own_form(request: HttpRequest, token: str) -> bool:
    """Was this form on our page, given to this browser? Older browsers know no SameSite, so the form carries a key."""
    return bool(token) and constant_time_compare(request.POST.get(KEY_FIELD, ""), front.form_key(token))
