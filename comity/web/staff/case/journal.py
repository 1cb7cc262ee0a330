"""The journal as it is read: every card of the case in order, fifty a page, or all that hold the words asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.cases.search import normalised
from comity.cases.timeline import CONTACTS, DOCUMENTS, SESSIONS, every_item
from comity.trust.models import AuditRow
from comity.web.staff.case.card import Card, Reading
from comity.web.staff.case.cards import CARDS, LIFE, MESSAGES, of_message, of_request

PAGE = 50
MOST_FOUND = 200
FILTERS = {
    "": gettext_lazy("All"),
    CONTACTS: gettext_lazy("Contacts"),
    SESSIONS: gettext_lazy("Sessions"),
    DOCUMENTS: gettext_lazy("Documents"),
    MESSAGES: gettext_lazy("Messages"),
}


@dataclass(frozen=True)
class Shelf:
    """One page of the journal: its days, and where the reader stands among all of it."""

    days: list[tuple[str, date, list[Card]]]
    counts: dict[str, int]
    show: str
    asked: str
    page: int
    pages: int
    found: int

    @property
    def newer(self) -> int:
        return self.page - 1 if self.page > 1 else 0

    @property
    def older(self) -> int:
        return self.page + 1 if self.page < self.pages else 0


def shelf(reading: Reading, *, today: date, show: str = "", asked: str = "", page: int = 1) -> Shelf:
    """Fifty cards, newest first, of everything in the case or of one kind; or all that hold every word asked for."""
    cards = sorted(every_card(reading), key=lambda card: (card.at, card.key), reverse=True)
    words = [word for word in map(normalised, asked.split()) if word]
    if words:
        cards = [card for card in cards if card.holds(words)]
    counts = {name: sum(name in ("", card.group) for card in cards if name or not card.is_line) for name in FILTERS}
    kept = [card for card in cards if show in ("", card.group)]
    # What was looked for stands on one page: there is no address under which its second page could be asked for.
    size = MOST_FOUND if words else PAGE
    pages = 1 if words else max(1, -(-len(kept) // PAGE))
    page = min(max(page, 1), pages)
    return Shelf(by_day(kept[(page - 1) * size : page * size], today), counts, show, asked, page, pages, len(kept))


def by_day(cards: Iterable[Card], today: date) -> list[tuple[str, date, list[Card]]]:
    days: list[tuple[str, date, list[Card]]] = []
    for card in cards:
        if not days or days[-1][1] != card.on:
            days.append((day_name(card.on, today), card.on, []))
        days[-1][2].append(card)
    return days


def day_name(on: date, today: date) -> str:
    """A day as people say it: today, yesterday, a day of this year, a day with its year."""
    if on == today:
        return _("Today")
    if on == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(on, "MONTH_DAY_FORMAT" if on.year == today.year else "DATE_FORMAT")


def every_card(reading: Reading) -> Iterable[Card]:
    for item in every_item(reading.case, reading.viewer):
        yield CARDS[item.kind](reading, item)
    for message in reading.messages:
        yield of_message(reading, message)
    if reading.request is not None:
        yield of_request(reading, reading.request)
    rows = AuditRow.objects.visible_to(reading.viewer).filter(matter_id=reading.case.matter_id, act__in=LIFE)
    for row in rows.order_by("pk"):
        icon, words = LIFE[row.act]
        yield Card(f"audit-{row.pk}", "life", row.at, icon, str(words), css="sys")
