"""Writing the journal: a call in twenty seconds, its photo, and the promise to come back to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.cases import actions
from comity.cases.access import must_write, open_case, open_child
from comity.cases.models import Case, Entry
from comity.cases.table import parties_of
from comity.trust.lifecycle import Refused
from comity.web.doors import Visit
from comity.web.staff.case.forms import EditForm, EntryForm
from comity.web.staff.case.page import LAST_KIND, answer, picture


@sensitive_post_parameters()
@sensitive_variables("form")
@require_POST
def entries(request: Visit, reference: str) -> HttpResponse:
    """What was heard, seen or said goes into the journal and stands on top of it."""
    case = open_case(request.viewer, reference, now=request.now)
    form = EntryForm(request.POST, request.FILES, parties=parties_of(case, request.viewer), now=request.now)
    name_lost_photo(request, form)
    if form.is_valid():
        try:
            entry = written(request, case, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[LAST_KIND] = entry.kind
            return kept(request, case, entry)
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx
        context = picture(request, case, form=form)
        return render(request, "staff/case/_composer.html", context)
    return answer(request, case, form=form, status=400)


def name_lost_photo(request: Visit, form: EntryForm) -> None:
    """What is larger than the server takes into memory never touches a disk; its writer is told why it is missing."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not request.FILES and size.isdigit() and int(size) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.add_error("photo", _("The photo is larger than 10 MB. Please take a smaller one."))


def written(request: Visit, case: Case, form: EntryForm) -> Entry:
    given = form.cleaned_data
    photo = given["photo"]
    return actions.log_entry(
        case=case,
        kind=given["kind"],
        text=given["text"],
        with_whom=form.with_whom,
        parties=form.people,
        minutes=given["minutes"],
        at=given["happened_at"],
        follow_up_on=given["follow_up_on"],
        sealed_to=given["sealed_to"],
        tension=form.level,
        photo=photo.read() if photo else None,
        viewer=request.viewer,
        now=request.now,
    )


def kept(request: Visit, case: Case, entry: Entry) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx
        return render(request, "staff/case/_kept.html", picture(request, case) | {"fresh": True})
    messages.success(request, _("The entry is saved."))
    return redirect(f"{reverse('staff:case', args=[case.reference])}#entry-{entry.pk}")


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Whoever wrote an entry says it better; that it was changed is in the audit trail."""
    held = open_child(request.viewer, reference, Entry, pk, now=request.now)
    must_write(request.viewer, held.case)
    if held.by_id != request.viewer.account_id:
        raise Refused(_("Only the colleague who wrote this entry can change it."))
    known = {name: getattr(held, name) for name in ("with_whom", "text", "minutes", "follow_up_on")}
    form = EditForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_entry(entry=held, viewer=request.viewer, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The entry is saved."))
            return redirect(f"{reverse('staff:case', args=[reference])}#entry-{pk}")
    context = {"nav": "caseload", "case": held.case, "form": form}
    return render(request, "staff/case/entry.html", context, status=400 if form.errors else 200)


@require_safe
def photo(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The photo of an entry, for whoever may read the entry; no browser keeps it."""
    entry = open_child(request.viewer, reference, Entry, pk, now=request.now)
    if not entry.has_photo:
        raise Http404
    return HttpResponse(entry.photo, content_type="image/jpeg", headers={"Content-Disposition": "inline"})


@require_POST
def follow_up(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """We came back to it as we had promised."""
    entry = open_child(request.viewer, reference, Entry, pk, now=request.now)
    actions.done_follow_up(entry=entry, viewer=request.viewer, now=request.now)
    messages.success(request, _("Done. It is no longer in anybody’s list."))
    return redirect(f"{reverse('staff:case', args=[reference])}#entry-{pk}")
