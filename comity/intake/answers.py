"""What somebody told us, checked: the one shape in which a web form, a phone call and an alert reach the queue."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comity.agency.profile import current
from comity.trust.lifecycle import Refused

TEXT_LENGTH = 20_000
LINE_LENGTH = 500
KINDS = ("ask", "report", "alert")
CHANNELS = ("web", "phone", "walk-in", "letter", "email", "own")
WANTS = ("talk", "dialogue", "mediation", "training", "advice", "safe-event", "counted", "not-sure")
WHENS = ("now", "today", "week", "later", "past")
ASKED_AS = ("me", "other", "witness", "organisation", "official")
GRADES = ("experienced", "evidenced", "potential")
HOWS = ("email", "phone", "letter", "receipt", "no")
SAFE_WHENS = ("any", "mornings", "afternoons", "evenings", "weekdays", "weekends")
CONSENTS = ("contact", "statistics", "specialist")
SHARE = "share:"
URGENT_WHENS = frozenset({"now", "today", "week"})


class NotAccepted(Refused):
    """An answer we cannot keep as it is; names the question, so that the page shows the sentence beside it."""

    def __init__(self, question: str, sentence: str) -> None:
        super().__init__(sentence)
        self.question = question


@dataclass(frozen=True)
class Contact:
    """How, where and when it is safe to reach a person. Empty: not at all, they come back with their receipt."""

    how: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    safe_when: tuple[str, ...] = ()
    safe_note: str = ""
    timezone: str = ""
    voicemail_ok: bool = False


@dataclass(frozen=True)
class Organisation:
    """Whom an official or an organisation speaks for."""

    name: str = ""
    kind: str = ""
    size: str = ""
    dates: str = ""


@dataclass(frozen=True)
class Answers:
    """Everything we ask, nothing of it required: a person may leave every question open."""

    narrative: str = ""
    wants: tuple[str, ...] = ()
    when: str = ""
    asked_as: str = "me"
    place: str = ""
    zip: str = ""
    state: str = ""
    county: str = ""
    region: str = ""  # chosen by the person when a place lies near a border
    setting: str = ""
    bases: tuple[str, ...] = ()
    perceived: bool = False
    incident_on: date | None = None
    one_family: bool = False
    legal_claim: bool = False
    violence: bool = False
    program: str = ""
    under_18: bool | None = None
    name: str = ""
    pronouns: str = ""
    contact: Contact = field(default_factory=Contact)
    organisation: Organisation = field(default_factory=Organisation)
    consents: Mapping[str, bool] = field(default_factory=dict)
    people_reached: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Answers":
        """From a draft's plain JSON: lists become tuples, dates are read, what is not asked is left out."""
        known = {f.name for f in fields(cls)}
        kept = {name: value for name, value in given.items() if name in known and value is not None}
        for name in ("wants", "bases"):
            kept[name] = words(kept.get(name, ()))
        if isinstance(on := kept.get("incident_on"), str):
            kept["incident_on"] = read_day("incident_on", on)
        kept["contact"] = Contact(**part(kept.get("contact"), Contact, tuples=("safe_when",)))
        kept["organisation"] = Organisation(**part(kept.get("organisation"), Organisation))
        given_consents = kept.get("consents")
        kept["consents"] = (
            {str(k): v is True for k, v in given_consents.items()} if isinstance(given_consents, Mapping) else {}
        )
        return cls(**kept)

    @property
    def is_urgent(self) -> bool:
        return self.when in URGENT_WHENS


def words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(word) for word in value) if isinstance(value, list | tuple | set | frozenset) else ()


def part(given: object, shape: type, *, tuples: Collection[str] = ()) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        return {f.name: getattr(given, f.name) for f in fields(shape)} if isinstance(given, shape) else {}
    kept = {f.name: given[f.name] for f in fields(shape) if given.get(f.name) is not None}
    return {name: words(value) if name in tuples else value for name, value in kept.items()}


def read_day(question: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotAccepted(question, _("We could not read this day. Please choose it again.")) from None


def check_text(question: str, text: object, *, length: int) -> None:
    """Too long, cut short by a NUL or broken: each is named in a sentence, and nothing is cut off in silence."""
    if not isinstance(text, str):
        raise NotAccepted(question, _("We could not read this answer. Please type it again."))
    if len(text) > length:
        raise NotAccepted(
            question,
            _("This text has %(found)d characters. It may have %(limit)d.") % {"found": len(text), "limit": length},
        )
    if "\x00" in text or any(0xD800 <= ord(mark) <= 0xDFFF for mark in text):
        raise NotAccepted(question, _("This text holds a broken character. Please type that place again."))


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_PEOPLE = 10_000_000


def check_slug(question: str, slug: str, *, length: int = 32) -> None:
    """A kind is one of a list on the page; whatever else arrives is refused."""
    if not isinstance(slug, str) or len(slug) > length or not SLUG.fullmatch(slug):
        raise NotAccepted(question, _("Please choose one of the answers on the page."))


def check_people(people: int | None) -> None:
    if people is not None and (type(people) is not int or not 0 <= people < MOST_PEOPLE):
        raise NotAccepted("people_reached", _("Please give the number of people, or leave it empty."))


def check_choice(question: str, given: Collection[str], known: Collection[str]) -> None:
    if any(not isinstance(word, str) or (word and word not in known) for word in given):
        raise NotAccepted(question, _("Please choose one of the answers on the page."))


# What people type was counted in signs, as they read it: a letter with its accents is one sign, up to four characters.
TEXTS = {"narrative": TEXT_LENGTH * 4, "place": LINE_LENGTH, "name": LINE_LENGTH, "pronouns": LINE_LENGTH}
LINES = ("zip", "state", "county", "region", "program", "setting")


def checked(answers: Answers) -> Answers:
    """The same answers, or a sentence beside the question that cannot be kept as it is."""
    profile = current()
    for question, length in TEXTS.items():
        check_text(question, getattr(answers, question), length=length)
    for question in LINES:
        check_text(question, getattr(answers, question), length=80)
    for shape, name in ((answers.contact, "contact"), (answers.organisation, "organisation")):
        for line in fields(shape):
            if line.name not in ("safe_when", "voicemail_ok"):
                check_text(f"{name}.{line.name}", getattr(shape, line.name), length=LINE_LENGTH * 4)
    check_choice("wants", answers.wants, WANTS)
    check_choice("when", (answers.when,), WHENS)
    check_choice("asked_as", (answers.asked_as,), ASKED_AS)
    check_choice("setting", (answers.setting,), tuple(profile.settings))
    check_choice("bases", answers.bases, tuple(profile.bases))
    check_choice("program", (answers.program,), tuple(profile.programs))
    if answers.organisation.kind:
        check_slug("organisation.kind", answers.organisation.kind)
    check_choice("contact.how", (answers.contact.how,), HOWS)
    check_choice("contact.safe_when", answers.contact.safe_when, SAFE_WHENS)
    check_consents(answers.consents)
    check_contact(answers.contact, consent=bool(answers.consents.get("contact")))
    for question in ("perceived", "one_family", "legal_claim", "violence"):
        if not isinstance(getattr(answers, question), bool):
            raise NotAccepted(question, _("Please choose one of the answers on the page."))
    if answers.under_18 is not None and not isinstance(answers.under_18, bool):
        raise NotAccepted("under_18", _("Please choose one of the answers on the page."))
    if answers.incident_on is not None and type(answers.incident_on) is not date:
        raise NotAccepted("incident_on", _("We could not read this day. Please choose it again."))
    check_people(answers.people_reached)
    return answers


LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")


def language_slug(language: str) -> str:
    """The language somebody speaks with us, as a slug; what is no language counts as English."""
    slug = language.lower().replace("_", "-")
    return slug if LANGUAGE.fullmatch(slug) and len(slug) <= 16 else "en"


def consents_offered() -> tuple[str, ...]:
    """The consents this agency asks for, each by itself: contact, statistics, specialist, share:police ..."""
    slugs = [str(row["slug"]) for row in current().data("consent") or []]
    shares = tuple(SHARE + slug.removeprefix("share-") for slug in slugs if slug.startswith("share-"))
    return CONSENTS + shares


def check_consents(consents: Mapping[str, bool]) -> None:
    known = consents_offered()
    for name, given in consents.items():
        if not isinstance(given, bool) or name not in known:
            raise NotAccepted("consents", _("Please choose one of the answers on the page."))


def check_contact(contact: Contact, *, consent: bool) -> None:
    """Whoever wants to hear from us says where; a way that nobody can use is named at once."""
    if not consent:
        return
    line = {"email": contact.email, "phone": contact.phone, "letter": contact.address}.get(contact.how)
    if line is not None and not line.strip():
        raise NotAccepted("contact.how", _("Please tell us where we can reach you, or choose another way."))
    if contact.how == "email" and ("@" not in contact.email or any(mark.isspace() for mark in contact.email.strip())):
        raise NotAccepted("contact.email", _("This does not look like an e-mail address. Please look at it again."))


def likely_setting(kind: str, answers: Answers) -> str:
    """The setting when nobody chose one, from what was told; a person can change it in intake."""
    known = current().settings
    found = answers.setting or guessed_setting(kind, answers)
    return found if found in known else known[0]


def guessed_setting(kind: str, answers: Answers) -> str:
    if kind == "report":
        return "hate-crime" if answers.violence else "bias-incident"
    wants = set(answers.wants) - {"not-sure", "talk", "counted"}
    if "safe-event" in wants:
        return "public-event"
    if wants and wants <= {"training", "advice"}:
        return "training-or-advice"
    return "community-dispute"
