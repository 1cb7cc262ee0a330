"""The rooms of the office, in the order of the day. A module of that name in this folder brings `urlpatterns`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

ROOMS = (
    "today",
    "held",
    "intake",
    "caseload",
    "reassign",
    "case",
    "casework",
    "people",
    "account",
    "rota",
    "load",
    "reports",
    "gallery",
)


def first_page(request: HttpRequest) -> HttpResponse:
    """Until there is a Today, the office begins with its people."""
    return redirect("staff:people")


def stand_ins(patterns: list[URLPattern]) -> list[URLPattern]:
    """The first page must exist; signing in leads there."""
    return [] if any(pattern.name == "today" for pattern in patterns) else [path("", first_page, name="today")]
