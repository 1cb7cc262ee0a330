"""What we are trusted with: the case and the nouns that hang on it."""

from comity.cases.models.assessment import Assessment, Interview, Issue, Stake
from comity.cases.models.case import Case
from comity.cases.models.documents import Document
from comity.cases.models.engagements import Engagement
from comity.cases.models.followup import Closure, Correction, FollowUp
from comity.cases.models.journal import Entry
from comity.cases.models.outcomes import Outcome, Tension
from comity.cases.models.parties import Party
from comity.cases.models.plan import Plan, PlannedService
from comity.cases.models.requests import LinkedRequest
from comity.cases.models.searching import SavedView, SearchText

__all__ = [
    "Assessment",
    "Case",
    "Closure",
    "Correction",
    "Document",
    "Engagement",
    "Entry",
    "FollowUp",
    "Interview",
    "Issue",
    "LinkedRequest",
    "Outcome",
    "Party",
    "Plan",
    "PlannedService",
    "SavedView",
    "SearchText",
    "Stake",
    "Tension",
]
