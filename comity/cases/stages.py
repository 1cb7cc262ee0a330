"""The six steps that the bar above a case shows, each with its day and its count."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.cases.models import Assessment, Case, Engagement, FollowUp, Interview, Outcome, Plan
from comity.cases.words import ASSESSING, CANCELLED, CLOSED, DELIVERED, PLANNED
from comity.trust.viewer import Viewer

DONE, NOW, TO_COME = "done", "now", "to-come"
STEPS = {
    "intake": _("Intake"),
    "assessment": _("Assessment"),
    "plan": _("Plan"),
    "services": _("Services"),
    "outcomes": _("Outcomes"),
    "follow-up": _("Follow-up"),
}


@dataclass(frozen=True)
class Step:
    """One step of the bar: is it done, is it now; since when; how many of how many."""

    slug: str
    label: Any
    state: str
    on: date | None
    count: int
    of: int

    @property
    def is_now(self) -> bool:
        return self.state == NOW

    @property
    def is_done(self) -> bool:
        return self.state == DONE


def day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def stage_bar(case: Case, viewer: Viewer) -> list[Step]:
    """Where the case stands: the steps behind it with their days, the one it is at, the ones to come."""

    def rows(model: Any) -> Any:
        return model.objects.visible_to(viewer).filter(case=case).order_by()

    interviews = rows(Interview).aggregate(on=Min("on"), held=Count("pk"))
    assessment = rows(Assessment).aggregate(on=Max("concluded_on"), held=Count("pk"))
    plan = rows(Plan).aggregate(at=Max("approved_at"), written=Max("written_at"), held=Count("pk"))
    service = rows(Engagement).aggregate(
        on=Max("on", filter=Q(state=DELIVERED)),
        held=Count("pk", filter=Q(state=DELIVERED)),
        of=Count("pk", filter=~Q(state=CANCELLED)),
    )
    outcome = rows(Outcome).aggregate(on=Max("on"), held=Count("pk"))
    after = rows(FollowUp).aggregate(
        on=Max("done_on"), next=Min("due_on", filter=Q(done_on=None)), held=Count("done_on"), of=Count("pk")
    )
    facts: list[tuple[str, bool, date | None, int, int]] = [
        ("intake", True, day(case.opened_at), 1, 1),
        ("assessment", bool(assessment["held"]), assessment["on"] or interviews["on"], interviews["held"], 0),
        ("plan", plan["at"] is not None, day(plan["at"] or plan["written"]), plan["held"], 0),
        ("services", bool(service["held"]) and service["held"] == service["of"], service["on"], service["held"],
         service["of"]),
        ("outcomes", bool(outcome["held"]), outcome["on"], outcome["held"], 0),
        ("follow-up", bool(after["of"]) and after["held"] == after["of"], after["on"] or after["next"], after["held"],
         after["of"]),
    ]  # fmt: skip
    at = current_step(case, has_outcome=bool(outcome["held"]), all_served=facts[3][1])
    return [
        Step(slug, STEPS[slug], NOW if slug == at and not done else DONE if done else TO_COME, on, count, of)
        for slug, done, on, count, of in facts
    ]


def current_step(case: Case, *, has_outcome: bool, all_served: bool) -> str:
    if case.stage == CLOSED:
        return "follow-up"
    if case.stage in (ASSESSING, "open"):
        return "assessment"
    if case.stage == PLANNED:
        return "services"
    return "outcomes" if all_served and not has_outcome else "services"
