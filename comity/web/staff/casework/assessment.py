"""The assessment: conversations in three circles, what matters to whom, what we recommend. Nobody is quoted by name."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.access import child_of, must_write
from comity.cases.models import Assessment, Case, Interview, Issue, Party
from comity.cases.table import Matrix, matrix, parties_of
from comity.cases.words import CIRCLES, RECOMMENDATIONS, WEIGHTS
from comity.trust import doors
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer
from comity.web.doors import Visit
from comity.web.staff.casework.page import attempt, names_of, opened, page, posted, to
from comity.web.typed import DayField, Line, SlugChoice, Typed

BOTH = ["GET", "HEAD", "POST"]
ISSUE_LENGTH = 500
# In a cell there is room for a number and a word or two; the whole words stand below the table.
SHORT_WEIGHTS = {
    0: pgettext_lazy("weight of an issue", "0 – not"),
    1: pgettext_lazy("weight of an issue", "1 – a little"),
    2: pgettext_lazy("weight of an issue", "2 – much"),
    3: pgettext_lazy("weight of an issue", "3 – most"),
}
# What each recommendation leads to: the page, what is asked of it, and the words on the link.
NEXT_STEPS: dict[str, list[tuple[str, str, Any]]] = {
    "mediate": [("plan", "?service=mediation", gettext_lazy("Write a plan with mediation"))],
    "facilitate": [("plan", "?service=dialogue", gettext_lazy("Write a plan with a dialogue"))],
    "train": [("plan", "?service=training", gettext_lazy("Write a plan with a training"))],
    "consult": [("engagement-new", "?service=consultation", gettext_lazy("Write down the advice"))],
    "monitor": [("pause", "", gettext_lazy("Pause the case while you watch"))],
    "refer": [("document-new", "", gettext_lazy("Write the letter of referral"))],
    "no-action": [("closure", "", gettext_lazy("Go to the closing"))],
}


class InterviewForm(forms.Form):
    """One conversation."""

    circle = SlugChoice(
        label=gettext_lazy("Which circle?"),
        choices=[(str(number), label) for number, label in CIRCLES.items()],
        widget=forms.RadioSelect,
    )
    party = SlugChoice(label=gettext_lazy("With whom?"), required=False)
    who = Line(
        label=gettext_lazy("Somebody who is not on the list"),
        required=False,
        help_text=gettext_lazy("A name, or what people call them. Kept sealed."),
    )
    on = DayField(label=gettext_lazy("Day"))
    notes = Typed(
        label=gettext_lazy("Notes"),
        required=False,
        help_text=gettext_lazy("What matters to them and what they need. Not for attribution: nothing here is quoted."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        fields: Any = self.fields
        fields["party"].choices = [("", _("Somebody else")), *((pk, party.name) for pk, party in self.parties.items())]

    @property
    def chosen(self) -> Party | None:
        return self.parties.get(self.cleaned_data.get("party", ""))


class IssueForm(forms.Form):
    """Something that matters, in one line."""

    text = Line(
        label=gettext_lazy("What matters, in one line"),
        longest=ISSUE_LENGTH,
        help_text=gettext_lazy("In words that every side could accept, naming nobody."),
    )


class ConclusionForm(forms.Form):
    """What we recommend."""

    recommendation = SlugChoice(
        label=gettext_lazy("What do you recommend?"), choices=RECOMMENDATIONS.items(), widget=forms.RadioSelect
    )
    summary = Typed(label=gettext_lazy("What did you learn?"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    on = DayField(label=gettext_lazy("Day"))


def interviews_of(case: Case, viewer: Viewer) -> list[Interview]:
    rows = Interview.objects.visible_to(viewer).filter(case=case).order_by("-on", "-pk")
    return doors.under(case.matter, rows)


def circles(case: Case, viewer: Viewer, parties: list[Party]) -> list[dict[str, Any]]:
    """The interview plan: who has been spoken with in each circle, and who is still to be asked."""
    held = interviews_of(case, viewer)
    by_party = {party.pk: party for party in parties}
    names = names_of(row.by_id for row in held)
    spoken = {row.party_id for row in held}
    return [
        {
            "number": number,
            "label": label,
            "held": [
                {"row": row, "who": by_party[row.party_id].name if row.party_id in by_party else row.who,
                 "by": names.get(row.by_id, "")}
                for row in held
                if row.circle == number
            ],
            # A party of the case is asked first of all; who else should be, people say in the conversations.
            "to_ask": [party for party in parties if number == 1 and party.pk not in spoken],
        }
        for number, label in CIRCLES.items()
    ]  # fmt: skip


def grid(case: Case, viewer: Viewer, parties: list[Party]) -> tuple[Matrix, list[dict[str, Any]]]:
    """The table of what matters to whom, with a box for each cell; the heaviest issue says so."""
    found = matrix(case, viewer, parties)
    rows = []
    for issue, weights in found.rows:
        cells = [
            {"party": party, "name": f"w-{issue.pk}-{party.pk}", "weight": weight}
            for party, weight in zip(parties, weights, strict=True)
        ]
        rows.append({"issue": issue, "cells": cells, "sum": sum(weight or 0 for weight in weights)})
    return found, rows


@require_http_methods(BOTH)
def assessment(request: Visit, reference: str) -> HttpResponse:
    """The whole assessment on one page; concluding it is the form at its end."""
    case = opened(request, reference)
    form = ConclusionForm(posted(request), initial={"on": request.today, "recommendation": ""})

    def act(given: dict[str, Any]) -> Assessment:
        return actions.conclude_assessment(case=case, viewer=request.viewer, now=request.now, **given)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The assessment is concluded. The next steps stand on the side."))
        return redirect(to("assessment", case))
    return assessment_page(request, case, form=form)


def assessment_page(
    request: Visit, case: Case, *, form: forms.Form | None = None, issue_form: forms.Form | None = None
) -> HttpResponse:
    viewer = request.viewer
    parties = parties_of(case, viewer)
    rows = grid(case, viewer, parties)[1]
    done = Assessment.objects.visible_to(viewer).filter(case=case).select_related("by")
    concluded = doors.under(case.matter, done.order_by("-concluded_on", "-pk"))
    newest = concluded[0] if concluded else None
    steps = NEXT_STEPS.get(newest.recommendation, []) if newest else []
    return page(
        request,
        case,
        "assessment",
        "assessment",
        form=issue_form or form,
        conclusion=form or ConclusionForm(initial={"on": request.today, "recommendation": ""}),
        issue_form=issue_form or IssueForm(),
        circles=circles(case, viewer, parties),
        parties=parties,
        rows=rows,
        most=max((row["sum"] for row in rows), default=0),
        weights=[("", _("Not asked")), *((str(weight), label) for weight, label in SHORT_WEIGHTS.items())],
        scale=[(weight, label) for weight, label in WEIGHTS.items()],
        concluded=[(row, RECOMMENDATIONS[row.recommendation]) for row in concluded],
        next_steps=[(to(name, case) + asked, words) for name, asked, words in steps],
    )


@require_POST
def weights(request: Visit, reference: str) -> HttpResponse:
    """The table is saved: only the cells that changed are written."""
    case = opened(request, reference)
    must_write(request.viewer, case)
    rows = grid(case, request.viewer, parties_of(case, request.viewer))[1]
    changed = 0
    with transaction.atomic():
        for row in rows:
            for cell in row["cells"]:
                told = request.POST.get(cell["name"])
                if told is None or told == ("" if cell["weight"] is None else str(cell["weight"])):
                    continue
                if told not in ("", "0", "1", "2", "3"):
                    raise Refused(_("Please choose one of the listed answers."))
                actions.weigh(
                    issue=row["issue"],
                    party=cell["party"],
                    weight=int(told) if told else None,
                    viewer=request.viewer,
                    now=request.now,
                )
                changed += 1
    messages.success(request, _("The table is saved.") if changed else _("Nothing in the table had changed."))
    return redirect(to("assessment", case) + "#matters")


@require_http_methods(BOTH)
def issue_new(request: Visit, reference: str) -> HttpResponse:
    """Something that matters goes on the list."""
    case = opened(request, reference)
    must_write(request.viewer, case)
    form = IssueForm(posted(request))

    def act(given: dict[str, Any]) -> Issue:
        return actions.add_issue(case=case, text=given["text"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The issue is on the list. Say in the table how much it matters to whom."))
        return redirect(to("assessment", case) + "#matters")
    return page(request, case, "issue_form", "assessment", form=form)


@require_http_methods(BOTH)
def issue(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The line says the same thing better."""
    case = opened(request, reference)
    must_write(request.viewer, case)
    row = child_of(case, Issue, pk, viewer=request.viewer)
    form = IssueForm(posted(request), initial={"text": row.text})

    def act(given: dict[str, Any]) -> Issue:
        return actions.edit_issue(issue=row, text=given["text"], viewer=request.viewer, now=request.now)

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The issue is saved."))
        return redirect(to("assessment", case) + "#matters")
    return page(request, case, "issue_form", "assessment", form=form, issue=row)


@require_http_methods(BOTH)
def interview_new(request: Visit, reference: str) -> HttpResponse:
    """A conversation is written down; its notes are never quoted by name."""
    case = opened(request, reference)
    must_write(request.viewer, case)
    circle = request.GET.get("circle", "")
    initial = {
        "on": request.today,
        "circle": circle if circle in ("1", "2", "3") else "",
        "party": request.GET.get("party", "")[:40],
    }
    form = InterviewForm(posted(request), initial=initial, parties=parties_of(case, request.viewer))

    def act(given: dict[str, Any]) -> Interview:
        return actions.note_interview(
            case=case,
            circle=int(given["circle"]),
            party=form.chosen,
            who=given["who"],
            on=given["on"],
            notes=given["notes"],
            viewer=request.viewer,
            now=request.now,
        )

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The conversation is kept, not for attribution."))
        return redirect(to("assessment", case))
    return page(request, case, "interview_form", "assessment", form=form)


@require_http_methods(["GET", "HEAD"])
def interview(request: Visit, reference: str, pk: uuid.UUID) -> HttpResponse:
    """The notes of one conversation."""
    case = opened(request, reference)
    row = child_of(case, Interview, pk, viewer=request.viewer)
    who = row.who
    if row.party_id:
        who = child_of(case, Party, row.party_id, viewer=request.viewer).name
    by = names_of([row.by_id]).get(row.by_id, "")
    return page(request, case, "interview", "assessment", interview=row, who=who, by=by, circle=CIRCLES[row.circle])


def draft_for_the_interviewed(case: Case, viewer: Viewer) -> dict[str, Any]:
    """What we heard, for those we spoke with to put right: what matters, the heaviest first, and never who said it."""
    rows = sorted(grid(case, viewer, parties_of(case, viewer))[1], key=lambda row: -row["sum"])
    spoken = interviews_of(case, viewer)
    lines = [
        _("We spoke with people of many sides. This is what we heard. Nobody is quoted."),
        "",
        _("What matters to people here:"),
        *(f"{number}. {row['issue'].text}" for number, row in enumerate(rows, 1)),
        "",
        _("Conversations so far: %(number)d.") % {"number": len(spoken)},
        _("Did we understand you? Please tell us what is wrong or missing before we go on."),
    ]
    return {"title": _("What we heard: draft for those we spoke with"), "kind": "report", "body": "\n".join(lines)}


urlpatterns = [
    path("cases/<str:reference>/assessment/", assessment, name="assessment"),
    path("cases/<str:reference>/assessment/table/", weights, name="assessment-table"),
    path("cases/<str:reference>/interviews/new/", interview_new, name="interview-new"),
    path("cases/<str:reference>/interviews/<uuid:pk>/", interview, name="interview"),
    path("cases/<str:reference>/issues/new/", issue_new, name="issue-new"),
    path("cases/<str:reference>/issues/<uuid:pk>/", issue, name="issue"),
]
