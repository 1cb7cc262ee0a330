"""What is typed on the case page: an entry of the journal, a party, a rating, an answer, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.cases.actions.journal import PHOTO_BYTES
from comity.cases.models import Party
from comity.cases.words import CALL, CO, ENTRY_KINDS, ME, PARTY_KINDS, PARTY_ROLES, SEATS, TEAM
from comity.people.languages import SPOKEN
from comity.web.typed import DayField, EmailLine, Kept, Line, PhoneField, SlugChoice, SlugChoices, Typed

USUAL_MINUTES = 15
KIND_ICONS = {
    "call": "phone",
    "visit": "walk",
    "meeting": "users",
    "caucus": "lock",
    "observed": "eye",
    "message": "mail",
    "note": "edit",
}
# Who may read an entry, in the few words that fit the line.
SEALED_WORDS = {
    TEAM: gettext_lazy("Team"),
    CO: gettext_lazy("Me and co-mediator"),
    ME: gettext_lazy("Only me"),
}
NOT_A_NUMBER = gettext_lazy("Please write a number, with digits only.")


class Number(Kept, forms.IntegerField):
    """A whole number, within limits."""

    default_error_messages = {"invalid": NOT_A_NUMBER}  # noqa: RUF012 - Django's own form


class Hour(Kept, forms.TimeField):
    """A time of day, like 14:30."""

    default_error_messages = {  # noqa: RUF012 - Django's own form
        "invalid": gettext_lazy("Please write the time as hours and minutes, like 14:30.")
    }
    widget = forms.TimeInput(attrs={"type": "time"})


class Photo(forms.FileField):
    """One photo. The domain draws it anew, so nothing hidden in the file stays."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})
    default_error_messages = {  # noqa: RUF012 - Django's own form
        "empty": gettext_lazy("The photo is empty. Please choose it again."),
        "invalid": gettext_lazy("The photo did not reach us. Please choose it again."),
        "missing": gettext_lazy("The photo did not reach us. Please choose it again."),
        "max_length": gettext_lazy("The name of this file is too long. Please give it a shorter one."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        photo = super().clean(data, initial)
        if photo and photo.size > PHOTO_BYTES:
            raise forms.ValidationError(_("The photo is larger than 10 MB. Please take a smaller one."))
        return photo


class EntryForm(forms.Form):
    """A call, a visit, a meeting: a few words, written right after it."""

    kind = SlugChoice(label=gettext_lazy("Kind of entry"), choices=ENTRY_KINDS.items(), widget=forms.RadioSelect)
    text = Typed(label=gettext_lazy("Journal entry"), required=False)
    who = SlugChoice(label=gettext_lazy("Who"), required=False)
    minutes = Number(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={
            "min_value": gettext_lazy("Please write how many minutes it took, from 0 to 1440."),
            "max_value": gettext_lazy("Please write how many minutes it took, from 0 to 1440."),
        },
    )
    follow_up_on = DayField(label=gettext_lazy("Come back to this on"), required=False)
    sealed_to = SlugChoice(label=gettext_lazy("Sealed to"), choices=SEALED_WORDS.items(), required=False)
    tension = SlugChoice(label=gettext_lazy("Tension"), required=False)
    other = Line(label=gettext_lazy("Somebody else"), required=False)
    on = DayField(label=gettext_lazy("Day, if it was not today"), required=False)
    at = Hour(label=gettext_lazy("Time, if it was not just now"), required=False)
    photo = Photo(label=gettext_lazy("Photo"), required=False, max_length=200)

    def __init__(self, *args: Any, parties: Sequence[Party] = (), now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "entry-%s", **kwargs})
        self.parties = {str(party.pk): party for party in parties}
        self.now = now
        choices: Any = self.fields
        choices["who"].choices = [("", _("Nobody named")), *((key, party.name) for key, party in self.parties.items())]
        choices["tension"].choices = [("", _("Tension")), *((str(n), _("Tension %(n)d") % {"n": n}) for n in range(11))]
        for name in ("who", "minutes", "follow_up_on", "sealed_to", "tension"):
            choices[name].widget.attrs["class"] = "bare-input"

    def clean_at(self) -> time | None:
        typed: time | None = self.cleaned_data.get("at")
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["sealed_to"] = given.get("sealed_to") or TEAM
        given["minutes"] = given.get("minutes") or 0
        given["happened_at"] = self.moment(given.get("on"), given.get("at"))
        return given

    def moment(self, on: date | None, at: time | None) -> datetime | None:
        """When it was, on the clock of the office. A day without an hour is noted at noon."""
        if on is None and at is None:
            return None
        here = timezone.localtime(self.now)
        day = on or here.date()
        if at is None:
            if day == here.date():
                return None
            at = time(12)
        return timezone.make_aware(datetime.combine(day, at))

    @property
    def people(self) -> list[Party]:
        chosen = self.parties.get(self.cleaned_data.get("who", ""))
        return [chosen] if chosen else []

    @property
    def with_whom(self) -> str:
        names = [party.name for party in self.people] + [self.cleaned_data.get("other", "")]
        return ", ".join(name for name in names if name)

    @property
    def level(self) -> int | None:
        typed = self.cleaned_data.get("tension")
        return int(typed) if typed else None

    @property
    def opens_more(self) -> bool:
        """Whether the row with the rarer fields must be open, because something stands in it."""
        return any(self[name].errors or self[name].value() for name in ("other", "on", "at", "photo"))


class EditForm(forms.Form):
    """An entry said better by whoever wrote it."""

    with_whom = Line(label=gettext_lazy("Who"), required=False, longest=500)
    text = Typed(label=gettext_lazy("What happened"), required=False)
    minutes = Number(
        label=gettext_lazy("Minutes"),
        min_value=0,
        max_value=1440,
        error_messages={
            "required": gettext_lazy("Please write how many minutes it took, from 0 to 1440."),
            "min_value": gettext_lazy("Please write how many minutes it took, from 0 to 1440."),
            "max_value": gettext_lazy("Please write how many minutes it took, from 0 to 1440."),
        },
    )
    follow_up_on = DayField(label=gettext_lazy("Come back to this on"), required=False)


def blank_entry(*, parties: Sequence[Party], now: datetime, kind: str, who: str) -> EntryForm:
    initial = {"kind": kind if kind in ENTRY_KINDS else CALL, "minutes": USUAL_MINUTES, "sealed_to": TEAM, "who": who}
    return EntryForm(parties=parties, now=now, initial=initial)


class TensionForm(forms.Form):
    """How tense it is now."""

    level = SlugChoice(label=gettext_lazy("How tense is it now?"), choices=[(str(n), str(n)) for n in range(11)])
    note = Line(label=gettext_lazy("A word about why"), required=False, longest=60)


class ReplyForm(forms.Form):
    """What the person reads with their receipt."""

    body = Typed(label=gettext_lazy("Your answer"))
    language = SlugChoice(label=gettext_lazy("Language of your answer"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


SAFE_WHEN = {
    "any": gettext_lazy("Any time"),
    "mornings": gettext_lazy("Mornings"),
    "afternoons": gettext_lazy("Afternoons"),
    "evenings": gettext_lazy("Evenings"),
    "weekdays": gettext_lazy("Weekdays"),
    "weekends": gettext_lazy("Weekends"),
}
HOW = {
    "": gettext_lazy("Not known yet"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "letter": gettext_lazy("Letter"),
    "person": gettext_lazy("In person only"),
    "through": gettext_lazy("Through somebody they trust"),
}
CONTACT = ("how", "phone", "email", "address", "safe_when", "voicemail_ok", "safe_note")


class PartyForm(forms.Form):
    """Somebody concerned: who they are, for whom they speak, and how it is safe to reach them."""

    name = Line(label=gettext_lazy("Name, or what people call them"))
    organisation = Line(label=gettext_lazy("Organization"), required=False)
    kind = SlugChoice(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Choose one")), *PARTY_KINDS.items()])
    role = SlugChoice(label=gettext_lazy("Role in this case"), choices=PARTY_ROLES.items(), initial="party")
    mandate = Typed(
        label=gettext_lazy("For whom they speak, and what they may agree to"),
        help_text=gettext_lazy("For example: elected by the parents; may promise dates, not money."),
        required=False,
        longest=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = SlugChoice(
        label=gettext_lazy("Language they want to speak"),
        choices=[("", gettext_lazy("Not asked yet")), *SPOKEN.items()],
        required=False,
    )
    is_minor = forms.BooleanField(label=gettext_lazy("Under 18, or speaks for people under 18"), required=False)
    seat = SlugChoice(
        label=gettext_lazy("Seat at the table"),
        choices=list(SEATS.items()),
        initial="not-contacted",
        widget=forms.RadioSelect,
    )
    how = SlugChoice(label=gettext_lazy("How to reach them"), choices=list(HOW.items()), required=False)
    phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    email = EmailLine(label=gettext_lazy("E-mail address"), required=False)
    address = Typed(
        label=gettext_lazy("Postal address"), required=False, longest=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    safe_when = SlugChoices(
        label=gettext_lazy("When it is safe to call"),
        choices=SAFE_WHEN.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    voicemail_ok = forms.BooleanField(label=gettext_lazy("A voice message is safe"), required=False)
    safe_note = Line(
        label=gettext_lazy("What else to mind"),
        help_text=gettext_lazy("For example: say that the library is calling."),
        required=False,
    )

    @property
    def contact(self) -> dict[str, Any]:
        """The safe way to this person; what was left empty is not kept."""
        return {name: self.cleaned_data[name] for name in CONTACT if self.cleaned_data.get(name)}

    @property
    def facts(self) -> dict[str, Any]:
        names = ("name", "organisation", "kind", "role", "mandate", "language", "is_minor")
        return {**{name: self.cleaned_data[name] for name in names}, "contact": self.contact}


def of_party(party: Party) -> dict[str, Any]:
    """A party as its form shows it."""
    facts = {name: getattr(party, name) for name in ("name", "organisation", "kind", "role", "mandate", "language")}
    contact = dict(party.contact or {})
    when = contact.get("safe_when", [])
    contact["safe_when"] = [when] if isinstance(when, str) else when
    return {**contact, **facts, "is_minor": party.is_minor, "seat": party.seat}
