"""How a notice lives: from the queue to sent, and what we say when we cannot know."""

from django.utils.translation import gettext_lazy as _

from comity.notices.access import has_part, is_office, is_post
from comity.notices.models import Notice
from comity.trust.lifecycle import Lifecycle, Transition

S = Notice.State
LABELS = {
    S.QUEUED.value: (_("Waiting to be sent"), _("On its way")),
    S.SENDING.value: (_("Being sent"), _("On its way")),
    S.SENT.value: (_("Sent"), _("Sent")),
    S.UNCERTAIN.value: (_("May have been sent"), _("On its way")),
    S.FAILED.value: (_("Could not be sent"), _("Could not be sent")),
    S.HELD.value: (_("A person must do this"), _("On its way")),
    S.DONE.value: (_("Done by a person"), _("Done")),
    S.RECALLED.value: (_("No longer wanted"), _("Not sent")),
}

LIFECYCLE = Lifecycle(
    labels=LABELS,
    start=Transition((S.QUEUED, S.UNCERTAIN), S.SENDING, by=is_post),
    sent=Transition((S.SENDING,), S.SENT, by=is_post),
    lost_sight=Transition((S.SENDING,), S.UNCERTAIN, by=is_post),
    try_again=Transition((S.SENDING,), S.QUEUED, by=is_post),
    fail=Transition((S.SENDING, S.QUEUED, S.UNCERTAIN), S.FAILED, by=is_post),
    done=Transition((S.HELD, S.FAILED, S.UNCERTAIN), S.DONE, by=is_office),
    recall=Transition((S.QUEUED, S.HELD, S.UNCERTAIN), S.RECALLED, by=has_part),
)
