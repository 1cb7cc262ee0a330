"""Writing down what reached us by telephone, at the door, by letter or e-mail, and what we noticed ourselves."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comity.intake import actions, drafts
from comity.intake.access import may_log
from comity.intake.digits import in_groups
from comity.intake.routing import timezone_of
from comity.texts.say import say_list
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.frame import own_office
from comity.web.staff.intake import clock, words
from comity.web.staff.intake.forms import AlertForm, ContactLogForm
from comity.web.staff.names import office_city


def for_colleagues(viewer: Viewer) -> None:
    """Whoever answers the telephone at an office; for the others this page is not there."""
    if not may_log(viewer):
        raise Http404


def log_contact(request: Visit) -> HttpResponse:
    """A call in under a minute. The digits are shown here, to read aloud; the same form sent twice makes one matter."""
    viewer, now = request.viewer, request.now
    for_colleagues(viewer)
    once = request.POST.get("once", "")[:64] if request.method == "POST" else secrets.token_urlsafe(32)
    if request.method == "POST" and (before := actions.logged_before(once, viewer=viewer, now=now)):
        return written_down(request, before)
    form = ContactLogForm(request.POST if request.method == "POST" else None, language=viewer.language)
    if form.is_valid():
        given = form.cleaned_data
        try:
            logged = actions.log_contact(
                form.answers(),
                channel=given["channel"],
                kind=given["kind"],
                language=given["spoken"],
                give_receipt=given["give_receipt"],
                received_at=form.received_at(now, timezone_of(own_office(viewer), now.date())),
                once=once,
                viewer=viewer,
                now=now,
            )
        except drafts.AlreadyKept:
            return written_down(request, actions.logged_before(once, viewer=viewer, now=now))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return written_down(request, logged)
    context = {
        "nav": "intake",
        "form": form,
        "once": once,
        "keep": say_list("agency.confidential.we_keep", viewer.language),
        "cannot": say_list("agency.confidential.we_cannot", viewer.language),
    }
    return render(request, "staff/intake/log.html", context, status=400 if form.errors else 200)


def written_down(request: Visit, logged: actions.Logged | None) -> HttpResponse:
    """What stands in the queue now, and the digits to read out."""
    if logged is None:  # more than half an hour ago: the digits are gone, the matter is in the queue
        return redirect("staff:intake")
    viewer, now, item = request.viewer, request.now, logged.request
    context = {
        "nav": "intake",
        "item": item,
        "reference": item.matter.reference,
        "office": office_city(item.office, viewer.language),
        "groups": in_groups(logged.digits).split() if logged.digits else [],
        "clock": clock.acceptance(item, now, viewer_account=viewer.account_id),
        "result": words.RESULTS[item.screening_result],
        "place_known": item.place_known,
        "promised_on": item.promised_on,
    }
    return render(request, "staff/intake/logged.html", context)


def alert(request: Visit) -> HttpResponse:
    """Nobody asked, but trouble may come: it stands in the queue on our own initiative, with how sure it is."""
    viewer, now = request.viewer, request.now
    for_colleagues(viewer)
    form = AlertForm(request.POST if request.method == "POST" else None, language=viewer.language)
    if form.is_valid():
        given = form.cleaned_data
        try:
            item = actions.raise_alert(
                form.answers(), grade=given["grade"], source=given["source"], viewer=viewer, now=now
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The alert stands in the queue."))
            return redirect("staff:intake-item", item.matter.reference)
    grades = [
        {"slug": slug, "name": name, "plain": plain, "chosen": form["grade"].value() == slug}
        for slug, (name, plain) in words.GRADES.items()
    ]
    context = {"nav": "intake", "form": form, "grades": grades}
    return render(request, "staff/intake/alert.html", context, status=400 if form.errors else 200)
