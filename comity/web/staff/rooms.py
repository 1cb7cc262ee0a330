"""The rooms of the office, in the order of the day. A module of that name in this folder brings `urlpatterns`."""

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
