"""The conversation with the person who asked: their words in their language, our answers, and the safe way to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from comity.cases.access import open_case
from comity.notices.actions import answer as send
from comity.notices.actions import mark_read
from comity.notices.lifecycle import LIFECYCLE as NOTICE
from comity.notices.models import Notice
from comity.people.languages import SPOKEN
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.case.cards import spoken_as
from comity.web.staff.case.forms import HOW, SAFE_WHEN
from comity.web.staff.case.head import Part, part_of
from comity.web.staff.case.page import read, reply_form


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: Visit, reference: str) -> HttpResponse:
    """Read what the person wrote, and answer; they are told that something waits, and nothing else leaves the house."""
    case = open_case(request.viewer, reference, now=request.now)
    part = part_of(request.viewer, case)
    reading = read(case, request.viewer, part)
    asker = reading.request
    if asker is None:
        raise Http404
    form = reply_form(asker, request.POST or None, auto_id="answer-%s")
    if request.method == "POST" and form.is_valid():
        try:
            must_answer(part)
            given = form.cleaned_data
            send(case.matter, body=given["body"], language=given["language"], viewer=request.viewer, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            mark_read(reading.messages, direction="in", now=request.now)
            messages.success(request, _("Your answer waits for them. They read it with their receipt."))
            return redirect(f"{reverse('staff:messages', args=[reference])}#last")
    if part.may_answer:
        mark_read(reading.messages, direction="in", now=request.now)
    notices = Notice.objects.visible_to(request.viewer).filter(matter=case.matter).exclude(to_role="staff")
    context = {
        "nav": "caseload",
        "case": case,
        "part": part,
        "asker": asker,
        "asker_language": SPOKEN.get(asker.language, asker.language),
        "asker_spoken": spoken_as(asker.language),
        "ways": ways(asker.contact, allowed=bool(asker.consents.get("contact"))),
        "talk": [{"row": row, "spoken": spoken_as(row.language)} for row in reading.messages],
        "notices": [{"row": row, "state": NOTICE.label(row.state)} for row in notices.order_by("-queued_at")[:5]],
        "form": form,
    }
    return render(request, "staff/case/messages.html", context, status=400 if form.errors else 200)


def must_answer(part: Part) -> None:
    if not part.may_answer:
        raise Refused(_("You do not have the part in this case that writing needs."))


def ways(contact: dict[str, Any], *, allowed: bool) -> dict[str, Any]:
    """How and when it is safe to reach the person, in words."""
    when = contact.get("safe_when") or ()
    when = (when,) if isinstance(when, str) else when
    how = contact.get("how", "")
    return {
        "allowed": allowed,
        "how": HOW.get(how, how),
        "line": next((contact[key] for key in ("phone", "email", "address") if contact.get(key)), ""),
        "when": [SAFE_WHEN[slug] for slug in when if slug in SAFE_WHEN],
        "voicemail": bool(contact.get("voicemail_ok")),
        "note": contact.get("safe_note", ""),
    }
