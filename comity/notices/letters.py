"""The words of a notice: neutral sender, neutral subject, no case fact, in the reader's language."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

KINDS = (
    "request-received",
    "request-read",
    "message-waiting",
    "referral-check",
    "case-opened",
    "case-closed",
    "news",
    "follow-up-due",
    "escalation",
    "assigned",
)


@dataclass(frozen=True)
class Letter:
    """A subject and a text, ready to leave."""

    subject: str
    text: str


def compose(kind: str, *, language: str, **words: str) -> Letter:
    """The letter for this occasion. The subject says nothing at all about why we write."""
    if kind not in KINDS:
        raise ValueError(f"no notice is called {kind!r}")
    with translation.override(language):
        text = render_to_string(f"notices/{kind}.txt", words)
        return Letter(subject=_("A message for you"), text=text.strip() + "\n")
