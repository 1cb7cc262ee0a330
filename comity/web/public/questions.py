"""The questions of the two flows, in their order: each is one page, one form, and may be left open.

A question knows what it asks, when it is skipped, and how its form's answers stand in the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.agency.offices import office_of
from comity.agency.profile import current
from comity.texts.languages import language as spoken
from comity.texts.say import say
from comity.web.typed import DayField, EmailLine, Line, PhoneField, SlugChoice, SlugChoices, Typed

Words = str | Promise
Draft = Mapping[str, Any]


# A round button cannot be taken back without a script, so whoever would rather not answer can say that.
SKIP = "skip"


class Asked(forms.Form):
    """One question's form. Fields bear the names of the answers; ``contact__how`` stands in the part ``contact``."""

    # A line under an option, where its words alone do not say enough: {option: sentence}.
    hints: Mapping[str, Words] = {}

    def __init__(self, *args: Any, flow: str = "ask", **kwargs: Any) -> None:
        self.flow = flow
        super().__init__(*args, **kwargs)
        self.shape()

    def shape(self) -> None:
        """What depends on the flow, the agency or the reader's language."""

    def kept(self) -> dict[str, Any]:
        """The answers as the draft keeps them: plain JSON."""
        return {
            name: "" if value == SKIP and isinstance(self.fields[name], SlugChoice) else plain(value)
            for name, value in self.cleaned_data.items()
        }


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def radio(choices: list[tuple[str, Words]] | None = None) -> SlugChoice:
    return SlugChoice(choices=choices or [], required=False, widget=forms.RadioSelect)


def ticks(choices: list[tuple[str, Words]] | None = None) -> SlugChoices:
    return SlugChoices(choices=choices or [], required=False, widget=forms.CheckboxSelectMultiple)


def named(prefix: str, slugs: list[str], last: str = "name") -> list[tuple[str, Words]]:
    """Choices whose words the agency's texts hold."""
    language = get_language() or "en"
    return [(slug, say(f"{prefix}.{slug}.{last}", language)) for slug in slugs]


class Safety(Asked):
    safety = SlugChoice(
        label=_("Is anyone in danger right now?"),
        choices=[("no", _("No, nobody is in danger right now")), ("yes", _("Yes, or I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. Your safety comes first.")},
    )


class When(Asked):
    when = radio()
    incident_on = DayField(
        required=False,
        boxes=True,
        label=_("The day, if you know it"),
        help_text=_("For example 20 11 2026. A guess is fine."),
    )

    def shape(self) -> None:
        field = self.fields["when"]
        assert isinstance(field, SlugChoice)  # noqa: S101 - tells the type checker what stands three lines above
        field.label = _("When is it?") if self.flow == "ask" else _("When did it happen?")
        field.choices = {
            "ask": [
                ("now", _("It is happening now")),
                ("today", _("Today")),
                ("week", _("This week")),
                ("later", _("Later, or no fixed day")),
                ("past", _("It has happened already")),
                (SKIP, _("I am not sure")),
            ],
            "report": [
                ("now", _("It is still going on")),
                ("today", _("Today")),
                ("week", _("In the last days")),
                ("past", _("Longer ago")),
                ("later", _("I fear that it will happen")),
                (SKIP, _("I am not sure")),
            ],
        }[self.flow]


class Wants(Asked):
    wants = ticks(
        [
            ("talk", _("Talk with somebody about it")),
            ("dialogue", _("Help people talk with each other")),
            ("mediation", _("Help two or more sides reach an agreement")),
            ("safe-event", _("Help keep a march, rally or other event safe")),
            ("training", _("A training or a forum")),
            ("advice", _("Advice or information")),
            ("counted", _("Nothing more: only count it")),
            ("not-sure", _("I am not sure")),
        ]
    )
    wants.label = _("What would you like from us?")


class Who(Asked):
    asked_as = radio()

    def shape(self) -> None:
        field = self.fields["asked_as"]
        assert isinstance(field, SlugChoice)  # noqa: S101 - as above
        ask = self.flow == "ask"
        field.label = _("For whom are you asking?") if ask else _("Who did it happen to?")
        field.choices = [
            ("me", _("For me, my family or my neighbors") if ask else _("To me")),
            ("other", _("For somebody I want to help") if ask else _("To somebody I know")),
            ("witness", _("I saw it or heard of it")),
            ("organisation", _("For a group or a place I belong to") if ask else _("To a group or a place")),
            ("official", _("I write as an official")),
            (SKIP, _("I would rather not say")),
        ]
        self.hints = {
            "other": _("For example a relative, a student or a colleague."),
            "organisation": _("For example a school, a mosque, a church or a shop."),
            "official": _("For example for a police department, a city, a school district or a prosecutor."),
        }


class OrganisationForm(Asked):
    organisation__name = Line(required=False, label=_("Name of the agency or group"))
    organisation__kind = radio()
    organisation__size = Line(
        required=False,
        longest=80,
        label=_("How many people does this concern, roughly?"),
        help_text=_("For example: 40, or a whole school."),
    )
    organisation__dates = Line(
        required=False,
        longest=200,
        label=_("Dates that matter"),
        help_text=_("For example a meeting, a verdict, an anniversary or the day of a march."),
    )

    def shape(self) -> None:
        field = self.fields["organisation__kind"]
        assert isinstance(field, SlugChoice)  # noqa: S101 - as above
        field.label = _("What kind of agency or group is it?")
        field.choices = [
            ("law-enforcement-local", _("Police or sheriff")),
            ("law-enforcement-state", _("State or federal law enforcement")),
            ("government", _("City, county or state government")),
            ("prosecutor", _("Prosecutor's office")),
            ("school", _("School, college or university")),
            ("faith", _("Faith community")),
            ("community-based", _("Community organization")),
            ("lgbtq", _("LGBTQ organization")),
            ("first-responder", _("Fire, rescue or ambulance service")),
            ("organiser", _("Organizer of an event")),
            ("other", _("Something else")),
        ]


class Story(Asked):
    narrative = Typed(
        required=False,
        label=_("In your own words"),
        help_text=_("Any language. Leave out names if you like. You need no proof."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    violence = forms.BooleanField(required=False, label=_("Somebody was hurt or threatened, or property was damaged"))


class Where(Asked):
    place = Line(
        required=False,
        label=_("ZIP code, city, county or state"),
        help_text=_("As roughly as you like. It tells us which office is near you."),
    )


class WhichSide(Asked):
    region = radio()
    region.label = _("Which office is closer to where it happens?")

    def offer(self, regions: tuple[str, ...], on: date) -> None:
        """Each office that may be meant, by its city: hardly anybody knows our regions by name."""
        language = get_language() or "en"
        field = self.fields["region"]
        assert isinstance(field, SlugChoice)  # noqa: S101 - as above
        near = {slug: office_of(slug, on) for slug in dict.fromkeys(regions) if slug}
        field.choices = [(slug, say(f"office.{office}.city", language)) for slug, office in near.items()]
        field.choices = [*field.choices, (SKIP, _("I do not know"))]
        self.hints = {slug: say(f"region.{slug}.name", language) for slug in near}


class Why(Asked):
    bases = ticks()
    perceived = forms.BooleanField(
        required=False,
        label=_("They took somebody for something they are not"),
        help_text=_("For example a Sikh who was taken for a Muslim. It counts just the same."),
    )
    one_family = forms.BooleanField(
        required=False, label=_("It concerns one person or one family only, not a community")
    )
    legal_claim = forms.BooleanField(required=False, label=_("I want a court or an agency to decide who is right"))

    def shape(self) -> None:
        field = self.fields["bases"]
        assert isinstance(field, SlugChoices)  # noqa: S101 - as above
        field.label = _("Why do you think it happened?")
        field.choices = named("basis", list(current().bases))


class You(Asked):
    name = Line(
        required=False,
        label=_("What should we call you?"),
        help_text=_("Any name you like, or none. We never ask for the name in your papers."),
    )
    pronouns = Line(
        required=False, longest=60, label=_("How should we speak of you?"), help_text=_("For example she, he, they.")
    )
    under_18 = radio([("yes", _("Yes")), ("no", _("No")), (SKIP, _("I would rather not say"))])
    under_18.label = _("Are you under 18?")
    under_18.help_text = _("If you are, we take extra care. We do not contact your parents without asking you.")

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        return {**kept, "under_18": {"yes": True, "no": False}.get(kept["under_18"])}


# Each way of reaching somebody, and the line it needs.
WAYS = {"phone": "contact__phone", "email": "contact__email", "letter": "contact__address"}


class ContactForm(Asked):
    contact__how = radio(
        [
            ("receipt", _("No. I come back with my receipt")),
            ("phone", _("Yes, by telephone")),
            ("email", _("Yes, by e-mail")),
            ("letter", _("Yes, by letter")),
        ]
    )
    contact__how.label = _("May we contact you?")
    contact__phone = PhoneField(required=False, label=_("Telephone number"))
    contact__voicemail_ok = forms.BooleanField(required=False, label=_("You may leave a message with no details"))
    contact__email = EmailLine(
        required=False,
        label=_("E-mail address"),
        help_text=_("Use one that only you read. Our mail never says what it is about."),
    )
    contact__address = Typed(
        required=False, longest=500, label=_("Postal address"), widget=forms.Textarea(attrs={"rows": 3})
    )
    contact__safe_when = ticks(
        [
            ("any", _("Any time")),
            ("mornings", _("Mornings")),
            ("afternoons", _("Afternoons")),
            ("evenings", _("Evenings")),
            ("weekdays", _("Monday to Friday")),
            ("weekends", _("Saturday and Sunday")),
        ]
    )
    contact__safe_when.label = _("When is it safe to reach you?")
    contact__safe_note = Line(
        required=False,
        label=_("Anything we must be careful about"),
        help_text=_("For example: do not speak to anyone else at this number. Or: please call me in Somali."),
    )
    language = radio()
    language.label = _("In which language shall we write to you?")
    language.help_text = _("Any other language: write it in the line above. An interpreter is free.")

    def shape(self) -> None:
        field = self.fields["language"]
        assert isinstance(field, SlugChoice)  # noqa: S101 - as above
        field.choices = [(code, spoken(code).name) for code in current().languages]

    def kept(self) -> dict[str, Any]:
        """Only the way that was chosen is kept: another number that was typed once may not be safe."""
        kept = super().kept()
        chosen = WAYS.get(kept.get("contact__how") or "")
        for line in WAYS.values():
            if line in kept and line != chosen:
                kept[line] = ""
        if not chosen:
            kept |= {"contact__voicemail_ok": False, "contact__safe_when": []}
        elif chosen != "contact__phone":
            kept["contact__voicemail_ok"] = False
        return kept

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        how = given.get("contact__how")
        needed = WAYS.get(how or "")
        if needed and needed in given and not given[needed]:
            self.add_error(needed, _("Please tell us where we can reach you, or choose another way."))
        return given


class Consents(Asked):
    def shape(self) -> None:
        language = get_language() or "en"
        for row in current().data("consent") or []:
            slug = row["slug"]
            if slug == "contact":
                continue  # asked on the page before, with the way and the hour
            self.fields[consent_field(slug)] = forms.BooleanField(
                required=False,
                label=say(f"consent.{slug}.name", language),
                help_text=say(f"consent.{slug}.plain", language),
            )


def left_over(slug: str) -> str:
    """What the page that reads everything back says where nothing was answered."""
    return str(_("Nothing more than reading it")) if slug == "consents" else str(_("Not answered"))


def consent_field(slug: str) -> str:
    """The agency writes ``share-city``; the answers say ``share:city``."""
    return "consents__" + (f"share:{slug.removeprefix('share-')}" if slug.startswith("share-") else slug)


@dataclass(frozen=True)
class Question:
    """One page of a flow."""

    slug: str
    form: type[Asked]
    lead: Words = ""
    why: Words = ""
    skipped: Callable[[Draft], bool] = lambda draft: False
    title: Words = ""  # the page's heading, where no single field is
    heads: str = ""  # the field whose label is the page's heading
    is_tight: bool = False  # a list of single boxes to tick stands close together
    more: str = ""  # the question that a change of this one may raise

    @property
    def asks_a_choice(self) -> bool:
        """One choice and nothing else: its own question is the heading."""
        return not self.title and not self.heads

    def heading(self, form: Asked) -> Words:
        return self.title or (str(form.fields[self.heads].label) if self.heads else "")


def no_organisation(draft: Draft) -> bool:
    return draft.get("asked_as") not in ("organisation", "official")


QUESTIONS = (
    Question("safety", Safety, why=_("Nobody watches this site around the clock. In danger, a call is faster.")),
    Question("when", When, heads="when", why=_("If it is today or this week, somebody reads it sooner.")),
    Question("wants", Wants, _("Choose as many as you like."), _("You can change your mind at any time.")),
    Question("who", Who, _("Choose what comes closest."), more="organisation"),
    Question(
        "organisation",
        OrganisationForm,
        _("Every line may stay empty."),
        skipped=no_organisation,
        title=_("About your agency or group"),
    ),
    Question(
        "words",
        Story,
        _("Tell us what happened, or what you fear will happen."),
        _("A specialist reads it. It is stored sealed, and it is not passed on unless you say so."),
        title=_("What is it about?"),
    ),
    Question(
        "where",
        Where,
        title=_("Where is it?"),
        why=_("We look for the office near this place. You do not have to give an address."),
        more="side",
    ),
    Question(
        "side",
        WhichSide,
        _("This place is near the border of two of our regions."),
        skipped=lambda draft: not draft.get("neighbours"),
    ),
    Question(
        "why",
        Why,
        _("Choose as many as you like."),
        _("The law says for which reasons we may step in. Whatever you choose, a person reads it."),
        heads="bases",
        is_tight=True,
    ),
    Question("you", You, title=_("About you")),
    Question(
        "contact",
        ContactForm,
        _("You decide. Whatever you choose, your receipt always works."),
        heads="contact__how",
    ),
    Question(
        "consents",
        Consents,
        _("Each choice stands alone. All are off. You can change each one later with your receipt."),
        title=_("What may we do with it?"),
        is_tight=True,
    ),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}


QUESTION_OF = {
    name.partition("__")[0]: question.slug for question in QUESTIONS for name in question.form.base_fields
} | {"consents": "consents", "language": "contact"}


def names_of(question: Question) -> set[str]:
    """The answers in the draft that this question fills."""
    return {name for name, slug in QUESTION_OF.items() if slug == question.slug}


def to_send(draft: Draft) -> dict[str, Any]:
    """What is sent: the answers to the questions that were asked, not those that a later answer made pointless."""
    gone = {question.slug for question in QUESTIONS if question.skipped(draft)}
    return {name: value for name, value in draft.items() if QUESTION_OF.get(name) not in gone}


def asked(draft: Draft) -> list[Question]:
    """The questions that these answers leave to ask."""
    return [question for question in QUESTIONS if not question.skipped(draft)]


def spread(draft: Draft) -> dict[str, Any]:
    """The draft as forms know it: ``contact: {how: …}`` becomes ``contact__how``."""
    flat: dict[str, Any] = {}
    for name, value in draft.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}__{part}": v for part, v in value.items()}
        else:
            flat[name] = value
    if isinstance(flat.get("under_18"), bool):
        flat["under_18"] = "yes" if flat["under_18"] else "no"
    return flat


def folded(kept: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
    """The draft with these answers in it: ``contact__how`` goes back into the part ``contact``."""
    answers = {**draft}
    for name, value in kept.items():
        whole, dot, part = name.partition("__")
        if dot:
            answers[whole] = {**(answers.get(whole) or {}), part: value}
        else:
            answers[name] = value
    if "contact__how" in kept:
        answers["consents"] = {
            **(answers.get("consents") or {}),
            "contact": kept["contact__how"] in ("phone", "email", "letter"),
        }
    return answers
