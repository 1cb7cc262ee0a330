"""What people do with what reached us, as verbs. The doors call the verbs; the rooms behind are one noun each."""

from comity.intake.actions.clock import due_referral_checks, escalate_overdue, forget
from comity.intake.actions.decide import (
    accept,
    advise,
    answer_referral_check,
    count_only,
    look,
    not_ours,
    refer,
    reopen,
)
from comity.intake.actions.log import Logged, log_contact, logged_before, raise_alert
from comity.intake.actions.nearby import Neighbour, nearby, similar
from comity.intake.actions.place import reroute
from comity.intake.actions.receive import receive
from comity.intake.actions.screening import correct, set_screening

__all__ = [
    "Logged",
    "Neighbour",
    "accept",
    "advise",
    "answer_referral_check",
    "correct",
    "count_only",
    "due_referral_checks",
    "escalate_overdue",
    "forget",
    "log_contact",
    "logged_before",
    "look",
    "nearby",
    "not_ours",
    "raise_alert",
    "receive",
    "refer",
    "reopen",
    "reroute",
    "set_screening",
    "similar",
]
