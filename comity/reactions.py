"""One page: when this happens, that follows.

An action says ``happenings.happened("case-closed", case, ...)``; what this table lists for it runs in the same
transaction. Only this file crosses packages uphill, so whoever asks "what does closing a case set off?" reads one page.
A reaction takes ``(subject, *, viewer, now, **facts)``.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from comity.cases import telling as cases
from comity.intake import actions as intake
from comity.intake import telling

Reaction = Callable[..., None]

TABLE: Mapping[str, tuple[Reaction, ...]] = {
    # intake
    "request-received": (telling.tell_received,),
    "request-read": (telling.tell_read,),
    "request-escalated": (telling.tell_director,),
    "request-accepted": (telling.tell_assigned,),
    "request-advised": (telling.tell_decided,),
    "request-referred": (telling.tell_decided,),
    "request-not-ours": (telling.tell_decided,),
    "referral-check-due": (telling.ask_referred,),
    # cases
    "case-opened": (cases.tell_taken_on,),
    "request-linked": (cases.tell_linked,),
    "case-assigned": (cases.tell_lead,),
    "case-assisted": (cases.tell_helper,),
    "case-closed": (cases.say_ended, cases.tell_closed),
    "case-reopened": (cases.say_resumed, cases.tell_reopened),
    # notices
    "message-sent": (telling.tell_message, cases.note_first_contact),
}

# What time brings, each minute, in this order (``comity worker``). A hook takes the moment and says how many.
EVERY_MINUTE: tuple[Callable[[datetime], object], ...] = (
    intake.escalate_overdue,
    intake.due_referral_checks,
    cases.remind_of_follow_ups,
    intake.forget,
)
