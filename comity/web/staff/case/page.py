"""The case on one page: its head, the journal with the line to write in, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from comity.cases.access import open_case
from comity.cases.models import Case, Entry, Party
from comity.cases.stages import stage_bar
from comity.cases.table import parties_of, tension_line
from comity.cases.words import CALL
from comity.intake.models import Request
from comity.notices.actions import messages as messages_of
from comity.texts.languages import language as about_language
from comity.trust import doors
from comity.trust.models import Account
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.case import head, side
from comity.web.staff.case.card import Reading
from comity.web.staff.case.forms import KIND_ICONS, EntryForm, ReplyForm, TensionForm, blank_entry
from comity.web.staff.case.journal import FILTERS, shelf
from comity.web.surroundings import codes_offered
from comity.web.typed import tidy

LAST_KIND = "last-entry-kind"
SAME_PERSON = 8


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: Visit, reference: str) -> HttpResponse:
    """Know the state in five seconds, write down a call in twenty, find any line.

    What is looked for in the journal comes by post: a name stands in no address, no history and no log.
    """
    case = open_case(request.viewer, reference, now=request.now)
    return answer(request, case)


def answer(
    request: Visit, case: Case, *, form: EntryForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "staff/case/page.html", picture(request, case, form=form) | more, status=status)


def picture(request: Visit, case: Case, *, form: EntryForm | None = None) -> dict[str, Any]:
    """Everything the page shows of an opened case, in a fixed number of queries."""
    viewer, now = request.viewer, request.now
    today = timezone.localtime(now).date()
    part = head.part_of(viewer, case)
    parties = parties_of(case, viewer)
    owed = side.follow_ups(case, viewer)
    interpreters = side.interpreters_of(case, viewer)
    coming = side.coming(case, viewer, parties=parties, owed=owed, interpreters=interpreters, now=now)
    seats = side.seats(parties, today)
    return {
        "nav": "caseload",
        "case": case,
        "part": part,
        "law": head.law(viewer.language),
        "tags": head.tags(case, parties, viewer.language, side.covered(interpreters)),
        "stages": head.stages(case, stage_bar(case, viewer)),
        "moves": head.moves(case, viewer, part),
        "form": form or blank_for(request, case, parties, part),
        "kind_icons": KIND_ICONS,
        "next": coming[0] if coming else None,
        "later": coming[1:6],
        "seats": seats,
        "ring": [(seat.chair, seat.party.seat) for seat in seats],
        "tension": side.tension(tension_line(case, viewer), now),
        "tension_form": TensionForm(auto_id="tension-%s"),
        "outcomes": side.outcomes(case, viewer),
        "issues": side.issues(case, viewer),
        "documents": side.documents(case, viewer),
        "owed": side.owed(owed, today),
        "today": today,
        **journal(request, case, part),
    }


def journal(request: Visit, case: Case, part: head.Part) -> dict[str, Any]:
    """The page of the journal that was asked for, and the form to answer the person with."""
    reading = read(case, request.viewer, part)
    asked = request.GET
    show = asked.get("show", "")
    page = asked.get("page", "")
    shown = shelf(
        reading,
        today=timezone.localtime(request.now).date(),
        show=show if show in FILTERS else "",
        asked=tidy(request.POST.get("q", "")),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )
    return {
        "shelf": shown,
        "filters": [
            {"slug": slug, "label": label, "count": shown.counts[slug], "current": slug == shown.show}
            for slug, label in FILTERS.items()
            if slug != "messages" or shown.counts[slug]
        ],
        "reply_form": reply_form(reading.request),
        "asker": reading.request,
    }


def read(case: Case, viewer: Viewer, part: head.Part) -> Reading:
    found = doors.under(case.matter, Request.objects.visible_to(viewer).filter(matter=case.matter))
    messages = messages_of(case.matter, viewer=viewer)
    writers = {message.by_id for message in messages if message.by_id}
    people = dict(Account.objects.filter(pk__in=writers).values_list("pk", "name"))
    return Reading(case, viewer, part.may_write, found[0] if found else None, messages, people, part.may_answer)


def reply_form(asker: Request | None, data: Any = None, *, auto_id: str | bool = False) -> ReplyForm:
    """An answer is written in the person's language unless the writer says otherwise."""
    languages = [(code, about_language(code).name) for code in codes_offered()]
    theirs = asker.language if asker else ""
    initial = {"language": theirs if theirs in dict(languages) else "en"}
    return ReplyForm(data, languages=languages, initial=initial, auto_id=auto_id)


def blank_for(request: Visit, case: Case, parties: Sequence[Party], part: head.Part) -> EntryForm | None:
    """The empty line to write in: the kind used last, and whom we spoke with last."""
    if not part.may_write:
        return None
    kind = request.session.get(LAST_KIND, CALL)
    return blank_entry(parties=parties, now=request.now, kind=kind, who=suggested(case, request.viewer, parties))


def suggested(case: Case, viewer: Viewer, parties: Sequence[Party]) -> str:
    """Whoever the last entries were about is likely to be on the telephone again."""
    rows = Entry.objects.visible_to(viewer).filter(case=case).defer("photo", "text").order_by("-at", "-pk")
    names = {party.name: str(party.pk) for party in parties}
    for entry in doors.under(case.matter, rows[:SAME_PERSON]):
        for name in (entry.with_whom, entry.with_whom.partition(",")[0]):
            if name in names:
                return names[name]
    return ""
