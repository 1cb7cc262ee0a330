"""Why can I see this? The grants in force on a case, each with its reason; and who has looked at it lately."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from comity.cases.access import open_case
from comity.people.models import Post
from comity.people.roles import ROLES
from comity.people.viewers import held_on
from comity.trust import doors
from comity.trust.models import Account, AuditRow, Grant
from comity.web.doors import Visit
from comity.web.staff.case.head import part_of
from comity.web.staff.names import office_city

PARTS = {
    "lead": (
        gettext_lazy("Lead"),
        gettext_lazy("reads and writes everything but what a colleague sealed to themselves"),
    ),
    "assisting": (gettext_lazy("Assists"), gettext_lazy("reads and writes with the lead")),
    "director": (gettext_lazy("Director"), gettext_lazy("reads and writes, says who leads, approves")),
    "headquarters": (gettext_lazy("Headquarters"), gettext_lazy("reads, and writes nothing")),
    "intake": (gettext_lazy("Intake"), gettext_lazy("sees the request and that there is a case, not the journal")),
    "person": (gettext_lazy("The person who asked"), gettext_lazy("follows their own request and its messages only")),
    "companion": (gettext_lazy("Companion"), gettext_lazy("follows the request with the person’s consent")),
}
REASONS = {
    "lead": gettext_lazy("was made lead when the case was opened"),
    "assigned": gettext_lazy("was given the case by the director"),
    "office": gettext_lazy("because this office holds the case"),
    "own-initiative": gettext_lazy("because the office opened this case itself"),
    "two-regions": gettext_lazy("because the matter lies across two regions"),
    "assists": gettext_lazy("was asked by the lead to help"),
    "routed": gettext_lazy("because the place led to this office"),
    "border": gettext_lazy("because the place lies near a border of regions"),
    "escalated": gettext_lazy("because nobody had taken it up in time"),
    "accepted": gettext_lazy("because they took it up"),
    "receipt": gettext_lazy("because they hold the receipt"),
}
LOOKS = 60


@require_safe
def access(request: Visit, reference: str) -> HttpResponse:
    """Everybody who can open this case now, and why; the lead and the director also read who did."""
    case = open_case(request.viewer, reference, now=request.now)
    part = part_of(request.viewer, case)
    held = doors.who_has(request.viewer, case.matter, request.now)
    looks = looked_at(request, case.matter_id) if part.leads else None
    names = names_of([grant.to for grant in held] + [grant.given_by for grant in held])
    desks = people_at(request, held)
    context = {
        "nav": "caseload",
        "case": case,
        "grants": [line(grant, names, desks, request) for grant in held],
        "looks": looks,
    }
    return render(request, "staff/case/access.html", context)


def line(grant: Grant, names: dict[str, str], desks: dict[str, list[str]], request: Visit) -> dict[str, Any]:
    part, plain = PARTS.get(grant.part, (grant.part, ""))
    reason = REASONS.get(grant.because, "")
    return {
        "who": who(grant.to, names, request.viewer.language),
        "people": desks.get(grant.to, []),
        "is_me": grant.to in request.viewer.principals,
        "part": part,
        "plain": plain,
        "reason": reason,
        "since": grant.given_at,
        "until": grant.until,
        "given_by": who(grant.given_by, names, request.viewer.language) if grant.given_by in names else "",
    }


def who(principal: str, names: dict[str, str], language: str) -> str:
    """A principal in words: a colleague, a desk, somebody with a receipt."""
    if principal in names:
        return names[principal]
    if desk := re.fullmatch(r"desk:([^:]+):([^:]+)", principal):
        role = str(ROLES[desk[2]].name) if desk[2] in ROLES else desk[2]
        return _("%(role)s in %(office)s") % {"role": role, "office": office_city(desk[1], language)}
    if principal.startswith("system:"):
        return _("The machine")
    if principal.startswith("receipt:"):
        return _("Whoever holds the receipt")
    return _("Somebody without an account")


def names_of(principals: Iterable[str]) -> dict[str, str]:
    ids = {int(p.partition(":")[2]) for p in principals if re.fullmatch(r"account:\d+", p)}
    return {f"account:{pk}": name for pk, name in Account.objects.filter(pk__in=ids).values_list("pk", "name")}


def people_at(request: Visit, held: Iterable[Grant]) -> dict[str, list[str]]:
    """Who sits at the desks that the grants name, today."""
    desks = {grant.to for grant in held if grant.to.startswith("desk:")}
    rows = Post.objects.filter(
        held_on(request.today), office__in={desk.split(":")[1] for desk in desks}, account__is_active=True
    ).select_related("account")
    found: dict[str, list[str]] = {}
    for post in rows.order_by("account__name"):
        if (desk := f"desk:{post.office}:{post.role}") in desks:
            found.setdefault(desk, []).append(post.account.name)
    return found


def looked_at(request: Visit, matter_id: Any) -> list[dict[str, Any]]:
    """Who looked at the case lately, by day: how often, and when last."""
    rows = AuditRow.objects.visible_to(request.viewer).filter(matter_id=matter_id, act="look")
    latest = list(rows.order_by("-pk").values_list("who", "at")[:500])
    found: dict[tuple[str, Any], dict[str, Any]] = {}
    for principal, at in latest:
        day = timezone.localtime(at).date()
        seen = found.setdefault((principal, day), {"principal": principal, "on": day, "last": at, "times": 0})
        seen["times"] += 1
    names = names_of(principal for principal, _day in found)
    for seen in found.values():
        seen["who"] = who(seen["principal"], names, request.viewer.language)
    return list(found.values())[:LOOKS]
