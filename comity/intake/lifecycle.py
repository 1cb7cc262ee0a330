"""How a request lives: received, read, and then one of seven ends, each of which somebody decides and says why."""

from django.utils.translation import gettext_lazy as _

from comity.intake.access import is_person, may_triage
from comity.intake.models import Request
from comity.trust.lifecycle import Lifecycle, Transition

S = Request.Stage
WAITING = (S.RECEIVED, S.READ)
DECIDED = (S.ADVISED, S.REFERRED, S.COUNTED, S.NOT_OURS)
WORKED_ON = (S.CASE, S.LINKED)
ENDS = (*WORKED_ON, *DECIDED)

LABELS = {
    S.RECEIVED.value: (_("New"), _("We have received it. Nobody has read it yet.")),
    S.READ.value: (_("Read"), _("A specialist has read it and is deciding what we can do.")),
    S.CASE.value: (_("Became a case"), _("We are working on it with the people concerned.")),
    S.LINKED.value: (_("Added to a case"), _("It belongs to something we are already working on.")),
    S.ADVISED.value: (_("Advised"), _("We gave advice.")),
    S.REFERRED.value: (_("Referred"), _("We asked somebody else to help, as you agreed.")),
    S.COUNTED.value: (_("Counted only"), _("We counted it, so that the pattern is seen. Nothing else happens.")),
    S.NOT_OURS.value: (_("Not ours"), _("This is not something our law lets us help with.")),
    S.WITHDRAWN.value: (_("Withdrawn"), _("You took it back. We deleted your words.")),
}

LIFECYCLE = Lifecycle(
    field="stage",
    labels=LABELS,
    read=Transition((S.RECEIVED,), S.READ, by=may_triage),
    accept=Transition(WAITING, S.READ, by=may_triage),
    open_case=Transition(WAITING, S.CASE, by=may_triage),
    link=Transition(WAITING, S.LINKED, by=may_triage, needs=("linked_reference",)),
    advise=Transition(WAITING, S.ADVISED, by=may_triage, needs=("topic",)),
    refer=Transition(WAITING, S.REFERRED, by=may_triage, needs=("to", "consent")),
    count_only=Transition(WAITING, S.COUNTED, by=may_triage),
    not_ours=Transition(WAITING, S.NOT_OURS, by=may_triage, needs=("because",)),
    reopen=Transition(DECIDED, S.READ, by=may_triage, needs=("because",)),
    withdraw=Transition((*WAITING, *ENDS), S.WITHDRAWN, by=is_person),
)
