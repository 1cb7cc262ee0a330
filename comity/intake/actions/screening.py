"""Is it ours? What the rules leave to a person is decided by a person, with a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.agency.profile import current
from comity.agency.screening import screen
from comity.intake.access import may_triage
from comity.intake.actions.receive import judged
from comity.intake.answers import TEXT_LENGTH, check_choice, check_text
from comity.intake.lifecycle import WAITING
from comity.intake.models import Request
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.viewer import Viewer


def refuse_unless_waiting(request: Request, *, viewer: Viewer) -> None:
    """Only while nothing is decided, and only by whoever may decide."""
    if request.stage not in WAITING:
        raise Refused(_("This has already moved on. Please look at it again before you go on."))
    if not may_triage(viewer, request):
        raise Refused(_("You do not have the part in this matter that this step needs."))


@transaction.atomic
def set_screening(request: Request, *, result: str, because: str, viewer: Viewer, now: datetime) -> None:
    """The rules asked for a person; this colleague decides whether it is ours, and says why."""
    refuse_unless_waiting(request, viewer=viewer)
    if request.screening_result != "person" and request.screening_set_at is None:
        raise Refused(_("The rules decide this one. Correct what was told if it is not right."))
    if result not in ("in", "out"):
        raise Refused(_("Please say whether it is ours or not."))
    if not because.strip():
        raise Refused(_("Please say why, in a sentence that another person understands."))
    check_text("because", because, length=TEXT_LENGTH)
    request.screening_result, request.screening_because = result, because
    request.screening_set_at, request.screening_set_by_id = now, viewer.account_id
    request.save()
    happened("screening-set", request, viewer=viewer, now=now, result=result, version=request.screening_version)


@transaction.atomic
def correct(
    request: Request,
    *,
    setting: str,
    bases: Sequence[str],
    perceived: bool,
    incident_on: date | None,
    one_family: bool,
    legal_claim: bool,
    violence: bool,
    viewer: Viewer,
    now: datetime,
) -> None:
    """On talking to the person it turns out to be something else: the rules are asked again with what is true."""
    refuse_unless_waiting(request, viewer=viewer)
    profile = current()
    check_choice("setting", (setting,), tuple(profile.settings))
    check_choice("bases", bases, tuple(profile.bases))
    screening = screen(
        setting=setting,
        bases=tuple(bases),
        perceived=perceived,
        on=incident_on or request.received_at.date(),
        one_family=one_family,
        legal_claim=legal_claim,
        violence=violence,
        language=viewer.language,
    )
    request.setting, request.bases = setting, list(bases)
    request.perceived, request.incident_on = perceived, incident_on
    request.one_family, request.legal_claim, request.violence = one_family, legal_claim, violence
    request.screening_set_at = request.screening_set_by_id = None
    request.screening_because = ""
    for column, value in judged(screening).items():
        setattr(request, column, value)
    request.save()
    happened("request-corrected", request, viewer=viewer, now=now, setting=setting, screening=screening.result)
