"""The answers read back to the person, in their own language, before anything is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.web.public.questions import Asked, Question, WhichSide, asked, left_over, spread


@dataclass(frozen=True)
class Answered:
    """One line of the page that reads back: what was asked, what was answered, and where to change it."""

    question: str
    label: str
    answer: str
    is_long: bool = False


def read_back(draft: dict[str, Any], flow: str, *, on: date) -> list[Answered]:
    """Every question that was asked; one that was left open says so."""
    return [row for question in asked(draft) for row in rows_of(question, draft, flow, on)]


def rows_of(question: Question, draft: dict[str, Any], flow: str, on: date) -> Iterable[Answered]:
    form = question.form(flow=flow)
    if isinstance(form, WhichSide):
        form.offer((draft.get("found_region", ""), *draft.get("neighbours", ())), on)
    given = spread(draft)
    rows = [
        Answered(
            question.slug, label_of(form, name), said(field, given.get(name)), isinstance(field.widget, forms.Textarea)
        )
        for name, field in form.fields.items()
    ]
    answered = [row for row in rows if row.answer]
    heading = str(question.heading(form)) or (rows[0].label if rows else "")
    return answered or [Answered(question.slug, heading, left_over(question.slug))]


def label_of(form: Asked, name: str) -> str:
    return str(form.fields[name].label or "")


def said(field: forms.Field, value: Any) -> str:
    """An answer in words; nothing for what was left open."""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else ""
    if isinstance(field, forms.ChoiceField):
        names = dict(field.choices)  # type: ignore[arg-type]
        chosen = value if isinstance(value, list) else [value]
        return " · ".join(str(names[one]) for one in chosen if one in names)
    if value and (day := parse_date(str(value)) if field.__class__.__name__ == "DayField" else None):
        return date_format(day, "DATE_FORMAT")
    return str(value or "")
