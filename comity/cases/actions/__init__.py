"""What people do with a case, as verbs: ``from comity.cases import actions; actions.close(case=..., ...)``."""

from comity.cases.actions.assessment import add_issue, conclude_assessment, edit_issue, note_interview, weigh
from comity.cases.actions.closing import (
    close,
    correct,
    missing_for_closing,
    pause,
    record_follow_up,
    reopen,
    resume,
)
from comity.cases.actions.documents import add_document, edit_document, release
from comity.cases.actions.engagements import cancel, confirm_interpreter, deliver, plan_engagement, rearrange
from comity.cases.actions.journal import done_follow_up, edit_entry, log_entry
from comity.cases.actions.opening import assign, assist, end_assist, link_request, open_from_request, open_own
from comity.cases.actions.outcomes import rate_tension, record_outcome
from comity.cases.actions.parties import add_party, contacted, edit_party, remove_party, seat_party
from comity.cases.actions.plan import approve_plan, plan_of, plan_service, write_plan
from comity.cases.actions.views import remove_view, save_view

__all__ = [
    "add_document",
    "add_issue",
    "add_party",
    "approve_plan",
    "assign",
    "assist",
    "cancel",
    "close",
    "conclude_assessment",
    "confirm_interpreter",
    "contacted",
    "correct",
    "deliver",
    "done_follow_up",
    "edit_document",
    "edit_entry",
    "edit_issue",
    "edit_party",
    "end_assist",
    "link_request",
    "log_entry",
    "missing_for_closing",
    "note_interview",
    "open_from_request",
    "open_own",
    "pause",
    "plan_engagement",
    "plan_of",
    "plan_service",
    "rate_tension",
    "rearrange",
    "record_follow_up",
    "record_outcome",
    "release",
    "remove_party",
    "remove_view",
    "reopen",
    "resume",
    "save_view",
    "seat_party",
    "weigh",
    "write_plan",
]
