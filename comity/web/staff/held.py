"""Notices that a person has to see to: a call to make, a letter to write, a mail of which we cannot know.

The list says kinds, languages and days. To whom and how stands behind the matter's door: opening one is a look.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.cases.access import cases_of
from comity.intake.models import Request
from comity.notices.access import is_office
from comity.notices.actions import mark_done
from comity.notices.letters import compose
from comity.notices.lifecycle import LIFECYCLE
from comity.notices.models import Notice
from comity.people.access import works_on_matters
from comity.people.languages import SPOKEN
from comity.texts.languages import language as about_language
from comity.trust import doors
from comity.trust.guard import GuardedQuerySet
from comity.trust.viewer import Viewer
from comity.web.doors import Visit

BY_HAND = (Notice.State.HELD, Notice.State.UNCERTAIN, Notice.State.FAILED)
PER_PAGE = 50
ABOUT = {
    "request-received": gettext_lazy("What they sent has reached us"),
    "request-read": gettext_lazy("Somebody has read it"),
    "message-waiting": gettext_lazy("A message waits for them"),
    "referral-check": gettext_lazy("Did the other body call them back?"),
    "escalation": gettext_lazy("To the director: something waits too long"),
    "assigned": gettext_lazy("To a colleague: something new is in their hands"),
}
ICONS = {"phone": "phone", "letter": "doc", "email": "mail"}
SAFE = {
    "mornings": gettext_lazy("mornings"),
    "afternoons": gettext_lazy("afternoons"),
    "evenings": gettext_lazy("evenings"),
    "weekdays": gettext_lazy("weekdays"),
    "weekends": gettext_lazy("weekends"),
    "any": gettext_lazy("any time"),
}


def held(viewer: Viewer) -> GuardedQuerySet[Notice]:
    """What waits for a person's hand, the oldest first."""
    rows = Notice.objects.visible_to(viewer).filter(state__in=BY_HAND)
    return rows.select_related("matter").order_by("queued_at", "pk")


@dataclass(frozen=True)
class ToDo:
    """One notice as the list says it."""

    row: Notice
    now: datetime

    @property
    def what(self) -> str:
        if self.row.state == Notice.State.UNCERTAIN:
            return _("An e-mail may have been sent, or not")
        if self.row.state == Notice.State.FAILED:
            return _("An e-mail could not be sent")
        if self.row.channel == "phone":
            return _("Call")
        if self.row.channel == "letter":
            return _("Write a letter")
        return _("Read their note, then write")

    @property
    def about(self) -> str:
        return str(ABOUT.get(self.row.kind, self.row.kind))

    @property
    def icon(self) -> str:
        return "warn" if self.row.state != Notice.State.HELD else ICONS.get(self.row.channel, "mail")

    @property
    def spoken(self) -> str:
        return str(SPOKEN.get(self.row.language, self.row.language))

    @property
    def days(self) -> int:
        return max(0, (timezone.localtime(self.now).date() - timezone.localtime(self.row.queued_at).date()).days)

    @property
    def not_yet(self) -> datetime | None:
        """The first safe hour, while it still lies ahead."""
        return self.row.not_before if self.row.not_before and self.row.not_before > self.now else None


def worker_only(viewer: Viewer) -> None:
    if not works_on_matters(viewer):
        raise Http404


@require_safe
def held_notices(request: Visit) -> HttpResponse:
    """Calls and letters to do by hand."""
    worker_only(request.viewer)
    page = Paginator(held(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    todo = [ToDo(row, request.now) for row in page]
    return render(request, "staff/today/held.html", {"nav": "today", "todo": todo, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def held_notice(request: Visit, pk: uuid.UUID) -> HttpResponse:
    """One of them: whom to reach and how, when it is safe, what to say; and the button that says it is done."""
    worker_only(request.viewer)
    notice = held(request.viewer).filter(pk=pk).first()
    if notice is None or not is_office(request.viewer, notice):
        raise Http404
    if request.method == "POST":
        mark_done(notice, viewer=request.viewer, now=request.now)
        messages.success(request, _("Done. It is no longer in anybody’s list."))
        return redirect("staff:held-notices")
    matter = doors.open_matter(request.viewer, notice.matter.reference, because="notice", now=request.now)
    notice.matter = matter
    is_ready = notice.language in dict(settings.LANGUAGES)
    spoken = about_language(notice.language if is_ready else "en")
    context: dict[str, Any] = {
        "nav": "today",
        "todo": ToDo(notice, request.now),
        "notice": notice,
        "state": LIFECYCLE.labels[notice.state][0],
        "letter": compose(notice.kind, language=notice.language, link=""),
        "spoken": spoken,
        "is_ready": is_ready,
        "has_case": cases_of(request.viewer).filter(matter=matter).exists(),
        **person(request, notice),
    }
    return render(request, "staff/today/held_notice.html", context)


def person(request: Visit, notice: Notice) -> dict[str, Any]:
    """What the person told us about reaching them safely; it stands in their request."""
    matter = notice.matter
    rows = doors.under(matter, Request.objects.visible_to(request.viewer).filter(matter=matter))
    if not rows or notice.to_role == "staff":
        return {}
    contact = rows[0].contact or {}
    when = contact.get("safe_when") or ()
    safe = [str(SAFE.get(one, one)) for one in ([when] if isinstance(when, str) else when)]
    companion = rows[0].companion if notice.to_role == "companion" else None
    return {
        "name": (companion or {}).get("name", "") if companion else rows[0].name,
        "pronouns": "" if companion else rows[0].pronouns,
        "safe": safe,
        "safe_note": contact.get("safe_note", ""),
        "voicemail": contact.get("voicemail_ok"),
        "has_request": True,
    }


urlpatterns = [
    path("notices/", held_notices, name="held-notices"),
    path("notices/<uuid:pk>/", held_notice, name="held-notice"),
]
