"""Papers of a case, and who may read them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.cases import search
from comity.cases.access import must_write
from comity.cases.actions.checks import author, has_words, known
from comity.cases.actions.facts import touch
from comity.cases.lifecycle import RELEASE
from comity.cases.models import Case, Document
from comity.cases.words import CONFIDENTIAL, DOCUMENT_KINDS, FOR_COUNCIL, FOR_PARTIES, RELEASED_PUBLICLY
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

MOVES = {
    CONFIDENTIAL: "withdraw",
    FOR_PARTIES: "share_with_parties",
    FOR_COUNCIL: "share_with_council",
    RELEASED_PUBLICLY: "publish",
}


@transaction.atomic
def add_document(
    *,
    case: Case,
    title: str,
    viewer: Viewer,
    now: datetime,
    kind: str = "note",
    body: str = "",
    on: date | None = None,
) -> Document:
    """A paper joins the case; it is confidential until somebody releases it."""
    must_write(viewer, case)
    document = Document.objects.create(
        matter=case.matter,
        case=case,
        title=has_words(title, _("Please give the document a title."), most=200),
        kind=known(kind, DOCUMENT_KINDS),
        body=body.strip(),
        on=on or timezone.localtime(now).date(),
        by_id=author(viewer),
    )
    touch(case, now=now)
    search.add(case, document.title, document.body)
    happened("document-added", document, viewer=viewer, now=now, kind=kind)
    return document


@transaction.atomic
def edit_document(*, document: Document, title: str, body: str, viewer: Viewer, now: datetime) -> Document:
    """The paper says something else now. Only what nobody else holds yet may be changed."""
    must_write(viewer, document.case)
    if document.release != CONFIDENTIAL:
        raise Refused(_("This document has been released. Withdraw it first, then change it."))
    document.title = has_words(title, _("Please give the document a title."), most=200)
    document.body = body.strip()
    document.save()
    search.rebuild(document.case)
    happened("document-changed", document, viewer=viewer, now=now)
    return document


@transaction.atomic
def release(*, document: Document, to: str, viewer: Viewer, now: datetime, title_is_checked: bool = False) -> Document:
    """More people may read this, or nobody but us again.

    Public is the director's decision, and only after somebody has checked that the title names no person.
    """
    move = MOVES[known(to, MOVES)]
    if to == RELEASED_PUBLICLY and not title_is_checked:
        raise Refused(_("Please check first that the title and the text name no person."))
    given = {"title_is_checked": title_is_checked} if to == RELEASED_PUBLICLY else {}
    RELEASE.check(document, move, viewer=viewer, given=given)
    if to == RELEASED_PUBLICLY:
        document.approved_at, document.approved_by_id = now, author(viewer)
        document.save()
    RELEASE.move(document, move, viewer=viewer, now=now, **given)
    if to == CONFIDENTIAL and document.approved_at is not None:
        document.approved_at, document.approved_by = None, None
        document.save()
    happened("document-released", document, viewer=viewer, now=now, release=to)
    return document
