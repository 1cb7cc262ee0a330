"""The slugs of the casework and the words staff read for them. Code never asks what a label says."""

from django.utils.translation import gettext_lazy as _

OPEN, ASSESSING, PLANNED, ACTIVE = "open", "assessing", "planned", "active"
PAUSED, CLOSED = "paused", "closed"
UNDER_WAY = (OPEN, ASSESSING, PLANNED, ACTIVE)
NOT_CLOSED = (*UNDER_WAY, PAUSED)
STAGES = (*NOT_CLOSED, CLOSED)

JUSTICE, EDUCATION, COMMUNITY = "administration-of-justice", "education", "general-community-relations"
CATEGORIES = {
    JUSTICE: _("Administration of justice"),
    EDUCATION: _("Education"),
    COMMUNITY: _("General community relations"),
}

CALL, VISIT, MESSAGE = "call", "visit", "message"
ENTRY_KINDS = {
    CALL: _("Call"),
    VISIT: _("Visit"),
    "meeting": _("Meeting"),
    "caucus": _("Caucus"),
    "observed": _("Observed"),
    MESSAGE: _("Message"),
    "note": _("Note"),
}
FIRST_CONTACTS = (CALL, VISIT, MESSAGE)

ME, CO, TEAM = "me", "co", "team"
SEALED_TO = {
    TEAM: _("The team of this case"),
    CO: _("You and your co-mediator"),
    ME: _("Only you"),
}

PARTY_KINDS = {
    "law-enforcement-federal": _("Federal law enforcement"),
    "law-enforcement-state": _("State law enforcement"),
    "law-enforcement-local": _("Local law enforcement"),
    "law-enforcement-tribal": _("Tribal law enforcement"),
    "law-enforcement-campus": _("Campus law enforcement"),
    "prosecutor": _("Prosecutor"),
    "government": _("City or government"),
    "school": _("School or university"),
    "faith": _("Faith community"),
    "community-based": _("Community group"),
    "lgbtq": _("LGBTQ group"),
    "first-responder": _("First responder"),
    "organiser": _("Event organizer"),
    "civil-rights": _("Civil rights group"),
    "business": _("Business"),
    "media": _("Media"),
    "person": _("Person"),
    "other": _("Other"),
}
PARTY_ROLES = {
    "party": _("Party"),
    "affected": _("Affected person or group"),
    "institution": _("Institution"),
    "leader": _("Community leader"),
    "companion": _("Companion or lawyer"),
    "expert": _("Expert"),
    "observer": _("Observer"),
    "other": _("Other"),
}
NOT_CONTACTED, INVITED, AT_TABLE, DECLINED = "not-contacted", "invited", "at-table", "declined"
SEATS = {
    AT_TABLE: _("At the table"),
    INVITED: _("Invited"),
    NOT_CONTACTED: _("Not contacted"),
    DECLINED: _("Declined"),
}

CIRCLES = {
    1: _("First circle: the obvious parties"),
    2: _("Second circle: people they named"),
    3: _("Third circle: people who came forward"),
}
WEIGHTS = {
    0: _("Does not matter to them"),
    1: _("Matters a little"),
    2: _("Matters to them"),
    3: _("Matters most"),
}
RECOMMENDATIONS = {
    "mediate": _("Mediate"),
    "facilitate": _("Hold a facilitated dialogue"),
    "train": _("Train"),
    "consult": _("Advise"),
    "monitor": _("Watch and stay in touch"),
    "refer": _("Refer"),
    "no-action": _("Do nothing more"),
}

DIALOGUE, MEDIATION, TRAINING, CONSULTATION = "dialogue", "mediation", "training", "consultation"
SERVICES = (DIALOGUE, MEDIATION, TRAINING, CONSULTATION)

PLANNED_ENGAGEMENT, DELIVERED, CANCELLED = "planned", "delivered", "cancelled"
ENGAGEMENT_STATES = (PLANNED_ENGAGEMENT, DELIVERED, CANCELLED)

NO_OUTCOME = "none"
OUTCOME_KINDS = {
    "agreement": _("Agreement"),
    "mou": _("Memorandum of understanding"),
    "council": _("Council or working group"),
    "action-plan": _("Action plan"),
    "resolution": _("Resolution"),
    "policy-change": _("Change of policy"),
    "letter": _("Letter of understanding"),
    "proclamation": _("Proclamation"),
    "charter": _("Charter"),
    NO_OUTCOME: _("No outcome"),
}
EXTENTS = {
    "full": _("All of the main issues"),
    "partial": _("Some of the main issues"),
    "none": _("None of the main issues"),
}

CONFIDENTIAL, FOR_PARTIES, FOR_COUNCIL, RELEASED_PUBLICLY = "confidential", "parties", "council", "public"
RELEASES = (CONFIDENTIAL, FOR_PARTIES, FOR_COUNCIL, RELEASED_PUBLICLY)
DOCUMENT_KINDS = {
    "note": _("Note"),
    "ground-rules": _("Ground rules"),
    "agreement-to-mediate": _("Agreement to mediate"),
    "agreement": _("Agreement"),
    "action-plan": _("Action plan"),
    "letter": _("Letter"),
    "agenda": _("Agenda"),
    "report": _("Report"),
    "statement": _("Statement"),
    "other": _("Other"),
}

FOLLOW_UP_DAYS = (30, 90, 365)
FOLLOW_UP_RESULTS = {
    "kept": _("It held"),
    "partly": _("It held in part"),
    "broken": _("It did not hold"),
    "unknown": _("We could not find out"),
}
