"""The search line above the caseload: ``school open quiet:7 lang:zh "exact words"``."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.cases.models import Case, Engagement, Party
from comity.cases.words import CLOSED, PARTY_KINDS, PAUSED, STAGES
from comity.people.models import Staff
from comity.trust.guard import GuardedQuerySet
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer

PIECE = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
KEYED = re.compile(r"([A-Za-z]+)[:：](?!//)(.*)")
LONGEST = 300
# Marks of direction come along with copied text and mean nothing here; these two are part of Persian and Hindi words.
JOINERS = "\u200c\u200d"
Cases = GuardedQuerySet[Case]


@dataclass(frozen=True)
class Line:
    """What somebody typed, understood: filters by name, flags, and words to look for."""

    filters: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def as_filters(self) -> str:
        """The line without its words: all that a saved view may hold."""
        return " ".join([*self.flags, *(f"{key}:{value}" for key, value in self.filters)])


def parse(line: str) -> Line:
    """Understand the line, or refuse it with a sentence that says which part and what is known."""
    if len(line) > LONGEST:
        raise Refused(_("The search line is too long. It takes %(most)d characters.") % {"most": LONGEST})
    line = "".join(sign for sign in line if unicodedata.category(sign) != "Cf" or sign in JOINERS)
    if any(unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() for sign in line):
        raise Refused(_("The search line holds a character that cannot be searched. Please type it again."))
    filters: list[tuple[str, str]] = []
    flags: list[str] = []
    words: list[str] = []
    for quoted, curly, bare in PIECE.findall(line):
        if quoted or curly:
            words.append(quoted or curly)
        elif keyed := KEYED.fullmatch(bare):
            filters.append(understood(keyed[1].lower(), keyed[2].strip('"“”')))
        elif bare.lower() in FLAGS:
            flags.append(bare.lower())
        elif bare.strip('"“”'):
            words.append(bare.strip('"“”'))
    return Line(tuple(filters), tuple(flags), tuple(words))


def understood(key: str, value: str) -> tuple[str, str]:
    if key not in KEYS:
        raise Refused(
            _("The search line does not know “%(key)s:”. It knows %(known)s.")
            % {"key": key, "known": ", ".join(f"{name}:" for name in KEYS)}
        )
    value = value.strip()
    if not value:
        raise Refused(_("Something is missing after “%(key)s:”.") % {"key": key})
    if key in NUMBERS and not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise Refused(_("After “%(key)s:” comes a number, such as %(key)s:7.") % {"key": key})
    if key == "stage" and value.lower() not in STAGES:
        raise Refused(
            _("There is no stage “%(value)s”. The stages are %(known)s.") % {"value": value, "known": ", ".join(STAGES)}
        )
    return key, value


def narrowed(rows: Cases, line: Line, *, viewer: Viewer, now: datetime) -> Cases:
    """Those rows that every filter and flag of the line lets through. Words are left to the scan."""
    for flag in line.flags:
        rows = FLAGS[flag](rows, viewer, now)
    for key, value in line.filters:
        rows = KEYS[key](rows, value, viewer, now)
    return rows


def open_ones(rows: Cases, viewer: Viewer, now: datetime) -> Cases:
    # Said with "not", which no index answers: SQLite starts from the grants instead of from every open case there is.
    return rows.exclude(stage=CLOSED)


def led_by(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
    if value == "me":
        return rows.filter(lead_id=viewer.account_id) if viewer.account_id is not None else rows.none()
    if value == "none":
        return rows.filter(lead__isnull=True)
    return rows.filter(lead_id__in=Staff.objects.filter(initials__iexact=value).values("account_id"))


def quiet(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
    return open_ones(rows, viewer, now).filter(last_entry_at__lt=now - timedelta(days=int(value)))


def due(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
    return rows.filter(next_on__lte=(now + timedelta(days=int(value))).date())


def with_party(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
    kinds = [kind for kind in PARTY_KINDS if kind == value or kind.startswith(f"{value}-")]
    return rows.filter(pk__in=Party.objects.visible_to(viewer).filter(kind__in=kinds).values("case_id"))


def with_engagement(name: str) -> Callable[[Cases, str, Viewer, datetime], Cases]:
    def narrow(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
        return rows.filter(pk__in=Engagement.objects.visible_to(viewer).filter(**{name: value}).values("case_id"))

    return narrow


def equal(name: str, change: Callable[[str], str] = str.lower) -> Callable[[Cases, str, Viewer, datetime], Cases]:
    return lambda rows, value, viewer, now: rows.filter(**{name: change(value)})


def listed(name: str) -> Callable[[Cases, str, Viewer, datetime], Cases]:
    # A list of slugs is compared as text: SQLite has no "contains" for JSON. The quotes keep "race" out of "trace".
    return lambda rows, value, viewer, now: rows.filter(**{f"{name}__icontains": f'"{value.lower()}"'})


def in_language(rows: Cases, value: str, viewer: Viewer, now: datetime) -> Cases:
    """``lang:zh`` finds Chinese in either script, ``lang:zh-hans`` one of them."""
    code = value.lower()
    return rows.filter(Q(languages__icontains=f'"{code}"') | Q(languages__icontains=f'"{code}-'))


FLAGS: dict[str, Callable[[Cases, Viewer, datetime], Cases]] = {
    "open": open_ones,
    "closed": lambda rows, viewer, now: rows.filter(stage=CLOSED),
    "paused": lambda rows, viewer, now: rows.filter(stage=PAUSED),
    "urgent": lambda rows, viewer, now: rows.filter(urgent=True),
    "minors": lambda rows, viewer, now: rows.filter(minors=True),
    "mine": lambda rows, viewer, now: led_by(rows, "me", viewer, now),
    "unassigned": lambda rows, viewer, now: rows.filter(lead__isnull=True),
    "overdue": lambda rows, viewer, now: open_ones(rows, viewer, now).filter(
        next_on__lt=timezone.localtime(now).date()
    ),
}
KEYS: dict[str, Callable[[Cases, str, Viewer, datetime], Cases]] = {
    "quiet": quiet,
    "due": due,
    "tension": lambda rows, value, viewer, now: rows.filter(tension__gte=int(value)),
    "lang": in_language,
    "stage": equal("stage"),
    "region": equal("region"),
    "office": lambda rows, value, viewer, now: rows.filter(Q(office=value.lower()) | Q(assisting_office=value.lower())),
    "state": equal("state", str.upper),
    "basis": listed("bases"),
    "category": equal("category"),
    "setting": equal("setting"),
    "service": with_engagement("service"),
    "program": listed("programs"),
    "outcome": listed("outcome_kinds"),
    "party": with_party,
    "lead": led_by,
}
NUMBERS = ("quiet", "due", "tension")


def known() -> dict[str, Any]:
    """What the line understands, for the help beside it."""
    return {"keys": list(KEYS), "flags": list(FLAGS)}
