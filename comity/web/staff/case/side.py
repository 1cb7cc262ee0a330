"""The column beside the journal: what comes next, the table, the tension, what came out, the papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from comity.cases.lifecycle import RELEASE
from comity.cases.models import Case, Document, Engagement, Entry, FollowUp, Issue, Outcome, Party, Stake
from comity.cases.table import Rated
from comity.cases.words import (
    AT_TABLE,
    DECLINED,
    EXTENTS,
    FOLLOW_UP_RESULTS,
    INVITED,
    NOT_CONTACTED,
    OUTCOME_KINDS,
    PARTY_KINDS,
    PLANNED_ENGAGEMENT,
    SEATS,
)
from comity.meetings.models import MODES, OPENNESS, Interpreter
from comity.people.languages import SPOKEN
from comity.trust import doors
from comity.trust.viewer import Viewer

ANSWER_DAYS = 3
MOST_CHECKS = 6
SHORT_WORD = 14
LONGEST_ON_CHAIR = 12
# A chair holds one word.
SHORT_KINDS = {
    "law-enforcement-federal": pgettext_lazy("chair", "Federal"),
    "law-enforcement-state": pgettext_lazy("chair", "State police"),
    "law-enforcement-local": pgettext_lazy("chair", "Police"),
    "law-enforcement-tribal": pgettext_lazy("chair", "Tribal police"),
    "law-enforcement-campus": pgettext_lazy("chair", "Campus police"),
    "prosecutor": pgettext_lazy("chair", "Prosecutor"),
    "government": pgettext_lazy("chair", "City"),
    "school": pgettext_lazy("chair", "School"),
    "faith": pgettext_lazy("chair", "Faith"),
    "community-based": pgettext_lazy("chair", "Community"),
    "lgbtq": pgettext_lazy("chair", "LGBTQ"),
    "first-responder": pgettext_lazy("chair", "Responders"),
    "organiser": pgettext_lazy("chair", "Organizer"),
    "civil-rights": pgettext_lazy("chair", "Civil rights"),
    "business": pgettext_lazy("chair", "Business"),
    "media": pgettext_lazy("chair", "Media"),
}
SWATCHES = {AT_TABLE: "in", INVITED: "asked", NOT_CONTACTED: "gap", DECLINED: "out"}


@dataclass(frozen=True)
class Seat:
    """One party in the list below the ring: who, how long silent, and whether that is too long."""

    party: Party
    chair: str
    css: str
    what: str
    tail: str
    is_late: bool
    met_today: bool
    seat: str


def seats(parties: Sequence[Party], today: date) -> list[Seat]:
    """The parties in the order of their chairs."""
    chairs = chair_words(parties)
    return [
        seat_of(party, chair, number, today) for number, (party, chair) in enumerate(zip(parties, chairs, strict=True))
    ]


def chair_words(parties: Sequence[Party]) -> list[str]:
    """What stands on each chair: the kind in a word, or the name where two would read the same."""
    seen = Counter(party.kind for party in parties)
    return [
        str(SHORT_KINDS[party.kind]) if party.kind in SHORT_KINDS and seen[party.kind] == 1 else in_a_word(party.name)
        for party in parties
    ]


def in_a_word(name: str) -> str:
    """As many whole words of a name as a chair has room for, and at least one."""
    short, *rest = name.split() or [name]
    for word in rest:
        if len(short) + len(word) >= LONGEST_ON_CHAIR:
            break
        short = f"{short} {word}"
    return short.rstrip(",;(")


def seat_of(party: Party, chair: str, number: int, today: date) -> Seat:
    days = max((today - party.last_contact_on).days, 0) if party.last_contact_on else None
    late = party.seat == INVITED and days is not None and days >= ANSWER_DAYS
    tail = ago(days) if days is not None else ""
    if party.seat == INVITED:
        tail = _("invited, %(ago)s") % {"ago": ago(days)} if days is not None else str(SEATS[INVITED])
    elif party.seat == NOT_CONTACTED and days is None:
        tail = str(SEATS[NOT_CONTACTED])
    elif party.seat == DECLINED:
        tail = str(SEATS[DECLINED])
    what = [party.organisation or str(PARTY_KINDS[party.kind])]
    if party.language and party.language != "en":
        what.append(str(SPOKEN.get(party.language, party.language)))
    if party.is_minor:
        what.append(_("minors"))
    return Seat(
        party,
        chair,
        f"{SWATCHES[party.seat]} hue-{number % 10}",
        " · ".join(what),
        tail,
        late or (party.seat == NOT_CONTACTED and days is None),
        days == 0,
        str(SEATS[party.seat]),
    )


def ago(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


@dataclass(frozen=True)
class Check:
    """One thing to look at before the day: in order, or still to do."""

    text: str
    is_done: bool


@dataclass(frozen=True)
class Next:
    """What this case wants next: a session with its checks, or a promise to come back."""

    kind: str
    title: str
    on: date
    is_late: bool
    when: str = ""
    where: str = ""
    row: Any = None
    checks: tuple[Check, ...] = ()
    short: str = ""


def planned(case: Case, viewer: Viewer) -> list[Engagement]:
    rows = Engagement.objects.visible_to(viewer).filter(case=case, state=PLANNED_ENGAGEMENT)
    by_hour = F("meeting__starts_at").asc(nulls_last=True)
    return doors.under(case.matter, rows.select_related("meeting").order_by("on", by_hour))


def to_return(case: Case, viewer: Viewer) -> list[Entry]:
    rows = Entry.objects.visible_to(viewer).filter(case=case, follow_up_on__isnull=False, follow_up_done_at=None)
    return doors.under(case.matter, rows.defer("photo").order_by("follow_up_on", "pk"))


def follow_ups(case: Case, viewer: Viewer) -> list[FollowUp]:
    return doors.under(case.matter, FollowUp.objects.visible_to(viewer).filter(case=case).order_by("due_on"))


def coming(
    case: Case,
    viewer: Viewer,
    *,
    parties: Sequence[Party],
    owed: Sequence[FollowUp],
    interpreters: defaultdict[Any, list[Interpreter]],
    now: datetime,
) -> list[Next]:
    """Everything this case wants, the soonest first."""
    today = timezone.localtime(now).date()
    sessions = planned(case, viewer)
    found = [of_session(row, interpreters[row.meeting_id], parties, today) for row in sessions]
    found += [of_promise(row, today) for row in to_return(case, viewer)]
    found += [of_follow_up(row, today) for row in owed if row.done_on is None]
    found.sort(key=lambda thing: thing.on)
    # What is overdue comes first; then the session, because it has most to prepare; then whatever is soonest.
    first = [thing for thing in found if thing.is_late] or [thing for thing in found if thing.kind == "session"]
    return [*first[:1], *(thing for thing in found if thing not in first[:1])]


def interpreters_of(case: Case, viewer: Viewer) -> defaultdict[Any, list[Interpreter]]:
    found: defaultdict[Any, list[Interpreter]] = defaultdict(list)
    for row in doors.under(case.matter, Interpreter.objects.visible_to(viewer).filter(matter=case.matter)):
        found[row.meeting_id].append(row)
    return found


def covered(interpreters: Mapping[Any, Sequence[Interpreter]]) -> frozenset[str]:
    """The languages somebody has agreed to interpret in this case."""
    return frozenset(row.language for rows in interpreters.values() for row in rows if row.is_confirmed)


def of_session(row: Engagement, interpreters: Sequence[Interpreter], parties: Sequence[Party], today: date) -> Next:
    meeting = row.meeting
    if meeting is not None:
        meeting.matter = row.matter
    late = row.on < today
    checks = [Check(_("Say whether it took place"), False)] if late else checks_of(interpreters, parties, today)
    place = meeting.place if meeting is not None else ""
    if not place and not late and row.mode in ("in-person", "hybrid"):
        checks = [Check(_("No place is written down yet"), False), *checks]
    where = [place, str(MODES[row.mode]), str(OPENNESS[row.openness])]
    return Next(
        "session",
        _("Next: %(title)s") % {"title": row.title},
        row.on,
        late,
        when=hours(row),
        where=" · ".join(part for part in where if part),
        row=row,
        checks=tuple(checks[:MOST_CHECKS]),
        short=row.title,
    )


def hours(row: Engagement) -> str:
    """From when to when, on the clock of the office; a session without an hour has none."""
    if row.meeting is None or row.meeting.starts_at is None:
        return ""
    starts = timezone.localtime(row.meeting.starts_at)
    zone = starts.tzname() or ""
    if not row.minutes:
        return f"{date_format(starts, 'TIME_FORMAT')} {zone}"
    ends = timezone.localtime(row.meeting.starts_at + timedelta(minutes=row.minutes))
    return f"{date_format(starts, 'TIME_FORMAT')} – {date_format(ends, 'TIME_FORMAT')} {zone}"


def checks_of(interpreters: Sequence[Interpreter], parties: Sequence[Party], today: date) -> list[Check]:
    """Is every language covered, has everybody answered?"""
    found = [interpreter_check(row) for row in interpreters]
    asked = {row.language for row in interpreters}
    wanted = {p.language for p in parties if p.language and p.language != "en" and p.seat in (AT_TABLE, INVITED)}
    nobody = _("Nobody interprets %(language)s yet")
    found += [Check(nobody % {"language": SPOKEN.get(tag, tag)}, False) for tag in sorted(wanted - asked)]
    silent = [party for party in parties if party.seat == INVITED]
    for party in silent:
        days = (today - party.last_contact_on).days if party.last_contact_on else 0
        said = (
            ngettext("%(who)s: no answer for %(days)d day", "%(who)s: no answer for %(days)d days", days)
            if days
            else _("%(who)s: no answer yet")
        )
        found.append(Check(said % {"who": party.name, "days": days}, False))
    if missing := sum(party.seat == NOT_CONTACTED for party in parties):
        said = ngettext("%(n)d party has not been contacted", "%(n)d parties have not been contacted", missing)
        found.append(Check(said % {"n": missing}, False))
    if parties and not silent and not missing:
        found.insert(0, Check(_("Every party has answered"), True))
    return found


def interpreter_check(row: Interpreter) -> Check:
    told = {"language": SPOKEN.get(row.language, row.language), "name": row.name}
    if not row.is_confirmed:
        return Check(_("%(language)s interpreter not confirmed yet") % told, False)
    if row.name:
        return Check(_("%(language)s interpreter confirmed (%(name)s)") % told, True)
    return Check(_("%(language)s interpreter confirmed") % told, True)


def of_promise(row: Entry, today: date) -> Next:
    on = row.follow_up_on or today
    title = _("Next: come back to %(who)s") % {"who": row.with_whom} if row.with_whom else _("Next: come back to this")
    short = _("Come back to %(who)s") % {"who": row.with_whom} if row.with_whom else _("Come back to an entry")
    return Next("promise", title, on, on < today, where=row.text[:160], row=row, short=short)


def of_follow_up(row: FollowUp, today: date) -> Next:
    title = _("Next: did it hold after %(days)d days?") % {"days": row.days}
    short = _("Did it hold after %(days)d days?") % {"days": row.days}
    return Next("follow-up", title, row.due_on, row.due_on < today, row=row, short=short)


@dataclass(frozen=True)
class TensionLine:
    """How the tension moved: the points of the chart, and what they say in a sentence."""

    points: list[tuple[datetime, float, str]]
    rated: list[Rated]
    finding: str
    tag: str
    css: str


def tension(rated: Sequence[Rated], now: datetime) -> TensionLine | None:
    """The line with its finding, or nothing while nobody has rated it."""
    if not rated:
        return None
    points = [(one.at, float(one.level), word_for(number, rated, now)) for number, one in enumerate(rated)]
    first, last = rated[0], rated[-1]
    peak = max(rated, key=lambda one: one.level)
    css = "good" if last.level < first.level else "alert" if last.level > first.level else ""
    tag = f"{first.level} → {last.level}" if len(rated) > 1 else str(last.level)
    return TensionLine(points, list(reversed(rated)), finding_of(first, last, peak, len(rated)), tag, css)


def word_for(number: int, rated: Sequence[Rated], now: datetime) -> str:
    one = rated[number]
    if number == len(rated) - 1 and timezone.localtime(one.at).date() == timezone.localtime(now).date():
        return _("today")
    return one.note if len(one.note) <= SHORT_WORD else ""


def finding_of(first: Rated, last: Rated, peak: Rated, many: int) -> str:
    told = {"first": first.level, "last": last.level, "peak": peak.level, "day": day_words(peak.at)}
    told["since"] = day_words(first.at)
    if many == 1:
        return _("Tension is at %(last)d of 10.") % told
    if peak.level > max(first.level, last.level):
        return _("Tension rose to %(peak)d on %(day)s and is at %(last)d now.") % told
    if last.level < first.level:
        return _("Tension fell from %(first)d to %(last)d since %(since)s.") % told
    if last.level > first.level:
        return _("Tension rose from %(first)d to %(last)d since %(since)s.") % told
    return _("Tension stands where it was on %(since)s: at %(last)d.") % told


def day_words(at: datetime) -> str:
    return date_format(timezone.localtime(at), "MONTH_DAY_FORMAT")


def outcomes(case: Case, viewer: Viewer) -> list[dict[str, Any]]:
    rows = doors.under(case.matter, Outcome.objects.visible_to(viewer).filter(case=case).order_by("-on", "-pk"))
    return [{"row": row, "kind": OUTCOME_KINDS[row.kind], "extent": EXTENTS[row.extent]} for row in rows]


def issues(case: Case, viewer: Viewer) -> list[dict[str, Any]]:
    """What matters to the people of the case, and to how many of them."""
    rows = doors.under(case.matter, Issue.objects.visible_to(viewer).filter(case=case).order_by("position"))
    weighed: Counter[Any] = Counter()
    for issue_id in (
        Stake.objects.visible_to(viewer).filter(case=case, weight__gte=2).values_list("issue_id", flat=True)
    ):
        weighed[issue_id] += 1
    return [{"row": row, "parties": weighed[row.pk]} for row in rows]


def documents(case: Case, viewer: Viewer) -> list[dict[str, Any]]:
    rows = doors.under(
        case.matter, Document.objects.visible_to(viewer).filter(case=case).defer("body").order_by("-on", "-pk")
    )
    css = {"confidential": "violet", "parties": "", "council": "", "public": "brand"}
    return [{"row": row, "release": RELEASE.label(row.release), "css": css[row.release]} for row in rows]


def owed(rows: Sequence[FollowUp], today: date) -> list[dict[str, Any]]:
    """The calls that ask whether it held: done with their answer, or due."""
    return [
        {
            "row": row,
            "result": FOLLOW_UP_RESULTS.get(row.result, ""),
            "is_late": row.done_on is None and row.due_on < today,
        }
        for row in rows
    ]
