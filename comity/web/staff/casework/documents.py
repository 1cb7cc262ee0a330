"""The papers of a case: written, shown to more people step by step, taken back, printed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.cases import actions
from comity.cases.access import child_of
from comity.cases.actions.documents import MOVES
from comity.cases.lifecycle import RELEASE
from comity.cases.models import Case, Document
from comity.cases.words import CONFIDENTIAL, DOCUMENT_KINDS, RELEASED_PUBLICLY, RELEASES
from comity.trust import doors
from comity.web.doors import Visit
from comity.web.staff.casework.assessment import draft_for_the_interviewed
from comity.web.staff.casework.page import attempt, names_of, opened, page, posted, to
from comity.web.typed import DayField, Line, SlugChoice, Typed

BOTH = ["GET", "HEAD", "POST"]


class DocumentForm(forms.Form):
    """A paper: its title stands in lists, its text is sealed."""

    title = Line(label=gettext_lazy("Title"), help_text=gettext_lazy("Lists show it, so it names no person."))
    kind = SlugChoice(label=gettext_lazy("Kind"), choices=DOCUMENT_KINDS.items())
    on = DayField(label=gettext_lazy("Day"))
    body = Typed(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 12}))


class EditForm(forms.Form):
    """The same paper, said better."""

    title = Line(label=gettext_lazy("Title"), help_text=gettext_lazy("Lists show it, so it names no person."))
    body = Typed(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 12}))


class ReleaseForm(forms.Form):
    """Who may read it from now on."""

    to = SlugChoice(label=gettext_lazy("Who may read it?"), choices=[(slug, slug) for slug in RELEASES])
    title_is_checked = forms.BooleanField(
        label=gettext_lazy("I have checked that the title and the text name no person."), required=False
    )


def papers(request: Visit, case: Case) -> list[dict[str, Any]]:
    rows = Document.objects.visible_to(request.viewer).filter(case=case).order_by("-on", "-pk")
    return [
        {"row": row, "kind": DOCUMENT_KINDS[row.kind], "release": RELEASE.label(row.release)}
        for row in doors.under(case.matter, rows)
    ]


@require_http_methods(BOTH)
def document_new(request: Visit, reference: str) -> HttpResponse:
    """The papers of the case, and a new one."""
    case = opened(request, reference)
    initial: dict[str, Any] = {"on": request.today, "kind": "note"}
    if request.method == "GET" and request.GET.get("draft") == "assessment":
        initial |= draft_for_the_interviewed(case, request.viewer)
    form = DocumentForm(posted(request), initial=initial)

    def act(given: dict[str, Any]) -> Document:
        return actions.add_document(case=case, viewer=request.viewer, now=request.now, **given)

    if request.method == "POST" and (paper := attempt(form, act)):
        messages.success(request, _("The document is kept. It is confidential until somebody releases it."))
        return redirect(to("document", case, paper.pk))
    return page(request, case, "documents", "documents", form=form, papers=papers(request, case))


@require_http_methods(BOTH)
def document(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """One paper: its text, who may read it, and the next step of its release."""
    case = opened(request, reference)
    paper = child_of(case, Document, pk, viewer=request.viewer)
    form = EditForm(posted(request), initial={"title": paper.title, "body": paper.body})

    def act(given: dict[str, Any]) -> Document:
        return actions.edit_document(document=paper, viewer=request.viewer, now=request.now, **given)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The document is saved."))
        return redirect(to("document", case, paper.pk))
    return document_page(request, case, paper, form=form)


def document_page(
    request: Visit, case: Case, paper: Document, *, form: forms.Form, release: forms.Form | None = None
) -> HttpResponse:
    moves = {name: to_ for to_, name in MOVES.items()}
    names = names_of(pk for pk in (paper.by_id, paper.approved_by_id) if pk)
    stands = RELEASES.index(paper.release)
    offered = [moves[name] for name in RELEASE.open_to(request.viewer, paper)]
    return page(
        request,
        case,
        "document",
        "documents",
        form=release or form,
        edit=form,
        paper=paper,
        kind=DOCUMENT_KINDS[paper.kind],
        by=names.get(paper.by_id, ""),
        approved_by=names.get(paper.approved_by_id or 0, ""),
        steps=[
            {
                "slug": slug,
                "label": RELEASE.label(slug),
                "plain": RELEASE.public_label(slug),
                "is_now": slug == paper.release,
                "is_past": number < stands,
                "is_open": slug in offered and slug not in (CONFIDENTIAL, RELEASED_PUBLICLY),
            }
            for number, slug in enumerate(RELEASES)
        ],
        may_publish=RELEASED_PUBLICLY in offered,
        may_withdraw=CONFIDENTIAL in offered,
        may_edit=paper.release == CONFIDENTIAL,
        editing="edit" in request.GET or form.is_bound,
    )


@require_POST
def release(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """More people may read the paper, or nobody but us again."""
    case = opened(request, reference)
    paper = child_of(case, Document, pk, viewer=request.viewer)
    form = ReleaseForm(request.POST)

    def act(given: dict[str, Any]) -> Document:
        return actions.release(document=paper, viewer=request.viewer, now=request.now, **given)

    if attempt(form, act) is not None:
        messages.success(request, _("Who may read it is written down."))
        return redirect(to("document", case, paper.pk))
    fresh = child_of(case, Document, pk, viewer=request.viewer)
    edit = EditForm(initial={"title": fresh.title, "body": fresh.body})
    return document_page(request, case, fresh, form=edit, release=form)


@require_safe
def document_print(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The paper as a sheet."""
    case = opened(request, reference)
    paper = child_of(case, Document, pk, viewer=request.viewer)
    return page(
        request, case, "document_print", "documents", paper=paper,
        kind=DOCUMENT_KINDS[paper.kind], release=RELEASE.public_label(paper.release),
    )  # fmt: skip


urlpatterns = [
    path("cases/<str:reference>/documents/new/", document_new, name="document-new"),
    path("cases/<str:reference>/documents/<uuid:pk>/", document, name="document"),
    path("cases/<str:reference>/documents/<uuid:pk>/release/", release, name="release"),
    path("cases/<str:reference>/documents/<uuid:pk>/print/", document_print, name="document-print"),
]
