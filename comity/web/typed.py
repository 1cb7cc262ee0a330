"""What people type, taken with care: too long, broken or invisible characters are named in a sentence, nothing is lost.

`Typed` is for free text, `Line` for one line, `SlugChoice` and `SlugChoices` for options, `DayField` for a day,
`PhoneField` and `EmailLine` for how to reach somebody. After a refusal the page shows again what was typed, without
the characters that no page can show. `tidy` does the same for a search line, which is never refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator, validate_email
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

LONGEST_TEXT = 20_000
LONGEST_LINE = 200
# One visible sign may be built of several characters; beyond this many, somebody is stacking them.
CHARACTERS_PER_SIGN = 4

NULL, HALF, DAMAGED, CONTROL = "null", "half", "damaged", "control"
JOINER, REPLACEMENT = "\u200d", "\ufffd"
NOT_COUNTED = frozenset({"Mn", "Mc", "Me", "Cf"})


def fault_of(sign: str) -> str | None:
    """Why a character cannot be kept, or None if it can."""
    if sign == "\0":
        return NULL
    if sign == REPLACEMENT:
        return DAMAGED
    if "\ud800" <= sign <= "\udfff":
        return HALF
    if sign not in "\n\t" and unicodedata.category(sign) == "Cc":
        return CONTROL
    return None


def faults_in(text: str) -> list[str]:
    """Each kind of character that cannot be kept, once, in the order in which they stand."""
    return list(dict.fromkeys(fault for sign in set(text) if (fault := fault_of(sign))))


def sentence_for(fault: str) -> str:
    """What happened, and what to do, in plain words."""
    return {
        NULL: _(
            "The text held an empty character that nobody can see. We took it out. Please look the text over and go on."
        ),
        HALF: _(
            "The text held half a character; that happens when a picture sign is cut in two. We took it out. "
            "Please look the text over and go on."
        ),
        DAMAGED: _(
            "Some letters reached us damaged. We took them out. Please look the text over, write them again and go on."
        ),
        CONTROL: _(
            "The text held control characters that nobody can see. We took them out. "
            "Please look the text over and go on."
        ),
    }[fault]


def with_plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def without_faults(text: str) -> str:
    """The text without the characters that cannot be kept, in the usual form of its letters."""
    text = with_plain_newlines(text)
    bad = {ord(sign) for sign in set(text) if fault_of(sign)}
    return unicodedata.normalize("NFC", text.translate(dict.fromkeys(bad)) if bad else text)


def tidy(text: str, *, longest: int = LONGEST_LINE) -> str:
    """One line as somebody typed it into a search box: cleaned and cut, never refused."""
    return " ".join(without_faults(text[: longest * 8]).split())[:longest]


def is_part_of_a_sign(sign: str) -> bool:
    """An accent, a vowel sign, a mark of direction, a skin tone: it stands on the sign before it."""
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or unicodedata.category(sign) in NOT_COUNTED


def count_signs(text: str) -> int:
    """How long a text is for its reader: an accented letter, a joined picture sign, a flag, a new line count as one."""
    if text.isascii():
        return len(text)
    count, joined, half_a_flag = 0, False, False
    for sign in text:
        if sign == JOINER:
            joined = True
            continue
        if is_part_of_a_sign(sign):
            continue
        is_flag = "\U0001f1e6" <= sign <= "\U0001f1ff"
        if not joined and not (is_flag and half_a_flag):
            count += 1
        half_a_flag = is_flag and not half_a_flag
        joined = False
    return count


class Kept(forms.Field):
    """A field that shows again what was typed, however it was refused."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return without_faults(shown) if isinstance(shown, str) else shown


class Typed(Kept, forms.CharField):
    """Free text in somebody's own words."""

    default_error_messages = {"required": gettext_lazy("Please write something here.")}  # noqa: RUF012 - Django's own form
    widget = forms.Textarea
    one_line = False

    def __init__(self, *, longest: int = LONGEST_TEXT, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)
        # Django's own check speaks of "null characters"; ours names every kind.
        self.validators = [check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = {**super().widget_attrs(widget), "dir": "auto"}
        if not self.one_line:
            # No maxlength: a browser would cut a pasted text without a word.
            attrs["data-limit"] = str(self.longest)
        return attrs

    def to_python(self, value: Any) -> str:
        raw = with_plain_newlines(value if isinstance(value, str) else "" if value is None else str(value))
        if self.one_line:
            raw = raw.replace("\n", " ").replace("\t", " ")
        text = without_faults(raw).strip()
        complaints = [ValidationError(sentence_for(fault), code=fault) for fault in sorted(faults_in(raw))]
        if complaint := self.too_long(text):
            complaints.append(complaint)
        if complaints:
            raise ValidationError(complaints)
        return text

    def too_long(self, text: str) -> ValidationError | None:
        signs = count_signs(text)
        if signs <= self.longest and len(text) <= self.longest * CHARACTERS_PER_SIGN:
            return None
        over = max(signs - self.longest, 1)
        room = number_format(self.longest, use_l10n=True, force_grouping=True)
        sentence = _(
            "There is room for %(room)s characters, and this is %(over)s too many. Nothing is lost: "
            "please shorten it, or send the rest as a message later."
        )
        return ValidationError(
            sentence % {"room": room, "over": number_format(over, use_l10n=True, force_grouping=True)}, code="too-long"
        )


class Line(Typed):
    """A name, a place, a title: one line."""

    widget = forms.TextInput  # type: ignore[assignment]  # the stubs fix it to the parent's
    one_line = True

    def __init__(self, *, longest: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(longest=longest, **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return " ".join(shown.splitlines()) if isinstance(shown, str) else shown


class EmailLine(Line):
    """An e-mail address."""

    widget = forms.EmailInput  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=254, **kwargs)

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        if address:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("This does not look like an e-mail address. It has a form like name@town.example."), code="email"
                ) from None
        return address


class PhoneField(Line):
    """A telephone number as people write it, with a word beside it if they like ("ask for Amina")."""

    def __init__(self, *, region: str = "US", **kwargs: Any) -> None:
        self.region = region
        super().__init__(longest=60, **kwargs)
        self.widget.input_type = "tel"

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        digits = sum(sign.isdecimal() for sign in typed)
        if not typed:
            return typed
        if not 7 <= digits <= 20:
            raise ValidationError(
                _("This does not look like a telephone number. Please write all of its digits, with the area code."),
                code="phone",
            )
        return in_usual_form(typed, self.region)


def in_usual_form(typed: str, region: str) -> str:
    """The number as it is usually written; what we cannot read for certain stays as it was typed."""
    if any(sign.isalpha() for sign in typed):
        return typed
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return typed
    if not phonenumbers.is_possible_number(number):
        return typed
    at_home = number.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


class SlugChoice(forms.ChoiceField):
    """One of several options; anything else is answered with the same sentence."""

    default_error_messages = {  # noqa: RUF012 - Django's own form
        "required": gettext_lazy("Please choose one."),
        "invalid_choice": gettext_lazy("Please choose one of the options on the page."),
    }


class SlugChoices(forms.MultipleChoiceField):
    """Any of several options."""

    default_error_messages = {  # noqa: RUF012 - Django's own form
        "required": gettext_lazy("Please choose at least one."),
        "invalid_choice": gettext_lazy("Please choose among the options on the page."),
        "invalid_list": gettext_lazy("Please choose among the options on the page."),
    }


class DayBoxes(forms.Widget):
    """Three boxes for day, month and year; without them, one box of the browser's own kind."""

    template_name = "typed/day-boxes.html"
    parts = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if whole := data.get(name):
            return without_faults(str(whole))
        boxes = {part: without_faults(str(data.get(f"{name}_{part}") or "")).strip() for part in self.parts}
        return boxes if any(boxes.values()) else ""

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        boxes = as_boxes(value)
        labels = {
            "day": pgettext("box of a date", "Day"),
            "month": pgettext("box of a date", "Month"),
            "year": pgettext("box of a date", "Year"),
        }
        context["widget"]["boxes"] = [
            {"part": part, "label": labels[part], "name": f"{name}_{part}", "value": boxes[part]} for part in self.parts
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class DayLine(forms.DateInput):
    """One box of the browser's own kind for a day."""

    input_type = "date"

    def format_value(self, value: Any) -> str:
        if isinstance(value, date):
            return value.isoformat()
        return without_faults(str(value or ""))


def as_boxes(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {part: str(value.get(part, "")) for part in DayBoxes.parts}
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    pieces = str(value or "").split("-")
    if len(pieces) == 3:
        return dict(zip(("year", "month", "day"), pieces, strict=True))
    return dict.fromkeys(DayBoxes.parts, "") | {"day": str(value or "")}


class DayField(Kept):
    """A day, from three boxes or as 2026-11-20; a day that does not exist is named in a sentence."""

    default_error_messages = {"required": gettext_lazy("Please write a day.")}  # noqa: RUF012 - Django's own form

    def __init__(self, *, boxes: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayBoxes if boxes else DayLine)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in (None, "", {}):
            return None
        if isinstance(value, date):
            return value
        boxes = as_boxes(value)
        try:
            # int() reads the digits of every script; a year of two digits is a slip, not the first century.
            day = date(*(int(boxes[part]) for part in ("year", "month", "day")))
        except (ValueError, OverflowError):
            raise ValidationError(
                _("This day is not in the calendar. Please write it as day, month and year, like 20 11 2026."),
                code="day",
            ) from None
        if not 1900 <= day.year <= 2100:
            raise ValidationError(_("Please write the year with four digits, like 2026."), code="year")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and data != initial
