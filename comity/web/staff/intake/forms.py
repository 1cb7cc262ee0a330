"""What is typed in intake: a decision, a reason, a call. Short forms; free text is taken as it comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.agency.profile import current
from comity.cases.words import CATEGORIES, PARTY_KINDS
from comity.intake.answers import Answers, Contact, Organisation
from comity.intake.packet import PARTS, SAFE_WHENS, USUALLY
from comity.intake.promises import zone
from comity.people.languages import SPOKEN
from comity.web.staff.intake import words
from comity.web.typed import DayField, EmailLine, Kept, Line, PhoneField, SlugChoice, SlugChoices, Typed

Choices = Iterable[tuple[str, Any]]
NOBODY = "nobody"
CHOOSE = ("", gettext_lazy("Please choose"))


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class Number(Kept, forms.IntegerField):
    """A whole number; what is none is named in a sentence."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"})

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        sentence = _("Please write a number from %(least)d to %(most)d, in digits.") % {"least": least, "most": most}
        said = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
        super().__init__(min_value=least, max_value=most, error_messages=said, **kwargs)
        self.widget.attrs.pop("min", None)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and len(value.strip()) > 9:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Decision(forms.Form):
    """The form of one decision; its boxes have names of their own, for it also stands inside the item's page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "decide-%s")
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            first = next(iter(self.fields.values()), None)
            if first is not None and not isinstance(first.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                first.widget.attrs["autofocus"] = True


class OpeningForm(Decision):
    """A case begins: what it is called, what it belongs to, who leads it."""

    title = Line(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy(
            "It stands in lists, so it names no person. For example: Fear of unrest after a verdict."
        ),
    )
    category = SlugChoice(label=gettext_lazy("Category"), choices=[CHOOSE, *CATEGORIES.items()])
    lead = SlugChoice(label=gettext_lazy("Who leads it?"), widget=forms.RadioSelect)
    minors = forms.BooleanField(label=gettext_lazy("People under 18 are concerned"), required=False)

    def __init__(self, *args: Any, leads: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", leads)


class LinkForm(Decision):
    """The case to which this belongs."""

    case = SlugChoice(
        label=gettext_lazy("Which case?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a case, or look for it by its title first.")},
    )

    def __init__(self, *args: Any, cases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "case", cases)


class AdviceForm(Decision):
    """A consultation: counted without a case."""

    topic = Line(label=gettext_lazy("What was it about?"), longest=500)
    topic_kind = SlugChoice(label=gettext_lazy("Topic"), choices=[CHOOSE, *words.TOPICS.items()])
    recipient_kind = SlugChoice(label=gettext_lazy("Who was advised?"), choices=[CHOOSE, *PARTY_KINDS.items()])
    minutes = Number(label=gettext_lazy("Minutes"), least=1, most=1440)
    people_reached = Number(
        label=gettext_lazy("People reached, if more than one"), least=0, most=9_999_999, required=False
    )
    materials = Typed(label=gettext_lazy("Materials sent"), required=False, widget=area(2))
    next_step = Typed(label=gettext_lazy("Next step"), required=False, widget=area(2))


class ReferralForm(Decision):
    """Somebody else is asked to help, with the person's consent to exactly what is shown."""

    to_body = Line(
        label=gettext_lazy("Who is asked to help?"),
        help_text=gettext_lazy("The body and, if you know it, the person there who calls back."),
        longest=500,
    )
    kind = SlugChoice(label=gettext_lazy("Kind"), choices=[CHOOSE, *PARTY_KINDS.items()])
    parts = SlugChoices(
        label=gettext_lazy("What is passed on"),
        choices=list(PARTS.items()),
        initial=list(USUALLY),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = Typed(label=gettext_lazy("A word from us to that body"), required=False, widget=area(3))
    consent = forms.BooleanField(
        label=gettext_lazy("I asked the person, and they agree that this body gets exactly this"), required=False
    )
    tell = Typed(
        label=gettext_lazy("What we write to the person"),
        help_text=gettext_lazy("They read it with their receipt. Leave it empty if you have told them already."),
        required=False,
        widget=area(3),
    )


class CountForm(Decision):
    """Nothing to fill in: it is counted."""


class RefusalForm(Decision):
    """The reason, as the person reads it."""

    because = Typed(
        label=gettext_lazy("Why it is not ours, in a sentence for the person"),
        help_text=gettext_lazy("Plain words, in their language. Say who can help instead, if you know."),
        widget=area(4),
    )
    tell = forms.BooleanField(
        label=gettext_lazy("Send this sentence to the person; they read it with their receipt"), required=False
    )


class ReopeningForm(Decision):
    """Why a decision is undone."""

    because = Typed(label=gettext_lazy("Why is it decided again?"), widget=area(3), longest=2000)


class ScreeningForm(Decision):
    """What the rules leave to a person."""

    result = SlugChoice(
        label=gettext_lazy("Is it ours?"),
        choices=[("in", gettext_lazy("Yes, it is ours")), ("out", gettext_lazy("No, it is not ours"))],
        widget=forms.RadioSelect,
    )
    because = Typed(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A sentence that another colleague understands a year from now."),
        widget=area(3),
        longest=2000,
    )


def agency_lists(form: forms.Form, language: str) -> None:
    """Settings and characteristics by the agency's own names."""
    profile = current()
    offer(
        form, "setting", [("", _("As the rules guess it")), *words.named_choices("setting", profile.settings, language)]
    )
    offer(form, "bases", words.named_choices("basis", profile.bases, language))


class FactsForm(Decision):
    """What turned out to be so on talking to the person; the rules are asked again."""

    setting = SlugChoice(label=gettext_lazy("What kind of matter is it?"))
    bases = SlugChoices(label=gettext_lazy("Because of what?"), required=False, widget=forms.CheckboxSelectMultiple)
    perceived = forms.BooleanField(label=gettext_lazy("They were taken for something they are not"), required=False)
    violence = forms.BooleanField(
        label=gettext_lazy("Somebody was hurt or threatened, or property was damaged"), required=False
    )
    one_family = forms.BooleanField(label=gettext_lazy("It concerns one person or one family only"), required=False)
    legal_claim = forms.BooleanField(
        label=gettext_lazy("They want a court or an agency to decide who is right"), required=False
    )
    incident_on = DayField(label=gettext_lazy("The day it happened"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs["auto_id"] = "facts-%s"
        super().__init__(*args, **kwargs)
        agency_lists(self, language)
        offer(self, "setting", words.named_choices("setting", current().settings, language))


class RouteForm(Decision):
    """Another office takes over."""

    office = SlugChoice(label=gettext_lazy("Which office?"))
    because = SlugChoice(label=gettext_lazy("Why?"), choices=[CHOOSE, *words.REROUTE.items()])
    note = Typed(label=gettext_lazy("A word to the colleagues there"), required=False, widget=area(3), longest=2000)

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "office", [CHOOSE, *offices])


class MessageForm(forms.Form):
    """What the person reads with their receipt."""

    body = Typed(label=gettext_lazy("Your message"), widget=area(5))
    language = SlugChoice(label=gettext_lazy("Language of your message"))

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        kwargs["auto_id"] = "message-%s"
        super().__init__(*args, **kwargs)
        offer(self, "language", languages)


class OutcomeForm(forms.Form):
    """Did they call the person back?"""

    outcome = SlugChoice(label=gettext_lazy("Did they call the person back?"), choices=list(words.OUTCOMES.items()))


class Told(forms.Form):
    """What a colleague writes down of a call or of what they noticed: the part that both pages share."""

    narrative = Typed(label=gettext_lazy("What they said"), widget=area(6))
    place = Line(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("ZIP code, city, county or state, as roughly as you know it."),
        required=False,
        longest=500,
    )
    when = SlugChoice(
        label=gettext_lazy("When is it?"),
        choices=[("", gettext_lazy("Not told")), *words.WHENS.items()],
        required=False,
    )
    setting = SlugChoice(label=gettext_lazy("What kind of matter is it?"), required=False)
    bases = SlugChoices(label=gettext_lazy("Because of what?"), required=False, widget=forms.CheckboxSelectMultiple)
    violence = forms.BooleanField(
        label=gettext_lazy("Somebody was hurt or threatened, or property was damaged"), required=False
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs["auto_id"] = "told-%s"
        super().__init__(*args, **kwargs)
        agency_lists(self, language)

    def told(self) -> dict[str, Any]:
        """The answers, as the web form would have sent them."""
        given = self.cleaned_data
        place = given["place"]
        return {
            "narrative": given["narrative"],
            "place": place,
            "zip": place if len(place) == 5 and place.isascii() and place.isdigit() else "",
            "when": given["when"],
            "setting": given["setting"],
            "bases": tuple(given["bases"]),
            "violence": given["violence"],
        }


class ContactLogForm(Told):
    """A call, a visit, a letter or an e-mail: what matters first, the rest may stay closed."""

    channel = SlugChoice(
        label=gettext_lazy("How did they reach us?"),
        choices=[
            ("phone", gettext_lazy("Telephone")),
            ("walk-in", gettext_lazy("In person")),
            ("letter", gettext_lazy("Letter")),
            ("email", gettext_lazy("E-mail")),
        ],
        widget=forms.RadioSelect,
        initial="phone",
    )
    kind = SlugChoice(
        label=gettext_lazy("What is it?"),
        choices=[("ask", words.KINDS["ask"]), ("report", words.KINDS["report"])],
        widget=forms.RadioSelect,
        initial="ask",
    )
    spoken = SlugChoice(label=gettext_lazy("Language they want to speak"), choices=list(SPOKEN.items()), initial="en")
    name = Line(label=gettext_lazy("What to call them"), help_text=gettext_lazy("Any name, or none."), required=False)
    pronouns = Line(label=gettext_lazy("How to speak of them"), required=False, longest=60)
    wants = SlugChoices(
        label=gettext_lazy("What they would like"),
        choices=list(words.WANTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    how = SlugChoice(
        label=gettext_lazy("May we contact them, and how?"),
        choices=[
            ("no", gettext_lazy("No, or not asked")),
            ("phone", words.HOWS["phone"]),
            ("email", words.HOWS["email"]),
            ("letter", words.HOWS["letter"]),
        ],
        initial="no",
    )
    phone = PhoneField(label=gettext_lazy("Telephone number"), required=False)
    email = EmailLine(label=gettext_lazy("E-mail address"), required=False)
    address = Typed(label=gettext_lazy("Postal address"), required=False, longest=500, widget=area(2))
    voicemail_ok = forms.BooleanField(label=gettext_lazy("A voice message is safe"), required=False)
    safe_when = SlugChoices(
        label=gettext_lazy("When it is safe"),
        choices=list(SAFE_WHENS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    safe_note = Line(label=gettext_lazy("What to be careful about"), required=False)
    asked_as = SlugChoice(label=gettext_lazy("For whom they speak"), choices=list(words.ASKED_AS.items()), initial="me")
    organisation_name = Line(label=gettext_lazy("Agency or group"), required=False)
    organisation_kind = SlugChoice(
        label=gettext_lazy("Kind of agency or group"),
        choices=[("", gettext_lazy("None")), *PARTY_KINDS.items()],
        required=False,
    )
    one_family = forms.BooleanField(label=gettext_lazy("It concerns one person or one family only"), required=False)
    legal_claim = forms.BooleanField(
        label=gettext_lazy("They want a court or an agency to decide who is right"), required=False
    )
    perceived = forms.BooleanField(label=gettext_lazy("They were taken for something they are not"), required=False)
    under_18 = forms.BooleanField(label=gettext_lazy("They are under 18"), required=False)
    statistics = forms.BooleanField(label=gettext_lazy("They agree to be counted"), required=False)
    specialist = forms.BooleanField(
        label=gettext_lazy("They agree that the specialist near them reads it"), required=False
    )
    received_on = DayField(label=gettext_lazy("Day it reached us, if it was not today"), required=False)
    give_receipt = forms.BooleanField(
        label=gettext_lazy("Give them a receipt, to be read aloud"), required=False, initial=True
    )

    RARE = (
        "wants", "setting", "bases", "perceived", "violence", "one_family", "legal_claim", "under_18", "asked_as",
        "organisation_name", "organisation_kind", "pronouns", "received_on",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {"phone": "phone", "email": "email", "letter": "address"}.get(given.get("how", ""))
        if needed and needed in given and not given[needed]:
            self.add_error(needed, _("Please write down where we can reach them, or choose another way."))
        return given

    @property
    def opens_more(self) -> bool:
        """Whether the rarer fields must be open, because something stands in them."""
        return self.is_bound and any(
            self[name].errors or self[name].value() not in (None, "", [], False, "me") for name in self.RARE
        )

    def answers(self) -> Answers:
        given = self.cleaned_data
        reached = given["how"] in ("phone", "email", "letter")
        consents = {name: True for name in ("statistics", "specialist") if given[name]}
        return Answers(
            **self.told(),
            wants=tuple(given["wants"]),
            asked_as=given["asked_as"],
            perceived=given["perceived"],
            one_family=given["one_family"],
            legal_claim=given["legal_claim"],
            under_18=True if given["under_18"] else None,
            name=given["name"],
            pronouns=given["pronouns"],
            contact=Contact(
                how=given["how"] if reached else "",
                email=given["email"],
                phone=given["phone"],
                address=given["address"],
                safe_when=tuple(given["safe_when"]),
                safe_note=given["safe_note"],
                voicemail_ok=given["voicemail_ok"],
            ),
            organisation=Organisation(name=given["organisation_name"], kind=given["organisation_kind"]),
            consents={**consents, "contact": True} if reached else consents,
        )

    def received_at(self, now: datetime, timezone: str) -> datetime | None:
        """Noon of the day it came, by the office's clock; nothing for today."""
        on: date | None = self.cleaned_data.get("received_on")
        if on is None or on == now.astimezone(zone(timezone)).date():
            return None
        return datetime.combine(on, time(12), zone(timezone)).astimezone(UTC)


class AlertForm(Told):
    """What we noticed ourselves, and how sure it is."""

    grade = SlugChoice(
        label=gettext_lazy("How sure is it?"),
        choices=[(slug, name) for slug, (name, _plain) in words.GRADES.items()],
        widget=forms.RadioSelect,
    )
    source = Typed(
        label=gettext_lazy("Where did you hear it?"),
        help_text=gettext_lazy("A newspaper, a partner, a post that anybody can see. No names of people who post."),
        widget=area(2),
        longest=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].label = _("What is happening, or may happen")

    def answers(self) -> Answers:
        return Answers(**self.told())
