"""A card of the journal, ready to be read, and the reading it is made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.cases.models import Case
from comity.cases.search import normalised
from comity.intake.models import Request
from comity.notices.models import Message
from comity.trust.viewer import Viewer


@dataclass(frozen=True)
class Word:
    """A small label under a card: its color, its picture, its words."""

    text: str
    css: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Card:
    """One thing that happened, ready to be read."""

    key: str
    kind: str
    at: datetime
    icon: str
    title: str
    css: str = ""
    group: str = ""
    has_hour: bool = True
    facts: tuple[str, ...] = ()
    sealed: str = ""
    text: str = ""
    lang: str = ""
    dir: str = "auto"
    words: tuple[Word, ...] = ()
    url: str = ""
    url_label: str = ""
    photo: str = ""
    to_come_back: str = ""
    may_reply: bool = False
    is_new: bool = False

    @property
    def is_line(self) -> bool:
        """Written by the machine: one quiet line, no card."""
        return self.css == "sys"

    @property
    def on(self) -> date:
        return timezone.localtime(self.at).date() if self.has_hour else self.at.date()

    def holds(self, words: Iterable[str]) -> bool:
        said = normalised(" ".join([self.title, self.text, *self.facts, *(word.text for word in self.words)]))
        return all(word in said for word in words)


@dataclass
class Reading:
    """Who reads which case, and what the cards need to know of it."""

    case: Case
    viewer: Viewer
    writes: bool
    request: Request | None = None
    messages: list[Message] = field(default_factory=list)
    people: Mapping[int, str] = field(default_factory=dict)
    may_answer: bool = False

    def link(self, name: str, *args: Any) -> str:
        try:
            return reverse(f"staff:{name}", args=[self.case.reference, *args])
        except NoReverseMatch:
            return ""

    def by(self, row: Any) -> list[str]:
        """Who wrote it, unless it was the reader."""
        return [_("by %(name)s") % {"name": row.by.name}] if row.by_id != self.viewer.account_id else []
