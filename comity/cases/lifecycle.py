"""How a case, a service and a paper live. The tables guard the actions, offer the buttons and draw the diagrams."""

from django.utils.translation import gettext_lazy as _

from comity.cases.access import is_lead, may_assign, may_write
from comity.cases.words import (
    ACTIVE,
    ASSESSING,
    CANCELLED,
    CLOSED,
    CONFIDENTIAL,
    DELIVERED,
    FOR_COUNCIL,
    FOR_PARTIES,
    NOT_CLOSED,
    OPEN,
    PAUSED,
    PLANNED,
    PLANNED_ENGAGEMENT,
    RELEASED_PUBLICLY,
    UNDER_WAY,
)
from comity.trust.lifecycle import Lifecycle, Transition

CASE = Lifecycle(
    field="stage",
    labels={
        OPEN: (_("Open"), _("We have taken this on.")),
        ASSESSING: (_("Assessment"), _("We are talking with the people concerned.")),
        PLANNED: (_("Planned"), _("We have agreed what to do together.")),
        ACTIVE: (_("Services"), _("Work is under way.")),
        PAUSED: (_("Paused"), _("We are waiting. We will write before we go on.")),
        CLOSED: (_("Closed"), _("This is closed. You can still write to us.")),
    },
    assess=Transition((OPEN,), ASSESSING, by=may_write),
    plan=Transition((OPEN, ASSESSING), PLANNED, by=may_assign, needs=("goals",)),
    serve=Transition((OPEN, ASSESSING, PLANNED), ACTIVE, by=may_write),
    pause=Transition(UNDER_WAY, PAUSED, by=is_lead, needs=("reason",)),
    resume=Transition((PAUSED,), ACTIVE, by=is_lead),
    close=Transition(NOT_CLOSED, CLOSED, by=is_lead, needs=("outcome",)),
    reopen=Transition((CLOSED,), ACTIVE, by=is_lead, needs=("reason",)),
)

ENGAGEMENT = Lifecycle(
    labels={
        PLANNED_ENGAGEMENT: (_("Planned"), _("Planned")),
        DELIVERED: (_("Delivered"), _("It took place.")),
        CANCELLED: (_("Called off"), _("It was called off.")),
    },
    deliver=Transition((PLANNED_ENGAGEMENT,), DELIVERED, by=may_write),
    cancel=Transition((PLANNED_ENGAGEMENT,), CANCELLED, by=may_write, needs=("reason",)),
)

RELEASE = Lifecycle(
    field="release",
    labels={
        CONFIDENTIAL: (_("Confidential"), _("Confidential")),
        FOR_PARTIES: (_("For the parties"), _("For the people at the table")),
        FOR_COUNCIL: (_("For the council"), _("For the council or working group")),
        RELEASED_PUBLICLY: (_("Public"), _("Anyone may read this.")),
    },
    share_with_parties=Transition((CONFIDENTIAL,), FOR_PARTIES, by=is_lead),
    share_with_council=Transition((CONFIDENTIAL, FOR_PARTIES), FOR_COUNCIL, by=is_lead),
    publish=Transition(
        (CONFIDENTIAL, FOR_PARTIES, FOR_COUNCIL), RELEASED_PUBLICLY, by=may_assign, needs=("title_is_checked",)
    ),
    withdraw=Transition((FOR_PARTIES, FOR_COUNCIL, RELEASED_PUBLICLY), CONFIDENTIAL, by=is_lead),
)
